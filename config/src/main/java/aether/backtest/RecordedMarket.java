package aether.backtest;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.InstrumentBook;
import aether.console.UsageException;
import aether.gateway.QueuePosition;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.venue.Side;
import aether.venue.entry.Matching;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * A market that has happened, in which orders of ours are matched as if they had been there. What comes in takes what the book shows; what rests is
 * filled when the recorded flow would have reached it: by trades beyond what stood in front of it, by trades at worse prices, and by orders of the
 * other side that came to rest at its price or beyond. The recorded flow itself stays as it was.
 */
final class RecordedMarket implements Matching, BookListener, QueuePosition {
    private static final int NEW_TRADE = 0;
    private static final int NO_AGGRESSOR = 0;

    private final BacktestSetup.Impact impact;
    private final RecordedLevels recorded;
    private final OwnQueue queue;
    private final Int2ObjectHashMap<RecordedInstrument> instruments = new Int2ObjectHashMap<>();
    private final List<RecordedInstrument> touched = new ArrayList<>();
    private final Executed executed;
    private Executions executions;
    private long nowNs;

    /** Hears of what has rested when that is over: filled, canceled or moved. */
    interface Executed {
        /** An order has traded. */
        void onExecution(RecordedInstrument instrument, OwnOrder rested, long price, int quantity);

        /** An order rests no more. */
        void onGone(OwnOrder order);
    }

    /** {@code own}: OrderIDs of orders that were ours when the session was recorded, and are not there now. */
    RecordedMarket(final BacktestSetup.Impact impact, final LongHashSet own, final Executed executed) {
        this.impact = impact;
        this.executed = executed;
        recorded = new RecordedLevels(own);
        queue = new OwnQueue(recorded);
    }

    /** The venue's time of what happens next. */
    void time(final long timeNs) {
        nowNs = timeNs;
    }

    /** An instrument is known from now on. */
    RecordedInstrument know(final InstrumentBook book) {
        RecordedInstrument instrument = instruments.get(book.securityId());
        if (instrument == null) {
            instrument = new RecordedInstrument(book);
            instruments.put(book.securityId(), instrument);
        } else if (instrument.book != book) {
            throw new UsageException("instrument " + book.securityId()
                    + " is in two channels of the session; choose one of them, or the files of one publisher");
        }
        return instrument;
    }

    @Override
    public void tellTo(final Executions listener) {
        executions = listener;
    }

    @Override
    public long tick(final int securityId) {
        final RecordedInstrument instrument = instruments.get(securityId);
        return instrument == null || instrument.book.terms().minPriceIncrement() == Long.MAX_VALUE
                ? 0
                : instrument.book.terms().minPriceIncrement();
    }

    @Override
    public int available(final int securityId, final Side side, final long price) {
        final RecordedInstrument instrument = instruments.get(securityId);
        long quantity = 0;
        for (int level = 0; level < crossed(instrument, side, price); level++) {
            quantity += left(instrument, side.opposite(), level);
        }
        return (int) Math.min(Integer.MAX_VALUE, quantity);
    }

    /** Levels of the other side that an order of this side and price crosses. */
    private int crossed(final RecordedInstrument instrument, final Side side, final long price) {
        final InstrumentBook book = instrument.book;
        final Side other = side.opposite();
        final int levels = instrument.isContinuous() ? recorded.levels(book, other) : 0;
        int crossed = 0;
        while (crossed < levels && RecordedInstrument.crosses(side, price, recorded.price(book, other, crossed))) {
            crossed++;
        }
        return crossed;
    }

    private long left(final RecordedInstrument instrument, final Side side, final int level) {
        final long size = recorded.size(instrument.book, side, level);
        return instrument.taken.left(side, recorded.price(instrument.book, side, level), size);
    }

    @Override
    public void limit(final Entered order, final long timeNs) {
        final RecordedInstrument instrument = instruments.get(order.securityId());
        final int left = order.quantity() - aggress(instrument, order);
        if (left > 0) {
            rest(instrument, order.orderId(), order.side(), order.price(), left);
        }
    }

