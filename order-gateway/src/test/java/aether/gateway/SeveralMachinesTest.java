package aether.gateway;

import static aether.gateway.LiveMarket.BID;
import static aether.gateway.LiveMarket.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.InstrumentBook;
import aether.gateway.warmup.AnsweringVenue;
import aether.ilink3.SessionSettings;
import aether.ilink3.SessionState;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways behind one log, as two machines have it: inputs are applied when the log says so, and the leader alone speaks. */
class SeveralMachinesTest {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    private static final long START_NS = 1_700_400_000_000_000_000L;
    private static final long TAG = 7;

    private record Input(OrderInput input, long timeNs, UnsafeBuffer content) {}

    /** What was taken, and has not been committed. */
    private final Deque<Input> log = new ArrayDeque<>();

    private Machine leader;
    private Machine follower;
    private boolean isLogFull;

    private final class Machine implements OrderHost, InputJournal, GatewayObserver {
        final RecordingStrategy strategy = new RecordingStrategy();
        final AnsweringVenue venue = new AnsweringVenue();
        final List<OrderInput> journal = new ArrayList<>();
        final List<String> alerts = new ArrayList<>();
        final List<String> wire = new ArrayList<>();
        final OrderGateway gateway;
        final LiveMarket market;

        Machine() {
            gateway = new OrderGateway(
                    new GatewayContext(SETTINGS, Map.of(), Map.of(), 256, 4), strategy, this, new CountedWire(), this);
            gateway.over(this);
            market = new LiveMarket(gateway);
        }

        private final class CountedWire implements OrderWire {
            @Override
            public void send(final DirectBuffer buffer, final int offset, final int length) {
                wire.add("frame");
                venue.send(buffer, offset, length);
            }

            @Override
            public void close() {
                wire.add("close");
            }
        }

        @Override
        public boolean take(
                final OrderInput input,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            if (isLogFull) {
                return false;
            }
            final UnsafeBuffer content = new UnsafeBuffer(new byte[length]);
            content.putBytes(0, buffer, offset, length);
            log.add(new Input(input, timeNs, content));
            return true;
        }

        @Override
        public boolean record(
                final OrderInput input,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            journal.add(input);
            return true;
        }

        @Override
        public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
            return true;
        }

        @Override
        public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {}

        @Override
        public void onAlert(final String what, final long value) {
            alerts.add(what);
        }

        void lead(final Map<RiskLimit, Long> limits) {
            gateway.lead(strategy, limits, market.books(), START_NS);
        }

        void connect() {
            gateway.input(OrderInput.CONNECTED, START_NS);
            commit();
            for (int round = 0; round < 3; round++) {
                venue.answer(gateway::input, START_NS);
                commit();
            }
        }

        long buy() {
            return strategy.context.submit(market.book(), Side.BUY, BID, 2, TimeInForce.DAY, TAG);
        }

