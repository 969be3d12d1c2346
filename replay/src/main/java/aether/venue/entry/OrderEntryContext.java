package aether.venue.entry;

import java.util.SplittableRandom;

/**
 * Settings of the order entry: how many messages a client may send, and what goes wrong on the way. Shares are of messages, 0 to
 * 1. Call {@link #conclude()} once; afterwards nothing may be changed.
 */
public final class OrderEntryContext {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private long seed = 1;
    private long windowNs = 3 * NS_PER_SECOND;
    private int orderLimit = 1_500;
    private int orderLogout = 2_250;
    private int cancelLimit = 3_000;
    private int cancelLogout = 4_500;
    private double dropped;
    private double duplicated;
    private double swapped;
    private double halved;
    private double lost;
    private double delayed;
    private long delayNs;
    private double busts;
    private double corrections;
    private boolean keepsOrders;

    /** Makes faults repeatable. */
    public OrderEntryContext seed(final long value) {
        seed = value;
        return this;
    }

    /** A sequence of its own for each number. */
    SplittableRandom random(final int number) {
        return new SplittableRandom(seed + (long) number * 0x9E3779B97F4A7C15L);
    }

    /** The window in which messages are counted. The defaults are the exchange's: 500 and 750 a second, cancels 1,000 and 1,500. */
    public OrderEntryContext window(final long nanos) {
        windowNs = nanos;
        return this;
    }

    long windowNs() {
        return windowNs;
    }

    /** New orders, replaces and status requests in a window: above {@code limit} rejected, above {@code logout} logged out. */
    public OrderEntryContext orders(final int limit, final int logout) {
        orderLimit = limit;
        orderLogout = logout;
        return this;
    }

    int orderLimit() {
        return orderLimit;
    }

    int orderLogout() {
        return orderLogout;
    }

    /** Cancels and mass cancels, likewise. */
    public OrderEntryContext cancels(final int limit, final int logout) {
        cancelLimit = limit;
        cancelLogout = logout;
        return this;
    }

    int cancelLimit() {
        return cancelLimit;
    }

    int cancelLogout() {
        return cancelLogout;
    }

    /** Of the venue's frames: never written, written twice, written behind the one that follows. */
    public OrderEntryContext disorder(final double drops, final double duplicates, final double swaps) {
        dropped = drops;
        duplicated = duplicates;
        swapped = swaps;
        return this;
    }

    double dropped() {
        return dropped;
    }

    double duplicated() {
        return duplicated;
    }

    double swapped() {
        return swapped;
    }

    /** Connections cut: in the middle of a frame of the venue, and in the middle of one of the client. */
    public OrderEntryContext cuts(final double halves, final double clientLosses) {
        halved = halves;
        lost = clientLosses;
        return this;
    }

    double halved() {
        return halved;
    }

    double lost() {
        return lost;
    }

    /** Frames of the venue that wait for so long, and all behind them. */
    public OrderEntryContext delays(final double share, final long nanos) {
        delayed = share;
        delayNs = nanos;
        return this;
    }

    double delayed() {
        return delayed;
    }

    long delayNs() {
        return delayNs;
    }

    /** Of the client's trades: undone, and corrected by a tick, some trades later. */
    public OrderEntryContext amendments(final double bustShare, final double correctionShare) {
        busts = bustShare;
        corrections = correctionShare;
        return this;
    }

    double busts() {
        return busts;
    }

    double corrections() {
        return corrections;
    }

    /** What rests stays when a client goes without a word, as where it did not ask for cancel on disconnect. */
    public OrderEntryContext keepOrders() {
        keepsOrders = true;
        return this;
    }

    boolean keepsOrders() {
        return keepsOrders;
    }

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public OrderEntryContext conclude() {
        check(windowNs > 0, "the window of messages must be longer than nothing");
        check(
                orderLimit > 0 && orderLogout >= orderLimit,
                "orders: the limit of rejects must be 1 or more, and not above that of logouts");
        check(
                cancelLimit > 0 && cancelLogout >= cancelLimit,
                "cancels: the limit of rejects must be 1 or more, and not above that of logouts");
        check(delayNs >= 0 && delayNs <= 10 * NS_PER_SECOND, "the delay must be 0 to 10 s");
        check(
                isShare(dropped + duplicated + swapped + halved + delayed)
                        && isShare(lost)
                        && isShare(busts + corrections),
                "shares of faults must be 0 to 1, and together not more than 1");
        return this;
    }

    private static boolean isShare(final double value) {
        return value >= 0 && value <= 1;
    }

    private static void check(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
