package aether.backtest;

import aether.gateway.GatewayContext;
import aether.gateway.GatewayObserver;
import aether.gateway.InputJournal;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import aether.ilink3.SessionSettings;
import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import aether.risk.RiskCheck;
import aether.venue.entry.DirectOrderEntry;
import aether.venue.entry.OrderEntryContext;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The live order plane and the venue's order entry, with frames under way between them in the time of the session. */
final class OrderPlaneAtPlay implements OrderWire, InputJournal, GatewayObserver {
    /** Frames of one direction: none overtakes another. */
    private static final class FramesUnderWay {
        /** Nothing is under way. */
        static final long NONE = Long.MAX_VALUE;

        /** A frame, and when it arrives, nanoseconds since the epoch. */
        private record Frame(long dueNs, byte[] bytes) {}

        private final ArrayDeque<Frame> frames = new ArrayDeque<>();
        private final Latency latency;
        private final SplittableRandom random;
        private long lastNs = Long.MIN_VALUE;

        FramesUnderWay(final Latency latency, final SplittableRandom random) {
            this.latency = latency;
            this.random = random;
        }

        void send(final byte[] bytes, final long nowNs) {
            lastNs = Math.max(lastNs, nowNs + latency.nextNs(random));
            frames.add(new Frame(lastNs, bytes));
        }

        /** When the next one arrives, or {@link #NONE}. */
        long dueNs() {
            return frames.isEmpty() ? NONE : frames.peek().dueNs();
        }

        byte[] take() {
            return frames.remove().bytes();
        }

        /** The connection is gone, and with it what was under way. */
        void lose() {
            frames.clear();
        }
    }

    /** Both ends are here; nobody else's. */
    private static final String SECRET = "YmFja3Rlc3Q";

    private static final SessionSettings SESSION =
            new SessionSettings("BT1", "TEST", "KEY", "BACKTEST", "XX", "Aether", "1", "Aether", 60_000);
    private static final int MAX_ORDERS = 1 << 14;
    private static final int MAX_INSTRUMENTS = 1 << 14;
    private static final long TICK_NS = 100_000_000L;
    private static final long RECONNECT_NS = 1_000_000_000L;

    /** Nothing was recorded for so long: the market was closed. */
    private static final long CLOSED_NS = 3_600_000_000_000L;

    private static final int MOST_LOGON_FRAMES = 64;

    private final BacktestSetup setup;
    private final RecordedMarket market;
    private final TradeLog log;
    private final WatchedStrategy strategy;
    private final OrderGateway gateway;
    private final DirectOrderEntry entry;
    private final FramesUnderWay toVenue;
    private final FramesUnderWay toClient;
    private final SessionSignature signature = new SessionSignature(SECRET);
    private final UnsafeBuffer incoming = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer outgoing = new UnsafeBuffer(0, 0);
    private Throwable failure;
    private boolean isConnected;
    private boolean isToBeClosed;
    private long sessionsLost;
    private long nowNs;
    private long venueNs;
    private long nextTickNs;
    private long reconnectNs = Long.MAX_VALUE;

    OrderPlaneAtPlay(
            final BacktestSetup setup, final RecordedMarket market, final TradeLog log, final SplittableRandom random) {
        this.setup = setup;
        this.market = market;
        this.log = log;
        toVenue = new FramesUnderWay(setup.order(), random.split());
        toClient = new FramesUnderWay(setup.report(), random.split());
        strategy = new WatchedStrategy(setup.strategy().get(), log);
        entry = new DirectOrderEntry(market, SECRET, new OrderEntryContext().conclude());
        gateway = new OrderGateway(
                new GatewayContext(SESSION, setup.limits(), setup.settings(), MAX_ORDERS, MAX_INSTRUMENTS),
                strategy,
                this,
                this,
                this);
        gateway.queues(market);
    }

    OrderGateway gateway() {
        return gateway;
    }

    /** What the strategy threw, or null. */
    Throwable failure() {
        return failure;
    }

    /** Intents that were refused before they were sent, by check. */
    Map<RiskCheck, Long> refusals() {
        return strategy.refusals();
    }

    /** Orders that came to the venue. */
    long ordersAtVenue() {
        return entry.orderCount();
    }

    /** Times that the venue, or we, ended the session before its end. */
    long sessionsLost() {
        return sessionsLost;
    }

    /** Orders that rest at the end. */
    long openOrders() {
        return entry.openOrders();
    }

    /** Of everything that the order plane has done: equal for equal runs. */
    long hash() {
        return gateway.core().hash();
    }

    /** Before the first message. */
    void begin(final long timeNs) {
        nowNs = timeNs;
        venueNs = timeNs;
        nextTickNs = timeNs;
        gateway.start(setup.limits(), timeNs);
        connect(timeNs);
    }

