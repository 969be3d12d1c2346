package aether.appliance;

import aether.gateway.CoreListener;
import aether.order.Order;
import aether.order.OrderStateMachine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether orders} and {@code aether fills}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the orders of a journaled session, as its end left them: one JSON object a line.",
            "Orders that were over for long, and whose room was needed, are not among them; their fills are (aether fills)."
        },
        footer = {"", "Example: aether orders journal-data/20261121-013000-000"})
final class OrdersCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "A journal session's directory.")
    private Path session;

    @Option(names = "--open", description = "Only those that may still trade.")
    private boolean openOnly;

    @Override
    public Integer call() {
        try (Json json = new Json(System.out)) {
            final OrderStateMachine orders =
                    JournalOrders.replay(session, new CoreListener() {}).orders();
            for (int place = 0; place < orders.size() && !json.isBroken(); place++) {
                final Order order = orders.order(place);
                if (!openOnly || !order.status().isTerminal()) {
                    write(json, order);
                }
            }
        }
        return ExitCode.OK;
    }

    private static void write(final Json json, final Order order) {
        json.open().key("clOrdId").text(JournalOrders.clOrdId(order.clOrdId()));
        json.key("orderId");
        if (order.orderId() == Order.NO_ORDER_ID) {
            json.nothing();
        } else {
            json.unsigned(order.orderId());
        }
        json.key("securityId").number(order.securityId()).key("side").text(order.isBuy() ? "buy" : "sell");
        json.key("price").number(order.price()).key("exponent").number(JournalOrders.EXPONENT);
        json.key("orderQty").number(order.orderQty()).key("cumQty").number(order.lifetimeQty());
        json.key("leavesQty").number(order.status().isTerminal() ? 0 : order.leavesQty());
        json.key("avgPrice").number(order.averagePrice());
        json.key("status").text(order.status().name());
        json.key("cancelPending").raw(String.valueOf(order.isCancelPending()));
        json.key("replacePending").raw(String.valueOf(order.isReplacePending()));
        json.key("reason").number(order.reason());
        json.key("t").number(order.lastTimeNs()).close('}').endLine();
    }

    /** {@code aether fills}. */
    @Command(
            name = "fills",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the fills of a journaled session, in order: one JSON object a line. A bust has a negative quantity.",
            footer = {"", "Example: aether fills journal-data/20261121-013000-000"})
    static final class Fills implements Callable<Integer> {
        @Parameters(paramLabel = "JOURNAL", description = "A journal session's directory.")
        private Path session;

        @Override
        public Integer call() {
            try (Json json = new Json(System.out)) {
                JournalOrders.replay(session, new CoreListener() {
                    @Override
                    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
                        json.open().key("t").number(order.lastTimeNs());
                        json.key("clOrdId").text(JournalOrders.clOrdId(order.clOrdId()));
                        json.key("orderId").unsigned(order.orderId());
                        json.key("securityId").number(order.securityId());
                        json.key("side").text(order.isBuy() ? "buy" : "sell");
                        json.key("price").number(price).key("exponent").number(JournalOrders.EXPONENT);
                        json.key("qty").number(quantity).key("late").raw(String.valueOf(isLate));
                        json.close('}').endLine();
                    }
                });
            }
            return ExitCode.OK;
        }
    }
}
