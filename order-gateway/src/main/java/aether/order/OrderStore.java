package aether.order;

import org.agrona.collections.Long2LongHashMap;

/**
 * All orders, pooled, and found by what reports name: ClOrdID, OrderRequestID, OrderID. An order that is over keeps its place
 * until room is needed: then the one that has been over for longest gives way, and reports that still name it are counted as
 * unknown. One thread; does not allocate once the maps have grown.
 */
final class OrderStore {
    private static final long NOT_FOUND = -1;
    private static final float LOAD_FACTOR = 0.55f;

    private final Order[] pool;
    private final Long2LongHashMap byClOrdId;
    private final Long2LongHashMap byRequest;
    private final Long2LongHashMap byOrderId;
    private final int[] over;
    private int overFrom;
    private int overCount;
    private int used;

    OrderStore(final int maxOrders) {
        pool = new Order[maxOrders];
        for (int i = 0; i < maxOrders; i++) {
            pool[i] = new Order(i);
        }
        over = new int[maxOrders];
        byClOrdId = new Long2LongHashMap(maxOrders * 2, LOAD_FACTOR, NOT_FOUND);
        byRequest = new Long2LongHashMap(maxOrders * 4, LOAD_FACTOR, NOT_FOUND);
        byOrderId = new Long2LongHashMap(maxOrders * 2, LOAD_FACTOR, NOT_FOUND);
    }

    /** A place for a new order; null when all orders may still trade. */
    Order take() {
        if (used < pool.length) {
            return pool[used++];
        }
        if (overCount == 0) {
            return null;
        }
        final Order oldest = pool[over[overFrom]];
        overFrom = (overFrom + 1) % over.length;
        overCount--;
        forget(oldest);
        return oldest;
    }

    private void forget(final Order order) {
        byClOrdId.remove(order.clOrdId);
        byRequest.remove(order.requestId);
        if (order.orderId != Order.NO_ORDER_ID) {
            byOrderId.remove(order.orderId);
        }
    }

    void add(final Order order) {
        byClOrdId.put(order.clOrdId, order.place());
        byRequest.put(order.requestId, order.place());
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
        over[(overFrom + overCount) % over.length] = order.place();
        overCount++;
    }

    Order byClOrdId(final long clOrdId) {
        return at(byClOrdId.get(clOrdId));
    }

    Order byRequest(final long requestId) {
        return at(byRequest.get(requestId));
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

    /** By place in the pool. */
    Order get(final int index) {
        return pool[index];
    }
}
