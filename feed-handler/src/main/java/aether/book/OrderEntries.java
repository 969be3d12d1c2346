package aether.book;

import aether.state.StateFields;

/**
 * The books by order of one channel, and the entries that change them: each is applied exactly or not at all. What an entry
 * touches is few lines of memory, each found without the one before it where that can be: the side's head and its
 * {@link LevelWindows window}, the level, the {@link OrderIndex index} and the order.
 *
 * <p>Orders are sorted by price, then by ascending MDOrderPriority. One thread; does not allocate after construction.
 */
final class OrderEntries {
    private static final int SIDES = 2;
    private static final long ID_FACTOR = 0xBF58476D1CE4E5B9L;
    private static final long PRIORITY_FACTOR = 0x94D049BB133111EBL;
    private static final long PRICE_FACTOR = 0xFF51AFD7ED558CCDL;

    private final OrderArena arena;
    private final OrderIndex index;
    private final LevelWindows windows;
    private final LadderArena ladders;
    private final InstrumentHeads heads;
    private final int[] moving = new int[LevelWindows.LEVELS];
    private final OrderSide[] sides;

    /**
     * Empty books of all instruments.
     *
     * @param maxOrders orders that rest at one time, over all of them
     * @param maxFar levels outside of windows that there are at one time
     */
    OrderEntries(final int maxOrders, final int maxFar, final InstrumentHeads heads) {
        this.heads = heads;
        sides = new OrderSide[heads.instruments() * SIDES];
        // A window that moves makes all its levels far ones for a moment.
        arena = new OrderArena(sides.length, maxOrders, maxFar + LevelWindows.LEVELS);
        index = new OrderIndex(arena, maxOrders);
        windows = new LevelWindows(sides.length);
        ladders = new LadderArena(maxFar, sides.length);
        for (int side = 0; side < sides.length; side++) {
            sides[side] = new OrderSide(this, side);
        }
    }

    /** Number of an instrument's side; {@code entryType} is bid or offer. */
    static int sideOf(final int instrument, final byte entryType) {
        return instrument << 1 | entryType - EntryType.BID;
    }

    static int instrumentOf(final int side) {
        return side >>> 1;
    }

    OrderArena arena() {
        return arena;
    }

    OrderIndex index() {
        return index;
    }

    LevelWindows windows() {
        return windows;
    }

    LadderArena ladders() {
        return ladders;
    }

    InstrumentHeads heads() {
        return heads;
    }

    /** Room to note the levels of one window while it is moved. */
    int[] moving() {
        return moving;
    }

    OrderSide side(final int side) {
        return sides[side];
    }

    /**
     * Applies one entry. What it is to do is decided before anything is fetched, and its level is asked for, by its price,
     * before the index is, so that neither waits for the other.
     */
    BookFault apply(
            final int side,
            final int action,
            final long orderId,
            final long priority,
            final long price,
            final long quantity) {
        return switch (action) {
            case UpdateAction.NEW -> insert(side, orderId, priority, price, quantity);
            case UpdateAction.CHANGE -> change(side, orderId, priority, price, quantity);
            case UpdateAction.DELETE -> delete(side, orderId, price);
            default -> refuse(side, orderId, BookFault.UNKNOWN_ACTION);
        };
    }

    /** Why an entry cannot be applied: the order is on the other side, or {@code otherwise}. */
    private BookFault refuse(final int side, final long orderId, final BookFault otherwise) {
        final int slot = index.slotOf(OrderIndex.tag(instrumentOf(side), orderId), orderId);
        return slot >= 0 && arena.side(index.order(slot)) != side ? BookFault.WRONG_SIDE : otherwise;
    }

    private static BookFault check(final long price, final long quantity) {
        final BookFault fault = BookFault.ofAmounts(price, quantity);
        return fault == BookFault.NONE && quantity > OrderArena.MAX_QUANTITY ? BookFault.SIZE_TOO_LARGE : fault;
    }

    /** The place of a price in its side's window, or {@link OrderArena#NONE}. */
    private int place(final int side, final long price) {
        return windows.place(side, windows.key(side, price));
    }

    private BookFault insert(
            final int side, final long orderId, final long priority, final long price, final long quantity) {
        final int place = place(side, price);
        final boolean isFirst = arena.count(place) == 0;
        final int tag = OrderIndex.tag(instrumentOf(side), orderId);
        final int slot = index.slotOf(tag, orderId);
        if (slot >= 0) {
            return refuse(side, orderId, BookFault.DUPLICATE_ORDER);
        }
        final BookFault fault = check(price, quantity);
        if (fault != BookFault.NONE) {
            return fault;
        }
        final int order = arena.addOrder(side, price);
        if (order == OrderArena.NONE) {
            return BookFault.ORDERS_FULL;
        }
        arena.set(order, orderId, priority, quantity);
        if (!isFirst) {
            arena.enqueue(order, place);
        } else if (!start(place, order)) {
            arena.removeOrder(order);
            return BookFault.ORDERS_FULL;
        }
        index.put(~slot, tag, order);
        windows.addOrder(side);
        heads.addToOrderHash(instrumentOf(side), hashOf(side, orderId, priority, price, quantity));
        return BookFault.NONE;
    }

