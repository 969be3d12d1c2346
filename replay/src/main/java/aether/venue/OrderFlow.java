package aether.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Orders as a market might send them, from a seed: limit orders around a wandering fair price, changes and cancels of what
 * rests, and now and then an order that crosses.
 */
final class OrderFlow {
    private static final int MAX_TICKS_AWAY = 14;
    private static final int MAX_QUANTITY = 50;

    private final VenueContext context;
    private final SplittableRandom random;
    private final List<Long> orderIds = new ArrayList<>();
    private long fairTicks;
    private long nextOrderId;

    OrderFlow(final VenueContext context, final long seed, final long fairTicks, final long firstOrderId) {
        this.context = context;
        random = new SplittableRandom(seed);
        this.fairTicks = fairTicks;
        nextOrderId = firstOrderId;
    }

    /** Sends one command to the engine; returns the trades it caused. */
    List<Trade> next(final VenueInstrument instrument) {
        final double draw = random.nextDouble();
        if (orderIds.size() > context.maxResting() || draw < context.cancelShare() && !orderIds.isEmpty()) {
            cancelOne(instrument.engine());
            return List.of();
        }
        if (draw < context.cancelShare() + context.modifyShare() && !orderIds.isEmpty()) {
            modifyOne(instrument);
            return List.of();
        }
        if (random.nextInt(64) == 0) {
            fairTicks += random.nextInt(3) - 1;
        }
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final boolean crosses = draw > 1 - context.crossShare();
        final int away = crosses ? -1 - random.nextInt(3) : 1 + skewed();
        final long orderId = nextOrderId++;
        orderIds.add(orderId);
        return instrument
                .engine()
                .limit(orderId, side, price(instrument, side, away), 1 + random.nextInt(MAX_QUANTITY));
    }

    private long price(final VenueInstrument instrument, final Side side, final int ticksAway) {
        return (side == Side.BUY ? fairTicks - ticksAway : fairTicks + ticksAway) * instrument.tick();
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

    private void modifyOne(final VenueInstrument instrument) {
        final long orderId = orderIds.get(random.nextInt(orderIds.size()));
        final Order order = instrument.engine().order(orderId);
        if (order != null) {
            final long price = random.nextBoolean() ? order.price() : price(instrument, order.side(), 1 + skewed());
            instrument.engine().modify(orderId, price, 1 + random.nextInt(MAX_QUANTITY));
        }
    }

    /** The venue has lost all orders. */
    void forget() {
        orderIds.clear();
    }
}
