package aether.export;

import aether.gateway.CoreListener;
import aether.order.Order;
import aether.table.Column;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.List;

/** One's own trades. */
final class FillsTable implements CoreListener {
    static final TableSchema SCHEMA = new TableSchema(
            "fills",
            "this appliance's trades, corrections and busts",
            OwnColumns.with(List.of(
                    Column.price("price", "of the trade"),
                    Column.number("qty", "quantity; negative for a trade that was undone"),
                    Column.text("late", "true when the order was believed to have ended, else false"))));

    private static final int PRICE = OwnColumns.OWN;
    private static final int QTY = PRICE + 1;
    private static final int LATE = QTY + 1;

    private final TableRows rows;
    private final OwnMoment moment;

    FillsTable(final TableRows rows, final OwnMoment moment) {
        this.rows = rows;
        this.moment = moment;
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        if (moment.wants(order)) {
            OwnColumns.begin(rows, order).set(PRICE, price).set(QTY, quantity).set(LATE, String.valueOf(isLate));
            rows.endRow(moment.timeNs());
        }
    }
}
