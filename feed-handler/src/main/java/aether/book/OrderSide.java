package aether.book;

/**
 * One side of a book by order: price levels, best first, and in each the queue of its orders, first in line first. Single
 * writer; read it during the callbacks of the book builder.
 *
 * <pre>
 *  for (int level = 0; level &lt; side.levels(); level++) {
 *      for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
 *          side.orderId(order) … side.quantity(order)
 * </pre>
 */
public final class OrderSide {
    /** Behind the last order of a queue. */
    public static final int NO_ORDER = OrderArena.NONE;

    private static final int LINEAR_STEPS = 6;

    private final OrderArena arena;
    private final LadderArena ladders;

    private final boolean isBid;

    /** XORed with a price it gives a key that rises towards the better price: 0 where higher is better, else all ones. */
    private long flip;

    private int block = LadderArena.NO_BLOCK;
    private int sizeClass = -1;
    private int size;

    OrderSide(final OrderArena arena, final boolean isBid) {
        this.arena = arena;
        this.isBid = isBid;
        ladders = arena.ladders();
        higherIsBetter(isBid);
    }

    /** Only while the side is empty. */
    void higherIsBetter(final boolean isHigher) {
        flip = isHigher ? 0 : -1L;
    }

    /** The level of a price; made when there is none. {@link OrderArena#NONE} when there is no room. */
    int levelAt(final long price) {
        final long key = price ^ flip;
        final int slot = slotOf(key);
        if (slot > 0 && ladders.key(block + slot - 1) == key) {
            return ladders.level(block + slot - 1);
        }
        return insert(slot, key, price);
    }

    /** Number of keys that are not better than {@code key}; most orders come near the best price, at the end. */
    private int slotOf(final long key) {
        int high = size;
        final int stop = Math.max(0, size - LINEAR_STEPS);
        while (high > stop && ladders.key(block + high - 1) > key) {
            high--;
        }
        if (high > stop || high == 0) {
            return high;
        }
        int low = 0;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (ladders.key(block + middle) > key) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int insert(final int slot, final long key, final long price) {
        if (sizeClass < 0 || size == LadderArena.slots(sizeClass)) {
            if (!grow()) {
                return OrderArena.NONE;
            }
        }
        final int level = arena.addLevel(price, isBid);
        if (level != OrderArena.NONE) {
            ladders.shiftUp(block + slot, size - slot);
            ladders.set(block + slot, key, level);
            size++;
        }
        return level;
    }

    private boolean grow() {
        final int larger = ladders.take(sizeClass + 1);
        if (larger == LadderArena.NO_BLOCK) {
            return false;
        }
        if (sizeClass >= 0) {
            ladders.copy(block, larger, size);
            ladders.giveBack(block, sizeClass);
        }
        block = larger;
        sizeClass++;
        return true;
    }

    /** Takes a level without orders out. */
    void remove(final int level) {
        final int slot = slotOf(arena.price(level) ^ flip);
        ladders.shiftDown(block + slot, size - slot);
        size--;
        arena.removeLevel(level);
    }

    /** Takes all orders and levels out, and gives the memory back. */
    void clear() {
        for (int slot = 0; slot < size; slot++) {
            final int level = ladders.level(block + slot);
            int order = arena.first(level);
            while (order != OrderArena.NONE) {
                final int next = arena.next(order);
                arena.removeOrder(order, arena.index().slotOf(arena.instrument(order), arena.orderId(order)));
                order = next;
            }
            arena.removeLevel(level);
        }
        size = 0;
        if (sizeClass >= 0) {
            ladders.giveBack(block, sizeClass);
            sizeClass = -1;
        }
    }

    private int at(final int level) {
        return ladders.level(block + size - 1 - level);
    }

    /** Number of price levels. */
    public int levels() {
        return size;
    }

    /** Price mantissa of a level, 0 for the best to {@code levels()-1}. */
    public long price(final int level) {
        return arena.price(at(level));
    }

    /** Visible quantity of all orders of a level. */
    public long quantityAt(final int level) {
        return arena.levelQuantity(at(level));
    }

    /** Number of orders of a level. */
    public int ordersAt(final int level) {
        return arena.count(at(level));
    }

    /** The first order in line at a level: a handle for {@link #orderId} and its like, valid until the next change. */
    public int firstOrder(final int level) {
        return arena.first(at(level));
    }

    /** The next in line, or {@link #NO_ORDER}. */
    public int nextOrder(final int order) {
        return arena.next(order);
    }

    /** OrderID, unsigned. */
    public long orderId(final int order) {
        return arena.orderId(order);
    }

    /** MDOrderPriority, unsigned: lower comes first. */
    public long priority(final int order) {
        return arena.priority(order);
    }

    /** Visible quantity. */
    public long quantity(final int order) {
        return arena.quantity(order);
    }
}