        long state() {
            return Checkpoint.of(gateway.core(), START_NS).hash();
        }
    }

    private static Map<RiskLimit, Long> limits() {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            limits.put(limit, Long.MAX_VALUE / 8);
        }
        limits.put(RiskLimit.COLLAR_TICKS, 10L);
        limits.put(RiskLimit.MESSAGES, 4_000L);
        limits.put(RiskLimit.CANCELS, 4_000L);
        limits.put(RiskLimit.MESSAGE_WINDOW, 1_000L);
        limits.put(RiskLimit.DUPLICATE_WINDOW, 0L);
        return limits;
    }

    /** A majority has it: both apply it. */
    private void commit() {
        while (!log.isEmpty()) {
            final Input next = log.poll();
            for (final Machine machine : List.of(leader, follower)) {
                machine.gateway.committed(
                        next.input(),
                        next.timeNs(),
                        next.content(),
                        0,
                        next.content().capacity());
            }
        }
    }

    /** One leads, with a session; both have the same books. */
    @BeforeEach
    void open() {
        leader = new Machine();
        follower = new Machine();
        for (final Machine machine : List.of(leader, follower)) {
            machine.market.define(START_NS, 2, 500);
            machine.market.touch(START_NS, BID, OFFER);
        }
        assertTrue(log.isEmpty(), "before there is a leader, nobody says anything");
        leader.lead(limits());
        commit();
        leader.connect();
        assertEquals(SessionState.ESTABLISHED, leader.gateway.core().session().state());
    }

    @Test
    void shouldSendWhenAMajorityHasIt() {
        leader.wire.clear();
        final long order = leader.buy();
        assertEquals(List.of(), leader.wire);
        assertEquals(null, leader.gateway.core().orders().byClOrdId(order));
        commit();
        assertEquals(List.of("frame"), leader.wire);
        assertEquals(order, leader.gateway.core().orders().byClOrdId(order).clOrdId());
    }

    /** It has the same state, the same journal, and has not said a word to anybody. */
    @Test
    void shouldFollowInSilence() {
        leader.buy();
        commit();
        leader.venue.answer(leader.gateway::input, START_NS);
        commit();
        assertEquals(leader.state(), follower.state());
        assertEquals(leader.journal, follower.journal);
        assertEquals(List.of(), follower.wire);
        assertEquals(List.of(), follower.strategy.told());
        assertEquals(List.of(), follower.alerts);
    }

    /** The one that takes over ends the session of the one before, and when its own is up, takes out what nobody there knows the reason of. */
    @Test
    void shouldTakeOver() {
        final long order = leader.buy();
        commit();
        leader.venue.answer(leader.gateway::input, START_NS);
        commit();
        leader.gateway.follow();
        follower.lead(Map.of());
        assertEquals(OrderInput.DISCONNECTED, log.peek().input());
        commit();
        follower.connect();
        commit();
        assertTrue(follower.gateway.core().orders().byClOrdId(order).isCancelPending());
        assertTrue(follower.wire.size() >= 2, "its own logon, and the cancel");
        assertEquals(leader.state(), follower.state());
        final long next = follower.buy();
        assertTrue(next > order, "an id is given once");
        commit();
        assertEquals(leader.state(), follower.state());
    }

    /** A cancel of what is left may be refused, or lost: it is asked for again until nothing of it is open. */
    @Test
    void shouldCancelWhatIsLeftUntilItIsGone() {
        final long order = leader.buy();
        commit();
        leader.venue.answer(leader.gateway::input, START_NS);
        commit();
        limitCancels(0);
        leader.gateway.follow();
        follower.lead(Map.of());
        commit();
        follower.connect();
        assertFalse(follower.gateway.core().orders().byClOrdId(order).isCancelPending());
        limitCancels(4_000);
        final long own = follower.buy();
        commit();
        follower.venue.answer(follower.gateway::input, START_NS);
        commit();
        follower.gateway.flatten(START_NS);
        commit();
        assertTrue(follower.gateway.core().orders().byClOrdId(order).isCancelPending());
        assertFalse(follower.gateway.core().orders().byClOrdId(own).isCancelPending(), "its own stays");
    }

    private void limitCancels(final long most) {
        final InputWriter writer = new InputWriter();
        final int length = writer.limit(RiskLimit.CANCELS, 1, most);
        leader.take(OrderInput.LIMIT, START_NS, writer.buffer(), 0, length);
        commit();
    }

    /** A strategy that begins hears of that before anything else. */
    @Test
    void shouldStartAStrategyFirst() {
        final List<String> heard = new ArrayList<>();
        follower.gateway.lead(
                new Strategy() {
                    @Override
                    public void onStart(final StrategyContext context) {
                        heard.add("start");
                    }

                    @Override
                    public void onSession(final boolean isUp) {
                        heard.add("session " + isUp);
                    }

                    @Override
                    public void onBookState(final InstrumentBook book) {
                        heard.add("book " + book.state());
                    }
                },
                Map.of(),
                follower.market.books(),
                START_NS);
        assertEquals(List.of("start", "book LIVE"), heard);
    }

    /** What was wanted and is not in the log when somebody else leads never was. */
    @Test
    void shouldForgetWhatIsNotRecorded() {
        final long order = leader.buy();
        log.clear();
        leader.gateway.follow();
        follower.lead(Map.of());
        commit();
        assertEquals(null, leader.gateway.core().orders().byClOrdId(order));
        assertEquals(null, follower.gateway.core().orders().byClOrdId(order));
        assertEquals(leader.state(), follower.state());
    }

    @Test
    void shouldRefuseAnOrderThatTheLogDoesNotTake() {
        isLogFull = true;
        leader.buy();
        assertEquals(1, leader.gateway.refusals().get(RiskCheck.NOT_RECORDED));
        assertFalse(leader.wire.contains("close"));
    }

    /** What the venue said and the log does not take, it says again on another connection. */
    @Test
    void shouldCloseTheConnectionWhenTheLogDoesNotTakeWhatTheVenueSays() {
        leader.buy();
        commit();
        isLogFull = true;
        leader.venue.answer(leader.gateway::input, START_NS);
        assertTrue(leader.wire.contains("close"));
    }

    /** The market's terms are the leader's to say; who takes over says them again, since it may know better. */
    @Test
    void shouldTellTheTermsOfTheMarketAnew() {
        follower.market.define(START_NS, 2, 400);
        assertTrue(log.isEmpty());
        leader.gateway.follow();
        follower.lead(Map.of());
        assertTrue(log.stream().anyMatch(input -> input.input() == OrderInput.INSTRUMENT));
        assertTrue(log.stream().anyMatch(input -> input.input() == OrderInput.MARKET_STATE));
    }
}
