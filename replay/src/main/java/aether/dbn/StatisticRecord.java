package aether.dbn;

import aether.feed.MarketEvents;
import aether.feed.NullValue;

/** A statistics record, by CME's MDEntryType. */
final class StatisticRecord {
    private static final int PRICE_AT = 32;
    private static final int QUANTITY_AT = 40;
    private static final int TYPE_AT = 52;
    private static final int TYPE_AT_3 = 56;
    private static final int ACTION_AFTER_TYPE = 4;
    private static final int FLAGS_AFTER_TYPE = 5;
    private static final int DELETED = 2;
    private static final int DELETE = 2;
    private static final int INDICATIVE = 5;
    private static final int UPPER_LIMIT = 17;
    private static final int LOWER_LIMIT = 18;

    /** By type from 1: opening, indicative opening, settlement, low, high, cleared volume, lowest offer, highest bid, open interest, fixing. */
    private static final String ENTRY_TYPES = "4468" + "7BON" + "CW";

    private static final int INDICATIVE_OPENING = 2;

    private StatisticRecord() {}

    static void tell(final DbnRecord record, final MarketEvents events) {
        final int at = record.version() == 3 ? TYPE_AT_3 : TYPE_AT;
        final int type = record.shortAt(at);
        final long price = record.longAt(PRICE_AT);
        if (type == UPPER_LIMIT || type == LOWER_LIMIT) {
            events.onPriceLimits(
                    record.instrument(),
                    NullValue.SEQUENCE,
                    type == UPPER_LIMIT ? price : NullValue.PRICE,
                    type == LOWER_LIMIT ? price : NullValue.PRICE,
                    NullValue.PRICE);
            return;
        }
        events.onStatistic(
                record.instrument(),
                NullValue.SEQUENCE,
                type >= 1 && type <= ENTRY_TYPES.length() ? (byte) ENTRY_TYPES.charAt(type - 1) : 0,
                price,
                quantity(record),
                type == INDICATIVE_OPENING ? INDICATIVE : record.byteAt(at + FLAGS_AFTER_TYPE),
                record.byteAt(at + ACTION_AFTER_TYPE) == DELETED ? DELETE : 0);
    }

    /** 32 bits up to version 2. */
    private static long quantity(final DbnRecord record) {
        if (record.version() == 3) {
            return record.longAt(QUANTITY_AT);
        }
        final int quantity = record.intAt(QUANTITY_AT);
        return quantity == Integer.MAX_VALUE ? NullValue.SIZE : quantity;
    }
}
