package aether.backtest;

import aether.order.Side;
import aether.table.Column;
import aether.table.TableForm;
import aether.table.TableOutput;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A result as tables: each order, each fill, and the curve of profit and loss. */
public final class ResultTables {
    static final TableSchema FILLS = new TableSchema(
            "backtest-fills",
            "trades of the strategy",
            columns(
                    "when the strategy heard of it",
                    Column.price("price", "of the trade"),
                    Column.number("qty", "contracts"),
                    Column.text("liquidity", "taken or rested"),
                    Column.number("rested", "how long the order had rested at the venue, nanoseconds"),
                    Column.number("ahead_at_first", "contracts in front of it when it came to rest"),
                    Column.number("traded_ahead", "of those, contracts that traded"),
                    Column.number("canceled_ahead", "of those, contracts that went without a trade")));

    static final TableSchema ORDERS = new TableSchema(
            "backtest-orders",
            "orders of the strategy that were sent, as they stood at the end",
            columns(
                    "when it was sent",
                    Column.price("price", "its last"),
                    Column.number("qty", "its last"),
                    Column.number("filled", "contracts"),
                    Column.text("status", "its last")));

    static final TableSchema CURVE = new TableSchema(
            "backtest-profit",
            "profit and loss after fees, with what is held valued at the middle of the market",
            List.of(
                    Column.time("time", "of the session"),
                    Column.price("profit", "in money, with the point values that were given")));

    private static final int PRICE_EXPONENT = -9;

    private final BacktestResult result;

    private ResultTables(final BacktestResult result) {
        this.result = result;
    }

    /** Writes all of them; those of before are replaced. */
    public static void write(final BacktestResult result, final Path directory, final TableForm form) {
        final ResultTables tables = new ResultTables(result);
        try (TableOutput orders = TableOutput.in(directory, ORDERS, form);
                TableOutput fills = TableOutput.in(directory, FILLS, form);
                TableOutput curve = TableOutput.in(directory, CURVE, form)) {
            result.log().orders().forEach(order -> tables.order(orders.rows(), order));
            result.log().fills().forEach(fill -> tables.fill(fills.rows(), fill));
            result.log().curve().forEach(point -> {
                curve.rows().set(1, Math.round(point.value() * 1e9));
                curve.rows().endRow(point.timeNs());
            });
            for (final TableOutput output : List.of(orders, fills, curve)) {
                output.complete();
            }
            for (final TableOutput output : List.of(orders, fills, curve)) {
                output.publish();
            }
        }
    }

    /** What both tables of orders begin with, and then their own. */
    private static List<Column> columns(final String ofTime, final Column... own) {
        return Stream.concat(
                        Stream.of(
                                Column.time("time", ofTime),
                                Column.number("clordid", "ClOrdID"),
                                Column.number("security_id", "SecurityID"),
                                Column.text("symbol", "of the instrument; its number where it has none"),
                                Column.text("side", "buy or sell")),
                        Stream.of(own))
                .toList();
    }

    private TableRows begin(final TableRows rows, final long clOrdId, final int securityId, final Side side) {
        return rows.set(1, clOrdId)
                .set(2, securityId)
                .set(3, result.log().name(securityId))
                .set(4, side == Side.BUY ? "buy" : "sell");
    }

    private long price(final int securityId, final long mantissa) {
        long price = mantissa;
        for (int exponent = result.log().exponent(securityId); exponent > PRICE_EXPONENT; exponent--) {
            price = Math.multiplyExact(price, 10);
        }
        return price;
    }

    private void order(final TableRows rows, final TradeLog.PlacedOrder order) {
        begin(rows, order.clOrdId(), order.securityId(), order.side())
                .set(5, price(order.securityId(), order.price()))
                .set(6, order.quantity())
                .set(7, order.filled())
                .set(8, order.status().name());
        rows.endRow(order.timeNs());
    }

    private void fill(final TableRows rows, final Fill fill) {
        begin(rows, fill.clOrdId(), fill.securityId(), fill.side())
                .set(5, price(fill.securityId(), fill.price()))
                .set(6, fill.quantity())
                .set(7, fill.isAggressor() ? "taken" : "rested");
        if (!fill.isAggressor()) {
            rows.set(8, fill.restedNs()).set(10, fill.tradedAhead()).set(11, fill.canceledAhead());
            if (fill.aheadAtFirst() >= 0) {
                rows.set(9, fill.aheadAtFirst());
            }
        }
        rows.endRow(fill.timeNs());
    }
}
