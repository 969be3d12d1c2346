package aether.book;

/**
 * Everything kept for one instrument: its book by price, its state, its own sequence. Written by the {@link BookBuilder}
 * alone; listeners read it during their callbacks.
 */
public final class InstrumentBook {
    static final long NO_RPT_SEQ = -1;

    private final PriceBook book;
    private int securityId;
    private int index;
    private String symbol = "";
    private boolean isInverted;
    private boolean isDepthAssumed = true;

    BookState state = BookState.EMPTY_UNKNOWN;
    BookState orderState = BookState.EMPTY_UNKNOWN;
    BookFault fault = BookFault.NONE;
    long rptSeq = NO_RPT_SEQ;
    long highestRptSeq = NO_RPT_SEQ;
    int priceExponent;
    int touched;

    /** A side became wholly known: worth a look whether all are. */
    boolean mayBeComplete;

    /** A contiguous RptSeq changes nothing but the book: the common case, decided once per change of state. */
    boolean isFollowing;

    InstrumentBook(final int depth, final int impliedDepth) {
        book = new PriceBook(depth, impliedDepth);
    }

    void assign(final int id, final int tableIndex) {
        securityId = id;
        index = tableIndex;
    }

    void define(final String name, final boolean inverted, final int depth, final int impliedDepth) {
        symbol = name;
        isInverted = inverted;
        isDepthAssumed = false;
        book.depths(depth, impliedDepth);
    }

    /** Place in the builder's table. */
    int index() {
        return index;
    }

    public int securityId() {
        return securityId;
    }

    /** From the definition; empty without one. */
    public String symbol() {
        return symbol;
    }

    /** True when a lower price is the better bid. */
    public boolean isInverted() {
        return isInverted;
    }

    /** True when no definition said how many rows the book has. */
    public boolean isDepthAssumed() {
        return isDepthAssumed;
    }

    public PriceBook book() {
        return book;
    }

    /** State of the book by price. */
    public BookState state() {
        return state;
    }

    /** State of the book by order. Orders themselves are not kept yet. */
    public BookState orderState() {
        return orderState;
    }

    /** Why the book is stale; {@link BookFault#NONE} otherwise. */
    public BookFault fault() {
        return fault;
    }

    /** RptSeq of the newest entry that was taken, or -1 before the first. */
    public long rptSeq() {
        return rptSeq;
    }

    /** Power of ten of the price mantissas, as the newest book entry's template had it. */
    public int priceExponent() {
        return priceExponent;
    }

    /** Folds identity, state and content into a hash. */
    public long hash(final long seed) {
        final long hash = BookHash.mix(seed, (long) securityId << 8 ^ state.ordinal());
        return book.hash(BookHash.mix(hash, rptSeq));
    }
}
