package aether.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderStateMachine;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 81: every check just within its limit, at it, and just beyond it. */
class PreTradeRiskTest {
    private static final int ES = 5;
    private static final long TICK = 25;
    private static final long BID = 100_000;
    private static final long OFFER = BID + TICK;
    private static final long HUGE = Long.MAX_VALUE / 4;
    private static final long NOW = 1_000_000_000_000L;

    private final PreTradeRisk risk = new PreTradeRisk(64);
    private final OrderStateMachine orders = new OrderStateMachine(64, 8, 64, risk);
    private final RiskQuestion question = new RiskQuestion();
    private long nextId = 1;
    private long execId = 1;

    @BeforeEach
    void allowEverything() {
        risk.positions(orders.positions());
        risk.session(true);
        instrument(1, 1_000);
        for (final RiskLimit limit : RiskLimit.values()) {
            risk.limit(limit, HUGE);
        }
        risk.limit(RiskLimit.MESSAGE_WINDOW, 3_000_000_000L);
        risk.limit(RiskLimit.DUPLICATE_WINDOW, 0);
        risk.limit(RiskLimit.COLLAR_TICKS, 1_000);
        risk.limit(RiskLimit.SETTLEMENT_AS_REFERENCE, 0);
    }

    private void instrument(final long min, final long max) {
        risk.instrument(ES, terms(min, max));
    }

    private static InstrumentLimits terms(final long min, final long max) {
        return new InstrumentLimits()
                .tick(TICK)
                .quantities(min, max)
                .multiplier(50)
                .prices(RiskQuestion.NO_PRICE, RiskQuestion.NO_PRICE, BID);
    }

    private RiskQuestion buy(final long price, final int quantity) {
        return ask(ES, Side.BUY, price, quantity, TimeInForce.DAY);
    }

    private RiskQuestion sell(final long price, final int quantity) {
        return ask(ES, Side.SELL, price, quantity, TimeInForce.DAY);
    }

    private RiskQuestion ask(
            final int securityId,
            final Side side,
            final long price,
            final int quantity,
            final TimeInForce timeInForce) {
        return question.order(new OrderTerms()
                        .of(1, nextId, 0)
                        .instrument(securityId)
                        .limit(side, price, quantity, timeInForce))
                .market(BID, OFFER, true, NOW);
    }

    private void expect(final RiskCheck check, final RiskQuestion asked) {
        assertEquals(check, risk.check(asked, NOW));
    }

    private Order rest(final Side side, final long price, final int quantity) {
        nextId++;
        final Order order = orders.place(
                new OrderTerms().of(1, nextId, 0).instrument(ES).limit(side, price, quantity, TimeInForce.DAY), NOW);
        orders.local(order, OrderEvent.SENT, 0, NOW);
        orders.acknowledged(order, nextId, NOW);
        return order;
    }

    private void trade(final Order order, final long price, final int quantity) {
        orders.filled(order, order.orderId(), execId++, price, quantity, -1, NOW);
    }

    @Test
    void shouldLetAnOrderPassThatNothingSpeaksAgainst() {
        expect(RiskCheck.NONE, buy(BID, 1));
        expect(RiskCheck.NONE, sell(OFFER, 1));
    }

    @Test
    void shouldAllowNothingBeforeLimitsAreSet() {
        final PreTradeRisk fresh = new PreTradeRisk(4);
        fresh.positions(orders.positions());
        fresh.session(true);
        fresh.instrument(ES, terms(1, 1_000));
        assertEquals(RiskCheck.MAX_QUANTITY, fresh.check(buy(BID, 1), NOW));
    }

    @Test
    void shouldBlockEverythingNewWhileKilled() {
        risk.killAll(true);
        expect(RiskCheck.KILL_SWITCH, buy(BID, 1));
        assertEquals(RiskCheck.NONE, risk.checkCancel(ES, NOW));
        risk.killAll(false);
        expect(RiskCheck.NONE, buy(BID, 1));
        risk.killInstrument(ES, true);
        expect(RiskCheck.KILL_SWITCH, buy(BID, 1));
        risk.killInstrument(ES, false);
        risk.killStrategy(1, true);
        expect(RiskCheck.KILL_SWITCH, buy(BID, 1));
        risk.killStrategy(1, false);
        risk.killStrategy(2, true);
        expect(RiskCheck.NONE, buy(BID, 1));
    }

