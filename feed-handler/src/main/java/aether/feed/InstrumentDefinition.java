package aether.feed;

import java.nio.charset.StandardCharsets;

/** What a definition message says about an instrument, as far as books need it. Reused: copy what you keep. */
public final class InstrumentDefinition {
    /** SecurityUpdateAction: a new instrument. */
    public static final char ADD = 'A';
    /** SecurityUpdateAction: changed attributes. */
    public static final char MODIFY = 'M';
    /** SecurityUpdateAction: the instrument is discontinued. */
    public static final char DELETE = 'D';

    /** Depth that was not given. */
    public static final int NO_DEPTH = 0;

    private static final int INVERTED_BOOK_BIT = 1 << 22;

    private int securityId;
    private char updateAction;
    private int depth;
    private int impliedDepth;
    private long attributes;
    private final byte[] symbol = new byte[35];
    private int symbolLength;

    /** For decoders: forgets everything. */
    public void clear() {
        securityId = 0;
        updateAction = ADD;
        depth = NO_DEPTH;
        impliedDepth = NO_DEPTH;
        attributes = 0;
        symbolLength = 0;
    }

    public int securityId() {
        return securityId;
    }

    public InstrumentDefinition securityId(final int id) {
        securityId = id;
        return this;
    }

    /** {@link #ADD}, {@link #MODIFY}, {@link #DELETE}, or an unknown character. */
    public char updateAction() {
        return updateAction;
    }

    public InstrumentDefinition updateAction(final char action) {
        updateAction = action;
        return this;
    }

    /** Rows of the real book (feed type GBX), or {@link #NO_DEPTH}. */
    public int depth() {
        return depth;
    }

    public InstrumentDefinition depth(final int rows) {
        depth = rows;
        return this;
    }

    /** Rows of the implied book (feed type GBI), or {@link #NO_DEPTH}. */
    public int impliedDepth() {
        return impliedDepth;
    }

    public InstrumentDefinition impliedDepth(final int rows) {
        impliedDepth = rows;
        return this;
    }

    /** For decoders: adds InstAttribValue bits. */
    public InstrumentDefinition addAttributes(final long bits) {
        attributes |= bits;
        return this;
    }

    /** True when a lower price is the better bid. */
    public boolean isInvertedBook() {
        return (attributes & INVERTED_BOOK_BIT) != 0;
    }

    /** For decoders: one more character of the symbol; what does not fit is cut. */
    public void appendSymbol(final byte character) {
        if (symbolLength < symbol.length) {
            symbol[symbolLength++] = character;
        }
    }

    /** The symbol; {@code known} itself when it is the same, so that a repeated definition allocates nothing. */
    public String symbolOr(final String known) {
        int end = symbolLength;
        while (end > 0 && symbol[end - 1] == ' ') {
            end--;
        }
        boolean isKnown = known.length() == end;
        for (int i = 0; isKnown && i < end; i++) {
            isKnown = known.charAt(i) == symbol[i];
        }
        return isKnown ? known : new String(symbol, 0, end, StandardCharsets.US_ASCII);
    }
}
