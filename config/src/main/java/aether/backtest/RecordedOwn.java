package aether.backtest;

import aether.console.UsageException;
import aether.gateway.CoreListener;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.Side;
import aether.session.JournalOrders;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** What was really traded while a session was recorded: its orders are in the recorded flow, and must not stand in the way of those that are tried. */
public final class RecordedOwn {
    /** A fill within this time of another is taken for the same one. */
    private static final long SAME_NS = 100_000_000L;

    private static final long NEVER = Long.MIN_VALUE;
    private static final int DIGITS = 3;

    /** A trade that really took place. */
    private record Trade(long timeNs, int securityId, Side side, long price, int quantity) {}

    /** What trades have in common that may be the same. */
    private record Kind(int securityId, Side side, long price) {}

    /** When orders were sent that have no answer yet, by ClOrdID. */
    private final Long2LongHashMap sentNs = new Long2LongHashMap(NEVER);

    private final Histogram halfWays = new Histogram(DIGITS);
    private final LongHashSet orderIds = new LongHashSet();
    private final List<Trade> trades = new ArrayList<>();
    private long orders;

    private RecordedOwn() {}

    /** Of a session in which nothing was traded. */
    public static RecordedOwn nothing() {
        return new RecordedOwn();
    }

    /** Of a session of the journal. */
    public static RecordedOwn of(final Path session) {
        final RecordedOwn own = new RecordedOwn();
        JournalOrders.replayTimed(session, time -> own.new Listener(time));
        return own;
    }

    private final class Listener implements CoreListener {
        private final LongSupplier time;

        Listener(final LongSupplier time) {
            this.time = time;
        }

        @Override
        public void onOrder(final Order order, final OrderEvent event) {
            if (event == OrderEvent.SENT) {
                sentNs.put(order.clOrdId(), time.getAsLong());
            } else if (event == OrderEvent.ACKNOWLEDGED) {
                answered(sentNs.remove(order.clOrdId()), time.getAsLong());
            }
            if (order.orderId() != Order.NO_ORDER_ID && orderIds.add(order.orderId())) {
                orders++;
            }
        }

        @Override
        public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
            orderIds.add(order.orderId());
            trades.add(new Trade(time.getAsLong(), order.securityId(), order.side(), price, quantity));
        }
    }

    private void answered(final long fromNs, final long toNs) {
        if (fromNs != NEVER && toNs >= fromNs && toNs - fromNs <= Latency.MOST_NS) {
            halfWays.recordValue((toNs - fromNs) / 2);
        }
    }

    /**
     * As long as its orders were under way: half of the time from an order to the venue's answer. There and back take together what they took; the
     * venue's own time is in it.
     *
     * @param option that wants it, for errors
     * @throws UsageException when no order was answered
     */
    public Latency latency(final String option) {
        if (halfWays.getTotalCount() == 0) {
            throw new UsageException(
                    option + ": 'session' is for sessions of the journal in which orders were answered");
        }
        return new Latency.Measured(halfWays, "the session's orders");
    }

    LongHashSet orderIds() {
        return orderIds;
    }

    boolean isEmpty() {
        return orders == 0;
    }

    /** Orders that the venue took. */
    long orders() {
        return orders;
    }

    long fills() {
        return trades.size();
    }

    long contracts() {
        return trades.stream().mapToLong(Trade::quantity).sum();
    }

    /** Contracts of fills that the recorded session has as well: the same instrument, side and price, at nearly the same time. */
    long alike(final List<Fill> fills) {
        final Map<Kind, ArrayDeque<long[]>> real = new HashMap<>();
        for (final Trade trade : trades) {
            real.computeIfAbsent(new Kind(trade.securityId(), trade.side(), trade.price()), kind -> new ArrayDeque<>())
                    .add(new long[] {trade.timeNs(), trade.quantity()});
        }
        long alike = 0;
        for (final Fill fill : fills) {
            final ArrayDeque<long[]> candidates =
                    real.getOrDefault(new Kind(fill.securityId(), fill.side(), fill.price()), new ArrayDeque<>());
            alike += take(candidates, fill.timeNs(), fill.quantity());
        }
        return alike;
    }

    private static long take(final ArrayDeque<long[]> candidates, final long timeNs, final int quantity) {
        long taken = 0;
        for (final long[] candidate : candidates) {
            if (taken < quantity && Math.abs(candidate[0] - timeNs) <= SAME_NS) {
                final long part = Math.min(quantity - taken, candidate[1]);
                candidate[1] -= part;
                taken += part;
            }
        }
        return taken;
    }
}
