package aether.book;

import aether.state.StateFields;

/**
 * One side of a book by order: price levels, best first, and in each the queue of its orders, first in line first. Single
 * writer; read it during the callbacks of the book builder.
 *
 * <pre>
 *  for (int level = 0; level &lt; side.levels(); level++) {
 *      for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
 *          side.orderId(order) … side.quantity(order)
 * </pre>
 *
 * The levels near the best price are in the side's {@link LevelWindows window}, all worse ones in its ladder, sorted. A side that
 * has levels has its best one in the window.
 */
public final class OrderSide {
    /** Behind the last order of a queue. */
    public static final int NO_ORDER = OrderArena.NONE;

    /** Ticks that a window has below the best price when it is moved, and above it. */
    private static final int BELOW = 23;

    private static final int ABOVE = LevelWindows.LEVELS - 1 - BELOW;

    /** A window whose best level is lower than this is moved when that brings levels into it. */
    private static final int LOW_PLACE = 4;

    private final OrderArena arena;
    private final LevelWindows windows;
    private final LadderArena ladders;

    /** Shared by all sides of a channel. */
    private final int[] moving;

    private final int side;

    /** Ticks divide every distance of levels that were together in the window; 0 while there was none. */
    private long tick;

    private int block = LadderArena.NO_BLOCK;
    private int sizeClass = -1;

    /** Levels in the ladder. */
    private int size;

    OrderSide(final OrderEntries entries, final int side) {
        this.side = side;
        arena = entries.arena();
        windows = entries.windows();
        ladders = entries.ladders();
        moving = entries.moving();
    }

    /** The level of a price: one that may be empty in the window, or a far one, or {@link OrderArena#NONE}. */
    int find(final long price) {
        final long key = windows.key(side, price);
        final int place = windows.place(side, key);
        if (place != LevelWindows.OUTSIDE) {
            return place;
        }
        final int slot = slotOf(key);
        return slot > 0 && farKey(slot - 1) == key ? ladders.level(block + slot - 1) : OrderArena.NONE;
    }

    /** The level of a price, with room for an order; {@link OrderArena#NONE} when there is no room. It is noted as not empty. */
    int levelAt(final long price) {
        final long key = windows.key(side, price);
        int place = windows.place(side, key);
        if (place == LevelWindows.OUTSIDE) {
            if (windows.occupied(side) == 0) {
                frame(key, tick);
            } else if ((tick == 0 || key >= windows.base(side)) && !reframe(Math.max(key, bestKey()), key)) {
                return OrderArena.NONE;
            }
            place = windows.place(side, key);
        }
        if (place == LevelWindows.OUTSIDE) {
            return farLevel(key, price);
        }
        windows.occupy(place);
        return place;
    }

    private long bestKey() {
        return keyOf(highestBit(windows.occupied(side)));
    }

