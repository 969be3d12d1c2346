package aether.risk;

import aether.order.Order;
import aether.order.Positions;
import aether.order.Side;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * What all open orders may come to, kept up to date order by order: for each, the largest quantity and the worst price of all
 * its requests under way count until it is certain which of them holds.
 */
final class Exposure {
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

    long grossValue() {
        return grossValue;
    }

    /** Won, or with a minus lost, over all instruments. */
    long totalResult() {
        return totalResult;
    }
}
