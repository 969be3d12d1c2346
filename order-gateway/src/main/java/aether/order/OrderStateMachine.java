package aether.order;

import aether.nic.Counters;
import aether.state.StateFields;
import java.util.function.LongPredicate;
import org.agrona.collections.IntArrayList;

/**
 * All orders of one account, their quantities and positions. Quantities come first: what traded is never lost, whatever else a
 * report says or in whatever order reports come; the status is derived. {@link OrderProtocol} says what each event does in each
 * status. Requests under way are kept beside the status and matched by OrderRequestID, not by the order of the answers.
 *
 * <p>Deterministic: no clock, no randomness, no floating point; time is a parameter. One thread; does not allocate once maps
 * have grown.
 */
public final class OrderStateMachine {
    /** Reason of a cancel that nobody gave a reason for. */
    public static final int NO_REASON = 0;

    private final OrderLedger ledger;
    private final OrderStore store;
    private final Positions positions;
    private final OrderListener listener;

    /**
     * Empty.
     *
     * @param maxOrders that may be open at one time, and remembered after they are over
     * @param execIds number of ExecIDs remembered, a power of two
     */
    public OrderStateMachine(
            final int maxOrders, final int maxInstruments, final int execIds, final OrderListener listener) {
        ledger = new OrderLedger(maxOrders, maxInstruments, execIds, listener);
        store = ledger.store;
        positions = ledger.positions;
        this.listener = listener;
    }

    /** A new order, not sent yet; null when there is no room for it or its instrument. */
    public Order place(final OrderTerms terms, final long timeNs) {
        final Order order = positions.add(terms.securityId) ? store.take() : null;
        if (order == null) {
            ledger.count(OrderCounter.ORDERS_REFUSED);
            return null;
        }
        order.start(terms, timeNs);
        store.add(order);
        ledger.opened();
        return order;
    }

    /** A local event without parameters: {@link OrderEvent#SENT} or {@link OrderEvent#RISK_REJECTED}. */
    public void local(final Order order, final OrderEvent event, final int reason, final long timeNs) {
        if (ledger.admit(order, event, timeNs)) {
            order.reason = reason;
            if (event == OrderEvent.SENT) {
                ledger.count(OrderCounter.SENT);
            }
            ledger.move(order, event == OrderEvent.SENT ? OrderStatus.SENT : OrderStatus.REJECTED_LOCAL);
            listener.onOrder(order, event);
        }
    }

    /** Begins a cancel; false when it makes no sense or too many requests are under way. */
    public boolean requestCancel(final Order order, final long requestId, final long timeNs) {
        if (!mayRequest(order, OrderEvent.CANCEL_REQUESTED)) {
            return false;
        }
        order.addCancel(requestId);
        return requested(order, requestId, OrderEvent.CANCEL_REQUESTED, timeNs);
    }

    /** Begins a replace; see {@link #requestCancel}. */
    public boolean requestReplace(
            final Order order, final long requestId, final long price, final int quantity, final long timeNs) {
        if (!mayRequest(order, OrderEvent.REPLACE_REQUESTED)) {
            return false;
        }
        order.addReplace(requestId, price, quantity);
        return requested(order, requestId, OrderEvent.REPLACE_REQUESTED, timeNs);
    }

    private boolean mayRequest(final Order order, final OrderEvent event) {
        if (OrderProtocol.rule(order.status, event) == OrderRule.OVERLAY && order.hasRoomForRequest()) {
            return true;
        }
        ledger.count(OrderCounter.REQUESTS_REFUSED);
        return false;
    }

    private boolean requested(final Order order, final long requestId, final OrderEvent event, final long timeNs) {
        store.addRequest(requestId, order);
        order.lastTimeNs = timeNs;
        listener.onOrder(order, event);
        return true;
    }

    /** Execution report: new. */
    public void acknowledged(final Order order, final long orderId, final long timeNs) {
        store.orderId(order, orderId);
        if (ledger.admit(order, OrderEvent.ACKNOWLEDGED, timeNs)) {
            ledger.move(order, OrderLedger.derived(order));
            listener.onOrder(order, OrderEvent.ACKNOWLEDGED);
        }
    }

    /** The order itself was refused. */
    public void rejected(final Order order, final int reason, final long timeNs) {
        final boolean isResolved = OrderProtocol.rule(order.status, OrderEvent.REJECTED) == OrderRule.RESOLVE;
        if (isResolved) {
            ledger.illegal(order, OrderEvent.REJECTED);
        }
        if (isResolved || ledger.admit(order, OrderEvent.REJECTED, timeNs)) {
            order.reason = reason;
            order.leavesQty = 0;
            ledger.move(order, isResolved ? OrderStatus.CANCELED : OrderStatus.REJECTED);
            listener.onOrder(order, OrderEvent.REJECTED);
        }
    }