    @Test
    void shouldSendNothingWithoutASession() {
        risk.session(false);
        expect(RiskCheck.SESSION_DOWN, buy(BID, 1));
        assertEquals(RiskCheck.SESSION_DOWN, risk.checkCancel(ES, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "17, 0, NONE, NONE",
        "21, 0, NONE, NONE",
        "21, 1, NONE, MARKET_STATE",
        "2, 0, MARKET_STATE, NONE",
        "4, 0, MARKET_STATE, NONE",
        "18, 0, MARKET_STATE, NONE"
    })
    void shouldHeedTheMarketState(final int status, final int event, final RiskCheck order, final RiskCheck cancel) {
        risk.marketState(ES, status, event);
        expect(order, buy(BID, 1));
        assertEquals(cancel, risk.checkCancel(ES, NOW));
    }

    @Test
    void shouldKnowTheInstrument() {
        expect(RiskCheck.UNKNOWN_INSTRUMENT, ask(6, Side.BUY, BID, 1, TimeInForce.DAY));
        risk.discontinued(ES);
        expect(RiskCheck.DISCONTINUED, buy(BID, 1));
    }

    @ParameterizedTest
    @CsvSource({"0, NONE", "3, NONE", "4, NONE", "1, ORDER_TYPE", "6, ORDER_TYPE"})
    void shouldAllowTimesInForceThatItKnows(final int code, final RiskCheck check) {
        expect(check, ask(ES, Side.BUY, BID, 1, TimeInForce.of(code)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, MIN_QUANTITY",
        "0, MIN_QUANTITY",
        "4, MIN_QUANTITY",
        "5, NONE",
        "6, NONE",
        "99, NONE",
        "100, NONE",
        "101, MAX_QUANTITY"
    })
    void shouldKeepToTheExchangesQuantities(final int quantity, final RiskCheck check) {
        instrument(5, 100);
        expect(check, buy(BID, quantity));
    }

    @ParameterizedTest
    @CsvSource({"9, NONE", "10, NONE", "11, MAX_QUANTITY"})
    void shouldKeepToOurOwnQuantity(final int quantity, final RiskCheck check) {
        risk.limit(RiskLimit.MAX_QUANTITY, 10);
        expect(check, buy(BID, quantity));
    }

    @ParameterizedTest
    @CsvSource({"-1, TICK", "0, NONE", "1, TICK", "24, TICK", "25, NONE"})
    void shouldKeepToTheTick(final long more, final RiskCheck check) {
        expect(check, sell(OFFER + more, 1));
    }

    @Test
    void shouldWantAPrice() {
        expect(RiskCheck.PRICE_MISSING, buy(RiskQuestion.NO_PRICE, 1));
    }

    @ParameterizedTest
    @CsvSource({"99, NONE", "100, NONE", "101, REFERENCE"})
    void shouldNotCompareWithAnOldMarket(final long age, final RiskCheck check) {
        risk.limit(RiskLimit.MAX_REFERENCE_AGE, 100);
        expect(check, buy(BID, 1).market(BID, OFFER, true, NOW - age));
    }

    @Test
    void shouldNotCompareWithAMarketThatIsNone() {
        expect(RiskCheck.REFERENCE, buy(BID, 1).market(BID, OFFER, false, NOW));
        expect(RiskCheck.REFERENCE, buy(BID, 1).market(BID, BID, true, NOW));
        expect(RiskCheck.REFERENCE, buy(BID, 1).market(BID, RiskQuestion.NO_PRICE, true, NOW));
        risk.limit(RiskLimit.SETTLEMENT_AS_REFERENCE, 1);
        risk.limit(RiskLimit.COLLAR_TICKS, 2);
        expect(RiskCheck.NONE, buy(BID + 2 * TICK, 1).market(BID, OFFER, false, NOW));
        expect(RiskCheck.COLLAR, buy(BID + 3 * TICK, 1).market(BID, OFFER, false, NOW));
    }

    @ParameterizedTest
    @CsvSource({"3, NONE", "4, NONE", "5, COLLAR"})
    void shouldNotReachTooFarThroughTheMarket(final long ticks, final RiskCheck check) {
        risk.limit(RiskLimit.COLLAR_TICKS, 4);
        expect(check, buy(OFFER + ticks * TICK, 1));
        expect(check, sell(BID - ticks * TICK, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, NONE", "0, NONE", "1, PRICE_LIMITS"})
    void shouldKeepToThePriceLimits(final long ticks, final RiskCheck check) {
        risk.instrument(ES, terms(1, 1_000).prices(OFFER + 10 * TICK, BID - 10 * TICK, BID));
        expect(check, buy(OFFER + (10 + ticks) * TICK, 1));
        expect(check, sell(BID - (10 + ticks) * TICK, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, NONE", "0, NONE", "1, ORDER_VALUE"})
    void shouldKeepToTheOrderValue(final long less, final RiskCheck check) {
        risk.limit(RiskLimit.MAX_ORDER_VALUE, BID * 3 * 50 - less);
        expect(check, buy(BID, 3));
    }

    @Test
    void shouldTakeAValueBeyondALongForTooMuch() {
        instrument(1, HUGE);
        final Order resting = rest(Side.BUY, BID, 1);
        expect(
                RiskCheck.ORDER_VALUE,
                question.replace(resting, BID, Long.MAX_VALUE / 1000).market(BID, OFFER, true, NOW));
    }

    @ParameterizedTest
    @CsvSource({"1, NONE", "2, NONE", "3, OPEN_ORDERS"})
    void shouldKeepToTheNumberOfOpenOrders(final int resting, final RiskCheck check) {
        risk.limit(RiskLimit.MAX_OPEN_ORDERS, 3);
        for (int i = 0; i < resting; i++) {
            rest(Side.BUY, BID - i * TICK, 1);
        }
        expect(check, buy(BID, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, NONE", "0, NONE", "1, GROSS_VALUE"})
    void shouldKeepToTheValueOfAllOpenOrders(final long less, final RiskCheck check) {
        rest(Side.BUY, BID, 4);
        rest(Side.SELL, OFFER, 2);
        final long value = 50 * (BID * 4 + OFFER * 2 + BID * 3);
        risk.limit(RiskLimit.MAX_GROSS_VALUE, value - less);
        expect(check, buy(BID, 3));
    }

    @ParameterizedTest
    @CsvSource({"2, NONE", "3, NONE", "4, POSITION"})
    void shouldKeepToThePositionThatMayCome(final int quantity, final RiskCheck check) {
        risk.limit(RiskLimit.MAX_POSITION, 10);
        final Order order = rest(Side.BUY, BID, 7);
        trade(order, BID, 5);
        expect(check, buy(BID, quantity));
    }

    @Test
    void shouldCountAPendingReplaceWithTheLargerQuantity() {
        risk.limit(RiskLimit.MAX_POSITION, 10);
        final Order order = rest(Side.BUY, BID, 4);
        orders.requestReplace(order, 900, BID, 8, NOW);
        expect(RiskCheck.POSITION, buy(BID, 3));
        expect(RiskCheck.NONE, buy(BID, 2));
        orders.requestRejected(order, 900, true, 1, NOW);
        expect(RiskCheck.NONE, buy(BID, 6));
        expect(RiskCheck.POSITION, buy(BID, 7));
    }

    @Test
    void shouldCheckAReplaceByWhatItAdds() {
        risk.limit(RiskLimit.MAX_POSITION, 10);
        final Order order = rest(Side.BUY, BID, 8);
        assertEquals(RiskCheck.NONE, risk.check(replace(order, 10), NOW));
        assertEquals(RiskCheck.POSITION, risk.check(replace(order, 11), NOW));
        trade(order, BID, 3);
        assertEquals(RiskCheck.NONE, risk.check(replace(order, 10), NOW));
        assertEquals(RiskCheck.POSITION, risk.check(replace(order, 11), NOW));
    }

    private RiskQuestion replace(final Order order, final long quantity) {
        return question.replace(order, BID, quantity).market(BID, OFFER, true, NOW);
    }

    @Test
    void shouldKeepToTheMessagesOfAWindow() {
        risk.limit(RiskLimit.MESSAGES, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(RiskCheck.NONE, risk.check(buy(BID, 1).market(BID, OFFER, true, NOW), NOW + i));
        }
        assertEquals(RiskCheck.MESSAGE_RATE, risk.check(buy(BID, 1), NOW + 2_999_999_999L));
        assertEquals(RiskCheck.NONE, risk.check(buy(BID, 1), NOW + 3_000_000_000L));
        assertEquals(RiskCheck.MESSAGE_RATE, risk.check(buy(BID, 1), NOW + 3_000_000_000L));
        assertEquals(RiskCheck.NONE, risk.check(buy(BID, 1), NOW + 3_000_000_001L));
    }

    @Test
    void shouldCountCancelsForThemselves() {
        risk.limit(RiskLimit.MESSAGES, 1);
        risk.limit(RiskLimit.CANCELS, 2);
        expect(RiskCheck.NONE, buy(BID, 1));
        assertEquals(RiskCheck.NONE, risk.checkCancel(ES, NOW));
        assertEquals(RiskCheck.NONE, risk.checkCancel(ES, NOW));
        assertEquals(RiskCheck.MESSAGE_RATE, risk.checkCancel(ES, NOW + 1));
        expect(RiskCheck.MESSAGE_RATE, buy(BID, 1));
    }

    @ParameterizedTest
    @CsvSource({"99, DUPLICATE", "100, NONE", "101, NONE"})
    void shouldNoticeAnOrderThatIsSentTwice(final long laterNs, final RiskCheck check) {
        risk.limit(RiskLimit.DUPLICATE_WINDOW, 100);
        expect(RiskCheck.NONE, buy(BID, 1));
        assertEquals(check, risk.check(buy(BID, 1), NOW + laterNs));
        assertEquals(RiskCheck.NONE, risk.check(buy(BID, 2), NOW + 1));
        assertEquals(RiskCheck.NONE, risk.check(sell(OFFER, 1), NOW + 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, NONE", "0, SELF_MATCH", "1, SELF_MATCH"})
    void shouldNotTradeWithItself(final long ticks, final RiskCheck check) {
        rest(Side.SELL, OFFER + 4 * TICK, 1);
        expect(check, buy(OFFER + (4 + ticks) * TICK, 1));
        final Order moving = rest(Side.SELL, OFFER + 9 * TICK, 1);
        orders.requestReplace(moving, 900, OFFER + 3 * TICK, 1, NOW);
        expect(check, buy(OFFER + (3 + ticks) * TICK, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, LOSS", "0, NONE", "1, NONE"})
    void shouldStopAtTheLossOfTheDay(final long more, final RiskCheck check) {
        trade(rest(Side.BUY, OFFER + 10 * TICK, 2), OFFER + 10 * TICK, 2);
        // A sell is compared with the best bid: the position is worth that.
        final long loss = 50 * 2 * (OFFER + 10 * TICK - BID);
        risk.limit(RiskLimit.MAX_LOSS, loss + more);
        expect(check, sell(OFFER, 1));
    }

    @Test
    void shouldGoBackToNothingWhenAllOrdersAreOver() {
        final Order one = rest(Side.BUY, BID, 4);
        final Order two = rest(Side.SELL, OFFER, 4);
        orders.requestReplace(one, 900, BID + TICK, 9, NOW);
        assertTrue(risk.grossValue() > 0);
        orders.canceled(one, -1, execId++, 0, NOW);
        trade(two, OFFER, 4);
        assertEquals(0, risk.grossValue());
    }

    @Test
    void shouldCountRefusalsByTheirCheck() {
        expect(RiskCheck.TICK, buy(BID + 1, 1));
        expect(RiskCheck.TICK, buy(BID + 2, 1));
        assertEquals(2, risk.refusals(RiskCheck.TICK));
        final long version = risk.version();
        assertEquals(1_000, risk.limit(RiskLimit.COLLAR_TICKS, 5));
        assertEquals(version + 1, risk.version());
    }
}
