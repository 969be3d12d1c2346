package aether.dbn;

import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.state.StateFields;
import java.util.Arrays;

/** The rows that the last record of one instrument told; each record tells all of them, and what is new of them is handed on. */
final class DbnRows {
    private static final int ROWS = 10;
    private static final int SIDES = 2;
    private static final int OVERLAY = 5;
    private static final int DELETE = 2;
    private static final byte RESET = 'J';
    private static final byte BID = '0';

    private final long[] prices = new long[ROWS * SIDES];
    private final long[] sizes = new long[ROWS * SIDES];
    private final int[] orders = new int[ROWS * SIDES];
    private boolean isKnown;

    boolean isKnown() {
        return isKnown;
    }

    /** Tells what is different. */
    void tell(final DbnRecord record, final MarketEvents events) {
        if (!isKnown || record.action() == 'R') {
            isKnown = true;
            Arrays.fill(prices, DbnRecord.NO_PRICE);
            events.onBookLevel(record.instrument(), 0, RESET, 0, 0, NullValue.PRICE, NullValue.SIZE, NullValue.COUNT);
        }
        for (int side = 0; side < SIDES; side++) {
            // From below, so that no row is taken out from under another.
            for (int row = record.levels() - 1; row >= 0; row--) {
                tell(record, row, side, events);
            }
        }
    }

    private void tell(final DbnRecord record, final int row, final int side, final MarketEvents events) {
        final int at = row * SIDES + side;
        final long price = record.levelPrice(row, side);
        final long size = record.levelSize(row, side);
        final int count = record.levelOrders(row, side);
        final boolean isSame =
                price == prices[at] && (price == DbnRecord.NO_PRICE || size == sizes[at] && count == orders[at]);
        if (isSame) {
            return;
        }
        prices[at] = price;
        sizes[at] = size;
        orders[at] = count;
        final byte entryType = (byte) (BID + side);
        if (price == DbnRecord.NO_PRICE) {
            events.onBookLevel(
                    record.instrument(), NullValue.SEQUENCE, entryType, DELETE, row + 1, price, NullValue.SIZE, 0);
        } else {
            events.onBookLevel(
                    record.instrument(), NullValue.SEQUENCE, entryType, OVERLAY, row + 1, price, size, count);
        }
    }

    void state(final StateFields fields) {
        isKnown = fields.flag(isKnown);
        fields.numbers(prices, prices.length);
        fields.numbers(sizes, sizes.length);
        fields.wholes(orders, orders.length);
    }
}
