package aether.gateway;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionState;
import aether.nic.CounterRegister;
import aether.nic.Counters;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.KillScope;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Runs one strategy and the order core on the feed's thread: books come in from the feed, bytes from the connection; every input
 * of the core is recorded first and applied then. What a strategy wants in a callback waits until that is over, and the core too: it is never
 * called while it calls.
 *
 * <p>One thread. An exception in the strategy stops it and cancels its orders; everything else goes on.
 */
public final class OrderGateway implements BookListener, CoreListener {
    /** The one strategy's number. */
    public static final int STRATEGY = 1;

    private static final int NEW_TRADE = 0;
    private static final int DIGEST_EVERY = 1024;
    private static final long CLOCKS_APART_NS = 100_000_000L;

    private final OrderCore core;
    private final GuardedStrategy strategy;
    private final InputJournal journal;
    private OrderHost host;
    private final OrderWire wire;
    private final GatewayObserver observer;
    private final StrategyIntents intents;
    private final InputWriter writer = new InputWriter();
    private final WaitingInputs.Handler take = this::take;
    private final RefusedIntents.Handler tellRefused;
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    private long nextDigest = DIGEST_EVERY;
    private boolean isApplying;
    private boolean isSettling;
    /** What happens is somebody else's to tell: that of a session before this one, or of another machine that leads. */
    private boolean isSilent;

    private boolean hasLeftovers;
    private long lastLeftover;

    public OrderGateway(
            final GatewayContext context,
            final Strategy strategy,
            final InputJournal journal,
            final OrderWire wire,
            final GatewayObserver observer) {
        this.strategy = new GuardedStrategy(strategy, this::failed, this::settle);
        tellRefused = this.strategy::onRefused;
        this.journal = journal;
        host = this::takeAlone;
        this.wire = wire;
        this.observer = observer;
        core = new OrderCore(context.session(), context.maxOrders(), context.maxInstruments(), this);
        intents = new StrategyIntents(core, context.strategySettings(), observer, this::settle);
    }

    /** Where orders stand in their queues; without it, as the book by order shows them. */
    public void queues(final QueuePosition value) {
        intents.queues(value);
    }

    /** What comes is live: limits first, then the strategy, which has begun already where something recorded was before. */
    public void start(final Map<RiskLimit, Long> limits, final long timeNs) {
        limit(limits, timeNs);
        if (intents.isLive()) {
            strategy.onStart(intents);
        } else {
            intents.live();
            strategy.onLive();
        }
    }

    /** What comes until {@link #start} was recorded. The strategy hears nothing of it, until {@link #hearRecorded}. */
    public void awaitRecorded() {
        intents.recorded();
        strategy.mute();
    }

    /** From here on the strategy hears what was recorded; first, how good each book is. Nothing of what it wants is done. */
    public void hearRecorded(final BookBuilder books, final long timeNs) {
        intents.time(timeNs);
        strategy.unmute();
        strategy.onStart(intents);
        tellStates(books);
    }

    /** Recorded time passes. */
    public void recordedTime(final long timeNs) {
        intents.time(timeNs);
        strategy.onTime(timeNs);
    }

    /** The strategy hears of each book: whether it trades, and how good it is. */
    private void tellStates(final BookBuilder books) {
        for (int i = 0; i < books.instrumentCount(); i++) {
            strategy.onStatus(books.instrumentAt(i));
            strategy.onBookState(books.instrumentAt(i));
        }
    }

    /** What the configuration says of limits. */
    public void limit(final Map<RiskLimit, Long> limits, final long timeNs) {
        intents.time(timeNs);
        limits.forEach((limit, value) -> input(OrderInput.LIMIT, writer.limit(limit, 0, value)));
    }

    /** An input from outside: the connection, an operator, time. */
    public void input(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        intents.time(timeNs);
        take(input, buffer, offset, length);
        settle();
    }

