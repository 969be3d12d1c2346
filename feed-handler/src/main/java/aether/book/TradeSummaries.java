package aether.book;

import aether.feed.NullValue;
import aether.nic.Counters;

/**
 * Puts the orders behind a match event's trades to their trades, though they may come packets later: the trades' orders are
 * told in the order of the trades, as many for each as it has orders. One thread; does not allocate.
 */
final class TradeSummaries {
    /** Trades of one event that orders can be put to; those of further trades are counted and left alone. */
    static final int MAX_TRADES = 256;

    private final Counters<BookCounter> counters;
    private final InstrumentBook[] instruments = new InstrumentBook[MAX_TRADES];
    private final long[] prices = new long[MAX_TRADES];
    private final long[] sizes = new long[MAX_TRADES];
    private final int[] orders = new int[MAX_TRADES];
    private final int[] sides = new int[MAX_TRADES];
    private final long[] sums = new long[MAX_TRADES];
    private int trades;
    private int current;
    private int told;

    TradeSummaries(final Counters<BookCounter> counters) {
        this.counters = counters;
    }

    void trade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int orderCount,
            final int aggressorSide) {
        if (trades == MAX_TRADES) {
            counters.increment(BookCounter.TRADES_WITHOUT_ORDERS);
            return;
        }
        instruments[trades] = instrument;
        prices[trades] = price;
        sizes[trades] = size;
        orders[trades] = orderCount;
        sides[trades] = aggressorSide;
        sums[trades] = 0;
        trades++;
    }

    /** The next order of the event. */
    void order(final long orderId, final long quantity, final BookListener listener) {
        while (current < trades && told >= orders[current]) {
            current++;
            told = 0;
        }
        if (current == trades) {
            counters.increment(BookCounter.TRADE_ORDERS_UNASSIGNED);
            return;
        }
        final boolean isAggressor = told == 0 && sides[current] != 0;
        told++;
        if (quantity != NullValue.SIZE) {
            sums[current] += quantity;
        }
        counters.increment(BookCounter.TRADE_ORDERS);
        listener.onTradeOrder(instruments[current], prices[current], orderId, quantity, isAggressor);
    }

    /**
     * The event has ended. Each trade has two sides: its orders must not add up to more than both; and where there was an
     * aggressor, they must not be less than one. (Implied liquidity has no orders.)
     */
    void end() {
        if (trades == 0) {
            return;
        }
        for (int i = 0; i < trades; i++) {
            final boolean isUntold = sums[i] == 0;
            if (!isUntold && (sums[i] > 2 * sizes[i] || sides[i] != 0 && sums[i] < sizes[i])) {
                counters.increment(BookCounter.TRADE_ORDER_MISMATCHES);
            }
        }
        forget();
    }

    /** The event was torn. */
    void forget() {
        trades = 0;
        current = 0;
        told = 0;
    }
}
