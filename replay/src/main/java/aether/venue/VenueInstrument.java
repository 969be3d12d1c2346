package aether.venue;

import aether.venue.MatchingEngine.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An instrument of the simulated venue: identity, engine, sequence, statistics, and what of its books was published last. A
 * spread buys its first leg and sells its second; its implied rows follow from theirs.
 */
public final class VenueInstrument {
    static final int IMPLIED_DEPTH = 2;

    private final int securityId;
    private final String symbol;
    private final long tick;
    private final int depth;
    private final VenueInstrument firstLeg;
    private final VenueInstrument secondLeg;
    private final MatchingEngine engine;
    private final PublishedSide bids;
    private final PublishedSide offers;
    private final PublishedRows impliedBids = new PublishedRows();
    private final PublishedRows impliedOffers = new PublishedRows();
    private final List<VenueInstrument> spreads = new ArrayList<>();
    private final SessionStatistics statistics = new SessionStatistics();
    private long rptSeq;
    private long publishedOrders;
    private boolean isDeleted;

    private VenueInstrument(
            final int securityId,
            final String symbol,
            final long tick,
            final int depth,
            final LongSupplier priorities,
            final VenueInstrument firstLeg,
            final VenueInstrument secondLeg) {
        this.securityId = securityId;
        this.symbol = symbol;
        this.tick = tick;
        this.depth = depth;
        this.firstLeg = firstLeg;
        this.secondLeg = secondLeg;
        engine = new MatchingEngine(priorities);
        bids = new PublishedSide(Side.BUY, depth);
        offers = new PublishedSide(Side.SELL, depth);
    }

    static VenueInstrument outright(
            final int securityId,
            final String symbol,
            final long tick,
            final int depth,
            final LongSupplier priorities) {
        return new VenueInstrument(securityId, symbol, tick, depth, priorities, null, null);
    }

    static VenueInstrument spread(
            final int securityId,
            final VenueInstrument first,
            final VenueInstrument second,
            final LongSupplier priorities) {
        final VenueInstrument spread = new VenueInstrument(
                securityId, first.symbol + "-" + second.symbol, first.tick, first.depth, priorities, first, second);
        first.spreads.add(spread);
        second.spreads.add(spread);
        return spread;
    }

    public int securityId() {
        return securityId;
    }

    public String symbol() {
        return symbol;
    }

    /** Smallest price step, mantissa. */
    public long tick() {
        return tick;
    }

    int depth() {
        return depth;
    }

    boolean isSpread() {
        return firstLeg != null;
    }

    /** Spreads that this instrument is a leg of. */
    List<VenueInstrument> spreads() {
        return spreads;
    }

    public MatchingEngine engine() {
        return engine;
    }

    SessionStatistics statistics() {
        return statistics;
    }

    PublishedSide published(final Side side) {
        return side == Side.BUY ? bids : offers;
    }

    PublishedRows publishedImplied(final Side side) {
        return side == Side.BUY ? impliedBids : impliedOffers;
    }

    /** What the legs imply: to buy the spread is to buy the first leg and to sell the second. */
    List<Level> implied(final Side side) {
        final List<Level> first = firstLeg.engine.levels(side, IMPLIED_DEPTH);
        final List<Level> second = secondLeg.engine.levels(side.opposite(), IMPLIED_DEPTH);
        final List<Level> rows = new ArrayList<>();
        for (int row = 0; row < Math.min(first.size(), second.size()); row++) {
            rows.add(new Level(
                    first.get(row).price() - second.get(row).price(),
                    Math.min(first.get(row).quantity(), second.get(row).quantity()),
                    Integer.MAX_VALUE));
        }
        return rows;
    }

    long nextRptSeq() {
        return ++rptSeq;
    }

    /** All orders have been published as they are now. */
    void ordersArePublished() {
        publishedOrders = engine.hash();
    }

    /** Hash over the orders as they were published last. */
    long publishedOrders() {
        return publishedOrders;
    }

    /** RptSeq of the newest entry published. */
    public long rptSeq() {
        return rptSeq;
    }

    public boolean isDeleted() {
        return isDeleted;
    }

    void delete() {
        isDeleted = true;
    }

    /** The exchange has restarted: its sequence starts over, and nothing is published yet. */
    void restart(final boolean keepsOrders) {
        rptSeq = 0;
        bids.clear();
        offers.clear();
        impliedBids.clear();
        impliedOffers.clear();
        statistics.clear();
        publishedOrders = 0;
        if (!keepsOrders) {
            engine.clear();
        }
        engine.takeChanges();
    }

    /** Visible levels of the engine's own book. */
    public List<Row> rows(final Side side) {
        return engine.levels(side, depth).stream().map(Row::of).toList();
    }

    /** Visible levels as published last. */
    public List<Row> publishedRows(final Side side) {
        return published(side).rows().stream().map(Row::of).toList();
    }

    /** Implied rows as published. */
    public List<Row> impliedRows(final Side side) {
        return publishedImplied(side).rows().stream().map(Row::of).toList();
    }

    /** The engine's own orders, best price first, in each price first in line first. */
    public List<RestingOrder> orders(final Side side) {
        return engine.orders(side).stream()
                .map(order -> new RestingOrder(order.orderId(), order.priority(), order.price(), order.quantity()))
                .toList();
    }

    /** A visible level: price mantissa, quantity, number of orders. */
    public record Row(long price, long size, int orders) {
        static Row of(final Level level) {
            return new Row(level.price(), level.quantity(), level.orders());
        }
    }

    /** An order in its queue. */
    public record RestingOrder(long orderId, long priority, long price, long quantity) {}
}
