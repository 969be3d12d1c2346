package aether.gateway;

import static aether.gateway.LiveMarket.BID;
import static aether.gateway.LiveMarket.ES;
import static aether.gateway.LiveMarket.OFFER;
import static aether.gateway.LiveMarket.TICK;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import aether.feed.NullValue;
import aether.gateway.codec.NewOrderDecoder;
import aether.gateway.codec.NewOrderEncoder;
import aether.gateway.warmup.AnsweringVenue;
import aether.ilink3.SessionSettings;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.KillScope;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A strategy's intents from a real book to the wire: every risk check refuses once, and nothing is dropped in silence. */
class OrderGatewayTest implements InputJournal, GatewayObserver {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    private static final long START_NS = 1_700_400_000_000_000_000L;
    private static final long MS = 1_000_000;
    private static final long MAX_AGE = 100 * MS;
    private static final long TAG = 7;
    private static final int LAST_CHECK = RiskCheck.LOSS.ordinal();
    private static final int FLOOD = 2_000;

    private final RecordingStrategy strategy = new RecordingStrategy();
    private final InputWriter writer = new InputWriter();
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    private final List<byte[]> intents = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private AnsweringVenue venue;
    private OrderGateway gateway;
    private LiveMarket market;
    private long nowNs = START_NS;
    private boolean isJournalFull;

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (input == OrderInput.NEW_ORDER) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            intents.add(bytes);
        }
        return !isJournalFull;
    }

    @Override
    public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
        return !isJournalFull;
    }

    @Override
    public void onKill(final boolean isOn) {
        told.add("kill " + isOn);
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        // Digests are the journal's tests' matter.
    }

    /** Checks that refused since the gateway was opened, each as often as it did. */
    private List<RiskCheck> counted() {
        final List<RiskCheck> counted = new ArrayList<>();
        gateway.refusals()
                .snapshot()
                .forEach((check, count) -> counted.addAll(Collections.nCopies(count.intValue(), check)));
        return counted;
    }

    private static Map<RiskLimit, Long> generous() {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            limits.put(limit, Long.MAX_VALUE / 8);
        }
        limits.put(RiskLimit.COLLAR_TICKS, 10L);
        limits.put(RiskLimit.MAX_REFERENCE_AGE, MAX_AGE);
        limits.put(RiskLimit.SETTLEMENT_AS_REFERENCE, 0L);
        limits.put(RiskLimit.MESSAGES, 4_000L);
        limits.put(RiskLimit.CANCELS, 4_000L);
        limits.put(RiskLimit.MESSAGE_WINDOW, 1_000L);
        limits.put(RiskLimit.DUPLICATE_WINDOW, 0L);
        return limits;
    }

    /** A gateway with a session, and a live book of a defined instrument. */
    private void open() {
        venue = new AnsweringVenue();
        gateway = new OrderGateway(
                new GatewayContext(SETTINGS, Map.of(), Map.of(), 4_096, 4), strategy, this, venue, this);
        gateway.start(generous(), nowNs);
        market = new LiveMarket(gateway);
        gateway.input(OrderInput.CONNECTED, nowNs, none, 0, 0);
        answer();
        market.define(nowNs, 2, 500);
        market.touch(nowNs, BID, OFFER);
    }

    private void answer() {
        venue.answer(gateway::input, nowNs);
    }

    private void limit(final RiskLimit limit, final long value) {
        gateway.input(OrderInput.LIMIT, nowNs, writer.buffer(), 0, writer.limit(limit, 1, value));
    }

    private long buy(final long price, final int quantity, final TimeInForce timeInForce) {
        return strategy.context.submit(market.book(), Side.BUY, price, quantity, timeInForce, TAG);
    }

    private long buy(final long price, final int quantity) {
        return buy(price, quantity, TimeInForce.DAY);
    }

    private void sell(final long price, final int quantity) {
        strategy.context.submit(market.book(), Side.SELL, price, quantity, TimeInForce.DAY, TAG);
    }

    private void pass(final long nanos) {
        nowNs += nanos;
        gateway.input(OrderInput.TIME, nowNs);
    }

    /** What makes each check refuse a buy at the best bid: the only thing that is wrong. */
    private Map<RiskCheck, Runnable> causes() {
        final Map<RiskCheck, Runnable> causes = new EnumMap<>(RiskCheck.class);
        causes.put(RiskCheck.KILL_SWITCH, () -> {
            gateway.input(OrderInput.KILL, nowNs, writer.buffer(), 0, writer.kill(KillScope.ALL, 0, 1, true));
            buy(BID, 2);
        });
        causes.put(RiskCheck.SESSION_DOWN, () -> {
            gateway.input(OrderInput.DISCONNECTED, nowNs);
            buy(BID, 2);
        });
        causes.put(RiskCheck.MARKET_STATE, () -> {
            market.status(nowNs, 2);
            buy(BID, 2);
        });
        causes.put(RiskCheck.UNKNOWN_INSTRUMENT, () -> {
            // Another gateway has never heard a definition.
            venue = new AnsweringVenue();
            gateway = new OrderGateway(
                    new GatewayContext(SETTINGS, Map.of(), Map.of(), 64, 4), strategy, this, venue, this);
            gateway.start(generous(), nowNs);
            gateway.input(OrderInput.CONNECTED, nowNs, none, 0, 0);
            answer();
            buy(BID, 2);
        });
        causes.put(RiskCheck.DISCONTINUED, () -> {
            market.delete(nowNs);
            buy(BID, 2);
        });
        causes.put(RiskCheck.ORDER_TYPE, () -> {
            // No strategy can say this; a journal of another build may.
            final int length = writer.order(
                    new OrderTerms().of(1, 99, TAG).instrument(ES).limit(Side.BUY, BID, 2, TimeInForce.DAY),
                    new Market().set(1, BID, OFFER, true, nowNs));
            writer.buffer().putByte(NewOrderEncoder.timeInForceEncodingOffset(), (byte) 6);
            gateway.input(OrderInput.NEW_ORDER, nowNs, writer.buffer(), 0, length);
        });
        causes.put(RiskCheck.MIN_QUANTITY, () -> buy(BID, 1));
        causes.put(RiskCheck.MAX_QUANTITY, () -> buy(BID, 501));
        causes.put(RiskCheck.PRICE_MISSING, () -> buy(Market.NO_PRICE, 2));
        causes.put(RiskCheck.TICK, () -> buy(BID + 1, 2));
        causes.put(RiskCheck.REFERENCE, () -> {
            pass(MAX_AGE + 1);
            buy(BID, 2);
        });
        causes.put(RiskCheck.COLLAR, () -> buy(OFFER + 11 * TICK, 2));
        causes.put(RiskCheck.PRICE_LIMITS, () -> {
            market.priceLimits(nowNs, BID + 2 * TICK, BID - TICK);
            buy(BID - 2 * TICK, 2);
        });
        accountCauses(causes);
        return causes;
    }

    private void accountCauses(final Map<RiskCheck, Runnable> causes) {
        causes.put(RiskCheck.ORDER_VALUE, () -> {
            limit(RiskLimit.MAX_ORDER_VALUE, 2 * BID - 1);
            buy(BID, 2);
        });
        causes.put(RiskCheck.OPEN_ORDERS, () -> {
            limit(RiskLimit.MAX_OPEN_ORDERS, 1);
            buy(BID, 2);
            buy(BID, 2);
        });
        causes.put(RiskCheck.GROSS_VALUE, () -> {
            limit(RiskLimit.MAX_GROSS_VALUE, 3 * BID);
            buy(BID, 2);
            buy(BID, 2);
        });
        causes.put(RiskCheck.POSITION, () -> {
            limit(RiskLimit.MAX_POSITION, 3);
            buy(OFFER, 2, TimeInForce.FILL_AND_KILL);
            answer();
            buy(BID, 2);
        });
        causes.put(RiskCheck.MESSAGE_RATE, () -> {
            limit(RiskLimit.MESSAGES, 1);
            buy(BID, 2);
            buy(BID, 3);
        });
        causes.put(RiskCheck.DUPLICATE, () -> {
            limit(RiskLimit.DUPLICATE_WINDOW, MS);
            buy(BID, 2);
            buy(BID, 2);
        });
        causes.put(RiskCheck.SELF_MATCH, () -> {
            sell(BID, 2);
            buy(BID, 2);
        });
        causes.put(RiskCheck.LOSS, () -> {
            limit(RiskLimit.MAX_LOSS, 10 * TICK);
            buy(OFFER, 2, TimeInForce.FILL_AND_KILL);
            answer();
            market.touch(nowNs, BID - 10 * TICK, OFFER - 10 * TICK);
            buy(BID - 10 * TICK, 2);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseByEachCheckOnceFromARealBookAndARealIntent() {
        return Arrays.stream(RiskCheck.values())
                .filter(check -> check != RiskCheck.NONE && check.ordinal() <= LAST_CHECK)
                .map(check -> dynamicTest(check.toString(), () -> {
                    nowNs = START_NS;
                    strategy.told();
                    open();
                    causes().get(check).run();
                    assertEquals(List.of(check), counted());
                    assertEquals("refused " + TAG + " " + check, strategy.told().getLast());
                }));
    }

    @Test
    void shouldHearOfARecordedMarketAndWantNothingOfItUntilItIsLive() {
        venue = new AnsweringVenue();
        gateway = new OrderGateway(
                new GatewayContext(SETTINGS, Map.of(), Map.of(), 4_096, 4), strategy, this, venue, this);
        market = new LiveMarket(gateway);
        gateway.awaitRecorded();
        // An hour ago, and nobody hears of it yet.
        final long recordedNs = nowNs - 3_600_000 * MS;
        market.define(recordedNs, 2, 500);
        market.touch(recordedNs, BID, OFFER);
        assertEquals(List.of(), strategy.told());
        gateway.hearRecorded(market.books(), recordedNs + MS);
        assertEquals(List.of("state LIVE"), strategy.told());
        strategy.atNextBook(context -> {
            assertEquals(recordedNs + 2 * MS, context.nowNs());
            assertFalse(context.isLive());
            buy(BID, 2);
            context.cancelAll();
        });
        market.touch(recordedNs + 2 * MS, BID, OFFER);
        assertEquals(List.of("refused 7 NOT_LIVE"), strategy.told());
        assertEquals(List.of(), intents);

        gateway.start(generous(), nowNs);
        assertEquals(List.of("live"), strategy.told());
        assertTrue(strategy.context.isLive());
        assertEquals(nowNs, strategy.context.nowNs());
        gateway.input(OrderInput.CONNECTED, nowNs, none, 0, 0);
        answer();
        market.touch(nowNs, BID, OFFER);
        buy(BID, 2);
        assertEquals(List.of("SENT"), strategy.told());
    }

    @Test
    void shouldPassWhatNothingIsWrongWith() {
        open();
        buy(BID, 2);
        assertEquals(List.of("SENT"), strategy.told());
        assertEquals(List.of(), counted());
    }

    @Test
    void shouldSayWhatStandsInFrontOfAnOrderByTheBookByOrder() {
        open();
        final long clOrdId = buy(BID, 2);
        answer();
        final long orderId = gateway.core().orders().byClOrdId(clOrdId).orderId();
        market.order(nowNs, 700, BID, 7);
        market.order(nowNs, 701, BID - TICK, 40);
        assertEquals(StrategyContext.UNKNOWN, strategy.context.quantityAhead(market.book(), clOrdId));
        market.order(nowNs, orderId, BID, 2);
        market.order(nowNs, 702, BID, 9);
        assertEquals(7, strategy.context.quantityAhead(market.book(), clOrdId));
        assertEquals(StrategyContext.UNKNOWN, strategy.context.quantityAhead(market.book(), clOrdId + 1));
        market.gap();
        assertEquals(StrategyContext.UNKNOWN, strategy.context.quantityAhead(market.book(), clOrdId));
    }

    @Test
    void shouldSayHowManyMessagesAreLeft() {
        open();
        limit(RiskLimit.MESSAGES, 3);
        limit(RiskLimit.MESSAGE_WINDOW, 1_000 * MS);
        assertEquals(3, strategy.context.messagesLeft());
        buy(BID, 2);
        assertEquals(2, strategy.context.messagesLeft());
        pass(1_000 * MS);
        assertEquals(3, strategy.context.messagesLeft());
    }

    @Test
    void shouldJournalTheMarketThatTheIntentWasBasedOn() {
        open();
        final long bookNs = nowNs;
        final long packet = market.packet();
        nowNs += MS;
        market.other(nowNs);
        buy(BID, 2);
        final UnsafeBuffer intent = new UnsafeBuffer(intents.getLast());
        assertEquals(packet, intent.getLong(24, LITTLE_ENDIAN));
        assertEquals(BID, intent.getLong(32, LITTLE_ENDIAN));
        assertEquals(OFFER, intent.getLong(40, LITTLE_ENDIAN));
        assertEquals(bookNs, intent.getLong(48, LITTLE_ENDIAN));
    }

    /** The book is as old as the packet that made it, whatever else the channel says. */
    @Test
    void shouldRefuseAnIntentOnAnOldBookThoughTheChannelIsAlive() {
        open();
        for (int i = 0; i < 10; i++) {
            nowNs += MAX_AGE / 10;
            market.other(nowNs);
        }
        buy(BID, 2);
        assertEquals(List.of("SENT"), strategy.told());
        nowNs += 1;
        market.other(nowNs);
        buy(BID, 2);
        assertEquals(List.of("refused 7 REFERENCE"), strategy.told());
        market.touch(nowNs, BID, OFFER);
        buy(BID, 2);
        assertEquals(List.of("SENT"), strategy.told());
    }

    @Test
    void shouldRefuseAReplaceOnAnOldBook() {
        open();
        buy(BID, 2);
        answer();
        strategy.told();
        pass(MAX_AGE + 1);
        strategy.context.replace(market.book(), strategy.lastOrder.clOrdId(), BID - TICK, 2);
        assertEquals(List.of("refused 7 REFERENCE"), strategy.told());
    }

    @Test
    void shouldTakeTheSettlementPriceWhereTheMarketIsNotFitAndItIsAllowed() {
        open();
        limit(RiskLimit.SETTLEMENT_AS_REFERENCE, 1);
        pass(MAX_AGE + 1);
        buy(BID, 2);
        assertEquals(List.of("refused 7 REFERENCE"), strategy.told());
        market.settlement(nowNs, BID - 10 * TICK);
        pass(MAX_AGE + 1);
        buy(BID, 2);
        buy(BID + TICK, 2);
        assertEquals(List.of("SENT", "refused 7 COLLAR"), strategy.told());
    }

    @Test
    void shouldGoByThePriceLimitsOfTheDay() {
        open();
        market.priceLimits(nowNs, BID, BID - TICK);
        buy(OFFER, 2);
        market.priceLimits(nowNs, OFFER, BID - TICK);
        buy(OFFER, 2);
        assertEquals(List.of("refused 7 PRICE_LIMITS", "SENT"), strategy.told());
    }

    @Test
    void shouldNotTradeOnABookAfterAGap() {
        open();
        market.gap();
        buy(BID, 2);
        assertEquals(List.of(RiskCheck.REFERENCE), counted());
    }

    @Test
    void shouldRefuseAloudWhatFindsNoRoomWithinACallback() {
        open();
        strategy.atNextOrder(context -> Collections.nCopies(FLOOD, 1)
                .forEach(one -> context.submit(market.book(), Side.BUY, BID, 2, TimeInForce.DAY, TAG)));
        buy(BID, 2);
        final long refused = gateway.refusedWhileFull();
        assertTrue(refused > 0, "nothing was refused");
        final List<String> told = strategy.told();
        assertEquals(refused, Collections.frequency(told, "refused 7 NO_ROOM"));
        assertEquals(refused, gateway.refusals().get(RiskCheck.NO_ROOM));
        assertEquals(FLOOD + 1 - refused, intents.size());
    }

    @Test
    void shouldCancelEverythingThoughThereIsNoRoomForTheWish() {
        open();
        strategy.atNextOrder(context -> {
            Collections.nCopies(FLOOD, 1)
                    .forEach(one -> context.submit(market.book(), Side.BUY, BID, 2, TimeInForce.DAY, TAG));
            context.cancelAll();
        });
        buy(BID, 2);
        answer();
        assertEquals(0, gateway.core().orders().open());
    }

    @Test
    void shouldRefuseAloudWhatCannotBeRecorded() {
        open();
        isJournalFull = true;
        buy(BID, 2);
        assertEquals(List.of("refused 7 NOT_RECORDED"), strategy.told());
        assertEquals(List.of(RiskCheck.NOT_RECORDED), counted());
        assertEquals(0, gateway.core().orders().open());
    }

    @Test
    void shouldRefuseAloudARequestForAnOrderThatIsNotKnownOrOver() {
        open();
        strategy.context.cancel(99);
        strategy.context.replace(market.book(), 98, BID, 2);
        assertEquals(List.of("refused 0 UNKNOWN_ORDER", "refused 0 UNKNOWN_ORDER"), strategy.told());
        buy(OFFER, 2, TimeInForce.FILL_AND_KILL);
        answer();
        strategy.told();
        final long over = strategy.lastOrder.clOrdId();
        strategy.context.cancel(over);
        strategy.context.replace(market.book(), over, BID, 2);
        assertEquals(List.of("refused 7 ORDER_STATE", "refused 7 ORDER_STATE"), strategy.told());
    }

    /** What is wanted in a callback is decided when that is over; and all that is told of it names the order as submit did. */
    @Test
    void shouldNeverCallTheStrategyWhileItCalls() {
        open();
        final List<Long> given = new ArrayList<>();
        final List<String> toldWithin = new ArrayList<>();
        strategy.atNextBook(context -> {
            given.add(context.submit(market.book(), Side.BUY, BID, 2, TimeInForce.DAY, 41));
            context.replace(market.book(), given.getFirst(), BID - TICK, 3);
            given.add(context.submit(market.book(), Side.BUY, BID + 1, 2, TimeInForce.DAY, 42));
            toldWithin.addAll(strategy.told());
        });
        market.touch(++nowNs, BID, OFFER);
        assertEquals(List.of(), toldWithin);
        assertEquals(List.of("SENT", "refused 41 ORDER_STATE", "refused 42 TICK"), strategy.told());
        assertEquals(given, List.of(strategy.lastOrder.clOrdId(), strategy.refusedId));
        assertEquals(41, strategy.lastOrder.tag());
        assertTrue(given.get(0) < given.get(1), given::toString);
    }

    /** The journal holds the ClOrdID, so that whoever replays gives the same. */
    @Test
    void shouldJournalTheClOrdIdThatSubmitGave() {
        open();
        final long given = buy(BID, 2);
        final UnsafeBuffer intent = new UnsafeBuffer(intents.getLast());
        assertEquals(given, intent.getLong(NewOrderDecoder.clOrdIdEncodingOffset(), LITTLE_ENDIAN));
    }

    @Test
    void shouldTellTheBooksTimeAndPacket() {
        open();
        assertEquals(nowNs, market.book().rxTimeNs());
        assertEquals(market.packet(), market.book().packetSequence());
        assertEquals(ES, market.book().securityId());
        assertEquals(NullValue.PRICE, market.book().highLimit());
    }

    /** Whatever the clock says: an id is never given twice, time does not go back, and a thrown kill switch is told. */
    @Test
    void shouldGoOnFromACheckpointWithAClockThatWasSetBack() {
        open();
        final long before = buy(BID, 1);
        answer();
        gateway.input(OrderInput.KILL, nowNs, writer.buffer(), 0, writer.kill(KillScope.INSTRUMENT, 4_711, 1, true));
        gateway.input(OrderInput.KILL, nowNs, writer.buffer(), 0, writer.kill(KillScope.ALL, 0, 1, true));
        final Checkpoint checkpoint = Checkpoint.of(gateway.core(), nowNs);
        final long hash = checkpoint.hash();
        final long thenNs = nowNs;
        nowNs -= 5_000 * MS;
        told.clear();
        gateway = new OrderGateway(
                new GatewayContext(SETTINGS, Map.of(), Map.of(), 4_096, 4), strategy, this, venue, this);
        gateway.restore(checkpoint.bytes(), checkpoint.length());
        assertEquals(hash, Checkpoint.of(gateway.core(), 0).hash());
        assertTrue(gateway.restored(nowNs));
        assertEquals(List.of("kill true"), told);
        gateway.start(Map.of(), nowNs);
        assertTrue(strategy.context.nowNs() >= thenNs);
        market = new LiveMarket(gateway);
        market.define(nowNs, 2, 500);
        market.touch(nowNs, BID, OFFER);
        final long after = buy(BID, 1);
        assertTrue(after > before, before + " then " + after);
        assertEquals(Side.BUY, gateway.core().orders().byClOrdId(before).side());
    }

    /** What cannot be recorded is not gone on from. */
    @Test
    void shouldSayThatACheckpointFoundNoRoom() {
        open();
        isJournalFull = true;
        assertFalse(gateway.restored(nowNs));
    }
}
