package aether.book;

import aether.feed.BookKind;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.state.StateFields;

/**
 * Everything kept for one instrument: its books by price and by order, their states, its own sequence, its terms. Written by the {@link BookBuilder}
 * alone; listeners read it during their callbacks.
 */
public final class InstrumentBook {
    static final long NO_RPT_SEQ = InstrumentHeads.NO_RPT_SEQ;

    private static final int STATUS_UNKNOWN = 20;

    /** In UTF-8. */
    private static final int MOST_BYTES_OF_CHARACTER = 3;

    private final PriceBook book;
    private final OrderBook orders;
    private final KeyedBook levels;
    private final InstrumentHeads heads;
    private final InstrumentStatistics statistics;
    private final InstrumentTerms terms = new InstrumentTerms();
    private int securityId;
    private final int index;
    private String symbol = "";
    private boolean isInverted;
    private boolean isDepthAssumed = true;

    /** As defined, or assumed; the book is shallower where there was no room. */
    private int depth;

    private int impliedDepth;
    private long securityGroup;
    private long asset;
    private int tradingStatus = STATUS_UNKNOWN;
    private int haltReason;
    private int tradingEvent;

    /** As {@link #priceTrust} has it: a copy beside what every event touches. */
    private BookState state = BookState.EMPTY_UNKNOWN;

    private final BookTrust priceTrust;
    private final BookTrust orderTrust;
    long highestRptSeq = NO_RPT_SEQ;

    InstrumentBook(
            final int index,
            final PriceBook book,
            final OrderBook orders,
            final KeyedBook levels,
            final InstrumentStatistics statistics,
            final FeedContext feed) {
        this.index = index;
        heads = feed.heads();
        this.book = book;
        depth = book.bid().depth();
        impliedDepth = book.impliedBid().depth();
        this.orders = orders;
        this.levels = levels;
        this.statistics = statistics;
        priceTrust = new BookTrust(index, BookKind.BY_PRICE, feed);
        orderTrust = new BookTrust(index, BookKind.BY_ORDER, feed);
    }

    /** How far the book by price, or by order, may be believed. */
    BookTrust trust(final BookKind kind) {
        return kind == BookKind.BY_PRICE ? priceTrust : orderTrust;
    }

    BookTrust priceTrust() {
        return priceTrust;
    }

    BookTrust orderTrust() {
        return orderTrust;
    }

    /** The book by price is in another state; in some, a contiguous RptSeq decides by itself. */
    void onPriceState(final BookState now) {
        state = now;
        highestRptSeq = Math.max(highestRptSeq, rptSeq());
    }

    void assign(final int id) {
        securityId = id;
    }

    /** Takes over a definition; returns what is different now, as bits of {@link InstrumentTerms}. */
    int define(final InstrumentDefinition definition) {
        int changes = terms.update(definition);
        final String name = definition.symbolOr(symbol);
        if (!name.equals(symbol) || securityGroup != definition.securityGroup() || asset != definition.asset()) {
            changes |= InstrumentTerms.IDENTITY;
        }
        symbol = name;
        securityGroup = definition.securityGroup();
        asset = definition.asset();
        final int newDepth = depthOr(definition.depth(), depth);
        final int newImpliedDepth = depthOr(definition.impliedDepth(), impliedDepth);
        if (isInverted != definition.isInvertedBook() || newDepth != depth || newImpliedDepth != impliedDepth) {
            changes |= InstrumentTerms.BOOK_SHAPE;
            book.depths(newDepth, newImpliedDepth);
        }
        depth = newDepth;
        impliedDepth = newImpliedDepth;
        isInverted = definition.isInvertedBook();
        isDepthAssumed = false;
        return changes;
    }

    /** False when there was no room for as many rows as the latest definition says. */
    boolean hasItsDepth() {
        return book.bid().depth() == depth && book.impliedBid().depth() == impliedDepth;
    }

    private static int depthOr(final int depth, final int otherwise) {
        return depth >= 1 && depth <= BookSide.MAX_DEPTH ? depth : otherwise;
    }

    void status(final int status, final int reason, final int event) {
        tradingStatus = status;
        haltReason = reason;
        tradingEvent = event;
    }

    /** From an entry that has no row of its own: rows have the last word. */
    void learnExponent(final int exponent) {
        heads.learnPriceExponent(index, exponent);
    }

    void priceExponent(final int exponent) {
        heads.priceExponent(index, exponent);
    }

