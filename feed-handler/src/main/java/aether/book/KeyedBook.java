package aether.book;

import aether.state.StateFields;

/**
 * Every price level of an instrument whose levels are keyed by price, in the memory of a book by order: a level has its quantity
 * and no orders. Entries are applied exactly or not at all. Single writer; read it during the callbacks of the book builder.
 */
public final class KeyedBook {
    private final OrderArena arena;
    private final OrderIndex noOrders;
    private final OrderSide bid;
    private final OrderSide offer;
    private long hash;
    private int size;

    KeyedBook(final OrderEntries entries, final int instrument) {
        arena = entries.arena();
        noOrders = entries.index();
        bid = entries.side(OrderEntries.sideOf(instrument, EntryType.BID));
        offer = entries.side(OrderEntries.sideOf(instrument, EntryType.OFFER));
    }

    public OrderSide bid() {
        return bid;
    }

    public OrderSide offer() {
        return offer;
    }

    /** Number of levels on both sides. */
    public int size() {
        return size;
    }

    /** Applies one entry; {@code entryType} is bid or offer. */
    BookFault apply(final byte entryType, final int action, final long price, final long quantity) {
        final OrderSide side = side(entryType);
        final int level = side.find(price);
        final boolean isThere = arena.count(level) != 0;
        return switch (action) {
            case UpdateAction.NEW -> isThere ? BookFault.DUPLICATE_ORDER : insert(side, entryType, price, quantity);
            case UpdateAction.CHANGE -> isThere ? change(level, entryType, price, quantity) : BookFault.UNKNOWN_ORDER;
            case UpdateAction.DELETE -> isThere ? delete(side, level, entryType, price) : BookFault.UNKNOWN_ORDER;
            default -> BookFault.UNKNOWN_ACTION;
        };
    }

    private OrderSide side(final byte entryType) {
        return entryType == EntryType.BID ? bid : offer;
    }

    private BookFault insert(final OrderSide side, final byte entryType, final long price, final long quantity) {
        final BookFault fault = BookFault.ofAmounts(price, quantity);
        if (fault != BookFault.NONE) {
            return fault;
        }
        final int level = side.levelAt(price);
        if (level == OrderArena.NONE) {
            return BookFault.ORDERS_FULL;
        }
        arena.setLevel(level, quantity);
        size++;
        hash += hashOf(entryType, price, quantity);
        return BookFault.NONE;
    }

    private BookFault change(final int level, final byte entryType, final long price, final long quantity) {
        final BookFault fault = BookFault.ofAmounts(price, quantity);
        if (fault == BookFault.NONE) {
            hash += hashOf(entryType, price, quantity) - hashOf(entryType, price, arena.levelQuantity(level));
            arena.setLevel(level, quantity);
        }
        return fault;
    }

    private BookFault delete(final OrderSide side, final int level, final byte entryType, final long price) {
        hash -= hashOf(entryType, price, arena.levelQuantity(level));
        side.remove(price);
        size--;
        return BookFault.NONE;
    }

    /** True when the level has just this quantity. */
    boolean holds(final byte entryType, final long price, final long quantity) {
        final int level = side(entryType).find(price);
        return arena.count(level) != 0 && arena.levelQuantity(level) == quantity;
    }

    /** Takes all levels out. */
    void clear() {
        bid.clear(noOrders);
        offer.clear(noOrders);
        size = 0;
        hash = 0;
    }

    private static long hashOf(final byte entryType, final long price, final long quantity) {
        final int side = OrderEntries.sideOf(0, entryType);
        // As of an order whose id is its level's: what journals of earlier builds have.
        return OrderEntries.hashOf(side, price << 1 | side ^ 1, 0, price, quantity);
    }

    /** Hash over all levels. */
    public long hash() {
        return hash;
    }

    void state(final StateFields fields) {
        hash = fields.number(hash);
        size = fields.whole(size);
    }
}
