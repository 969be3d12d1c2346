package aether.book;

import aether.state.StateFields;
import java.util.Arrays;

/**
 * Memory of all books by order of one channel: orders, and the price levels in whose queues they stand. Allocated once; when
 * either is used up, the book that needed more is given up ({@link BookFault#ORDERS_FULL}) and its memory goes back. One thread.
 *
 * <p>In a row of {@code long}s:
 *
 * <pre>
 *  order   0         1          2         3                   4
 *         +---------+----------+---------+-------------------+----------------+
 *         | OrderID | priority |  price  |  side  | quantity  | prev  |  next  |
 *         +---------+----------+---------+-------------------+----------------+
 *  level   0                   1
 *         +-------------------+------------------+
 *         |      quantity     |  last  |  count  |
 *         +-------------------+------------------+
 * </pre>
 *
 * Orders are numbered from 1. A queue is a ring: behind its last order comes its first, which has none before it. An order names
 * its price and not its level, so that levels can be moved: first come the places of all {@link LevelWindows windows}, then the
 * far levels, which have prices of their own. An order's quantity is an unsigned int, a level's a long. Sides are numbered by
 * {@link OrderEntries#sideOf}. Number 0 is nobody in either row; what is written there means nothing.
 */
final class OrderArena {
    static final int NONE = 0;

    /** Greatest quantity of one order. */
    static final long MAX_QUANTITY = 0xFFFFFFFFL;

    private static final int ORDER_STRIDE = 5;
    private static final int PRIORITY = 1;
    private static final int PRICE = 2;
    private static final int SIDE = 3;
    private static final int LINKS = 4;
    private static final int ENDS = 1;
    private static final long LOW = 0xFFFFFFFFL;

    private final long[] orders;
    private final long[] levels;
    private final long[] farPrices;
    private final int firstFar;
    private int freeOrder = NONE;
    private int freeFar = NONE;
    private int freshOrders = 1;
    private int freshFar;
    private int live;
    private int far;

    /**
     * An arena.
     *
     * @param maxOrders orders that rest at one time
     * @param maxFar levels outside of windows that there are at one time
     */
    OrderArena(final int sides, final int maxOrders, final int maxFar) {
        firstFar = LevelWindows.firstPlace(sides);
        freshFar = firstFar;
        orders = new long[Math.multiplyExact(maxOrders + 1, ORDER_STRIDE)];
        levels = new long[Math.multiplyExact(firstFar + maxFar, 2)];
        farPrices = new long[maxFar];
    }

    /** Orders that rest now. */
    int live() {
        return live;
    }

    /** A fresh order in no queue yet; {@link #NONE} when there is no room. */
    int addOrder(final int side, final long price) {
        final int order;
        if (freeOrder != NONE) {
            order = freeOrder;
            freeOrder = (int) orders[order * ORDER_STRIDE + LINKS];
        } else if (freshOrders * ORDER_STRIDE < orders.length) {
            order = freshOrders++;
        } else {
            return NONE;
        }
        final int at = order * ORDER_STRIDE;
        orders[at + PRICE] = price;
        orders[at + SIDE] = pair(side, 0);
        live++;
        return order;
    }

    /** What an order that is in no queue is. */
    void set(final int order, final long orderId, final long priority, final long quantity) {
        final int at = order * ORDER_STRIDE;
        orders[at] = orderId;
        orders[at + PRIORITY] = priority;
        orders[at + SIDE] = orders[at + SIDE] & ~LOW | quantity;
    }

    /** An order that is in no queue gets another price. */
    void setPrice(final int order, final long price) {
        orders[order * ORDER_STRIDE + PRICE] = price;
    }

    /** Takes the place of an order back that is in no queue any more. */
    void removeOrder(final int order) {
        orders[order * ORDER_STRIDE + LINKS] = freeOrder;
        freeOrder = order;
        live--;
    }

    private static long pair(final int high, final int low) {
        return (long) high << Integer.SIZE | low & LOW;
    }

    /** The first order of an empty level. */
    void enqueueFirst(final int order, final int level) {
        orders[order * ORDER_STRIDE + LINKS] = pair(NONE, order);
        levels[level << 1] = quantity(order);
        levels[(level << 1) + ENDS] = pair(order, 1);
    }

    /** Puts the order where its priority belongs among those of a level that is not empty: nearly always last. */
    void enqueue(final int order, final int level) {
        final int at = level << 1;
        final long ends = levels[at + ENDS];
        final int last = (int) (ends >>> Integer.SIZE);
        levels[at] += quantity(order);
        if (Long.compareUnsigned(priority(last), priority(order)) > 0) {
            levels[at + ENDS] = ends + 1;
            insertBefore(last, order);
        } else {
            levels[at + ENDS] = pair(order, (int) ends + 1);
            orders[order * ORDER_STRIDE + LINKS] = pair(last, next(last));
            setNext(last, order);
        }
    }

    /** Its place is before the last one, or further ahead. */
    private void insertBefore(final int last, final int order) {
        int after = last;
        int before = prev(last);
        while (before != NONE && Long.compareUnsigned(priority(before), priority(order)) > 0) {
            after = before;
            before = prev(before);
        }
        orders[order * ORDER_STRIDE + LINKS] = pair(before, after);
        setPrev(after, order);
        setNext(before == NONE ? last : before, order);
    }

