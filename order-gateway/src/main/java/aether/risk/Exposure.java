package aether.risk;

import aether.order.Order;
import aether.order.Positions;
import aether.order.Side;
import aether.state.StateFields;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * What all open orders may come to, kept up to date order by order: for each, the largest quantity and the worst price of all
 * its requests under way count until it is certain which of them holds.
 */
final class Exposure {
    private static final int MOST_INSTRUMENTS = 1 << 20;

    private final Int2ObjectHashMap<RiskInstrument> instruments = new Int2ObjectHashMap<>();
    private final long[] countedQuantity;
    private final long[] countedValue;
    private final boolean[] isCounted;
    private long grossValue;
    private long totalResult;

    Exposure(final int maxOrders) {
        countedQuantity = new long[maxOrders];
        countedValue = new long[maxOrders];
        isCounted = new boolean[maxOrders];
    }

    RiskInstrument find(final int securityId) {
        return instruments.get(securityId);
    }

    RiskInstrument findOrAdd(final int securityId) {
        RiskInstrument instrument = instruments.get(securityId);
        if (instrument == null) {
            instrument = new RiskInstrument(securityId);
            instruments.put(securityId, instrument);
        }
        return instrument;
    }

    /** An order changed. */
    void onOrder(final Order order, final int place) {
        final RiskInstrument instrument = find(order.securityId());
        if (instrument == null) {
            return;
        }
        final boolean counts = order.status().mayTrade();
        final long quantity = counts ? order.worstLeaves() : 0;
        final long value = quantity == 0 ? 0 : instrument.value(order.worstPrice(), quantity);
        final long more = quantity - countedQuantity[place];
        if (order.side() == Side.BUY) {
            instrument.openBuys += more;
        } else {
            instrument.openSells += more;
        }
        instrument.openValue += value - countedValue[place];
        grossValue += value - countedValue[place];
        countedQuantity[place] = quantity;
        countedValue[place] = value;
        list(instrument, order, place, counts);
    }

    private void list(final RiskInstrument instrument, final Order order, final int place, final boolean counts) {
        if (counts && !isCounted[place]) {
            instrument.open[instrument.openCount++] = order;
        } else if (!counts && isCounted[place]) {
            int at = 0;
            while (instrument.open[at] != order) {
                at++;
            }
            instrument.open[at] = instrument.open[--instrument.openCount];
            instrument.open[instrument.openCount] = null;
        }
        isCounted[place] = counts;
    }

    /** Position or market moved: what the instrument has won or lost, at the mark. */
    void value(final RiskInstrument instrument, final Positions positions) {
        final long before = instrument.result;
        instrument.result = positions.result(instrument.securityId, instrument.mark) * instrument.multiplier;
        totalResult += instrument.result - before;
    }

    /** Instruments by number, orders that count by place; into one that is empty. {@code orders} finds an order by its place. */
    void state(final StateFields fields, final IntFunction<Order> orders) {
        grossValue = fields.number(grossValue);
        totalResult = fields.number(totalResult);
        final int[] securityIds = new int[instruments.size()];
        int next = 0;
        for (final int securityId : instruments.keySet()) {
            securityIds[next++] = securityId;
        }
        Arrays.sort(securityIds);
        final int count = fields.count(securityIds.length, MOST_INSTRUMENTS);
        for (int i = 0; i < count; i++) {
            findOrAdd(fields.whole(fields.isRead() ? 0 : securityIds[i])).state(fields, orders);
        }
        counted(fields);
    }

    private void counted(final StateFields fields) {
        int last = isCounted.length;
        while (last > 0 && !isCounted[last - 1] && countedQuantity[last - 1] == 0 && countedValue[last - 1] == 0) {
            last--;
        }
        last = fields.count(last, isCounted.length);
        for (int place = 0; place < last; place++) {
            isCounted[place] = fields.flag(isCounted[place]);
            countedQuantity[place] = fields.number(countedQuantity[place]);
            countedValue[place] = fields.number(countedValue[place]);
        }
    }

    long grossValue() {
        return grossValue;
    }

    /** Won, or with a minus lost, over all instruments. */
    long totalResult() {
        return totalResult;
    }
}
