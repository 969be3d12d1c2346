package aether.book;

import org.agrona.collections.Int2ObjectHashMap;

/** The instruments of a channel: allocated once, found by SecurityID. Refuses when full. */
final class InstrumentTable {
    private static final float LOAD_FACTOR = 0.55f;

    private final InstrumentBook[] pool;
    private final Int2ObjectHashMap<InstrumentBook> bySecurityId;
    private int used;

    InstrumentTable(final BookContext context) {
        pool = new InstrumentBook[context.maxInstruments()];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new InstrumentBook(context.depth(), context.impliedDepth());
        }
        bySecurityId = new Int2ObjectHashMap<>(Math.max(8, pool.length * 2), LOAD_FACTOR);
    }

    InstrumentBook find(final int securityId) {
        return bySecurityId.get(securityId);
    }

    /** A fresh instrument, or null when there is no room. */
    InstrumentBook add(final int securityId) {
        if (used == pool.length) {
            return null;
        }
        final InstrumentBook instrument = pool[used++];
        instrument.assign(securityId);
        bySecurityId.put(securityId, instrument);
        return instrument;
    }

    int size() {
        return used;
    }

    /** By order of first appearance. */
    InstrumentBook at(final int index) {
        return pool[index];
    }
}
