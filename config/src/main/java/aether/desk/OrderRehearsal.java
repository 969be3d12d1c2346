package aether.desk;

import aether.gateway.GatewayContext;
import aether.gateway.GatewayObserver;
import aether.gateway.InputJournal;
import aether.gateway.InputWriter;
import aether.gateway.Market;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskLimit;
import aether.venue.AnsweringVenue;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Trades with nobody for a moment before an appliance starts, so that the first real order does not run through code that is not
 * compiled yet. A gateway of its own, that is thrown away: nothing is sent, journaled or remembered.
 */
final class OrderRehearsal implements Strategy, InputJournal, GatewayObserver {
    private static final int ROUNDS = 12_000;
    private static final int INSTRUMENT = 1;
    private static final long TICK = 1_000_000;
    private static final long MID = 1_000 * TICK;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 50_000_000;
    private static final long ANYTHING = Long.MAX_VALUE / 8;

    private final AnsweringVenue venue = new AnsweringVenue();
    private final InputWriter writer = new InputWriter();
    private final Market market = new Market();
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    private final OrderGateway gateway;
    private final AnsweringVenue.Client client;
    private long nowNs = START_NS;
    private long clOrdId;

    private OrderRehearsal(final GatewayContext context) {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            limits.put(limit, ANYTHING);
        }
        limits.put(RiskLimit.COLLAR_TICKS, 100L);
        limits.put(RiskLimit.MESSAGES, 1_000L);
        limits.put(RiskLimit.CANCELS, 1_000L);
        limits.put(RiskLimit.MESSAGE_WINDOW, 1_000_000_000L);
        limits.put(RiskLimit.DUPLICATE_WINDOW, 1L);
        gateway = new OrderGateway(
                new GatewayContext(context.session(), limits, Map.of(), 256, 4), this, this, venue, this);
        client = gateway::input;
        gateway.start(limits, nowNs);
    }

    /** Returns the orders that were rehearsed; a second or so. */
    static long run(final GatewayContext context) {
        final OrderRehearsal rehearsal = new OrderRehearsal(context);
        rehearsal.logOn();
        for (int i = 0; i < ROUNDS; i++) {
            rehearsal.round(i % 2 == 0);
        }
        return rehearsal.venue.orders();
    }

    private void logOn() {
        input(
                OrderInput.INSTRUMENT,
                writer.instrument(INSTRUMENT, TICK, 1, 100, 1, Market.NO_PRICE, Market.NO_PRICE, Market.NO_PRICE));
        gateway.input(OrderInput.CONNECTED, nowNs, none, 0, 0);
        venue.answer(client, nowNs);
    }

    private void input(final OrderInput input, final int length) {
        gateway.input(input, nowNs, writer.buffer(), 0, length);
        venue.answer(client, nowNs);
    }

    /** A quote that comes to rest, is moved and goes; and an order that trades. */
    private void round(final boolean isBuy) {
        nowNs += STEP_NS;
        market.set(1, MID - TICK, MID + TICK, true, nowNs);
        final long away = isBuy ? MID - TICK : MID + TICK;
        input(OrderInput.NEW_ORDER, writer.order(1, INSTRUMENT, isBuy, StrategyContext.DAY, away, 2, 1, market));
        input(OrderInput.REPLACE, writer.replace(clOrdId, away + (isBuy ? -TICK : TICK), 3, market));
        input(OrderInput.CANCEL, writer.cancel(clOrdId));
        final long through = isBuy ? MID + TICK : MID - TICK;
        input(
                OrderInput.NEW_ORDER,
                writer.order(1, INSTRUMENT, isBuy, StrategyContext.FILL_AND_KILL, through, 1, 2, market));
        gateway.input(OrderInput.TIME, nowNs);
    }

    @Override
    public void onStart(final StrategyContext context) {
        // It wants nothing by itself.
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        clOrdId = order.clOrdId();
    }

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        return true;
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        // Nobody will ask.
    }
}
