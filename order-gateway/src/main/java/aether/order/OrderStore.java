package aether.order;

import aether.state.StateFields;
import org.agrona.collections.Long2LongHashMap;

/**
 * All orders, pooled, and found by what reports name: ClOrdID, OrderRequestID, OrderID. An order that is over keeps its place
 * until room is getting scarce: then the one that ended first is evicted, and reports that still name it are counted
 * as unknown. Eviction happens when an order ends, not when one is placed: the time before an order is sent matters more. One
 * thread; does not allocate once the maps have grown.
 */
final class OrderStore {
    private static final long NOT_FOUND = -1;
    private static final float LOAD_FACTOR = 0.55f;
    private static final int SHARE_KEPT_FREE = 8;

    private final Order[] pool;
    private final Long2LongHashMap byClOrdId;
    private final Long2LongHashMap byRequest;
    private final Long2LongHashMap byOrderId;
    private final int[] over;
    private final int[] free;
    private int overFrom;
    private int overCount;
    private int freeCount;
    private int used;

    OrderStore(final int maxOrders) {
        pool = new Order[maxOrders];
        for (int i = 0; i < maxOrders; i++) {
            pool[i] = new Order(i);
        }
        over = new int[maxOrders];
        free = new int[maxOrders];
        byClOrdId = new Long2LongHashMap(maxOrders * 2, LOAD_FACTOR, NOT_FOUND);
        byRequest = new Long2LongHashMap(maxOrders * 4, LOAD_FACTOR, NOT_FOUND);
        byOrderId = new Long2LongHashMap(maxOrders * 2, LOAD_FACTOR, NOT_FOUND);
    }

    /** A place for a new order; null when all orders may still trade. */
    Order take() {
        if (used < pool.length) {
            return pool[used++];
        }
        if (freeCount == 0) {
            giveWay();
        }
        return freeCount == 0 ? null : pool[free[--freeCount]];
    }

    private void giveWay() {
        if (overCount > 0) {
            final Order oldest = pool[over[overFrom]];
            overFrom = overFrom + 1 == over.length ? 0 : overFrom + 1;
            overCount--;
            forget(oldest);
            free[freeCount++] = oldest.place();
        }
    }

    private void forget(final Order order) {
        byClOrdId.remove(order.clOrdId);
        if (order.requestId != order.clOrdId) {
            byRequest.remove(order.requestId);
        }
        if (order.orderId != Order.NO_ORDER_ID) {
            byOrderId.remove(order.orderId);
        }
    }

    void add(final Order order) {
        byClOrdId.put(order.clOrdId, order.place());
        if (order.requestId != order.clOrdId) {
            byRequest.put(order.requestId, order.place());
        }
    }

    void addRequest(final long requestId, final Order order) {
        byRequest.put(requestId, order.place());
    }

    void removeRequest(final long requestId) {
        byRequest.remove(requestId);
    }

    void orderId(final Order order, final long orderId) {
        if (order.orderId == Order.NO_ORDER_ID) {
            order.orderId = orderId;
            byOrderId.put(orderId, order.place());
        }
    }

    /** It is over: its place may be used again. */
    void over(final Order order) {
        final int end = overFrom + overCount;
        over[end >= over.length ? end - over.length : end] = order.place();
        overCount++;
        if (freeCount + pool.length - used < pool.length / SHARE_KEPT_FREE) {
            giveWay();
        }
    }

    /** All orders by place, those that are over by age, free places by use; into a store that is empty. */
    void state(final StateFields fields) {
        used = fields.count(used, pool.length);
        for (int i = 0; i < used; i++) {
            pool[i].state(fields);
        }
        overCount = fields.count(overCount, pool.length);
        for (int i = 0; i < overCount; i++) {
            final int at = (overFrom + i) % over.length;
            over[at] = fields.count(over[at], used - 1);
        }
        freeCount = fields.count(freeCount, pool.length);
        for (int i = 0; i < freeCount; i++) {
            free[i] = fields.count(free[i], used - 1);
        }
        if (fields.isRead()) {
            index();
        }
    }

    /** A place that is free is named by nothing. */
    private void index() {
        final boolean[] isFree = new boolean[used];
        for (int i = 0; i < freeCount; i++) {
            isFree[free[i]] = true;
        }
        for (int place = 0; place < used; place++) {
            if (!isFree[place]) {
                index(pool[place]);
            }
        }
    }

    private void index(final Order order) {
        add(order);
        for (int i = 0; i < order.pendingCount(); i++) {
            addRequest(order.pendingRequest(i), order);
        }
        if (order.orderId != Order.NO_ORDER_ID) {
            byOrderId.put(order.orderId, order.place());
        }
    }

    Order byClOrdId(final long clOrdId) {
        return at(byClOrdId.get(clOrdId));
    }

    /** The request that placed an order usually has the order's own ClOrdID for a number, and is not kept twice. */
    Order byRequest(final long requestId) {
        final Order later = at(byRequest.get(requestId));
        if (later != null) {
            return later;
        }
        final Order placed = at(byClOrdId.get(requestId));
        return placed != null && placed.requestId == requestId ? placed : null;
    }

    Order byOrderId(final long orderId) {
        return at(byOrderId.get(orderId));
    }

    private Order at(final long index) {
        return index == NOT_FOUND ? null : pool[(int) index];
    }

    int size() {
        return used;
    }

    int capacity() {
        return pool.length;
    }

    /** By place in the pool. */
    Order get(final int index) {
        return pool[index];
    }
}
