package aether.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Orders as a market might send them, from a seed: limit orders around a wandering fair price, cancels of what rests, and
 * now and then an order that crosses.
 */
final class OrderFlow {
    private static final int MAX_RESTING = 400;
    private static final double CROSS_SHARE = 0.08;
    private static final double CANCEL_SHARE = 0.42;
    private static final int MAX_TICKS_AWAY = 14;
    private static final int MAX_QUANTITY = 50;

    private final SplittableRandom random;
    private final List<Long> orderIds = new ArrayList<>();
    private long fairTicks;
    private long nextOrderId;

    OrderFlow(final long seed, final long fairTicks, final long firstOrderId) {
        random = new SplittableRandom(seed);
        this.fairTicks = fairTicks;
        nextOrderId = firstOrderId;
    }

    /** Sends one command to the engine; returns the trades it caused. */
    List<Trade> next(final VenueInstrument instrument) {
        final double draw = random.nextDouble();
        if (orderIds.size() > MAX_RESTING || draw < CANCEL_SHARE && !orderIds.isEmpty()) {
            cancelOne(instrument.engine());
            return List.of();
        }
        if (random.nextInt(64) == 0) {
            fairTicks += random.nextInt(3) - 1;
        }
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final boolean crosses = draw > 1 - CROSS_SHARE;
        final int away = crosses ? -1 - random.nextInt(3) : 1 + skewed();
        final long ticks = side == Side.BUY ? fairTicks - away : fairTicks + away;
        final long orderId = nextOrderId++;
        orderIds.add(orderId);
        return instrument.engine().limit(orderId, side, ticks * instrument.tick(), 1 + random.nextInt(MAX_QUANTITY));
    }

    /** Most orders lie near the touch. */
    private int skewed() {
        return Math.min(random.nextInt(MAX_TICKS_AWAY), random.nextInt(MAX_TICKS_AWAY));
    }

    private void cancelOne(final MatchingEngine engine) {
        final int index = random.nextInt(orderIds.size());
        final long orderId = orderIds.get(index);
        orderIds.set(index, orderIds.getLast());
        orderIds.removeLast();
        engine.cancel(orderId);
    }
}