    /** Queues an order at a place that is empty, or at a price that has none; false, with nothing changed, without room. */
    private boolean start(final int place, final int order) {
        if (place != LevelWindows.OUTSIDE) {
            windows.occupy(place);
            arena.enqueueFirst(order, place);
            return true;
        }
        final int level = sides[arena.side(order)].levelAt(arena.price(order));
        if (level == OrderArena.NONE) {
            return false;
        }
        queue(order, level);
        return true;
    }

    private void queue(final int order, final int level) {
        if (arena.count(level) == 0) {
            arena.enqueueFirst(order, level);
        } else {
            arena.enqueue(order, level);
        }
    }

    private BookFault delete(final int side, final long orderId, final long price) {
        final int place = place(side, price);
        // Asked here, the level is on its way while the order is looked for.
        final boolean isLast = arena.count(place) == 1;
        final int slot = index.slotOf(OrderIndex.tag(instrumentOf(side), orderId), orderId);
        if (slot < 0) {
            return BookFault.UNKNOWN_ORDER;
        }
        final int order = index.order(slot);
        if (arena.side(order) != side) {
            return BookFault.WRONG_SIDE;
        }
        heads.addToOrderHash(instrumentOf(side), -hashOf(order));
        if (place == LevelWindows.OUTSIDE || arena.price(order) != price) {
            dequeue(order);
        } else if (isLast) {
            endPlace(side, place, price);
        } else {
            arena.dequeue(order, place);
        }
        index.remove(slot);
        arena.removeOrder(order);
        windows.removeOrder(side);
        return BookFault.NONE;
    }

    /** The place has lost its last order. */
    private void endPlace(final int side, final int place, final long price) {
        if (windows.hasOthers(side)) {
            sides[side].remove(price);
        } else {
            windows.leave(place);
            arena.empty(place);
        }
    }

    /** Takes an order out of its queue, wherever that is. */
    private void dequeue(final int order) {
        final OrderSide side = sides[arena.side(order)];
        final int level = side.find(arena.price(order));
        if (arena.count(level) == 1) {
            side.remove(arena.price(order));
        } else {
            arena.dequeue(order, level);
        }
    }

    /** The order keeps its place in the queue when neither price nor priority changes. */
    private BookFault change(
            final int side, final long orderId, final long priority, final long price, final long quantity) {
        final int slot = index.slotOf(OrderIndex.tag(instrumentOf(side), orderId), orderId);
        if (slot < 0) {
            return BookFault.UNKNOWN_ORDER;
        }
        final int order = index.order(slot);
        if (arena.side(order) != side) {
            return BookFault.WRONG_SIDE;
        }
        final BookFault fault = check(price, quantity);
        if (fault != BookFault.NONE) {
            return fault;
        }
        final long before = hashOf(order);
        final int place = place(side, price);
        if (price == arena.price(order) && priority == arena.priority(order)) {
            arena.resize(order, place == LevelWindows.OUTSIDE ? sides[side].find(price) : place, quantity);
        } else if (!move(order, priority, price, quantity)) {
            return BookFault.ORDERS_FULL;
        }
        heads.addToOrderHash(instrumentOf(side), hashOf(order) - before);
        return BookFault.NONE;
    }

    /** Puts an order into another queue, or another place of its own; false, with nothing changed, without room for a level. */
    private boolean move(final int order, final long priority, final long price, final long quantity) {
        final OrderSide side = sides[arena.side(order)];
        if (price != arena.price(order) && side.levelAt(price) == OrderArena.NONE) {
            return false;
        }
        dequeue(order);
        arena.setPrice(order, price);
        arena.set(order, arena.orderId(order), priority, quantity);
        // Asked again: without the order, the window may be another.
        queue(order, side.levelAt(price));
        return true;
    }

    private long hashOf(final int order) {
        return hashOf(
                arena.side(order),
                arena.orderId(order),
                arena.priority(order),
                arena.price(order),
                arena.quantity(order));
    }

    /** Takes all orders of an instrument out. */
    void clear(final int instrument) {
        sides[sideOf(instrument, EntryType.BID)].clear(index);
        sides[sideOf(instrument, EntryType.OFFER)].clear(index);
        heads.clearOrderHash(instrument);
    }

    /** Orders that rest, of all instruments. */
    int live() {
        return arena.live();
    }

    /** One order's share of the book's hash: shares are added up, so that the hash costs the same however many orders rest. */
    static long hashOf(final int side, final long orderId, final long priority, final long price, final long quantity) {
        // Each value is spread by a factor of its own, at the same time as the others, and all are mixed once.
        return BookHash.mix(
                orderId * ID_FACTOR + priority * PRIORITY_FACTOR, (price ^ -(side & 1)) * PRICE_FACTOR + quantity);
    }

    /** Of the first {@code instruments}. */
    void state(final StateFields fields, final int instruments) {
        final int used = instruments * SIDES;
        for (int side = used; fields.isRead() && side < sides.length; side++) {
            sides[side].forget();
        }
        arena.state(fields, used);
        index.state(fields);
        windows.state(fields, used);
        ladders.state(fields);
        for (int side = 0; side < used; side++) {
            sides[side].state(fields);
        }
    }
}
