package aether.venue.entry;

import aether.venue.Side;

/** Where orders that come in through {@link OrderEntry} are matched: the venue's own engines, or a recorded market. */
public interface Matching {
    /** Hears of what orders have traded, at once. */
    @FunctionalInterface
    interface Executions {
        /** One order's part of a trade. */
        void onExecution(long orderId, long price, int quantity, boolean isAggressor);
    }

    /** An order that comes in. */
    record Entered(long orderId, int securityId, Side side, long price, int quantity) {}

    /** Whom trades are told; once, before anything comes in. */
    void tellTo(Executions executions);

    /** Price step of an instrument; 0 when it is not traded here, or not any more. */
    long tick(int securityId);

    /** Quantity that an order would trade at once. */
    int available(int securityId, Side side, long price);

    /** Matches an order as far as it crosses; the rest comes to rest. */
    void limit(Entered order, long timeNs);

    /** Matches an order as far as it crosses; the rest is not left. */
    void immediate(Entered order, long timeNs);

    /** Another price and open quantity, 1 or more, for an order that rests. */
    void replace(int securityId, long orderId, long price, int open, long timeNs);

    /** Takes out an order that rests. */
    void cancel(int securityId, long orderId, long timeNs);
}
