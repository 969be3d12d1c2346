package aether.session;

import aether.console.UsageException;
import aether.gateway.Checkpoint;
import aether.gateway.CoreListener;
import aether.gateway.GatewayContext;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.order.OrderCounter;
import aether.replay.OrderDigest;
import aether.state.StateException;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/** The order plane of a journaled session once more: same inputs, and so the same bytes out and the same state. */
public final class OrderReplay {
    /** Far from those of the core. */
    private static final int SECTION_REPLAY = 100;

    private final GatewayContext context;
    private final CoreListener listener;
    private OrderCore core;
    private long before;
    private long compared;
    private String firstDifference;

    OrderReplay(final GatewayContext context, final CoreListener listener) {
        this.context = context;
        this.listener = listener;
        core = fresh();
    }

    private OrderCore fresh() {
        return new OrderCore(context.session(), context.maxOrders(), context.maxInstruments(), listener);
    }

    void onInput(final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        final OrderInput input = OrderInput.of(number);
        if (input != null) {
            core.apply(input, timeNs, buffer, offset, length);
        } else if (firstDifference == null) {
            firstDifference = "an order input of a kind that this build does not know: " + number;
        }
    }

    /** Where the replay begins with it, it goes on from there; elsewhere its state must be this one. */
    void onCheckpoint(final DirectBuffer buffer, final int length) {
        if (core.inputs() == 0) {
            load(buffer, length);
            before = core.inputs();
            return;
        }
        compared++;
        if (firstDifference == null && !Checkpoint.isOf(core, buffer, 0, length)) {
            firstDifference = "orders: the checkpoint after " + core.inputs() + " inputs is of another state";
        }
    }

    private void load(final DirectBuffer buffer, final int length) {
        try {
            Checkpoint.load(core, buffer, 0, length);
        } catch (final StateException e) {
            throw new UsageException("orders: " + e.getMessage() + ": this session is for the build that wrote it");
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

    /** All of it, in sections of its own. */
    void state(final StateFields fields) {
        if (fields.isRead()) {
            core = fresh();
            firstDifference = null;
        }
        fields.section(SECTION_REPLAY);
        before = fields.number(before);
        compared = fields.number(compared);
        core.state(fields);
    }

    String firstDifference() {
        return firstDifference;
    }

    public long compared() {
        return compared;
    }

    OrderCore core() {
        return core;
    }

    public String describe() {
        return String.format(
                "%,d inputs%s, %,d orders, %,d fills, %d digests compared, last %016x",
                core.inputs() - before,
                before == 0 ? "" : String.format(" behind %,d of sessions before", before),
                core.orders().counters().get(OrderCounter.ORDERS),
                core.orders().counters().get(OrderCounter.FILLS),
                compared,
                core.hash());
    }
}
