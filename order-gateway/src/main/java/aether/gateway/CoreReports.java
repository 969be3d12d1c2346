package aether.gateway;

import aether.ilink3.ReportHandler;
import aether.order.Order;
import aether.order.OrderStateMachine;
import aether.order.OrderStatus;
import aether.order.Side;
import java.util.function.LongPredicate;

/** Hands the venue's reports to the orders they are of. */
final class CoreReports implements ReportHandler {
    private final OrderStateMachine orders;
    private final CoreSession session;
    private final CoreListener listener;
    private final LongPredicate isUnderWay;
    private long nowNs;

    CoreReports(final OrderStateMachine orders, final CoreSession session, final CoreListener listener) {
        this.orders = orders;
        this.session = session;
        this.listener = listener;
        isUnderWay = session::isBehindQuestion;
    }

    void time(final long timeNs) {
        nowNs = timeNs;
    }

    private Order find(final long clOrdId) {
        final Order order = orders.byClOrdId(clOrdId);
        if (order == null) {
            orders.unknownOrder();
        }
        return order;
    }

    @Override
    public void onNew(final long clOrdId, final long requestId, final long orderId) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.acknowledged(order, orderId, nowNs);
        }
    }

    @Override
    public void onReject(final long clOrdId, final int reason) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.rejected(order, reason, nowNs);
        }
    }

    @Override
    public void onBusinessReject(final long refSequence, final int reason) {
        final long requestId = session.requestOf(refSequence);
        final Order order = requestId == 0 ? null : orders.byRequest(requestId);
        if (order == null && session.closeRefused(refSequence)) {
            return;
        }
        if (order == null) {
            listener.onAlert("business reject of no order of ours, reason", reason);
        } else if (requestId == order.clOrdId()) {
            orders.rejected(order, reason, nowNs);
        } else {
            orders.requestRejected(order, requestId, order.isReplaceRequest(requestId), reason, nowNs);
        }
    }

    @Override
    public void onFill(
            final long clOrdId,
            final long orderId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty) {
        final Order order = orders.byClOrdId(clOrdId);
        if (order != null) {
            orders.filled(order, orderId, execId, price, quantity, cumQty, nowNs);
        } else {
            orders.tradedUnknown(securityId, side, execId, 0, 0, price, quantity);
            listener.onAlert("fill of an order that is not known, contracts", quantity);
        }
    }

    @Override
    public void onCancel(final long clOrdId, final long requestId, final long execId, final int reason) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.canceled(order, requestId, execId, reason == 255 ? OrderStateMachine.NO_REASON : reason, nowNs);
        }
    }

    @Override
    public void onModify(
            final long clOrdId,
            final long requestId,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.replaced(order, requestId, execId, price, quantity, cumQty, nowNs);
        }
    }

    @Override
    public void onEliminated(final long clOrdId, final long execId) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.expired(order, execId, nowNs);
        }
    }

    @Override
    public void onCancelReject(final long clOrdId, final long requestId, final int reason) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.requestRejected(order, requestId, false, reason, nowNs);
        }
    }

    @Override
    public void onReplaceReject(final long clOrdId, final long requestId, final int reason) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.requestRejected(order, requestId, true, reason, nowNs);
        }
    }

    @Override
    public void onPending(final long clOrdId, final boolean isReplace) {
        final Order order = find(clOrdId);
        if (order != null) {
            orders.pendingAt(order, isReplace);
        }
    }

    @Override
    public void onStatus(
            final long clOrdId,
            final long orderId,
            final char status,
            final int cumQty,
            final long statusRequest,
            final boolean isLast) {
        final Order order = orders.byClOrdId(clOrdId);
        if (order != null) {
            final boolean isOpen = status == '0' || status == '1' || status == '5' || status == '6' || status == 'E';
            orders.statusReported(order, orderId, isOpen, cumQty, nowNs);
        }
        // An answer to an earlier question, sent again, says nothing about what came after it.
        if (isLast && session.closeAnswered(statusRequest)) {
            forgetWhatTheVenueDoesNotKnow();
        }
    }

    /**
     * An order of which the venue says nothing, though it told all it knows, never reached it; nor did a request from before the question that is still open. NotApplied has no number
     * of its own: it is lost with the connection that it was told on, and not told again.
     */
    private void forgetWhatTheVenueDoesNotKnow() {
        for (int place = 0; place < orders.size(); place++) {
            final Order order = orders.order(place);
            if (order.status() == OrderStatus.UNKNOWN) {
                orders.notApplied(order, order.clOrdId(), nowNs);
            }
            orders.forgetRequests(order, isUnderWay, nowNs);
        }
    }

    @Override
    public void onAddendum(
            final long clOrdId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity) {
        final Order order = orders.byClOrdId(clOrdId);
        if (order != null) {
            orders.amended(order, execId, price, quantity, newPrice, newQuantity, nowNs);
        } else {
            orders.tradedUnknown(securityId, side, execId, price, quantity, newPrice, newQuantity);
            listener.onAlert("trade amended of an order that is not known, contracts", newQuantity - quantity);
        }
    }

    @Override
    public void onMassActionReport(final long requestId, final boolean isAccepted, final int affected) {
        if (!isAccepted) {
            listener.onAlert("mass cancel refused, request", requestId);
        }
    }

    @Override
    public void onOther(final int templateId) {
        listener.onAlert("message that is not understood, template", templateId);
    }
}
