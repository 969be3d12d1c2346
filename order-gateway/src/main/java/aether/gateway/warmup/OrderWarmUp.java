package aether.gateway.warmup;

import aether.gateway.GatewayContext;
import aether.gateway.GatewayObserver;
import aether.gateway.InputJournal;
import aether.gateway.InputWriter;
import aether.gateway.Market;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.InstrumentLimits;
import aether.risk.RiskLimit;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Trades with a venue in memory before an appliance starts, so that the first real order does not run through code that is not
 * compiled yet. A gateway of its own, that is thrown away: nothing is sent, journaled or remembered.
 */
public final class OrderWarmUp implements Strategy, InputJournal, GatewayObserver {
    private static final int ROUNDS = 12_000;

    /** Each has some hundred thousand fields. */
    private static final int CHECKPOINTS = 12;

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
    private final OrderTerms terms = new OrderTerms();
    private long clOrdId;

    private OrderWarmUp(final GatewayContext context) {
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

    /** Returns the orders that were played; a second or so. */
    public static long run(final GatewayContext context) {
        final OrderWarmUp warmUp = new OrderWarmUp(context);
        warmUp.logOn();
        for (int i = 0; i < ROUNDS; i++) {
            warmUp.round(i % 2 == 0 ? Side.BUY : Side.SELL);
        }
        for (int i = 0; i < CHECKPOINTS; i++) {
            warmUp.gateway.checkpoint(warmUp.nowNs);
        }
        return warmUp.venue.orders();
    }

    private void logOn() {
        input(
                OrderInput.INSTRUMENT,
                writer.instrument(
                        INSTRUMENT,
                        new InstrumentLimits().tick(TICK).quantities(1, 100).multiplier(1)));
        gateway.input(OrderInput.CONNECTED, nowNs, none, 0, 0);
        venue.answer(client, nowNs);
    }

    private void input(final OrderInput input, final int length) {
        gateway.input(input, nowNs, writer.buffer(), 0, length);
        venue.answer(client, nowNs);
    }

    /** A quote that comes to rest, is moved and goes; and an order that trades. */
    private void round(final Side side) {
        nowNs += STEP_NS;
        market.set(1, MID - TICK, MID + TICK, true, nowNs);
        final long tick = side == Side.BUY ? TICK : -TICK;
        final long away = MID - tick;
        input(OrderInput.NEW_ORDER, order(side, away, 2, TimeInForce.DAY));
        input(OrderInput.REPLACE, writer.replace(clOrdId, away - tick, 3, market));
        input(OrderInput.CANCEL, writer.cancel(clOrdId));
        input(OrderInput.NEW_ORDER, order(side, MID + tick, 1, TimeInForce.FILL_AND_KILL));
        gateway.input(OrderInput.TIME, nowNs);
    }

    private int order(final Side side, final long price, final int quantity, final TimeInForce timeInForce) {
        terms.of(OrderGateway.STRATEGY, ++clOrdId, 0).instrument(INSTRUMENT).limit(side, price, quantity, timeInForce);
        return writer.order(terms, market);
    }

    @Override
    public void onStart(final StrategyContext context) {
        // It wants nothing by itself.
    }

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        return true;
    }

    @Override
    public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
        return true;
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        // Nobody will ask.
    }
}
