package aether.export;

import aether.gateway.CoreListener;
import aether.order.Order;
import aether.order.OrderEvent;
import java.util.List;

/** All tables of one's own orders. */
record OwnTables(List<CoreListener> tables) implements CoreListener {
    @Override
    public void onPlaced(final Order order) {
        tables.forEach(table -> table.onPlaced(order));
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        tables.forEach(table -> table.onOrder(order, event));
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        tables.forEach(table -> table.onFill(order, price, quantity, isLate));
    }
}
