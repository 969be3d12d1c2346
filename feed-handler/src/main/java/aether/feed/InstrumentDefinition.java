package aether.feed;

import java.nio.charset.StandardCharsets;

/** What a definition message says about an instrument. Reused: copy what you keep. */
public final class InstrumentDefinition {
    /** SecurityUpdateAction: a new instrument. */
    public static final char ADD = 'A';
    /** SecurityUpdateAction: changed attributes. */
    public static final char MODIFY = 'M';
    /** SecurityUpdateAction: the instrument is discontinued. */
    public static final char DELETE = 'D';

    /** Depth that was not given. */
    public static final int NO_DEPTH = 0;

    /** Characters of the longest symbol of any source: Databento's files have fields of 71, the last of them 0. */
    /** Bytes of the longest symbol. */
    public static final int MAX_SYMBOL = 70;

    private static final int INVERTED_BOOK_BIT = 1 << 22;

    private int securityId;
    private char updateAction;
    private int depth;
    private int impliedDepth;
    private long attributes;
    private final byte[] symbol = new byte[MAX_SYMBOL];
    private int symbolLength;
    private long securityGroup;
    private long asset;
    private int tradingStatus;
    private int priceExponent;
    private long minPriceIncrement;
    private long displayFactor;
    private long highLimit;
    private long lowLimit;
    private long maxVariation;
    private long minQuantity;
    private long maxQuantity;
    private boolean isUserDefined;
    private boolean isReplayed;
    private long totalReports;

    /** For decoders: forgets everything. */
    public void clear() {
        securityId = 0;
        updateAction = ADD;
        depth = NO_DEPTH;
        impliedDepth = NO_DEPTH;
        attributes = 0;
        symbolLength = 0;
        securityGroup = 0;
        asset = 0;
        tradingStatus = BookSnapshot.NO_STATUS;
        minPriceIncrement = NullValue.PRICE;
        displayFactor = NullValue.PRICE;
        highLimit = NullValue.PRICE;
        lowLimit = NullValue.PRICE;
        maxVariation = NullValue.PRICE;
        minQuantity = NullValue.SIZE;
        maxQuantity = NullValue.SIZE;
        isUserDefined = false;
        isReplayed = false;
        totalReports = 0;
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

    /** Up to 6 ASCII characters, first in the lowest byte, 0 behind the last: the scope of a group's status. */
    public long securityGroup() {
        return securityGroup;
    }

    public InstrumentDefinition securityGroup(final long value) {
        securityGroup = value;
        return this;
    }

    /** The product, in the same form as {@link #securityGroup}. */
    public long asset() {
        return asset;
    }

    public InstrumentDefinition asset(final long value) {
        asset = value;
        return this;
    }

    /** MDSecurityTradingStatus, or {@link BookSnapshot#NO_STATUS}. */
    public int tradingStatus() {
        return tradingStatus;
    }

    public InstrumentDefinition tradingStatus(final int value) {
        tradingStatus = value;
        return this;
    }

    /** Power of ten of the prices here. */
    public int priceExponent() {
        return priceExponent;
    }

    public InstrumentDefinition priceExponent(final int value) {
        priceExponent = value;
        return this;
    }

    /** Smallest price step, or {@link NullValue#PRICE}: then a table of variable ticks applies. */
    public long minPriceIncrement() {
        return minPriceIncrement;
    }

    public InstrumentDefinition minPriceIncrement(final long value) {
        minPriceIncrement = value;
        return this;
    }

    /** Display factor with exponent {@link #priceExponent}, or {@link NullValue#PRICE}: a price times it is what screens show. */
    public long displayFactor() {
        return displayFactor;
    }

    public InstrumentDefinition displayFactor(final long value) {
        displayFactor = value;
        return this;
    }

    /** Highest price that may trade, or {@link NullValue#PRICE}. */
    public long highLimit() {
        return highLimit;
    }

    public InstrumentDefinition highLimit(final long value) {
        highLimit = value;
        return this;
    }

    /** Lowest price that may trade, or {@link NullValue#PRICE}. */
    public long lowLimit() {
        return lowLimit;
    }

    public InstrumentDefinition lowLimit(final long value) {
        lowLimit = value;
        return this;
    }

    /** Width of the price band, or {@link NullValue#PRICE}. */
    public long maxVariation() {
        return maxVariation;
    }

    public InstrumentDefinition maxVariation(final long value) {
        maxVariation = value;
        return this;
    }

    /** MinTradeVol: the least that an order may be for, or {@link NullValue#SIZE}. */
    public long minQuantity() {
        return minQuantity;
    }

    public InstrumentDefinition minQuantity(final long value) {
        minQuantity = value;
        return this;
    }

    /** MaxTradeVol: the most that an order may be for, or {@link NullValue#SIZE}. */
    public long maxQuantity() {
        return maxQuantity;
    }

    public InstrumentDefinition maxQuantity(final long value) {
        maxQuantity = value;
        return this;
    }

    /** TotNumReports: definitions in one pass of the replay feed. */
    public long totalReports() {
        return totalReports;
    }

    public InstrumentDefinition totalReports(final long count) {
        totalReports = count;
        return this;
    }

    /** True when it comes from the replay feed, which tells all definitions again and again. */
    public boolean isReplayed() {
        return isReplayed;
    }

    public InstrumentDefinition replayed(final boolean value) {
        isReplayed = value;
        return this;
    }

    /** True for an instrument that a market participant made, such as a spread. */
    public boolean isUserDefined() {
        return isUserDefined;
    }

    public InstrumentDefinition userDefined(final boolean value) {
        isUserDefined = value;
        return this;
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
