package aether.book;

import aether.feed.NullValue;

/**
 * An instrument's book by order: every order with its place in the queue of its price. Entries are applied exactly or not at
 * all. Single writer.
 *
 * <p>Orders are sorted by price, then by ascending MDOrderPriority. The orders themselves lie in the channel's {@link
 * OrderArena}.
 */
public final class OrderBook {
    private static final long ID_FACTOR = 0xBF58476D1CE4E5B9L;
    private static final long PRIORITY_FACTOR = 0x94D049BB133111EBL;
    private static final long PRICE_FACTOR = 0xFF51AFD7ED558CCDL;

    private final OrderArena arena;
    private final OrderIndex index;
    private final OrderSide bid;
    private final OrderSide offer;
    private final int instrument;
    private boolean isInverted;
    private long hash;
    private int size;

    OrderBook(final OrderArena arena, final int instrument) {
        this.arena = arena;
        this.instrument = instrument;
        index = arena.index();
        bid = new OrderSide(arena, true);
        offer = new OrderSide(arena, false);
    }

    public OrderSide bid() {
        return bid;
    }

    public OrderSide offer() {
        return offer;
    }

    /** Number of orders on both sides. */
    public int size() {
        return size;
    }

    /** Where lower prices are the better bids; only while the book is empty. */
    void inverted(final boolean lowerBidIsBetter) {
        isInverted = lowerBidIsBetter;
        bid.higherIsBetter(!lowerBidIsBetter);
        offer.higherIsBetter(lowerBidIsBetter);
    }

    boolean isInverted() {
        return isInverted;
    }

    /** Applies one entry. */
    BookFault apply(
            final boolean isBid,
            final int action,
            final long orderId,
            final long priority,
            final long price,
            final long quantity) {
        final int slot = index.slotOf(instrument, orderId);
        if (slot < 0) {
            return action == UpdateAction.NEW
                    ? insert(~slot, isBid, orderId, priority, price, quantity)
                    : action == UpdateAction.CHANGE || action == UpdateAction.DELETE
                            ? BookFault.UNKNOWN_ORDER
                            : BookFault.UNKNOWN_ACTION;
        }
        final int order = index.order(slot);
        if (arena.isBid(arena.level(order)) != isBid) {
            return BookFault.WRONG_SIDE;
        }
        return switch (action) {
            case UpdateAction.DELETE -> delete(order, slot, isBid);
            case UpdateAction.CHANGE -> change(order, isBid, priority, price, quantity);
            case UpdateAction.NEW -> BookFault.DUPLICATE_ORDER;
            default -> BookFault.UNKNOWN_ACTION;
        };
    }

    /** True when the order rests with just this quantity. */
    boolean holds(final long orderId, final long quantity) {
        final int slot = index.slotOf(instrument, orderId);
        return slot >= 0 && arena.quantity(index.order(slot)) == quantity;
    }

    private static BookFault check(final long price, final long quantity) {
        if (price == NullValue.PRICE) {
            return BookFault.PRICE_MISSING;
        }
        return quantity == NullValue.SIZE || quantity <= 0 ? BookFault.SIZE_MISSING : BookFault.NONE;
    }

    private OrderSide side(final boolean isBid) {
        return isBid ? bid : offer;
    }

    private BookFault insert(
            final int freeSlot,
            final boolean isBid,
            final long orderId,
            final long priority,
            final long price,
            final long quantity) {
        final BookFault fault = check(price, quantity);
        if (fault != BookFault.NONE) {
            return fault;
        }
        final OrderSide side = side(isBid);
        final int level = side.levelAt(price);
        if (level == OrderArena.NONE) {
            return BookFault.ORDERS_FULL;
        }
        final int order = arena.addOrder(freeSlot, instrument, orderId, priority, quantity);
        if (order == OrderArena.NONE) {
            if (arena.count(level) == 0) {
                side.remove(level);
            }
            return BookFault.ORDERS_FULL;
        }
        arena.enqueue(order, level);
        size++;
        hash += hashOf(isBid, orderId, priority, price, quantity);
        return BookFault.NONE;
    }

    private BookFault delete(final int order, final int slot, final boolean isBid) {
        final int level = arena.level(order);
        hash -= hashOf(isBid, arena.orderId(order), arena.priority(order), arena.price(level), arena.quantity(order));
        arena.dequeue(order, level);
        if (arena.count(level) == 0) {
            side(isBid).remove(level);
        }
        arena.removeOrder(order, slot);
        size--;
        return BookFault.NONE;
    }

    /** A smaller quantity alone keeps the place in the queue; another priority or price finds a new one. */
    private BookFault change(
            final int order, final boolean isBid, final long priority, final long price, final long quantity) {
        final BookFault fault = check(price, quantity);
        if (fault != BookFault.NONE) {
            return fault;
        }
        final int level = arena.level(order);
        final long oldPrice = arena.price(level);
        final long orderId = arena.orderId(order);
        final long newHash = hash
                - hashOf(isBid, orderId, arena.priority(order), oldPrice, arena.quantity(order))
                + hashOf(isBid, orderId, priority, price, quantity);
        if (price == oldPrice && priority == arena.priority(order)) {
            arena.resize(order, level, quantity);
        } else {
            final OrderSide side = side(isBid);
            final int target = side.levelAt(price);
            if (target == OrderArena.NONE) {
                return BookFault.ORDERS_FULL;
            }
            arena.dequeue(order, level);
            if (arena.count(level) == 0 && level != target) {
                side.remove(level);
            }
            arena.change(order, priority, quantity);
            arena.enqueue(order, target);
        }
        hash = newHash;
        return BookFault.NONE;
    }

    /** Takes all orders out. */
    void clear() {
        bid.clear();
        offer.clear();
        size = 0;
        hash = 0;
    }

    /** One order's share of the book's hash: shares are added up, so that the hash costs the same however many orders rest. */
    public static long hashOf(
            final boolean isBid, final long orderId, final long priority, final long price, final long quantity) {
        // Each value is spread by a factor of its own, at the same time as the others, and all are mixed once.
        return BookHash.mix(
                orderId * ID_FACTOR + priority * PRIORITY_FACTOR, (isBid ? price : ~price) * PRICE_FACTOR + quantity);
    }

    /** Hash over all orders: where they stand follows from price and priority, so their order of arrival is not in it. */
    public long hash() {
        return hash;
    }
}