    /**
     * Where a session that ended before this one stood: taken over at once, unless its inputs have been taken over up to there, one by one.
     *
     * @throws aether.state.StateException when that is not possible; this gateway is of no use then
     */
    public void restore(final DirectBuffer checkpoint, final int length) {
        if (core.inputs() == 0) {
            Checkpoint.load(core, checkpoint, 0, length);
            intents.time(core.nowNs());
            for (int place = 0; place < core.orders().size(); place++) {
                // Forgotten ones too: an id is never given twice, whatever the clock says.
                intents.taken(core.orders().order(place).clOrdId());
            }
            nextDigest = digestBehind(core.inputs());
        }
    }

    /** An input of a session that ended before this one began: taken over without a word to anybody, the journal included. */
    public void restore(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        intents.time(timeNs);
        silence();
        core.apply(input, intents.timeNs(), buffer, offset, length);
        speak();
    }

    /**
     * All was taken over: the connection of that session is gone, and its orders will be canceled when there is a new one.
     *
     * @return false when that could not be recorded: nothing may be traded upon it
     */
    public boolean restored(final long timeNs) {
        restore(OrderInput.BACKUP_DISCONNECTED, timeNs, none, 0, 0);
        restore(OrderInput.DISCONNECTED, timeNs, none, 0, 0);
        leave();
        nextDigest = digestBehind(core.inputs());
        if (core.risk().isKilled()) {
            observer.onKill(true);
        }
        return checkpoint(timeNs);
    }

    /**
     * Records all of the state as it is. Takes tens of milliseconds, and allocates: for a venue's breaks, and before anything runs.
     *
     * @return false when there was no room for it; the one before stays the newest
     */
    public boolean checkpoint(final long timeNs) {
        return record(Checkpoint.of(core, timeNs), timeNs);
    }

    /** As {@link #checkpoint}; the same for whoever else wants it. */
    public Checkpoint snapshot(final long timeNs) {
        final Checkpoint checkpoint = Checkpoint.of(core, timeNs);
        record(checkpoint, timeNs);
        return checkpoint;
    }

    private boolean record(final Checkpoint checkpoint, final long timeNs) {
        final boolean isRecorded = journal.checkpoint(timeNs, checkpoint.bytes(), checkpoint.length());
        if (!isRecorded) {
            observer.onAlert(
                    "checkpoint not recorded, the journal has no room for it beside what must go on; bytes",
                    checkpoint.length());
        }
        return isRecorded;
    }

    /** An input without content. */
    public void input(final OrderInput input, final long timeNs) {
        if (input == OrderInput.DISCONNECTED) {
            // First, since another connection may take over within this very input.
            strategy.onSession(false);
        }
        input(input, timeNs, none, 0, 0);
        if (input == OrderInput.TIME) {
            strategy.onTime(timeNs);
        }
    }

    /** What the market says, or the configuration. Where another machine leads, it is that one's to say. */
    private void input(final OrderInput input, final int length) {
        if (!isSilent) {
            take(input, writer.buffer(), 0, length);
            settle();
        }
    }

    /** Applies what is wanted, unless the strategy, or the core, is at it: whoever called them does it then. */
    private void settle() {
        if (strategy.isCalled() || isApplying || isSettling) {
            return;
        }
        isSettling = true;
        intents.drain(take);
        intents.tellRefused(tellRefused);
        intents.drain(take);
        isSettling = false;
    }

    private void take(final OrderInput input, final DirectBuffer buffer, final int offset, final int length) {
        if (host.take(input, intents.timeNs(), buffer, offset, length)) {
            return;
        }
        if (input.isNew()) {
            observer.onAlert("intent not recorded, and so not sent", input.number());
            intents.notRecorded(input, buffer, offset, length);
        } else if (input != OrderInput.TIME) {
            // Whatever the venue has said meanwhile, it says again to the next connection.
            observer.onAlert("input not taken; the connection to the venue is closed", input.number());
            wire.close();
        }
    }

