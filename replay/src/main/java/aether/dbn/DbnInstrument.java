package aether.dbn;

import aether.state.StateFields;

/** What is kept of one instrument between its records. */
final class DbnInstrument {
    final int id;
    final DbnEvent event = new DbnEvent();
    final DbnOrders orders = new DbnOrders();
    final DbnRows rows = new DbnRows();

    /** When its name is to be looked up again, nanoseconds since the epoch. */
    long namedUntilNs = Long.MIN_VALUE;

    /** Whether a definition of its own came. */
    boolean isDefined;

    DbnInstrument(final int id) {
        this.id = id;
    }

    /** Between events. */
    void state(final StateFields fields) {
        namedUntilNs = fields.number(namedUntilNs);
        isDefined = fields.flag(isDefined);
        orders.state(fields, OrderRecords.MOST_ORDERS);
        if (fields.flag(rows.isKnown())) {
            rows.state(fields);
        }
    }
}
