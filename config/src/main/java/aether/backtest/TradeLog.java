package aether.backtest;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderStatus;
import aether.order.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a strategy has done and what became of it. Fills are heard in the order in which the venue made them. */
final class TradeLog implements RecordedMarket.Executed, BookListener {
    /** A point of the curve of profit and loss: nanoseconds since the epoch, and its value after fees. */
    record Point(long timeNs, double value) {}

    /** An order that was placed, and how it ended or stands. */
    record PlacedOrder(
            long timeNs,
            long clOrdId,
            int securityId,
            Side side,
            long price,
            int quantity,
            OrderStatus status,
            int filled) {}

    private static final int MOST_POINTS = 2_000;
    private static final long FIRST_STEP_NS = 1_000_000_000L;

    /** The venue's end of a fill, until the strategy hears of it. */
    private record Executed(boolean isAggressor, long restedNs, long ahead, long tradedAhead, long canceledAhead) {}

    private final BacktestSetup.Money money;
    private final Map<Integer, Holding> holdings = new TreeMap<>();
    private final Map<Integer, InstrumentBook> books = new TreeMap<>();
    private final ArrayDeque<Executed> executions = new ArrayDeque<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Map<Long, PlacedOrder> orders = new TreeMap<>();
    private final List<Point> curve = new ArrayList<>();
    private final QueueStatistics queues = new QueueStatistics();
    private long stepNs = FIRST_STEP_NS;
    private long nextPointNs = Long.MIN_VALUE;
    private long venueNs;

    TradeLog(final BacktestSetup.Money money) {
        this.money = money;
    }

    /** The venue's time. */
    void venueTime(final long timeNs) {
        venueNs = timeNs;
    }

    @Override
    public void onExecution(
            final RecordedInstrument instrument, final OwnOrder rested, final long price, final int quantity) {
        executions.add(
                rested == null
                        ? new Executed(true, 0, 0, 0, 0)
                        : new Executed(
                                false,
                                venueNs - rested.restsSinceNs,
                                rested.aheadAtFirst == Long.MAX_VALUE ? -1 : rested.aheadAtFirst,
                                rested.tradedAhead,
                                rested.canceledAhead));
    }

    @Override
    public void onGone(final OwnOrder order) {
        queues.add(order, venueNs);
    }

    void order(final Order order, final long nowNs) {
        final PlacedOrder before = orders.get(order.clOrdId());
        orders.put(
                order.clOrdId(),
                new PlacedOrder(
                        before == null ? nowNs : before.timeNs(),
                        order.clOrdId(),
                        order.securityId(),
                        order.side(),
                        order.price(),
                        order.orderQty(),
                        order.status(),
                        order.lifetimeQty()));
    }

    void fill(final Order order, final long price, final int quantity, final long nowNs) {
        final Executed executed = executions.remove();
        final Fill fill = new Fill(
                nowNs,
                order.clOrdId(),
                order.securityId(),
                order.side(),
                price,
                quantity,
                executed.isAggressor(),
                executed.restedNs(),
                executed.ahead(),
                executed.tradedAhead(),
                executed.canceledAhead());
        fills.add(fill);
        holdings.computeIfAbsent(order.securityId(), id -> new Holding(books.get(id)))
                .fill(fill);
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        books.put(instrument.securityId(), instrument);
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        final Holding holding = holdings.get(instrument.securityId());
        if (holding != null) {
            holding.mark();
            holding.markouts.time(instrument, event.rxTimeNs());
        }
    }

    /** Time passes, as the strategy knows it: now and then a point of the curve, twice as rarely when there are too many. */
    void time(final long nowNs) {
        if (nowNs < nextPointNs || holdings.isEmpty()) {
            return;
        }
        curve.add(new Point(nowNs, value().doubleValue()));
        nextPointNs = nowNs + stepNs;
        if (curve.size() == MOST_POINTS) {
            stepNs *= 2;
            for (int i = curve.size() - 1; i > 0; i -= 2) {
                curve.remove(i);
            }
        }
    }

    /** The session is over. */
    void end(final long nowNs) {
        if (!holdings.isEmpty()) {
            curve.add(new Point(nowNs, value().doubleValue()));
        }
    }

    /** After fees, of all instruments. */
    BigDecimal value() {
        return holdings.values().stream().map(this::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** After fees. */
    BigDecimal value(final Holding holding) {
        return gross(holding).subtract(fees(holding));
    }

    BigDecimal gross(final Holding holding) {
        return holding.points().multiply(money.pointValue(holding.book.symbol(), holding.book.securityId()));
    }

    BigDecimal fees(final Holding holding) {
        return money.fee().multiply(BigDecimal.valueOf(holding.contracts()));
    }

    Collection<Holding> holdings() {
        return holdings.values();
    }

    List<Fill> fills() {
        return fills;
    }

    Collection<PlacedOrder> orders() {
        return orders.values();
    }

    List<Point> curve() {
        return curve;
    }

    QueueStatistics queues() {
        return queues;
    }

    /** What an instrument is called; its number where it has no name. */
    String name(final int securityId) {
        final InstrumentBook book = books.get(securityId);
        return book == null || book.symbol().isEmpty() ? Integer.toString(securityId) : book.symbol();
    }

    int exponent(final int securityId) {
        final InstrumentBook book = books.get(securityId);
        return book == null ? 0 : book.priceExponent();
    }
}
