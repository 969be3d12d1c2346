package aether.book;

/**
 * Memory of all books by order of one channel: orders, price levels, and the ladders that keep each side's levels in order of
 * price. Allocated once; when any of the three is used up, the book that needed more is given up ({@link
 * BookFault#ORDERS_FULL}) and its memory goes back. One thread.
 *
 * <p>Places are indexes from 0; {@link #NONE} ends a list. In a row of {@code long}s:
 *
 * <pre>
 *  order   0         1          2          3                4
 *         +---------+----------+----------+----------------+--------------------+
 *         | OrderID | priority | quantity | prev  |  next  | instrument | level |
 *         +---------+----------+----------+----------------+--------------------+
 *  level   0         1          2                3
 *         +---------+----------+----------------+-----------------+
 *         |  price  | quantity |  last |  first | is bid |  count |
 *         +---------+----------+----------------+-----------------+
 * </pre>
 */
final class OrderArena {
    static final int NONE = -1;

    private static final int ORDER_STRIDE = 5;
    private static final int LEVEL_STRIDE = 4;
    private static final long LOW = 0xFFFFFFFFL;

    private final long[] orders;
    private final long[] levels;
    private final OrderIndex index;
    private final LadderArena ladders;
    private int freeOrder = NONE;
    private int freeLevel = NONE;
    private int freshOrders;
    private int freshLevels;
    private int live;

    /**
     * An arena.
     *
     * @param maxOrders orders that rest at one time, over all instruments
     */
    OrderArena(final int maxOrders, final int maxInstruments) {
        orders = new long[maxOrders * ORDER_STRIDE];
        levels = new long[maxOrders * LEVEL_STRIDE];
        index = new OrderIndex(this, maxOrders);
        ladders = new LadderArena(maxOrders, maxInstruments);
    }

    LadderArena ladders() {
        return ladders;
    }

    OrderIndex index() {
        return index;
    }

    /** Orders that rest now. */
    int live() {
        return live;
    }

    /**
     * A fresh order in the index, in no queue yet; {@link #NONE} when there is no room.
     *
     * @param freeSlot where it belongs in the index
     */
    int addOrder(
            final int freeSlot, final int instrument, final long orderId, final long priority, final long quantity) {
        final int order;
        if (freeOrder != NONE) {
            order = freeOrder;
            freeOrder = next(order);
        } else if (freshOrders * ORDER_STRIDE < orders.length) {
            order = freshOrders++;
        } else {
            return NONE;
        }
        final int at = order * ORDER_STRIDE;
        orders[at] = orderId;
        orders[at + 1] = priority;
        orders[at + 2] = quantity;
        orders[at + 4] = (long) instrument << 32;
        index.put(freeSlot, instrument, orderId, order);
        live++;
        return order;
    }

    /** Takes an order that is in no queue any more out of its slot of the index, and its place back. */
    void removeOrder(final int order, final int slot) {
        index.remove(slot);
        link(order, NONE, freeOrder);
        freeOrder = order;
        live--;
    }

    /** A fresh level without orders; {@link #NONE} when there is no room. */
    int addLevel(final long price, final boolean isBid) {
        final int level;
        if (freeLevel != NONE) {
            level = freeLevel;
            freeLevel = first(level);
        } else if (freshLevels * LEVEL_STRIDE < levels.length) {
            level = freshLevels++;
        } else {
            return NONE;
        }
        final int at = level * LEVEL_STRIDE;
        levels[at] = price;
        levels[at + 1] = 0;
        levels[at + 2] = pair(NONE, NONE);
        levels[at + 3] = pair(isBid ? 1 : 0, 0);
        return level;
    }

    void removeLevel(final int level) {
        levels[level * LEVEL_STRIDE + 2] = pair(NONE, freeLevel);
        freeLevel = level;
    }

    private static long pair(final int high, final int low) {
        return (long) high << 32 | low & LOW;
    }

    /** Puts the order where its priority belongs among the level's: nearly always last. */
    void enqueue(final int order, final int level) {
        final long priority = priority(order);
        final int last = last(level);
        int before = last;
        while (before != NONE && Long.compareUnsigned(priority(before), priority) > 0) {
            before = prev(before);
        }
        final int after = before == NONE ? first(level) : next(before);
        link(order, before, after);
        if (before != NONE) {
            link(before, prev(before), order);
        }
        if (after != NONE) {
            link(after, order, next(after));
        }
        final int at = level * LEVEL_STRIDE;
        levels[at + 1] += quantity(order);
        levels[at + 2] = pair(after == NONE ? order : last, before == NONE ? order : first(level));
        levels[at + 3]++;
        final int orderAt = order * ORDER_STRIDE + 4;
        orders[orderAt] = orders[orderAt] & ~LOW | level;
    }

    /** Takes the order out of its level's queue; the level is kept, even when it is empty now. */
    void dequeue(final int order, final int level) {
        final int before = prev(order);
        final int after = next(order);
        if (before != NONE) {
            link(before, prev(before), after);
        }
        if (after != NONE) {
            link(after, before, next(after));
        }
        final int at = level * LEVEL_STRIDE;
        levels[at + 1] -= quantity(order);
        levels[at + 2] = pair(after == NONE ? before : last(level), before == NONE ? after : first(level));
        levels[at + 3]--;
    }

    private void link(final int order, final int before, final int after) {
        orders[order * ORDER_STRIDE + 3] = pair(before, after);
    }

    /** Changes an order's quantity where it stands in its queue. */
    void resize(final int order, final int level, final long quantity) {
        levels[level * LEVEL_STRIDE + 1] += quantity - quantity(order);
        orders[order * ORDER_STRIDE + 2] = quantity;
    }

    /** Changes an order that is in no queue. */
    void change(final int order, final long priority, final long quantity) {
        orders[order * ORDER_STRIDE + 1] = priority;
        orders[order * ORDER_STRIDE + 2] = quantity;
    }

    long orderId(final int order) {
        return orders[order * ORDER_STRIDE];
    }

    long priority(final int order) {
        return orders[order * ORDER_STRIDE + 1];
    }

    long quantity(final int order) {
        return orders[order * ORDER_STRIDE + 2];
    }

    int next(final int order) {
        return (int) orders[order * ORDER_STRIDE + 3];
    }

    int prev(final int order) {
        return (int) (orders[order * ORDER_STRIDE + 3] >>> 32);
    }

    int level(final int order) {
        return (int) orders[order * ORDER_STRIDE + 4];
    }

    int instrument(final int order) {
        return (int) (orders[order * ORDER_STRIDE + 4] >>> 32);
    }

    long price(final int level) {
        return levels[level * LEVEL_STRIDE];
    }

    /** True when the level is one of a bid side. */
    boolean isBid(final int level) {
        return levels[level * LEVEL_STRIDE + 3] >>> 32 != 0;
    }

    long levelQuantity(final int level) {
        return levels[level * LEVEL_STRIDE + 1];
    }

    int first(final int level) {
        return (int) levels[level * LEVEL_STRIDE + 2];
    }

    int last(final int level) {
        return (int) (levels[level * LEVEL_STRIDE + 2] >>> 32);
    }

    int count(final int level) {
        return (int) levels[level * LEVEL_STRIDE + 3];
    }
}