    /** Comes to rest at the end of its queue. */
    void rest(
            final RecordedInstrument instrument,
            final long orderId,
            final Side side,
            final long price,
            final int quantity) {
        instrument.own.add(
                new OwnOrder(orderId, side, price, quantity, queue.end(instrument.book, side, price, nowNs)));
    }

    @Override
    public void immediate(final Entered order, final long timeNs) {
        aggress(instruments.get(order.securityId()), order);
    }

    /** Takes what the book shows, best price first; returns how much. */
    private int aggress(final RecordedInstrument instrument, final Entered order) {
        final Side other = order.side().opposite();
        final int levels = crossed(instrument, order.side(), order.price());
        int open = order.quantity();
        for (int level = 0; level < levels && open > 0; level++) {
            final int quantity = (int) Math.min(open, left(instrument, other, level));
            if (quantity > 0) {
                final long price = recorded.price(instrument.book, other, level);
                if (impact == BacktestSetup.Impact.ON) {
                    instrument.taken.take(other, price, quantity);
                }
                open -= quantity;
                executed.onExecution(instrument, null, price, quantity);
                executions.onExecution(order.orderId(), price, quantity, true);
            }
        }
        return order.quantity() - open;
    }

    @Override
    public void replace(final int securityId, final long orderId, final long price, final int open, final long timeNs) {
        final RecordedInstrument instrument = instruments.get(securityId);
        final OwnOrder order = instrument.find(orderId);
        if (order == null) {
            return;
        }
        if (order.price == price && open <= order.leaves) {
            order.leaves = open;
            return;
        }
        leave(instrument, order);
        limit(new Entered(orderId, securityId, order.side, price, open), timeNs);
    }

    @Override
    public void cancel(final int securityId, final long orderId, final long timeNs) {
        final RecordedInstrument instrument = instruments.get(securityId);
        final OwnOrder order = instrument.find(orderId);
        if (order != null) {
            leave(instrument, order);
        }
    }

    private void leave(final RecordedInstrument instrument, final OwnOrder order) {
        instrument.own.remove(order);
        executed.onGone(order);
    }

    @Override
    public void onDefinition(final InstrumentBook book, final int changes) {
        know(book);
    }

    @Override
    public void onTrade(
            final InstrumentBook book, final long price, final long size, final int aggressor, final int action) {
        final RecordedInstrument instrument = know(book);
        if (action == NEW_TRADE && !instrument.own.isEmpty()) {
            if (instrument.trades.isEmpty()) {
                touched.add(instrument);
            }
            instrument.trades.add(new RecordedInstrument.Traded(price, size, aggressor));
        }
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        final RecordedInstrument instrument = know(book);
        instrument.followed = event.eventId();
        follow(instrument);
    }

    /** Where rows changed as well, that was told before, with the orders as they are. */
    @Override
    public void onOrderBook(final InstrumentBook book, final BookEvent event) {
        final RecordedInstrument instrument = know(book);
        if (instrument.followed != event.eventId()) {
            follow(instrument);
        }
    }

    /** Trades of books that are not to be believed are told without their book. */
    @Override
    public void onEventEnd(final BookEvent event) {
        if (!touched.isEmpty()) {
            touched.stream().filter(instrument -> !instrument.trades.isEmpty()).forEach(this::follow);
            touched.clear();
        }
    }

    /** The event is in the book: what does that do to our orders? */
    private void follow(final RecordedInstrument instrument) {
        instrument.taken.follow(recorded, instrument.book);
        if (instrument.own.isEmpty()) {
            instrument.trades.clear();
            return;
        }
        for (final RecordedInstrument.Traded trade : instrument.trades) {
            fill(instrument, trade);
        }
        for (int i = 0; i < instrument.own.size(); i++) {
            final OwnOrder order = instrument.own.get(i);
            queue.follow(instrument.book, order, tradedAt(instrument, order));
            meet(instrument, order);
        }
        instrument.trades.clear();
        instrument.own.removeIf(order -> {
            if (order.leaves == 0) {
                executed.onGone(order);
            }
            return order.leaves == 0;
        });
    }

