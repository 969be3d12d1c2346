package aether.order;

import aether.nic.Counters;
import aether.state.OrderHash;
import aether.state.StateFields;
import org.agrona.collections.IntArrayList;

/** What the order state machine writes in: orders, positions, seen reports, counters; and the steps that every event shares. */
final class OrderLedger {
    private static final OrderCounter[] COUNTERS = OrderCounter.values();

    final OrderStore store;
    final Positions positions;
    final OrderListener listener;
    private final ExecIds execIds;
    private final Counters<OrderCounter> counters = new Counters<>(OrderCounter.class);
    private final IntArrayList open = new IntArrayList();
    private int openCount;

    OrderLedger(final int maxOrders, final int maxInstruments, final int execIds, final OrderListener listener) {
        store = new OrderStore(maxOrders);
        positions = new Positions(maxInstruments);
        this.execIds = new ExecIds(execIds);
        this.listener = listener;
        open.ensureCapacity(maxOrders);
    }

    void opened() {
        openCount++;
        count(OrderCounter.ORDERS);
    }

    int openCount() {
        return openCount;
    }

    void state(final StateFields fields) {
        openCount = fields.count(openCount, store.capacity());
        store.state(fields);
        positions.state(fields);
        execIds.state(fields);
        for (final OrderCounter counter : COUNTERS) {
            counters.set(counter, fields.number(counters.get(counter)));
        }
    }

    /** Takes a report; false when it was taken already. */
    boolean take(final Order order, final long execId) {
        return take(OrderHash.mix(OrderHash.mix(0, execId), order.clOrdId));
    }

    boolean take(final long digest) {
        if (execIds.add(digest)) {
            return true;
        }
        count(OrderCounter.DUPLICATE_EXEC_IDS);
        return false;
    }

    /** True when the event is to be applied; otherwise it has been dealt with. */
    boolean admit(final Order order, final OrderEvent event, final long timeNs) {
        final OrderRule rule = OrderProtocol.rule(order.status, event);
        if (rule == OrderRule.APPLY) {
            order.lastTimeNs = timeNs;
            return true;
        }
        if (rule == OrderRule.ILLEGAL) {
            illegal(order, event);
        } else {
            count(OrderCounter.IGNORED);
        }
        return false;
    }

    void illegal(final Order order, final OrderEvent event) {
        count(OrderCounter.ILLEGAL);
        order.isForReconciliation = true;
        listener.onIllegal(order, event);
    }

    /** Ends a request; false when it is not under way. */
    boolean end(final Order order, final long requestId) {
        final int place = order.pendingOf(requestId);
        if (place >= 0) {
            order.endPending(place);
            store.removeRequest(requestId);
        }
        return place >= 0;
    }

    static OrderStatus derived(final Order order) {
        if (order.leavesQty == 0) {
            return OrderStatus.FILLED;
        }
        return order.cumQty == 0 ? OrderStatus.LIVE : OrderStatus.PARTIAL;
    }

    void move(final Order order, final OrderStatus status) {
        final boolean wasOver = order.status.isTerminal();
        order.status = status;
        if (status.isTerminal() && !wasOver) {
            for (int i = 0; i < order.pendingCount(); i++) {
                store.removeRequest(order.pendingRequest(i));
            }
            order.endAllPending();
            store.over(order);
            openCount--;
        }
    }

    /** Places of all orders that are not over; valid until the next call. */
    IntArrayList collectOpen() {
        open.clear();
        for (int i = 0; i < store.size(); i++) {
            if (!store.get(i).status.isTerminal()) {
                open.addInt(i);
            }
        }
        return open;
    }

    void count(final OrderCounter counter) {
        counters.increment(counter);
    }

    Counters<OrderCounter> counters() {
        return counters;
    }
}