    /** One machine: recorded first and applied then, at once. What cannot be recorded must not go out; what is out already must still be heard of. */
    private boolean takeAlone(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!journal.record(input, timeNs, buffer, offset, length) && input.isNew()) {
            return false;
        }
        apply(input, timeNs, buffer, offset, length);
        return true;
    }

    private void apply(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        isApplying = true;
        core.apply(input, timeNs, buffer, offset, length);
        isApplying = false;
        if (core.inputs() >= nextDigest) {
            nextDigest = digestBehind(core.inputs());
            digest();
        }
    }

    /** The same places on all machines, wherever they have begun. */
    private static long digestBehind(final long inputs) {
        return (inputs / DIGEST_EVERY + 1) * DIGEST_EVERY;
    }

    /** From here on, somebody else puts inputs in order; before any has come. Silent until {@link #lead}. */
    public void over(final OrderHost value) {
        host = value;
        silence();
    }

    private void silence() {
        isSilent = true;
        strategy.mute();
    }

    private void speak() {
        isSilent = false;
        strategy.unmute();
    }

    /** The host has it, and so have all others that count: it is applied. */
    public void committed(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        intents.time(timeNs);
        if (!journal.record(input, timeNs, buffer, offset, length)) {
            observer.onAlert("input not in the journal, which has no room; the cluster's log has it", input.number());
        }
        apply(input, timeNs, buffer, offset, length);
        if (!isSilent) {
            settle();
        }
    }

    /**
     * This machine leads from here on: what was open before is taken out, a strategy begins that knows nothing of it, and hears of each book how good it is.
     *
     * @param limits what the configuration says of them, where nothing has been said yet
     */
    public void lead(
            final Strategy fresh, final Map<RiskLimit, Long> limits, final BookBuilder books, final long timeNs) {
        intents.time(timeNs);
        leave();
        if (core.nowNs() > timeNs + CLOCKS_APART_NS) {
            observer.onAlert(
                    "this machine's clock is behind the one that led before, nanoseconds", core.nowNs() - timeNs);
        }
        limits.forEach((limit, value) -> take(OrderInput.LIMIT, writer.buffer(), 0, writer.limit(limit, 0, value)));
        if (core.session().state() != SessionState.DISCONNECTED) {
            take(OrderInput.DISCONNECTED, none, 0, 0);
        }
        strategy.become(fresh);
        speak();
        strategy.onStart(intents);
        for (int i = 0; i < books.instrumentCount(); i++) {
            final InstrumentBook instrument = books.instrumentAt(i);
            onDefinition(instrument, 0);
            onStatus(instrument);
            strategy.onBookState(instrument);
        }
    }

    /** What is open now was wanted by somebody who is not there any more: it is taken out. */
    private void leave() {
        hasLeftovers = core.orders().open() > 0;
        lastLeftover = intents.lastId();
    }

    /** A cancel may be lost or refused: what was left is canceled again, now and then, until nothing of it is open. */
    private void cancelLeftovers() {
        boolean isOpen = false;
        for (int place = 0; place < core.orders().size(); place++) {
            final Order order = core.orders().order(place);
            if (order.clOrdId() <= lastLeftover && !order.status().isTerminal()) {
                isOpen = true;
                if (!order.isCancelPending()) {
                    intents.cancel(order.clOrdId());
                }
            }
        }
        lastLeftover = isOpen ? lastLeftover : 0;
    }

    /** Another machine leads, or none: what was wanted here and is not recorded is void. */
    public void follow() {
        silence();
        intents.forget();
    }

    /** Records the state as it is. */
    public void digest() {
        journal.digest(core.inputs(), intents.timeNs(), core.outputHash(), core.hash());
    }

    /** Stops the strategy and takes its orders out. */
    public void stopStrategy(final long timeNs) {
        strategy.stop();
        flatten(timeNs);
    }

    /** Where nothing is to rest any more, but something does: a cancel may have been lost on the way. Now and then. */
    public void flatten(final long timeNs) {
        intents.time(timeNs);
        if ((strategy.isStopped() || core.risk().isKilled()) && core.orders().open() > 0) {
            intents.cancelAll();
        } else if (lastLeftover != 0 && !hasLeftovers && core.session().state() == SessionState.ESTABLISHED) {
            cancelLeftovers();
        }
    }

    private void failed(final Throwable cause) {
        observer.onStrategyFailed(cause);
        intents.cancelAll();
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        intents.time(event.rxTimeNs());
        if ((event.flags() & (BookEvent.STATISTICS | BookEvent.RECOVERED)) != 0) {
            tellTerms(instrument);
        }
        strategy.onBook(instrument, event);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        strategy.onBookState(instrument);
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        if (action == NEW_TRADE) {
            strategy.onTrade(instrument, price, size, aggressorSide);
        }
    }

    @Override
    public void onStatus(final InstrumentBook instrument) {
        input(
                OrderInput.MARKET_STATE,
                writer.marketState(instrument.securityId(), instrument.tradingStatus(), instrument.tradingEvent()));
        strategy.onStatus(instrument);
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        if (instrument.state() == BookState.DISCONTINUED) {
            input(OrderInput.DISCONTINUED, writer.discontinued(instrument.securityId()));
        } else if (hasTick(instrument)) {
            input(OrderInput.INSTRUMENT, writer.instrument(instrument));
        }
    }

    private static boolean hasTick(final InstrumentBook instrument) {
        return instrument.terms().minPriceIncrement() != Market.NO_PRICE;
    }

    /** Price limits and settlement change during the day, by statistics that say so or by a snapshot. */
    private void tellTerms(final InstrumentBook instrument) {
        if (hasTick(instrument)
                && !core.risk()
                        .hasPrices(
                                instrument.securityId(),
                                instrument.highLimit(),
                                instrument.lowLimit(),
                                instrument.settlement())) {
            input(OrderInput.INSTRUMENT, writer.instrument(instrument));
        }
    }

    @Override
    public void onSend(final DirectBuffer buffer, final int offset, final int length) {
        if (!isSilent) {
            observer.onEncoded();
            wire.send(buffer, offset, length);
            observer.onSent(core.nowNs());
        }
    }

    @Override
    public void onBackupSend(final DirectBuffer buffer, final int offset, final int length) {
        if (!isSilent) {
            wire.sendBackup(buffer, offset, length);
        }
    }

    @Override
    public void onBackupClose() {
        if (!isSilent) {
            wire.closeBackup();
        }
    }

    @Override
    public void onFailover() {
        if (!isSilent) {
            wire.failOver();
        }
    }

    @Override
    public void onClose(final SessionEnd end) {
        if (!isSilent) {
            observer.onSessionEnd(end);
            wire.close();
        }
    }

    @Override
    public void onEstablished() {
        if (isSilent) {
            return;
        }
        observer.onEstablished();
        if (hasLeftovers || core.risk().isKilled()) {
            // Nobody here knows any more what they were for, or they were meant to go while nothing could be sent.
            hasLeftovers = false;
            intents.cancelAll();
        }
        strategy.onSession(true);
    }

    @Override
    public void onPlaced(final Order order) {
        intents.taken(order.clOrdId());
    }

    /** Of an order that the risk checks refused, the refusal is told. */
    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        if (event != OrderEvent.RISK_REJECTED) {
            strategy.onOrder(order, event);
        }
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        if (!isSilent) {
            strategy.onFill(order, price, quantity, isLate);
        }
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        if (!isSilent) {
            intents.refusals().increment(check);
            strategy.onRefused(clOrdId, tag, check);
        }
    }

    @Override
    public void onKill(final KillScope scope, final int id, final int operator, final boolean isOn) {
        if (scope == KillScope.ALL && !isSilent) {
            observer.onKill(isOn);
        }
    }

    @Override
    public void onAlert(final String what, final long value) {
        if (!isSilent) {
            observer.onAlert(what, value);
        }
    }

    /** Orders, positions and session; to be read on this thread, or when it rests. */
    public OrderCore core() {
        return core;
    }

    /** What was refused before it was sent, by the check that refused it. */
    public Counters<RiskCheck> refusals() {
        return intents.refusals();
    }

    /** Tells what is counted of orders and of what was refused. */
    public void registerCounters(final CounterRegister register) {
        register.add("orders", core.orders().counters());
        register.add("orders refused", intents.refusals());
    }

    /** Intents that found no room beside those that waited. */
    public long refusedWhileFull() {
        return intents.refusedWhileFull();
    }

    /** True when the strategy was stopped, by itself or by somebody. */
    public boolean isStopped() {
        return strategy.isStopped();
    }
}
