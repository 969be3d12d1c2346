package aether.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.gateway.codec.CancelDecoder;
import aether.gateway.codec.CancelStrategyDecoder;
import aether.gateway.codec.DiscontinuedDecoder;
import aether.gateway.codec.InstrumentDecoder;
import aether.gateway.codec.KillDecoder;
import aether.gateway.codec.LimitDecoder;
import aether.gateway.codec.MarketStateDecoder;
import aether.gateway.codec.NewOrderDecoder;
import aether.gateway.codec.ReplaceDecoder;
import aether.ilink3.SessionSettings;
import aether.order.Order;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.InstrumentLimits;
import aether.risk.KillScope;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Inputs as they lie in journals: those of the format before, in which the core gave ClOrdIDs, and today's, byte by byte. */
class OrderInputFormatTest implements CoreListener {
    private static final long NOW_NS = 1_700_000_000_000_000_000L;
    private static final String BUY = "0100000005000000b9860100000000004d00000000000000d204000000000000"
            + "a086010000000000b98601000000000000ca9a3b000000000300000001030100";
    private static final String OLD_SELL = "0100000005000000a0860100000000004e00000000000000d204000000000000"
            + "a086010000000000b98601000000000000ca9a3b000000000200000000000100";
    private static final String SELL = "0100000005000000a0860100000000004e00000000000000d204000000000000"
            + "a086010000000000b98601000000000000ca9a3b000000000200000002000100" + "0100000000001000"
            + "3200000000000000";
    private static final String REPLACE = "41420f00000000008786010000000000d304000000000000a086010000000000"
            + "b98601000000000000ca9a3b000000000400000001000000";
    private static final String CANCEL = "41420f0000000000";
    private static final String ALL_OF_THE_STRATEGY = "0100000000000000";
    private static final String INSTRUMENT = "050000000000000019000000000000000100000000000000e803000000000000"
            + "0100000000000000b0ad010000000000905f010000000000d286010000000000";
    private static final String TRADING = "050000001100000000000000";
    private static final String GONE = "0500000000000000";
    private static final String COLLAR = "06000000040000000a00000000000000";
    private static final String KILL = "0100000005000000e803000001000000";

