package aether.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Order events of many instruments around a steady number of live orders, from a seed, all made before anything is measured:
 * first the orders that rest when the measurement begins, then as many new as deleted, and some reductions of a quantity.
 * Prices lie near the touch more often than not. Drawn evenly over instruments and orders, the events are the worst that can
 * happen to caches; a real market is skewed: a few instruments trade most, and most orders that are cancelled are young.
 */
final class OrderStream {
    static final int NEW = 0;
    static final int CHANGE = 1;
    static final int DELETE = 2;

    private static final int FIRST_SECURITY_ID = 1000;
    private static final long FIRST_ORDER_ID = 700_000_000_000L;
    private static final long ORDER_ID_STEP = 7;
    private static final double CHANGE_SHARE = 0.2;
    /** Different prices of a side. */
    static final int LEVELS = 30;

    private static final long MIDDLE = 100_000;
    private static final int MAX_QUANTITY = 100;
    private static final int YOUNG = 1000;

    private final double young;
    private final double[] cumulated;
    private final int instruments;
    private final int resting;
    private final int events;
    private final int[] securityIds;
    private final byte[] actions;
    private final byte[] types;
    private final long[] orderIds;
    private final long[] priorities;
    private final long[] prices;
    private final int[] quantities;

    /** Indexes of events, the newest of each order that rests: what may be changed or deleted next. */
    private final int[] live;

    private int liveCount;

    /**
     * A stream.
     *
     * @param resting orders over all instruments, before and during the measurement
     * @param events to be measured
     * @param skew 0 for instruments drawn evenly, 1 for as often as one over their rank
     * @param young share of changes and deletes that hit one of the youngest orders
     */
    OrderStream(
            final int instruments,
            final int resting,
            final int events,
            final long seed,
            final double skew,
            final double young) {
        this.instruments = instruments;
        this.young = young;
        cumulated = zipf(instruments, skew);
        this.resting = resting;
        this.events = events;
        final int length = resting + events;
        securityIds = new int[length];
        actions = new byte[length];
        types = new byte[length];
        orderIds = new long[length];
        priorities = new long[length];
        prices = new long[length];
        quantities = new int[length];
        live = new int[resting + 2];
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < resting; i++) {
            add(i, random);
        }
        for (int i = resting; i < length; i++) {
            next(i, random);
        }
    }

    private void next(final int at, final SplittableRandom random) {
        if (random.nextDouble() < CHANGE_SHARE) {
            reduce(at, random);
        } else if (liveCount > resting) {
            remove(at, random);
        } else {
            add(at, random);
        }
    }

    private void add(final int at, final SplittableRandom random) {
        final boolean isBid = random.nextBoolean();
        final int away = Math.min(random.nextInt(LEVELS), random.nextInt(LEVELS));
        actions[at] = NEW;
        types[at] = (byte) (isBid ? '0' : '1');
        securityIds[at] = FIRST_SECURITY_ID + instrument(random);
        orderIds[at] = FIRST_ORDER_ID + at * ORDER_ID_STEP;
        priorities[at] = at;
        prices[at] = isBid ? MIDDLE - 1 - away : MIDDLE + away;
        quantities[at] = 2 + random.nextInt(MAX_QUANTITY);
        live[liveCount++] = at;
    }

    private void reduce(final int at, final SplittableRandom random) {
        final int which = anOrder(random);
        copy(live[which], at, CHANGE);
        quantities[at] = Math.max(1, quantities[at] - 1);
        live[which] = at;
    }

    private void remove(final int at, final SplittableRandom random) {
        final int which = anOrder(random);
        copy(live[which], at, DELETE);
        live[which] = live[--liveCount];
    }

    private static double[] zipf(final int count, final double skew) {
        final double[] cumulated = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++) {
            sum += 1 / Math.pow(rank + 1.0, skew);
            cumulated[rank] = sum;
        }
        return cumulated;
    }

    private int instrument(final SplittableRandom random) {
        final int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[instruments - 1]);
        return Math.min(instruments - 1, at < 0 ? ~at : at);
    }

    /** The youngest orders are at the end. */
    private int anOrder(final SplittableRandom random) {
        return random.nextDouble() < young
                ? liveCount - 1 - random.nextInt(Math.min(liveCount, YOUNG))
                : random.nextInt(liveCount);
    }

    private void copy(final int from, final int to, final int action) {
        actions[to] = (byte) action;
        types[to] = types[from];
        securityIds[to] = securityIds[from];
        orderIds[to] = orderIds[from];
        priorities[to] = priorities[from];
        prices[to] = prices[from];
        quantities[to] = quantities[from];
    }

    /** A price as its distance from the best possible one. */
    static int levelOf(final boolean isBid, final long price) {
        return (int) (isBid ? MIDDLE - 1 - price : price - MIDDLE);
    }

    static long priceOf(final boolean isBid, final int level) {
        return isBid ? MIDDLE - 1 - level : MIDDLE + level;
    }

    /** The event that brought the order that this event is about. */
    int originOf(final int at) {
        return (int) ((orderIds[at] - FIRST_ORDER_ID) / ORDER_ID_STEP);
    }

    int instruments() {
        return instruments;
    }

    /** Events before the measurement. */
    int resting() {
        return resting;
    }

    /** Events to be measured. */
    int events() {
        return events;
    }

    int length() {
        return resting + events;
    }

    int securityId(final int at) {
        return securityIds[at];
    }

    int action(final int at) {
        return actions[at];
    }

    /** '0' bid, '1' offer. */
    byte type(final int at) {
        return types[at];
    }

    long orderId(final int at) {
        return orderIds[at];
    }

    long priority(final int at) {
        return priorities[at];
    }

    long price(final int at) {
        return prices[at];
    }

    int quantity(final int at) {
        return quantities[at];
    }
}
