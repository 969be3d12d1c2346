package aether.cli;

import aether.config.RiskLimits;
import aether.console.Json;
import aether.feed.sbe.DecimalText;
import aether.gateway.CoreListener;
import aether.nic.CounterRegister;
import aether.order.Order;
import aether.order.OrderStateMachine;
import aether.order.Side;
import aether.risk.KillScope;
import aether.risk.RiskLimit;
import aether.session.JournalOrders;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aether orders} and {@code aether fills}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the orders of a journaled session as its end left them, or of a running appliance as they are: one JSON object "
                    + "a line.",
            "Orders that ended long ago and were evicted to make room are not listed; their fills are (aether fills)."
        },
        footer = {"", "Example: aether orders --open", "Example: aether orders journal-data/20261121-013000-000"})
final class OrdersCommand implements Callable<Integer> {
    @Mixin
    private SessionChoice choice;

    @Option(names = "--open", description = "Only those that may still trade.")
    private boolean openOnly;

    @Override
    public Integer call() {
        try (Json json = new Json(System.out)) {
            final OrderStateMachine orders = JournalOrders.replay(choice.session(), new CoreListener() {})
                    .orders();
            for (int place = 0; place < orders.size() && !json.isBroken(); place++) {
                final Order order = orders.order(place);
                if (!openOnly || !order.status().isTerminal()) {
                    write(json, order);
                }
            }
        }
        return choice.conclude();
    }

    private static void write(final Json json, final Order order) {
        json.openObject().key("clOrdId").text(JournalOrders.clOrdId(order.clOrdId()));
        json.key("orderId");
        if (order.orderId() == Order.NO_ORDER_ID) {
            json.nothing();
        } else {
            json.unsigned(order.orderId());
        }
        json.key("securityId").number(order.securityId()).key("side").text(order.side() == Side.BUY ? "buy" : "sell");
        json.key("price").number(order.price()).key("exponent").number(JournalOrders.EXPONENT);
        json.key("px").text(DecimalText.of(order.price(), JournalOrders.EXPONENT));
        json.key("orderQty").number(order.orderQty()).key("cumQty").number(order.lifetimeQty());
        json.key("leavesQty").number(order.status().isTerminal() ? 0 : order.leavesQty());
        json.key("avgPrice").number(order.averagePrice());
        json.key("status").text(order.status().name());
        json.key("cancelPending").raw(String.valueOf(order.isCancelPending()));
        json.key("replacePending").raw(String.valueOf(order.isReplacePending()));
        json.key("reason").number(order.reason());
        json.key("t").number(order.lastTimeNs()).closeObject().endLine();
    }

    /** {@code aether fills}. */
    @Command(
            name = "fills",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the fills of a journaled session and of those that it goes on from, or so far of a running appliance, in order: one JSON "
                            + "object a line. A bust has a negative quantity.",
            footer = {"", "Example: aether fills journal-data/20261121-013000-000"})
    static final class Fills implements Callable<Integer> {
        @Mixin
        private SessionChoice choice;

        @Override
        public Integer call() {
            try (Json json = new Json(System.out)) {
                JournalOrders.replayHistory(choice.session(), time -> new CoreListener() {
                    @Override
                    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
                        json.openObject().key("t").number(order.lastTimeNs());
                        json.key("clOrdId").text(JournalOrders.clOrdId(order.clOrdId()));
                        json.key("orderId").unsigned(order.orderId());
                        json.key("securityId").number(order.securityId());
                        json.key("side").text(order.side() == Side.BUY ? "buy" : "sell");
                        json.key("price").number(price).key("exponent").number(JournalOrders.EXPONENT);
                        json.key("px").text(DecimalText.of(price, JournalOrders.EXPONENT));
                        json.key("qty").number(quantity).key("late").raw(String.valueOf(isLate));
                        json.closeObject().endLine();
                    }
                });
            }
            return choice.conclude();
        }
    }

    /** {@code aether audit}. */
    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description = {
                "Lists every change of a risk limit and of the kill switch, in the session and those that it goes on from: when, who, what, before, after; "
                        + "one JSON object a line.",
                "Who is the number of the user who gave the command; 0 is the configuration, or root."
            },
            footer = {"", "Example: aether audit journal-data/20261121-013000-000"})
    static final class Audit implements Callable<Integer> {
        @Mixin
        private SessionChoice choice;

        @Override
        public Integer call() {
            try (Json json = new Json(System.out)) {
                JournalOrders.replayHistory(choice.session(), time -> new CoreListener() {
                    @Override
                    public void onLimit(
                            final RiskLimit limit, final int operator, final long before, final long after) {
                        json.openObject()
                                .key("t")
                                .number(time.getAsLong())
                                .key("operator")
                                .number(operator);
                        json.key("limit").text(RiskLimits.name(limit));
                        json.key("before").number(before).key("after").number(after);
                        json.closeObject().endLine();
                    }

                    @Override
                    public void onKill(final KillScope scope, final int id, final int operator, final boolean isOn) {
                        json.openObject()
                                .key("t")
                                .number(time.getAsLong())
                                .key("operator")
                                .number(operator);
                        json.key("kill")
                                .text(CounterRegister.words(scope))
                                .key("id")
                                .number(id);
                        json.key("on").raw(String.valueOf(isOn)).closeObject().endLine();
                    }
                });
            }
            return choice.conclude();
        }
    }
}
