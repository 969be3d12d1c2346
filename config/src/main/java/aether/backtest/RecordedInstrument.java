package aether.backtest;

import aether.book.InstrumentBook;
import aether.venue.Side;
import java.util.ArrayList;
import java.util.List;

/** One instrument of the recorded market, with what of ours rests in it. */
final class RecordedInstrument {
    /** A trade of the event that is being told. */
    record Traded(long price, long size, int aggressor) {}

    private static final int OPEN = 17;
    private static final int NOT_TOLD = 20;
    private static final int BUY = 1;
    private static final int SELL = 2;

    final InstrumentBook book;
    final List<OwnOrder> own = new ArrayList<>();
    final List<Traded> trades = new ArrayList<>();
    final TakenLiquidity taken = new TakenLiquidity();

    /** The newest event whose rows were looked at. */
    long followed;

    RecordedInstrument(final InstrumentBook book) {
        this.book = book;
    }

    /** Whether orders that cross trade at once: not before the open, nor in a halt. What no status was told of is open. */
    boolean isContinuous() {
        return book.tradingStatus() == OPEN || book.tradingStatus() == NOT_TOLD;
    }

    OwnOrder find(final long orderId) {
        for (final OwnOrder order : own) {
            if (order.orderId == orderId) {
                return order;
            }
        }
        return null;
    }

    /** Whether a trade's aggressor came from the other side than the order. */
    static boolean isHit(final OwnOrder order, final Traded trade) {
        return trade.aggressor() == (order.isBuy() ? SELL : BUY);
    }

    /** Whether a trade took place at a price that is worse for its aggressor than ours would have been. */
    static boolean isThrough(final OwnOrder order, final Traded trade) {
        return order.isBuy() ? trade.price() < order.price : trade.price() > order.price;
    }

    /** Whether a price of the other side crosses an order's. */
    static boolean crosses(final Side side, final long limit, final long price) {
        return side == Side.BUY ? price <= limit : price >= limit;
    }
}
