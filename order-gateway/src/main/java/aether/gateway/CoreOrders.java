package aether.gateway;

import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderListener;
import aether.risk.PreTradeRisk;

/** Passes every change of an order to risk first, then to the listener. */
final class CoreOrders implements OrderListener {
    private final PreTradeRisk risk;
    private final OrderListener listener;

    CoreOrders(final PreTradeRisk risk, final OrderListener listener) {
        this.risk = risk;
        this.listener = listener;
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        risk.onOrder(order, event);
        listener.onOrder(order, event);
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        listener.onFill(order, price, quantity, isLate);
    }

    @Override
    public void onIllegal(final Order order, final OrderEvent event) {
        listener.onIllegal(order, event);
    }
}