    /**
     * Execution report: trade.
     *
     * @param execId digest of the ExecID
     * @param cumQty as the report has it, or -1
     */
    public void filled(
            final Order order,
            final long orderId,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty,
            final long timeNs) {
        store.orderId(order, orderId);
        if (!ledger.take(order, execId)) {
            return;
        }
        final OrderRule rule = OrderProtocol.rule(order.status, OrderEvent.FILLED);
        if (rule == OrderRule.ILLEGAL) {
            ledger.illegal(order, OrderEvent.FILLED);
            return;
        }
        order.cumQty += quantity;
        order.lifetimeQty += quantity;
        order.turnover.add(price, quantity);
        order.lastTimeNs = timeNs;
        positions.fill(order.securityId, order.side, price, quantity);
        ledger.count(OrderCounter.FILLS);
        if (cumQty >= 0 && cumQty != order.cumQty) {
            ledger.count(OrderCounter.CUM_QTY_MISMATCHES);
            order.isForReconciliation = true;
        }
        final boolean isLate = rule == OrderRule.LATE;
        if (isLate) {
            ledger.count(OrderCounter.LATE_FILLS);
            order.hasLateFill = true;
            order.isForReconciliation |= order.status != OrderStatus.CANCELED;
        } else {
            order.leavesQty = Math.max(0, order.orderQty - order.cumQty - order.bustedQty);
            ledger.move(order, OrderLedger.derived(order));
        }
        listener.onFill(order, price, quantity, isLate);
        listener.onOrder(order, OrderEvent.FILLED);
    }

    /** Execution report: canceled, by us ({@code requestId}), by the venue, or by somebody else. */
    public void canceled(
            final Order order, final long requestId, final long execId, final int reason, final long timeNs) {
        if (!ledger.take(order, execId)) {
            return;
        }
        final int place = order.pendingOf(requestId);
        if (ledger.admit(order, OrderEvent.CANCELED, timeNs)) {
            if (place < 0) {
                ledger.count(OrderCounter.UNSOLICITED_CANCELS);
            }
            order.reason = reason;
            order.leavesQty = 0;
            ledger.move(order, OrderStatus.CANCELED);
            listener.onOrder(order, OrderEvent.CANCELED);
        } else {
            ledger.end(order, requestId);
        }
    }

    /** Execution report: eliminated. */
    public void expired(final Order order, final long execId, final long timeNs) {
        if (ledger.take(order, execId) && ledger.admit(order, OrderEvent.EXPIRED, timeNs)) {
            order.leavesQty = 0;
            ledger.move(order, OrderStatus.EXPIRED);
            listener.onOrder(order, OrderEvent.EXPIRED);
        }
    }

    /**
     * Execution report: modified.
     *
     * @param cumQty as the report has it: with in-flight mitigation all that traded, without it 0 for the new chain
     */
    public void replaced(
            final Order order,
            final long requestId,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty,
            final long timeNs) {
        if (!ledger.take(order, execId)) {
            return;
        }
        ledger.end(order, requestId);
        if (ledger.admit(order, OrderEvent.REPLACED, timeNs)) {
            order.price = price;
            order.orderQty = quantity;
            order.cumQty = cumQty;
            order.leavesQty = Math.max(0, quantity - cumQty - order.bustedQty);
            ledger.move(order, OrderLedger.derived(order));
        }
        listener.onOrder(order, OrderEvent.REPLACED);
    }

    /** A cancel or a replace was refused: only the request is over. The OrdStatus of these reports says nothing. */
    public void requestRejected(
            final Order order, final long requestId, final boolean isReplace, final int reason, final long timeNs) {
        final OrderEvent event = isReplace ? OrderEvent.REPLACE_REJECTED : OrderEvent.CANCEL_REJECTED;
        if (OrderProtocol.rule(order.status, event) == OrderRule.ILLEGAL) {
            ledger.illegal(order, event);
        } else if (ledger.end(order, requestId)) {
            order.lastTimeNs = timeNs;
            order.reason = reason;
            listener.onOrder(order, event);
        } else {
            ledger.count(OrderCounter.IGNORED);
        }
    }

    /** The venue works on a request: nothing is decided. */
    public void pendingAt(final Order order, final boolean isReplace) {
        final OrderEvent event = isReplace ? OrderEvent.REPLACE_PENDING : OrderEvent.CANCEL_PENDING;
        if (OrderProtocol.rule(order.status, event) == OrderRule.ILLEGAL) {
            ledger.illegal(order, event);
        }
    }

    /**
     * A trade is undone ({@code newQuantity} 0) or corrected.
     *
     * @param price and {@code quantity} of the trade as it was reported
     */
    public void amended(
            final Order order,
            final long execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity,
            final long timeNs) {
        if (!ledger.take(order, execId)) {
            return;
        }
        final OrderEvent event = newQuantity == 0 ? OrderEvent.BUSTED : OrderEvent.CORRECTED;
        final OrderRule rule = OrderProtocol.rule(order.status, event);
        if (rule == OrderRule.ILLEGAL || order.lifetimeQty < quantity) {
            ledger.illegal(order, event);
            return;
        }
        order.cumQty += newQuantity - quantity;
        order.bustedQty += quantity - newQuantity;
        order.lifetimeQty += newQuantity - quantity;
        order.turnover.add(price, -quantity);
        order.turnover.add(newPrice, newQuantity);
        order.lastTimeNs = timeNs;
        positions.fill(order.securityId, order.side, price, -quantity);
        positions.fill(order.securityId, order.side, newPrice, newQuantity);
        ledger.count(event == OrderEvent.BUSTED ? OrderCounter.BUSTS : OrderCounter.CORRECTIONS);
        // A busted trade does not bring the order back: the venue took it out of the book when it traded.
        listener.onFill(order, price, newQuantity - quantity, rule == OrderRule.LATE);
        listener.onOrder(order, event);
    }