    /**
     * Takes an order that is not the only one out of its level's queue. Where it stands nobody can foretell, so that no branch
     * asks: the last one's next is the first, whose links stay as they are.
     */
    void dequeue(final int order, final int level) {
        final long links = orders[order * ORDER_STRIDE + LINKS];
        final int before = (int) (links >>> Integer.SIZE);
        final int after = (int) links;
        final int at = level << 1;
        final long ends = levels[at + ENDS];
        final int last = (int) (ends >>> Integer.SIZE);
        setNext(before == NONE ? last : before, after);
        setPrev(order == last ? NONE : after, before);
        levels[at] -= quantity(order);
        levels[at + ENDS] = pair(order == last ? before : last, (int) ends - 1);
    }

    private void setNext(final int order, final int next) {
        final int at = order * ORDER_STRIDE + LINKS;
        orders[at] = orders[at] & ~LOW | next;
    }

    private void setPrev(final int order, final int prev) {
        final int at = order * ORDER_STRIDE + LINKS;
        orders[at] = orders[at] & LOW | (long) prev << Integer.SIZE;
    }

    /** Changes an order's quantity where it stands in its queue. */
    void resize(final int order, final int level, final long quantity) {
        final int at = order * ORDER_STRIDE + SIDE;
        levels[level << 1] += quantity - (orders[at] & LOW);
        orders[at] = orders[at] & ~LOW | quantity;
    }

    long orderId(final int order) {
        return orders[order * ORDER_STRIDE];
    }

    long priority(final int order) {
        return orders[order * ORDER_STRIDE + PRIORITY];
    }

    long price(final int order) {
        return orders[order * ORDER_STRIDE + PRICE];
    }

    int side(final int order) {
        return (int) (orders[order * ORDER_STRIDE + SIDE] >>> Integer.SIZE);
    }

    long quantity(final int order) {
        return orders[order * ORDER_STRIDE + SIDE] & LOW;
    }

    private int prev(final int order) {
        return (int) (orders[order * ORDER_STRIDE + LINKS] >>> Integer.SIZE);
    }

    /** The next in line; behind the last one, the first. */
    int next(final int order) {
        return (int) orders[order * ORDER_STRIDE + LINKS];
    }

    /** An empty far level; {@link #NONE} when there is no room. */
    int addFar(final long price) {
        final int level;
        if (freeFar != NONE) {
            level = freeFar;
            freeFar = (int) levels[level << 1];
            levels[level << 1] = 0;
        } else if (freshFar - firstFar < farPrices.length) {
            level = freshFar++;
        } else {
            return NONE;
        }
        farPrices[level - firstFar] = price;
        far++;
        return level;
    }

    void removeFar(final int level) {
        levels[level << 1] = freeFar;
        levels[(level << 1) + ENDS] = 0;
        freeFar = level;
        far--;
    }

    /** Far levels that there is still room for. */
    int freeFar() {
        return farPrices.length - far;
    }

    long farPrice(final int level) {
        return farPrices[level - firstFar];
    }

    /** Puts a level's content into an empty one, whose number it has from now on, and empties it. */
    void move(final int from, final int to) {
        levels[to << 1] = levels[from << 1];
        levels[(to << 1) + ENDS] = levels[(from << 1) + ENDS];
        empty(from);
    }

    void empty(final int level) {
        levels[level << 1] = 0;
        levels[(level << 1) + ENDS] = 0;
    }

    /** The quantity of a level that is not made of orders; it counts as one. */
    void setLevel(final int level, final long quantity) {
        levels[level << 1] = quantity;
        levels[(level << 1) + ENDS] = 1;
    }

    long levelQuantity(final int level) {
        return levels[level << 1];
    }

    /** The last order of a level's queue, or {@link #NONE}. */
    int last(final int level) {
        return (int) (levels[(level << 1) + ENDS] >>> Integer.SIZE);
    }

    /** Orders of a level; 0 for one that is not there. */
    int count(final int level) {
        return (int) levels[(level << 1) + ENDS];
    }

    /** Of the first {@code sides}. */
    void state(final StateFields fields, final int sides) {
        if (fields.isRead()) {
            Arrays.fill(levels, 0, freshFar << 1, 0);
        }
        freeOrder = fields.whole(freeOrder);
        freeFar = fields.whole(freeFar);
        freshOrders = fields.count(freshOrders, orders.length / ORDER_STRIDE);
        freshFar = fields.count(freshFar, firstFar + farPrices.length);
        live = fields.whole(live);
        far = fields.whole(far);
        fields.numbers(orders, freshOrders * ORDER_STRIDE);
        final int first = LevelWindows.firstPlace(0) << 1;
        fields.numbers(levels, first, (LevelWindows.firstPlace(sides) << 1) - first);
        fields.numbers(levels, firstFar << 1, freshFar - firstFar << 1);
        fields.numbers(farPrices, freshFar - firstFar);
    }
}
