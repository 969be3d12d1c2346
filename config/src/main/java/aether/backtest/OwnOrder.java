package aether.backtest;

import aether.venue.Side;

/** An order of ours that rests in the recorded market, which does not know it: where it stands, and what became of those around it. */
final class OwnOrder {
    final long orderId;
    final Side side;
    final long price;
    final long restsSinceNs;
    int leaves;

    /** Orders of the level up to this priority stand in front of it; unsigned. */
    long mark;

    /** Contracts in front of it by the books as they were when the newest event ended. */
    long ahead;

    /** Contracts behind it, that came later. */
    long behind;

    /** Whether {@link #ahead} is counted order by order, and not estimated. */
    boolean isExact;

    final long aheadAtFirst;
    long tradedAhead;
    long canceledAhead;
    long canceledBehind;

    OwnOrder(final long orderId, final Side side, final long price, final int leaves, final Place place) {
        this.orderId = orderId;
        this.side = side;
        this.price = price;
        this.leaves = leaves;
        mark = place.mark();
        ahead = place.ahead();
        isExact = place.isExact();
        aheadAtFirst = place.ahead();
        restsSinceNs = place.sinceNs();
    }

    /**
     * Where it comes to rest.
     *
     * @param mark priority of the last order of the level, unsigned; 0 when there is none
     * @param ahead contracts of the level
     */
    record Place(long mark, long ahead, boolean isExact, long sinceNs) {}

    boolean isBuy() {
        return side == Side.BUY;
    }
}