    private final OrderCore core = new OrderCore(
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000),
            16,
            4,
            this);
    private final InputWriter writer = new InputWriter();
    private final Market market = new Market().set(1234, 100_000, 100_025, true, 1_000_000_000);
    private final List<String> told = new ArrayList<>();

    private void apply(final OrderInput input, final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        core.apply(input, NOW_NS, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Override
    public void onPlaced(final Order order) {
        told.add(order.clOrdId() + " " + order.side() + " " + order.orderQty() + " at " + order.price() + " of "
                + order.securityId() + " tag " + order.tag() + " strategy " + order.strategy());
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        told.add(clOrdId + " refused " + check);
    }

    @Override
    public void onLimit(final RiskLimit limit, final int operator, final long before, final long after) {
        told.add(limit + " by " + operator + ": " + before + ", " + after);
    }

    @Override
    public void onKill(final KillScope scope, final int id, final int operator, final boolean isOn) {
        told.add(scope + " " + id + " by " + operator + " " + isOn);
    }

    @Test
    void shouldReadTheFormatBefore() {
        apply(OrderInput.INSTRUMENT, INSTRUMENT);
        apply(OrderInput.MARKET_STATE, TRADING);
        apply(OrderInput.LIMIT, COLLAR);
        apply(OrderInput.NEW_ORDER, BUY);
        apply(OrderInput.NEW_ORDER, OLD_SELL);
        apply(OrderInput.REPLACE, REPLACE);
        apply(OrderInput.CANCEL, CANCEL);
        apply(OrderInput.CANCEL_STRATEGY, ALL_OF_THE_STRATEGY);
        apply(OrderInput.KILL, KILL);
        apply(OrderInput.DISCONTINUED, GONE);
        assertEquals(
                List.of(
                        "COLLAR_TICKS by 4: 0, 10",
                        "1700000000000000 BUY 3 at 100025 of 5 tag 77 strategy 1",
                        "1700000000000000 refused SESSION_DOWN",
                        "1700000000000001 SELL 2 at 100000 of 5 tag 78 strategy 1",
                        "1700000000000001 refused SESSION_DOWN",
                        "1000001 refused UNKNOWN_ORDER",
                        "1000001 refused UNKNOWN_ORDER",
                        "INSTRUMENT 5 by 1000 true"),
                told);
    }

    @Test
    void shouldReadAndWriteTodaysFormat() {
        apply(OrderInput.NEW_ORDER, SELL);
        assertEquals("4503599627370497 SELL 2 at 100000 of 5 tag 78 strategy 1", told.getFirst());
        assertEquals(
                SELL,
                written(writer.order(
                        new OrderTerms()
                                .of(1, (1L << 52) + 1, 78)
                                .instrument(5)
                                .limit(Side.SELL, 100_000, 2, TimeInForce.DAY),
                        market)));
        assertEquals(
                REPLACE,
                written(writer.replace(
                        1_000_001, 99_975, 4, new Market().set(1235, 100_000, 100_025, true, 1_000_000_000))));
        assertEquals(CANCEL, written(writer.cancel(1_000_001)));
        assertEquals(ALL_OF_THE_STRATEGY, written(writer.cancelStrategy(1)));
        assertEquals(
                INSTRUMENT,
                written(writer.instrument(
                        5,
                        new InstrumentLimits()
                                .tick(25)
                                .quantities(1, 1_000)
                                .multiplier(1)
                                .prices(110_000, 90_000, 100_050))));
        assertEquals(TRADING, written(writer.marketState(5, 17, 0)));
        assertEquals(GONE, written(writer.discontinued(5)));
        assertEquals(COLLAR, written(writer.limit(RiskLimit.COLLAR_TICKS, 4, 10)));
        assertEquals(KILL, written(writer.kill(KillScope.INSTRUMENT, 5, 1_000, true)));
    }

    private String written(final int length) {
        return HexFormat.of().formatHex(writer.buffer().byteArray(), 0, length);
    }

    /** What only a damaged journal holds is left alone. */
    @Test
    void shouldLeaveInputsAloneThatAreTooShort() {
        for (final OrderInput input : OrderInput.values()) {
            if (input.number() >= NewOrderDecoder.TEMPLATE_ID && input.number() <= KillDecoder.TEMPLATE_ID) {
                for (int length = 0; length < CancelDecoder.BLOCK_LENGTH; length++) {
                    apply(input, "00".repeat(length));
                }
            }
        }
        assertEquals(List.of(), told);
        assertEquals(0, core.orders().size());
    }

    /** These are on disk: whoever changes one makes journals unreadable. */
    @Test
    void shouldKeepTheNumbersOnDisk() {
        assertEquals(
                List.of(5, 6, 7, 8, 9, 10, 11, 12, 13),
                List.of(
                        NewOrderDecoder.TEMPLATE_ID,
                        ReplaceDecoder.TEMPLATE_ID,
                        CancelDecoder.TEMPLATE_ID,
                        CancelStrategyDecoder.TEMPLATE_ID,
                        InstrumentDecoder.TEMPLATE_ID,
                        MarketStateDecoder.TEMPLATE_ID,
                        DiscontinuedDecoder.TEMPLATE_ID,
                        LimitDecoder.TEMPLATE_ID,
                        KillDecoder.TEMPLATE_ID));
        assertEquals(
                "CONNECTED 1, DISCONNECTED 2, FRAME 3, TIME 4, NEW_ORDER 5, REPLACE 6, CANCEL 7, CANCEL_STRATEGY 8, INSTRUMENT 9, "
                        + "MARKET_STATE 10, DISCONTINUED 11, LIMIT 12, KILL 13, TERMINATE 14, BACKUP_CONNECTED 15, "
                        + "BACKUP_DISCONNECTED 16, BACKUP_FRAME 17",
                String.join(
                        ", ",
                        Arrays.stream(OrderInput.values())
                                .map(input -> input + " " + input.number())
                                .toList()));
        assertEquals(
                "MAX_QUANTITY 0, MAX_ORDER_VALUE 1, MAX_OPEN_ORDERS 2, MAX_GROSS_VALUE 3, MAX_POSITION 4, MAX_LOSS 5, COLLAR_TICKS 6, "
                        + "MAX_REFERENCE_AGE 7, SETTLEMENT_AS_REFERENCE 8, MESSAGES 9, CANCELS 10, MESSAGE_WINDOW 11, "
                        + "DUPLICATE_WINDOW 12",
                String.join(
                        ", ",
                        Arrays.stream(RiskLimit.values())
                                .map(limit -> limit + " " + limit.number())
                                .toList()));
        assertEquals(
                "ALL 0, INSTRUMENT 1, STRATEGY 2",
                String.join(
                        ", ",
                        Arrays.stream(KillScope.values())
                                .map(scope -> scope + " " + scope.number())
                                .toList()));
    }
}