    /** Those of a message with entries of the book. */
    void exponents(final MarketMessage message) {
        heads.priceExponent(index, message.priceExponent());
        heads.sizeExponent(index, message.sizeExponent());
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

    /** The book by order; to be believed when {@link #orderState} says so. */
    public OrderBook orders() {
        return orders;
    }

    /**
     * Every price level, where the venue keys its books by price: {@link #book} has the best of them. Null at other venues; to
     * be believed when {@link #state} says so.
     */
    public KeyedBook levels() {
        return levels;
    }

    /** Forgets the book by price. */
    void clearRows(final boolean areKnown) {
        book.clear(areKnown);
        if (levels != null) {
            levels.clear();
        }
    }

    /** Latest statistics, limits and volume. */
    public InstrumentStatistics statistics() {
        return statistics;
    }

    /** From the latest definition. */
    public InstrumentTerms terms() {
        return terms;
    }

    /** Highest price that may trade now: as published during the day, else as defined; {@link InstrumentTerms#NOT_GIVEN} without either. */
    public long highLimit() {
        return statistics.highLimit() == InstrumentTerms.NOT_GIVEN ? terms.highLimit() : statistics.highLimit();
    }

    /** As {@link #highLimit}: the lowest. */
    public long lowLimit() {
        return statistics.lowLimit() == InstrumentTerms.NOT_GIVEN ? terms.lowLimit() : statistics.lowLimit();
    }

    /** Settlement price, or {@link InstrumentTerms#NOT_GIVEN}. */
    public long settlement() {
        return statistics.price(EntryType.SETTLEMENT);
    }

    /** Scope of a group's status: up to 6 ASCII characters, first in the lowest byte; 0 without a definition. */
    public long securityGroup() {
        return securityGroup;
    }

    /** The product, in the same form. */
    public long asset() {
        return asset;
    }

    /** SecurityTradingStatus as the exchange numbers it; 20 while unknown. */
    public int tradingStatus() {
        return tradingStatus;
    }

    /** HaltReason of the latest status. */
    public int haltReason() {
        return haltReason;
    }

    /** SecurityTradingEvent of the latest status. */
    public int tradingEvent() {
        return tradingEvent;
    }

    /** State of the book by order. */
    public BookState orderState() {
        return orderTrust.state();
    }

    /** Why the book is stale; {@link BookFault#NONE} otherwise. */
    public BookFault fault() {
        return priceTrust.fault();
    }

    /**
     * The packet up to which a snapshot brought the book by order: ahead of the live packets, while those are behind it. -1
     * when there was none since the last reset or fault.
     */
    public long orderSequence() {
        return orderTrust.sequence();
    }

    /** Why the book by order is stale; {@link BookFault#NONE} otherwise. */
    public BookFault orderFault() {
        return orderTrust.fault();
    }

    void rptSeq(final long sequence) {
        heads.rptSeq(index, sequence);
    }

    /** RptSeq of the newest entry that was taken, or -1 before the first. */
    public long rptSeq() {
        return heads.rptSeq(index);
    }

    /**
     * MsgSeqNum of the packet that made the book by price what it is: the newest one that told of its rows, trades or
     * statistics, or, after a recovery, the newest one that it is right up to. 0 before the first.
     */
    public long packetSequence() {
        return heads.packet(index);
    }

    /** Receive time of that packet, nanoseconds since the epoch; 0 before the first. */
    public long rxTimeNs() {
        return heads.rxTimeNs(index);
    }

    /** Power of ten of the price mantissas, as the newest book entry's template had it. */
    public int priceExponent() {
        return heads.priceExponent(index);
    }

    /** Power of ten of the sizes: 0 where the venue trades whole contracts. */
    public int sizeExponent() {
        return heads.sizeExponent(index);
    }

    /** Of the content of one of its books alone: the same on whatever machine has built it, from whatever beginning, once it is live. */
    public long hashOf(final BookKind kind) {
        if (kind == BookKind.BY_ORDER) {
            return orders.hash();
        }
        return levels == null ? book.hash(securityId) : levels.hash();
    }

    /** Folds identity, state and content into a hash. */
    public long hash(final long seed) {
        final long hash = BookHash.mix(seed, (long) securityId << 8 ^ state.ordinal());
        final long withPrices = book.hash(BookHash.mix(hash, rptSeq()));
        if (levels != null) {
            return BookHash.mix(withPrices, levels.hash());
        }
        return orderTrust.isLive() ? BookHash.mix(withPrices, orders.hash()) : withPrices;
    }

    void state(final StateFields fields) {
        securityId = fields.whole(securityId);
        symbol = fields.text(symbol, InstrumentDefinition.MAX_SYMBOL * MOST_BYTES_OF_CHARACTER);
        isInverted = fields.flag(isInverted);
        isDepthAssumed = fields.flag(isDepthAssumed);
        depth = fields.whole(depth);
        impliedDepth = fields.whole(impliedDepth);
        securityGroup = fields.number(securityGroup);
        asset = fields.number(asset);
        tradingStatus = fields.whole(tradingStatus);
        haltReason = fields.whole(haltReason);
        tradingEvent = fields.whole(tradingEvent);
        state = fields.constant(state, BookState.values());
        highestRptSeq = fields.number(highestRptSeq);
        terms.state(fields);
        statistics.state(fields);
        priceTrust.state(fields);
        orderTrust.state(fields);
        if (levels != null) {
            levels.state(fields);
        }
    }
}
