package aether.backtest;

import org.HdrHistogram.Histogram;

/** Of all orders that have rested and do so no more: what stood in front of them, and what became of that. */
final class QueueStatistics {
    private final Histogram ahead = new Histogram(3);
    private final Histogram restedNs = new Histogram(3);
    private long orders;
    private long exact;
    private long unseen;
    private long tradedAhead;
    private long canceledAhead;
    private long canceledBehind;

    void add(final OwnOrder order, final long nowNs) {
        orders++;
        exact += order.isExact ? 1 : 0;
        restedNs.recordValue(Math.max(0, nowNs - order.restsSinceNs));
        if (order.aheadAtFirst == Long.MAX_VALUE) {
            unseen++;
        } else {
            ahead.recordValue(order.aheadAtFirst);
        }
        tradedAhead += order.tradedAhead;
        canceledAhead += order.canceledAhead;
        canceledBehind += order.canceledBehind;
    }

    /** Contracts in front when they came to rest. */
    Histogram ahead() {
        return ahead;
    }

    /** How long they rested. */
    Histogram restedNs() {
        return restedNs;
    }

    long orders() {
        return orders;
    }

    /** Those whose place was counted order by order. */
    long exact() {
        return exact;
    }

    /** Those that came to rest below the rows that are told. */
    long unseen() {
        return unseen;
    }

    /** Contracts that traded in front of them. */
    long tradedAhead() {
        return tradedAhead;
    }

    /** Contracts that went from in front of them without a trade. */
    long canceledAhead() {
        return canceledAhead;
    }

    /** Contracts that went from behind them without a trade. */
    long canceledBehind() {
        return canceledBehind;
    }
}
