package aether.book;

import aether.feed.BookKind;
import aether.feed.BookPolicy;

/** Settings of one {@link BookBuilder}. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class BookContext {
    /** What is known of a book before its first entry. */
    public enum Start {
        /** Nothing, until a snapshot, or an instrument's very first entry (RptSeq 1), makes it certain. */
        SNAPSHOT,
        /** Every book is empty: right for the start of a week. */
        EMPTY,
        /** Nothing, but rows are believed as they are set; flagged as suspect until all rows are known. */
        NATURAL
    }

    private static final int MOST_INSTRUMENTS = 1_000_000;
    private static final int MOST_ORDERS = 100_000_000;
    private static final int LEAST_QUEUE = 16;

    private Start start = Start.SNAPSHOT;
    private int depth = 10;
    private int impliedDepth = 2;
    private int maxInstruments = 4096;
    private int maxOrders = 65_536;
    private int queueEntries = 65_536;
    private boolean hasPriceRecovery;
    private boolean hasOrderRecovery;
    private boolean isVerifying;
    private int applId = ANY_CHANNEL;
    private BookPolicy policy = BookPolicy.NUMBERED_ROWS;
    private RangeDelete rangeDelete = RangeDelete.FROM_WORSE_THRU_BEST;
    private SizeZero sizeZero = SizeZero.FAULT;

    /** No ApplID is configured: a channel reset is ours whatever it names. */
    public static final int ANY_CHANNEL = Integer.MIN_VALUE;

    /** How the venue tells its books. */
    public BookContext policy(final BookPolicy value) {
        policy = value;
        return this;
    }

    BookPolicy policy() {
        return policy;
    }

    boolean isKeyedByPrice() {
        return policy == BookPolicy.KEYED_BY_PRICE;
    }

    /** Rows are what the orders add up to. */
    boolean isMadeOfOrders() {
        return policy == BookPolicy.SINGLE_ORDERS;
    }

    /** Whether books by order are kept; where levels are keyed by price, they take the orders' room. */
    boolean keepsOrders() {
        return maxOrders > 0 && !isKeyedByPrice();
    }

    public BookContext start(final Start value) {
        start = value;
        return this;
    }

    public Start start() {
        return start;
    }

    /** Rows of the real book without a definition, 1 to 30. */
    public BookContext depth(final int rows) {
        depth = rows;
        return this;
    }

    public int depth() {
        return depth;
    }

    /** Rows of the implied book without a definition, 1 to 30. */
    public BookContext impliedDepth(final int rows) {
        impliedDepth = rows;
        return this;
    }

    public int impliedDepth() {
        return impliedDepth;
    }

    /** Instruments that there is room for; allocated once. Further ones are refused and counted. */
    public BookContext maxInstruments(final int count) {
        maxInstruments = count;
        return this;
    }

    public int maxInstruments() {
        return maxInstruments;
    }

    /** Orders that there is room for, over all instruments; allocated once. 0 keeps no books by order. */
    public BookContext maxOrders(final int count) {
        maxOrders = count;
        return this;
    }

    public int maxOrders() {
        return maxOrders;
    }

    /** Entries that can wait for snapshots, over all instruments; allocated once where there is recovery. */
    public BookContext queueEntries(final int count) {
        queueEntries = count;
        return this;
    }

    public int queueEntries() {
        return queueEntries;
    }

    /** Whether snapshots by price, and by order, will come: books that are not right then wait for them. */
    public BookContext recovery(final boolean byPrice, final boolean byOrder) {
        hasPriceRecovery = byPrice;
        hasOrderRecovery = byOrder;
        return this;
    }

    /** Whether snapshots of such books will come. */
    public boolean recovers(final BookKind kind) {
        return kind == BookKind.BY_PRICE ? hasPriceRecovery : hasOrderRecovery;
    }

    /** Verify mode: compare books by price with books by order at each event, and snapshots with live books. */
    public BookContext verify(final boolean verifies) {
        isVerifying = verifies;
        return this;
    }

    public boolean isVerifying() {
        return isVerifying;
    }

    /** The channel's ApplID, so that resets of other channels on the same group are left alone. */
    public BookContext applId(final int id) {
        applId = id;
        return this;
    }

    public int applId() {
        return applId;
    }

    public BookContext rangeDelete(final RangeDelete meaning) {
        rangeDelete = meaning;
        return this;
    }

    public RangeDelete rangeDelete() {
        return rangeDelete;
    }

    public BookContext sizeZero(final SizeZero meaning) {
        sizeZero = meaning;
        return this;
    }

    public SizeZero sizeZero() {
        return sizeZero;
    }

    /** Checks the ranges. Without numbered rows nothing shows when all are known: such books start with a snapshot. */
    public BookContext conclude() {
        if (isKeyedByPrice() && start == Start.NATURAL) {
            start = Start.SNAPSHOT;
        }
        if (isKeyedByPrice() && maxOrders == 0) {
            throw new IllegalArgumentException("maxOrders must not be 0: it is the room for price levels here");
        }
        if (isMadeOfOrders() && (maxOrders == 0 || hasPriceRecovery || hasOrderRecovery)) {
            throw new IllegalArgumentException(
                    "books made of single orders need room for these, and have no snapshots");
        }
        check("depth", depth, 1, BookSide.MAX_DEPTH);
        check("impliedDepth", impliedDepth, 1, BookSide.MAX_DEPTH);
        check("maxInstruments", maxInstruments, 1, MOST_INSTRUMENTS);
        check("maxOrders", maxOrders, 0, MOST_ORDERS);
        check("queueEntries", queueEntries, LEAST_QUEUE, MOST_ORDERS);
        return this;
    }

    private static void check(final String setting, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