    private static int highestBit(final long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    /** Of a place in the window, by its height. */
    private long keyOf(final int bit) {
        return windows.base(side) + bit * Math.max(1, tick);
    }

    private long farKey(final int slot) {
        return windows.key(side, arena.farPrice(ladders.level(block + slot)));
    }

    private void frame(final long best, final long newTick) {
        tick = newTick;
        windows.frame(side, base(best, newTick), Math.max(1, newTick));
    }

    /** Lowest key of a window that is moved to this best price; neither end may lie beyond the range of keys. */
    private static long base(final long best, final long tick) {
        final long step = Math.max(1, tick);
        if (best < Long.MIN_VALUE + BELOW * step) {
            return best;
        }
        return best - (best > Long.MAX_VALUE - ABOVE * step ? LevelWindows.LEVELS - 1 : BELOW) * step;
    }

    /**
     * Moves the window so that it holds the best price, with ticks on which {@code key} and all that it will hold lie: those of
     * its levels that it does not hold then become far ones, and the best far ones come into it.
     *
     * @return false, with nothing changed, when there is no room for levels that leave it
     */
    private boolean reframe(final long best, final long key) {
        long newTick = divisor(tick, best, key);
        for (long left = windows.occupied(side); left != 0; left &= left - 1) {
            newTick = divisor(newTick, best, keyOf(Long.numberOfTrailingZeros(left)));
        }
        for (int slot = size - 1; slot >= 0 && farKey(slot) >= base(best, newTick); slot--) {
            newTick = divisor(newTick, best, farKey(slot));
        }
        final long base = base(best, newTick);
        final int leaving = lowerThan(base);
        if (arena.freeFar() < Long.bitCount(windows.occupied(side)) || !makeRoom(leaving)) {
            return false;
        }
        final int held = takeOut();
        frame(best, newTick);
        for (int i = 0; i < held; i++) {
            if (i < leaving) {
                ladders.set(block + size++, moving[i]);
            } else {
                putIn(moving[i]);
            }
        }
        fill(base);
        return true;
    }

    /** Levels of the window below a key. */
    private int lowerThan(final long key) {
        int count = 0;
        for (long left = windows.occupied(side);
                left != 0 && keyOf(Long.numberOfTrailingZeros(left)) < key;
                left &= left - 1) {
            count++;
        }
        return count;
    }

    /** Makes all levels of the window far ones for a moment, worst first; returns how many they are. There is room. */
    private int takeOut() {
        int count = 0;
        for (long left = windows.occupied(side); left != 0; left &= left - 1) {
            final int bit = Long.numberOfTrailingZeros(left);
            final int level = arena.addFar(windows.key(side, keyOf(bit)));
            arena.move(LevelWindows.firstPlace(side) + bit, level);
            moving[count++] = level;
        }
        return count;
    }

    /** A far level comes into the window. */
    private void putIn(final int level) {
        final int place = windows.place(side, windows.key(side, arena.farPrice(level)));
        arena.move(level, place);
        arena.removeFar(level);
        windows.occupy(place);
    }

    /** The best levels of the ladder come into the window, as many as it can hold. */
    private void fill(final long base) {
        while (size > 0 && farKey(size - 1) >= base) {
            putIn(ladders.level(block + --size));
        }
        sized();
    }

    /** The ladder has another size: an empty one needs no memory. */
    private void sized() {
        windows.hasOthers(side, size > 0);
        if (size == 0 && sizeClass >= 0) {
            ladders.giveBack(block, sizeClass);
            sizeClass = -1;
        }
    }

    /** The greatest tick that divides the distance as well; 1 for distances that are not to be reckoned with. */
    private static long divisor(final long tick, final long best, final long key) {
        final long distance = best - key;
        if (distance < 0) {
            return 1;
        }
        long divisor = tick;
        long rest = distance;
        while (rest != 0) {
            final long next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return divisor > LevelWindows.MAX_TICK ? 1 : divisor;
    }

    private int farLevel(final long key, final long price) {
        final int slot = slotOf(key);
        if (slot > 0 && farKey(slot - 1) == key) {
            return ladders.level(block + slot - 1);
        }
        if (!makeRoom(1)) {
            return OrderArena.NONE;
        }
        final int level = arena.addFar(price);
        if (level == OrderArena.NONE) {
            sized();
        } else {
            ladders.copy(block + slot, block + slot + 1, size - slot);
            ladders.set(block + slot, level);
            size++;
            windows.hasOthers(side, true);
        }
        return level;
    }

    /** Number of the ladder's keys that are not better than {@code key}. */
    private int slotOf(final long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (farKey(middle) > key) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** False, with nothing changed, when there is none for so many more levels in the ladder. */
    private boolean makeRoom(final int more) {
        if (size + more <= (sizeClass < 0 ? 0 : LadderArena.slots(sizeClass))) {
            return true;
        }
        final int largerClass = LadderArena.sizeClass(size + more);
        final int larger = ladders.take(largerClass);
        if (larger == LadderArena.NO_BLOCK) {
            return false;
        }
        if (sizeClass >= 0) {
            ladders.copy(block, larger, size);
            ladders.giveBack(block, sizeClass);
        }
        block = larger;
        sizeClass = largerClass;
        return true;
    }

    /** Takes the level of a price out, which has no orders any more. */
    void remove(final long price) {
        final long key = windows.key(side, price);
        final int place = windows.place(side, key);
        if (place == LevelWindows.OUTSIDE) {
            final int slot = slotOf(key);
            final int level = ladders.level(block + slot - 1);
            ladders.copy(block + slot, block + slot - 1, size - slot);
            size--;
            sized();
            arena.removeFar(level);
        } else {
            windows.leave(place);
            arena.empty(place);
            refill();
        }
    }

    /** A level has left the window: its best one may be too low in it now, or gone. */
    private void refill() {
        final long occupied = windows.occupied(side);
        if (size > 0 && (occupied == 0 || highestBit(occupied) < LOW_PLACE)) {
            final long best = occupied == 0 ? farKey(size - 1) : bestKey();
            if (farKey(size - 1) >= base(best, tick)) {
                // Without room for what would leave the window it stays where it is; an empty one needs none.
                reframe(best, best);
            }
        }
    }

    /** Takes all orders and levels out, and gives the memory back. */
    void clear(final OrderIndex index) {
        for (long left = windows.occupied(side); left != 0; left &= left - 1) {
            final int place = LevelWindows.firstPlace(side) + Long.numberOfTrailingZeros(left);
            clear(index, place);
            arena.empty(place);
        }
        for (int slot = 0; slot < size; slot++) {
            final int level = ladders.level(block + slot);
            clear(index, level);
            arena.removeFar(level);
        }
        size = 0;
        sized();
        windows.frame(side, 0, 1);
        windows.forgetOrders(side);
        tick = 0;
    }

    private void clear(final OrderIndex index, final int level) {
        final int last = arena.last(level);
        int order = last;
        while (order != NO_ORDER) {
            final int next = arena.next(order);
            final long orderId = arena.orderId(order);
            index.remove(index.slotOf(OrderIndex.tag(OrderEntries.instrumentOf(side), orderId), orderId));
            arena.removeOrder(order);
            order = next == last ? NO_ORDER : next;
        }
    }

    /** The number of a level in the arena, from its rank. */
    private int at(final int level) {
        final long occupied = windows.occupied(side);
        final int held = Long.bitCount(occupied);
        return level < held
                ? LevelWindows.firstPlace(side) + bitOf(level, occupied)
                : ladders.level(block + size - 1 - (level - held));
    }

    /** The bit that has so many above it. */
    private static int bitOf(final int rank, final long bits) {
        return Long.numberOfTrailingZeros(Long.expand(1L << Long.bitCount(bits) - 1 - rank, bits));
    }

    /** Number of price levels. */
    public int levels() {
        return Long.bitCount(windows.occupied(side)) + size;
    }

    /** Price mantissa of a level, 0 for the best to {@code levels()-1}. */
    public long price(final int level) {
        final long occupied = windows.occupied(side);
        return level < Long.bitCount(occupied)
                ? windows.key(side, keyOf(bitOf(level, occupied)))
                : arena.farPrice(at(level));
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
        return arena.next(arena.last(at(level)));
    }

    /** The next in line, or {@link #NO_ORDER}. */
    public int nextOrder(final int order) {
        return order == arena.last(find(arena.price(order))) ? NO_ORDER : arena.next(order);
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

    /** As at the start. */
    void forget() {
        tick = 0;
        block = LadderArena.NO_BLOCK;
        sizeClass = -1;
        size = 0;
    }

    void state(final StateFields fields) {
        tick = fields.number(tick);
        block = fields.whole(block);
        sizeClass = fields.whole(sizeClass);
        size = fields.whole(size);
    }
}
