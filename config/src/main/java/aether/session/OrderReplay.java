package aether.session;

import aether.gateway.CoreListener;
import aether.gateway.GatewayContext;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.order.OrderCounter;
import aether.replay.OrderDigest;
import org.agrona.DirectBuffer;

/** The order plane of a journaled session once more: same inputs, and so the same bytes out and the same state. */
public final class OrderReplay {
    private final OrderCore core;
    private long compared;
    private String firstDifference;

    OrderReplay(final GatewayContext context, final CoreListener listener) {
        core = new OrderCore(context.session(), context.maxOrders(), context.maxInstruments(), listener);
    }

    void onInput(final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        final OrderInput input = OrderInput.of(number);
        if (input != null) {
            core.apply(input, timeNs, buffer, offset, length);
        } else if (firstDifference == null) {
            firstDifference = "an order input of a kind that this build does not know: " + number;
        }
    }

    void onDigest(final OrderDigest journaled) {
        compared++;
        final OrderDigest own = new OrderDigest(core.inputs(), core.outputHash(), core.hash());
        if (firstDifference == null && !own.equals(journaled)) {
            firstDifference = own.outputHash() == journaled.outputHash()
                    ? "orders: the live run had " + journaled + ", the replay has " + own
                    : "orders: the replay sends other bytes, within " + journaled.inputs() + " inputs";
        }
    }

    String firstDifference() {
        return firstDifference;
    }

    long compared() {
        return compared;
    }

    OrderCore core() {
        return core;
    }

    public String describe() {
        return String.format(
                "%,d inputs, %,d orders, %,d fills, %d digests compared, last %016x",
                core.inputs(),
                core.orders().counters().get(OrderCounter.ORDERS),
                core.orders().counters().get(OrderCounter.FILLS),
                compared,
                core.hash());
    }
}