    /** Logs on before anything else happens. */
    private void connect(final long timeNs) {
        isConnected = true;
        reconnectNs = Long.MAX_VALUE;
        entry.connected(bytes -> toClient.send(bytes, venueNs));
        gateway.input(OrderInput.CONNECTED, timeNs);
        for (int i = 0; i < MOST_LOGON_FRAMES && isUnderWay(); i++) {
            if (toVenue.dueNs() != FramesUnderWay.NONE) {
                enter(timeNs);
            } else {
                report(timeNs);
            }
        }
    }

    private boolean isUnderWay() {
        return toVenue.dueNs() != FramesUnderWay.NONE || toClient.dueNs() != FramesUnderWay.NONE;
    }

    /**
     * Time passes up to an event of the market.
     *
     * @param eventNs when it happens at the venue: what arrives there before comes first
     * @param heardNs when the strategy hears of it: what it hears up to then comes first
     */
    void advance(final long eventNs, final long heardNs) {
        if (heardNs - nextTickNs > CLOSED_NS) {
            pass(eventNs, heardNs);
        }
        while (step(eventNs, heardNs)) {
            // One after the other, each of which may bring about others.
        }
        nowNs = heardNs;
        venueTime(eventNs);
    }

    /** What happens at the venue from now on happens at this time. */
    private void venueTime(final long timeNs) {
        venueNs = Math.max(venueNs, timeNs);
        market.time(venueNs);
        log.venueTime(venueNs);
        entry.time(venueNs);
    }

    private boolean step(final long eventNs, final long heardNs) {
        if (isToBeClosed) {
            lose();
        }
        final long arrival = toVenue.dueNs() < eventNs ? toVenue.dueNs() : FramesUnderWay.NONE;
        final long report = toClient.dueNs() <= heardNs ? toClient.dueNs() : FramesUnderWay.NONE;
        final long tick = nextTickNs <= heardNs ? nextTickNs : FramesUnderWay.NONE;
        if (arrival != FramesUnderWay.NONE && arrival <= report && arrival <= tick) {
            enter(arrival);
        } else if (report != FramesUnderWay.NONE && report <= tick) {
            report(report);
        } else if (tick != FramesUnderWay.NONE) {
            tick();
        } else {
            return false;
        }
        return true;
    }

    private void enter(final long timeNs) {
        venueTime(timeNs);
        if (!entry.onFrame(toVenue.take(), venueNs)) {
            lose();
        }
    }

    private void report(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        incoming.wrap(toClient.take());
        gateway.input(OrderInput.FRAME, nowNs, incoming, 0, incoming.capacity());
    }

    private void tick() {
        nowNs = Math.max(nowNs, nextTickNs);
        nextTickNs += TICK_NS;
        if (isConnected && !entry.onTime(nowNs)) {
            lose();
        }
        gateway.input(OrderInput.TIME, nowNs);
        if (nowNs >= reconnectNs) {
            connect(nowNs);
        }
    }

    /** The market was closed meanwhile: the day's orders are over, and there is another session. */
    private void pass(final long eventNs, final long heardNs) {
        final long closedNs = nextTickNs;
        while (step(closedNs + 1, closedNs)) {
            // What was under way arrives.
        }
        entry.endDay(venueNs);
        while (step(closedNs + TICK_NS, closedNs + TICK_NS)) {
            // The strategy hears of it.
        }
        hangUp();
        nextTickNs = heardNs;
        nowNs = heardNs;
        venueTime(Math.min(eventNs, heardNs));
        connect(heardNs);
    }

    private void lose() {
        sessionsLost += isConnected ? 1 : 0;
        hangUp();
    }

    private void hangUp() {
        isToBeClosed = false;
        if (isConnected) {
            isConnected = false;
            entry.disconnected();
            toVenue.lose();
            toClient.lose();
            reconnectNs = nowNs + RECONNECT_NS;
            gateway.input(OrderInput.DISCONNECTED, nowNs);
        }
    }

    /** Nothing more happens in the market: what is under way arrives, what comes of that does not matter any more. */
    void end(final long timeNs) {
        advance(timeNs + 1, timeNs);
        while (toVenue.dueNs() != FramesUnderWay.NONE || toClient.dueNs() != FramesUnderWay.NONE) {
            if (toVenue.dueNs() <= toClient.dueNs()) {
                enter(toVenue.dueNs());
            } else if (failure == null && toClient.dueNs() < timeNs + TICK_NS) {
                report(toClient.dueNs());
            } else {
                return;
            }
        }
    }

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        outgoing.wrap(bytes);
        if (SessionSignature.isSigned(Sofh.templateId(outgoing, 0))) {
            signature.sign(outgoing, 0);
        }
        toVenue.send(bytes, gateway.core().nowNs());
    }

    /** The core is at it: its connection is closed when it has ended. */
    @Override
    public void close() {
        isToBeClosed = true;
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
        // What counts is the last one.
    }

    @Override
    public void onStrategyFailed(final Throwable cause) {
        failure = cause;
    }
}
