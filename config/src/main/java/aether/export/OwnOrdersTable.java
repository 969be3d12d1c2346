package aether.export;

import aether.gateway.CoreListener;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.table.Column;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.List;

/** One's own orders, a row for each change. */
final class OwnOrdersTable implements CoreListener {
    static final TableSchema SCHEMA = new TableSchema(
            "own-orders",
            "this appliance's orders, a row for each change of one",
            OwnColumns.with(List.of(
                    Column.text("event", "what happened"),
                    Column.text("status", "of the order from here on"),
                    Column.price("price", "limit"),
                    Column.number("order_qty", "wanted"),
                    Column.number("cum_qty", "filled, corrections and busts included"),
                    Column.number("leaves_qty", "still open"),
                    Column.number("reason", "the venue's, where it refused"))));

    private static final int EVENT = OwnColumns.OWN;
    private static final int STATUS = EVENT + 1;
    private static final int PRICE = STATUS + 1;
    private static final int ORDER_QTY = PRICE + 1;
    private static final int CUM_QTY = ORDER_QTY + 1;
    private static final int LEAVES_QTY = CUM_QTY + 1;
    private static final int REASON = LEAVES_QTY + 1;
    private static final String PLACED = "PLACED";

    private final TableRows rows;
    private final OwnMoment moment;

    OwnOrdersTable(final TableRows rows, final OwnMoment moment) {
        this.rows = rows;
        this.moment = moment;
    }

    @Override
    public void onPlaced(final Order order) {
        write(order, PLACED);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        write(order, event.name());
    }

    private void write(final Order order, final String event) {
        if (!moment.wants(order)) {
            return;
        }
        OwnColumns.begin(rows, order)
                .set(EVENT, event)
                .set(STATUS, order.status().name())
                .set(PRICE, order.price())
                .set(ORDER_QTY, order.orderQty())
                .set(CUM_QTY, order.lifetimeQty())
                .set(LEAVES_QTY, order.status().isTerminal() ? 0 : order.leavesQty())
                .set(REASON, order.reason());
        rows.endRow(moment.timeNs());
    }
}