    /**
     * A trade, or with {@code quantity} what it was before, of an order that is not remembered (any more): the position changes all
     * the same.
     */
    public void tradedUnknown(
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity) {
        unknownOrder();
        if (ledger.take(execId) && positions.add(securityId)) {
            positions.fill(securityId, side, price, -quantity);
            positions.fill(securityId, side, newPrice, newQuantity);
        }
    }

    /** The venue never got a message: the order, or the request, does not exist there. */
    public void notApplied(final Order order, final long requestId, final long timeNs) {
        ledger.count(OrderCounter.NOT_APPLIED);
        if (order.pendingOf(requestId) >= 0) {
            ledger.end(order, requestId);
            order.lastTimeNs = timeNs;
            listener.onOrder(order, OrderEvent.NOT_APPLIED);
        } else if (requestId == order.requestId && ledger.admit(order, OrderEvent.NOT_APPLIED, timeNs)) {
            ledger.move(order, OrderStatus.REJECTED_LOCAL);
            listener.onOrder(order, OrderEvent.NOT_APPLIED);
        }
    }

    /** The venue has told all that it knows: requests of which it can say nothing more never reached it. */
    public void forgetRequests(final Order order, final LongPredicate isUnderWay, final long timeNs) {
        for (int i = order.pendingCount() - 1; i >= 0; i--) {
            final long requestId = order.pendingRequest(i);
            if (!isUnderWay.test(requestId)) {
                notApplied(order, requestId, timeNs);
            }
        }
    }

    /** The connection is lost: what was on its way may or may not have arrived. */
    public void disconnected(final long timeNs) {
        final IntArrayList open = ledger.collectOpen();
        for (int i = 0; i < open.size(); i++) {
            final Order order = store.get(open.getInt(i));
            if (OrderProtocol.rule(order.status, OrderEvent.DISCONNECTED) == OrderRule.APPLY) {
                order.lastTimeNs = timeNs;
                ledger.move(order, OrderStatus.UNKNOWN);
                listener.onOrder(order, OrderEvent.DISCONNECTED);
            }
        }
    }

    /** The venue's view of an order, asked for because ours is not certain. */
    public void statusReported(
            final Order order, final long orderId, final boolean isOpen, final int cumQty, final long timeNs) {
        store.orderId(order, orderId);
        if (!ledger.admit(order, OrderEvent.STATUS_REPORTED, timeNs)) {
            return;
        }
        if (cumQty != order.cumQty) {
            // Fills are only ever taken from fills: the report shows that some are still on their way, or lost.
            order.isForReconciliation = true;
            ledger.count(OrderCounter.CUM_QTY_MISMATCHES);
        }
        ledger.move(order, isOpen ? OrderLedger.derived(order) : OrderStatus.CANCELED);
        listener.onOrder(order, OrderEvent.STATUS_REPORTED);
    }

    /** Reports name an order that nobody knows. */
    public void unknownOrder() {
        ledger.count(OrderCounter.UNKNOWN_ORDERS);
    }

    /** By ClOrdID, or null. */
    public Order byClOrdId(final long clOrdId) {
        return store.byClOrdId(clOrdId);
    }

    /** The order that a request is of, or null. */
    public Order byRequest(final long requestId) {
        return store.byRequest(requestId);
    }

    /** By the venue's OrderID, or null. */
    public Order byOrderId(final long orderId) {
        return store.byOrderId(orderId);
    }

    /** Orders that are not over. */
    public int open() {
        return ledger.openCount();
    }

    /** Orders remembered. */
    public int size() {
        return store.size();
    }

    /** An order by place, 0 to {@link #size}-1. */
    public Order order(final int place) {
        return store.get(place);
    }

    /** As {@link #order}; null when none was ever there. */
    public Order orderAt(final int place) {
        return place >= 0 && place < store.size() ? store.get(place) : null;
    }

    public Positions positions() {
        return positions;
    }

    public Counters<OrderCounter> counters() {
        return ledger.counters();
    }

    /** Orders, positions, reports seen and counters; into one that is empty. */
    public void state(final StateFields fields) {
        ledger.state(fields);
    }

    /** Hash over all orders and positions. */
    public long hash() {
        long hash = 0;
        for (int i = 0; i < store.size(); i++) {
            hash = store.get(i).hash(hash);
        }
        return positions.hash(hash);
    }
}
