package aether.export;

import aether.order.Order;
import aether.order.Side;
import aether.table.Column;
import aether.table.ColumnType;
import aether.table.TableRows;
import java.util.ArrayList;
import java.util.List;

/** What rows of one's own orders begin with. */
final class OwnColumns {
    /** The first column that is a table's own. */
    static final int OWN = 6;

    private static final int CL_ORD_ID = 1;
    private static final int ORDER_ID = 2;
    private static final int SECURITY_ID = 3;
    private static final int STRATEGY = 4;
    private static final int SIDE = 5;

    private OwnColumns() {}

    static List<Column> with(final List<Column> own) {
        final List<Column> columns = new ArrayList<>(List.of(
                Column.time("time", "of the input that caused it"),
                Column.hex("cl_ord_id", "ClOrdID"),
                Column.unsigned("order_id", "the venue's OrderID, once it has said it"),
                Column.number("security_id", "SecurityID"),
                Column.number("strategy", "the number of the strategy"),
                Column.text("side", "buy or sell")));
        columns.addAll(own);
        return columns;
    }

    static TableRows begin(final TableRows rows, final Order order) {
        return rows.set(CL_ORD_ID, order.clOrdId())
                .set(ORDER_ID, order.orderId() == Order.NO_ORDER_ID ? ColumnType.UNSIGNED.none() : order.orderId())
                .set(SECURITY_ID, order.securityId())
                .set(STRATEGY, order.strategy())
                .set(SIDE, order.side() == Side.BUY ? "buy" : "sell");
    }
}