    private static long tradedAt(final RecordedInstrument instrument, final OwnOrder order) {
        long traded = 0;
        for (final RecordedInstrument.Traded trade : instrument.trades) {
            if (trade.price() == order.price && RecordedInstrument.isHit(order, trade)) {
                traded += trade.size();
            }
        }
        return traded;
    }

    /** Our orders have what is left of a trade behind those in front of them; of ours, those at the better price and then the older ones first. */
    private void fill(final RecordedInstrument instrument, final RecordedInstrument.Traded trade) {
        long used = 0;
        for (final OwnOrder order : inLine(instrument)) {
            final long reached = reached(instrument, order, trade) - used;
            final int quantity = (int) Math.max(0, Math.min(order.leaves, reached));
            if (quantity > 0) {
                used += quantity;
                execute(instrument, order, trade.aggressor() == NO_AGGRESSOR ? trade.price() : order.price, quantity);
            }
        }
    }

    private static List<OwnOrder> inLine(final RecordedInstrument instrument) {
        if (instrument.own.size() < 2) {
            return List.copyOf(instrument.own);
        }
        final List<OwnOrder> line = new ArrayList<>(instrument.own);
        line.sort((a, b) -> a.isBuy() != b.isBuy()
                ? Boolean.compare(a.isBuy(), b.isBuy())
                : a.isBuy() ? Long.compare(b.price, a.price) : Long.compare(a.price, b.price));
        return line;
    }

    /** How much of a trade would have come as far as to the order. */
    private static long reached(
            final RecordedInstrument instrument, final OwnOrder order, final RecordedInstrument.Traded trade) {
        if (trade.aggressor() != NO_AGGRESSOR && !RecordedInstrument.isHit(order, trade)) {
            return 0;
        }
        if (RecordedInstrument.isThrough(order, trade)) {
            return trade.size();
        }
        if (trade.price() != order.price || trade.aggressor() == NO_AGGRESSOR) {
            return 0;
        }
        long before = 0;
        for (final RecordedInstrument.Traded earlier : instrument.trades) {
            if (earlier == trade) {
                break;
            }
            before += earlier.price() == order.price && RecordedInstrument.isHit(order, earlier) ? earlier.size() : 0;
        }
        final long ahead = Math.max(0, OwnQueue.ahead(order) < 0 ? Long.MAX_VALUE : order.ahead - before);
        return trade.size() - Math.min(trade.size(), ahead);
    }

    /** Orders of the other side rest at the order's price or beyond: with it in the book, they would have traded with it. */
    private void meet(final RecordedInstrument instrument, final OwnOrder order) {
        if (order.leaves == 0) {
            return;
        }
        final Side other = order.side.opposite();
        final int levels = crossed(instrument, order.side, order.price);
        for (int level = 0; level < levels && order.leaves > 0; level++) {
            final int quantity = (int) Math.min(order.leaves, left(instrument, other, level));
            if (quantity > 0) {
                instrument.taken.take(other, recorded.price(instrument.book, other, level), quantity);
                execute(instrument, order, order.price, quantity);
            }
        }
    }

    private void execute(
            final RecordedInstrument instrument, final OwnOrder order, final long price, final int quantity) {
        order.leaves -= quantity;
        executed.onExecution(instrument, order, price, quantity);
        executions.onExecution(order.orderId, price, quantity, false);
    }

    @Override
    public long ahead(final InstrumentBook book, final Order order) {
        final RecordedInstrument instrument = instruments.get(book.securityId());
        final OwnOrder resting = instrument == null ? null : instrument.find(order.orderId());
        return resting == null ? StrategyContext.UNKNOWN : OwnQueue.ahead(resting);
    }
}
