package aether.backtest;

import aether.order.Side;

/**
 * A trade of the strategy, as it heard of it.
 *
 * @param timeNs when it heard, nanoseconds since the epoch
 * @param price mantissa, with the instrument's exponent
 * @param isAggressor whether its order took, and had not rested
 * @param restedNs how long the order had rested, nanoseconds of the venue
 * @param aheadAtFirst contracts in front of it when it came to rest; -1 when that was not known
 * @param tradedAhead of those, contracts that traded
 * @param canceledAhead of those, contracts that went without a trade
 */
record Fill(
        long timeNs,
        long clOrdId,
        int securityId,
        Side side,
        long price,
        int quantity,
        boolean isAggressor,
        long restedNs,
        long aheadAtFirst,
        long tradedAhead,
        long canceledAhead) {
    /** 1 for a buy, -1 for a sell. */
    int sign() {
        return side == Side.BUY ? 1 : -1;
    }
}
