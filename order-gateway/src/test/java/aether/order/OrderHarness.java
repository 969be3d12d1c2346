package aether.order;

import java.util.ArrayList;
import java.util.List;

/** One account's orders, brought into any status by what leads there, and everything that was told as lines of text. */
final class OrderHarness implements OrderListener {
    static final int INSTRUMENT = 77;
    static final long PRICE = 100_000;

    private static final int PART = 4;

    private final List<String> told = new ArrayList<>();
    private final OrderStateMachine machine = new OrderStateMachine(64, 8, 1024, this);
    private long nextId = 100;
    private long execId = 1;
    private long nowNs = 1_000;

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        told.add(event + " " + order.status());
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        told.add("fill " + quantity + (isLate ? " late" : ""));
    }

    @Override
    public void onIllegal(final Order order, final OrderEvent event) {
        told.add("illegal " + event);
    }

    OrderStateMachine machine() {
        return machine;
    }

    /** What was told since the last call. */
    List<String> told() {
        final List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    /** A buy that has not passed the risk checks. */
    Order place(final int quantity) {
        nextId++;
        return machine.place(
                new OrderTerms()
                        .of(0, nextId, 0)
                        .instrument(INSTRUMENT)
                        .limit(Side.BUY, PRICE, quantity, TimeInForce.DAY),
                nowNs++);
    }

    /** A buy that rests. */
    Order live(final int quantity) {
        return inStatus(OrderStatus.LIVE, quantity);
    }

    Order inStatus(final OrderStatus status, final int quantity) {
        final Order order = place(quantity);
        if (status == OrderStatus.REJECTED_LOCAL) {
            machine.local(order, OrderEvent.RISK_REJECTED, 1, nowNs);
        } else if (status != OrderStatus.PENDING_NEW) {
            machine.local(order, OrderEvent.SENT, 0, nowNs);
            bring(order, status, quantity);
        }
        return order;
    }

    private void bring(final Order order, final OrderStatus status, final int quantity) {
        switch (status) {
            case SENT -> {}
            case UNKNOWN -> machine.disconnected(nowNs);
            case REJECTED -> machine.rejected(order, 3, nowNs);
            default -> {
                machine.acknowledged(order, order.clOrdId() + 10_000, nowNs);
                switch (status) {
                    case PARTIAL -> fill(order, PART);
                    case FILLED -> fill(order, quantity);
                    case CANCELED -> machine.canceled(order, -1, execId++, 0, nowNs);
                    case EXPIRED -> machine.expired(order, execId++, nowNs);
                    default -> {}
                }
            }
        }
    }

    void fill(final Order order, final int quantity) {
        machine.filled(order, order.clOrdId() + 10_000, execId++, PRICE, quantity, -1, nowNs++);
    }

    /** Sends any event; true when the machine took it. */
    boolean send(final Order order, final OrderEvent event, final long request) {
        nowNs++;
        switch (event) {
            case RISK_REJECTED, SENT -> machine.local(order, event, 1, nowNs);
            case CANCEL_REQUESTED -> {
                return machine.requestCancel(order, request, nowNs);
            }
            case REPLACE_REQUESTED -> {
                return machine.requestReplace(order, request, PRICE + 1, 12, nowNs);
            }
            case NOT_APPLIED -> machine.notApplied(order, order.requestId, nowNs);
            case DISCONNECTED -> machine.disconnected(nowNs);
            case ACKNOWLEDGED -> machine.acknowledged(order, order.clOrdId() + 10_000, nowNs);
            case REJECTED -> machine.rejected(order, 3, nowNs);
            case FILLED -> fill(order, PART);
            case CANCEL_PENDING -> machine.pendingAt(order, false);
            case REPLACE_PENDING -> machine.pendingAt(order, true);
            case CANCELED -> machine.canceled(order, request, execId++, 0, nowNs);
            case CANCEL_REJECTED -> machine.requestRejected(order, request, false, 5, nowNs);
            case REPLACED -> machine.replaced(order, request, execId++, PRICE + 1, 12, order.cumQty(), nowNs);
            case REPLACE_REJECTED -> machine.requestRejected(order, request, true, 5, nowNs);
            case EXPIRED -> machine.expired(order, execId++, nowNs);
            case BUSTED -> amend(order, 0);
            case CORRECTED -> amend(order, 3);
            case STATUS_REPORTED ->
                machine.statusReported(order, order.clOrdId() + 10_000, true, order.cumQty(), nowNs);
        }
        return true;
    }

    private void amend(final Order order, final int newQuantity) {
        machine.amended(order, execId++, PRICE, PART, PRICE, newQuantity, nowNs);
    }

    /** A trade of four to be amended; where nothing can have traded, one is made up. */
    void makeTrade(final Order order) {
        if (order.lifetimeQty() == 0) {
            if (order.status() == OrderStatus.UNKNOWN) {
                order.lifetimeQty = PART;
            } else {
                fill(order, PART);
            }
        }
    }

    /** All that an event may change. */
    String text(final Order order) {
        return order.status() + " " + order.price() + " " + order.orderQty() + " " + order.cumQty() + " "
                + order.leavesQty() + " " + order.isCancelPending() + order.isReplacePending() + " "
                + machine.positions().position(INSTRUMENT);
    }

    long nextExecId() {
        return execId++;
    }

    long nowNs() {
        return nowNs++;
    }
}
