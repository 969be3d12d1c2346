package aether.book;

import aether.state.StateFields;
import aether.state.StateReader;
import aether.state.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Int2IntHashMap;

/** The instruments of a channel: allocated once, found by SecurityID. Refuses when full. */
final class InstrumentTable {
    static final int NOT_FOUND = -1;

    private static final int FRESH = 1;

    /** Low: whether the first look finds it is what no branch predictor knows. */
    private static final float LOAD_FACTOR = 0.2f;

    /** Small, so that a channel of few instruments stays in the nearest cache; grows while instruments appear. */
    private static final int INITIAL_CAPACITY = 128;

    private final OrderEntries orderEntries;
    private final boolean areOrdersKept;

    /** Where books are keyed by price, else null. */
    private final OrderEntries levelEntries;

    private final InstrumentBook[] pool;
    private final BookSlab slab;
    private final Int2IntHashMap indexBySecurityId;

    /** Of an instrument that nobody has heard of. */
    private final StateWriter fresh = new StateWriter(0);

    private final int freshLength;
    private int used;

    InstrumentTable(final FeedContext feed) {
        final BookContext context = feed.settings();
        pool = new InstrumentBook[context.maxInstruments()];
        slab = new BookSlab(context);
        // Like beside like: what every event touches then lies together, and not between rows that it does not touch.
        final OrderBook[] orders = new OrderBook[pool.length];
        final KeyedBook[] levels = new KeyedBook[pool.length];
        areOrdersKept = context.keepsOrders();
        if (areOrdersKept) {
            orderEntries = new OrderEntries(context.maxOrders(), context.maxOrders(), feed.heads());
            Arrays.setAll(orders, instrument -> new OrderBook(orderEntries, instrument));
        } else {
            orderEntries = new OrderEntries(0, 0, new InstrumentHeads(1));
            Arrays.fill(orders, new OrderBook(orderEntries, 0));
        }
        levelEntries = context.isKeyedByPrice() ? new OrderEntries(0, context.maxOrders(), feed.heads()) : null;
        if (levelEntries != null) {
            Arrays.setAll(levels, instrument -> new KeyedBook(levelEntries, instrument));
        }
        final InstrumentStatistics[] statistics = new InstrumentStatistics[pool.length];
        for (int i = 0; i < pool.length; i++) {
            statistics[i] = new InstrumentStatistics();
        }
        final PriceBook[] prices = new PriceBook[pool.length];
        for (int i = 0; i < pool.length; i++) {
            prices[i] = new PriceBook(slab, i);
        }
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new InstrumentBook(i, prices[i], orders[i], levels[i], statistics[i], feed);
        }
        indexBySecurityId = new Int2IntHashMap(INITIAL_CAPACITY, LOAD_FACTOR, NOT_FOUND);
        fresh.section(FRESH);
        pool[0].state(fresh);
        freshLength = fresh.finish();
    }

    /** Index of an instrument, or {@link #NOT_FOUND}. */
    int indexOf(final int securityId) {
        return indexBySecurityId.get(securityId);
    }

    /** Index of a fresh instrument, or {@link #NOT_FOUND} when there is no room. */
    int add(final int securityId) {
        if (used == pool.length) {
            return NOT_FOUND;
        }
        pool[used].assign(securityId);
        indexBySecurityId.put(securityId, used);
        return used++;
    }

    /** The books by price. */
    BookSlab slab() {
        return slab;
    }

    /** The books by order. */
    OrderEntries orderEntries() {
        return orderEntries;
    }

    /** Instruments that there is room for. */
    int capacity() {
        return pool.length;
    }

    /** Orders that rest, of all instruments. */
    int liveOrders() {
        return orderEntries.live();
    }

    int size() {
        return used;
    }

    /** By order of first appearance. */
    InstrumentBook at(final int index) {
        return pool[index];
    }

    void state(final StateFields fields) {
        if (fields.isRead()) {
            forget();
        }
        used = fields.count(used, pool.length);
        for (int i = 0; i < used; i++) {
            pool[i].state(fields);
            if (fields.isRead()) {
                indexBySecurityId.put(pool[i].securityId(), i);
            }
        }
        slab.state(fields, used);
        if (areOrdersKept) {
            orderEntries.state(fields, used);
        }
        if (levelEntries != null) {
            levelEntries.state(fields, used);
        }
    }

    private void forget() {
        indexBySecurityId.clear();
        for (int i = 0; i < used; i++) {
            final StateReader reader = new StateReader(fresh.buffer(), 0, freshLength);
            reader.section(FRESH);
            pool[i].state(reader);
        }
    }
}
