package aether.dbn;

import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.nic.Counters;
import aether.state.StateFields;

/**
 * What the records of single orders (MBO) do, by their action: R clears the instrument's book, A adds an order at the end of its queue, C takes
 * its size from one, M gives it another price or size (a better price or a larger size puts it at the end), T is a trade and F a fill, which
 * change nothing, N nothing at all. A with the flag for venues that publish their best price only replaces the side.
 */
final class OrderRecords {
    private static final byte RESET = 'J';
    private static final byte BID = '0';
    private static final byte OFFER = '1';
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int NO_AGGRESSOR = 0;
    private static final int BUY = 1;
    private static final int SELL = 2;
    private static final long NO_TRADE_ID = 0xFFFFFFFFL;

    /** As many as there is room for in the books. */
    static final int MOST_ORDERS = 1 << 21;

    private final MarketEvents events;
    private final Counters<DbnCounter> counters;
    private long arrivals;

    /** Of all instruments. */
    private int resting;

    OrderRecords(final MarketEvents events, final Counters<DbnCounter> counters) {
        this.events = events;
        this.counters = counters;
    }

    /** Tells an event of one record. */
    void tellOnly(final DbnInstrument instrument, final DbnRecord record) {
        boolean isDoubtful = record.has(DbnRecord.MAYBE_BAD_BOOK);
        if (record.action() == 'T') {
            tellTrade(record, 0, events);
        } else {
            isDoubtful |= apply(instrument, record);
        }
        instrument.orders.endSnapshot();
        if (isDoubtful) {
            doubt(instrument);
        }
    }

    private void doubt(final DbnInstrument instrument) {
        counters.increment(DbnCounter.DOUBTS);
        events.onDoubt(instrument.id);
    }

    /** Tells an event whole; {@code record} is moved over its records. */
    void tell(final DbnInstrument instrument, final DbnRecord record, final int version) {
        final DbnEvent event = instrument.event;
        boolean isDoubtful = false;
        for (int i = 0; i < event.size(); i++) {
            record.at(event.start(i), version);
            isDoubtful |= record.has(DbnRecord.MAYBE_BAD_BOOK);
            if (record.action() == 'T') {
                onTrade(event, i, record);
            } else {
                isDoubtful |= apply(instrument, record);
            }
        }
        instrument.orders.endSnapshot();
        if (isDoubtful) {
            doubt(instrument);
        }
    }

    /** The fills that follow are of this trade: the aggressor is told first, then the orders that rested. */
    private void onTrade(final DbnEvent event, final int trade, final DbnRecord record) {
        final int version = record.version();
        int fills = 0;
        for (int i = trade + 1;
                i < event.size() && record.at(event.start(i), version).action() != 'T';
                i++) {
            fills += record.action() == 'F' ? 1 : 0;
        }
        record.at(event.start(trade), version);
        final boolean hasAggressor = aggressor(record.side()) != NO_AGGRESSOR;
        tellTrade(record, fills == 0 ? 0 : fills + (hasAggressor ? 1 : 0), events);
        if (fills > 0 && hasAggressor) {
            events.onTradeOrder(record.orderId(), record.size());
        }
        for (int i = trade + 1; fills > 0; i++) {
            if (record.at(event.start(i), version).action() == 'F') {
                events.onTradeOrder(record.orderId(), record.size());
                fills--;
            }
        }
        record.at(event.start(trade), version);
    }

    /** Hands a trade on that has so many orders. */
    static void tellTrade(final DbnRecord record, final int orders, final MarketEvents events) {
        events.onTrade(
                record.instrument(),
                NullValue.SEQUENCE,
                record.price(),
                record.size(),
                orders,
                aggressor(record.side()),
                NEW,
                NO_TRADE_ID);
    }

    private static int aggressor(final char side) {
        return side == 'B' ? BUY : side == 'A' ? SELL : NO_AGGRESSOR;
    }

    /** True when what the record says does not go with what was said before. */
    private boolean apply(final DbnInstrument instrument, final DbnRecord record) {
        return switch (record.action()) {
            case 'R' -> {
                resting -= instrument.orders.size();
                instrument.orders.clearForSnapshot();
                events.onBookLevel(instrument.id, 0, RESET, 0, 0, NullValue.PRICE, NullValue.SIZE, NullValue.COUNT);
                yield false;
            }
            case 'A' -> add(instrument, record);
            case 'M' -> modify(instrument, record);
            case 'C' -> cancel(instrument, record);
            default -> false;
        };
    }

    private boolean add(final DbnInstrument instrument, final DbnRecord record) {
        if (record.has(DbnRecord.TOP_OF_BOOK)) {
            instrument.orders.removeSide(record.side(), order -> {
                resting--;
                told(instrument, order, DELETE);
            });
            if (record.price() == DbnRecord.NO_PRICE) {
                return false;
            }
        }
        if (isOdd(record)) {
            return true;
        }
        final DbnOrders.Resting known = instrument.orders.find(record.orderId());
        if (known != null) {
            counters.increment(DbnCounter.REPEATED_ORDERS);
            remove(instrument, known);
        }
        if (resting == MOST_ORDERS) {
            counters.increment(DbnCounter.REFUSED);
            return true;
        }
        resting++;
        final DbnOrders.Resting order = instrument.orders.add(record.orderId());
        order.side = record.side();
        order.price = record.price();
        order.quantity = record.size();
        order.priority = instrument.orders.priorityAgain(order, ++arrivals);
        told(instrument, order, NEW);
        return known != null;
    }

    private boolean isOdd(final DbnRecord record) {
        final boolean isOdd = record.side() != 'B' && record.side() != 'A'
                || record.size() == 0
                || record.price() == DbnRecord.NO_PRICE;
        if (isOdd) {
            counters.increment(DbnCounter.ODD_ORDERS);
        }
        return isOdd;
    }

    private boolean modify(final DbnInstrument instrument, final DbnRecord record) {
        final DbnOrders.Resting order = instrument.orders.find(record.orderId());
        if (order == null) {
            return add(instrument, record);
        }
        if (record.size() == 0) {
            remove(instrument, order);
            return false;
        }
        if (isOdd(record)) {
            return true;
        }
        if (record.side() != order.side) {
            remove(instrument, order);
            return add(instrument, record);
        }
        if (record.price() != order.price || record.size() > order.quantity) {
            order.priority = ++arrivals;
        }
        order.price = record.price();
        order.quantity = record.size();
        told(instrument, order, CHANGE);
        return false;
    }

    private boolean cancel(final DbnInstrument instrument, final DbnRecord record) {
        final DbnOrders.Resting order = instrument.orders.find(record.orderId());
        if (order == null) {
            counters.increment(DbnCounter.UNKNOWN_ORDERS);
            return true;
        }
        if (record.size() >= order.quantity) {
            remove(instrument, order);
        } else {
            order.quantity -= record.size();
            told(instrument, order, CHANGE);
        }
        return false;
    }

    private void remove(final DbnInstrument instrument, final DbnOrders.Resting order) {
        order.quantity = 0;
        told(instrument, order, DELETE);
        instrument.orders.remove(order);
        resting--;
    }

    private void told(final DbnInstrument instrument, final DbnOrders.Resting order, final int action) {
        events.onOrder(
                instrument.id,
                order.id,
                order.priority,
                order.price,
                order.quantity,
                order.side == 'B' ? BID : OFFER,
                action);
    }

    void state(final StateFields fields) {
        arrivals = fields.number(arrivals);
        resting = fields.whole(resting);
    }
}
