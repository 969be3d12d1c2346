package aether.desk;

import aether.book.BookBuilder;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.cluster.ClusterLog;
import aether.cluster.Peers;
import aether.config.ConfigException;
import aether.config.SiteConfig;
import aether.connection.DropCopyCheck;
import aether.connection.DropCopyConnection;
import aether.connection.OrderConnections;
import aether.gateway.GatewayObserver;
import aether.gateway.InputWriter;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.Strategy;
import aether.gateway.warmup.OrderWarmUp;
import aether.host.Part;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionSignature;
import aether.journal.JournalException;
import aether.journal.JournalTap;
import aether.monitor.Latencies;
import aether.monitor.TickToTrade;
import aether.nic.CounterRegister;
import aether.order.OrderCounter;
import aether.replay.ReplaySource;
import aether.risk.KillScope;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import aether.session.OrderSessions;
import aether.state.StateException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;

/** The order plane of an appliance: one strategy, its gateway and its connection, all on the feed's thread; and what is seen of it. */
public final class OrderDesk implements GatewayObserver, Part, ReplicatedOrders.Duties, ComparedMachines.Duties {
    private static final double NS_PER_SECOND = 1e9;
    private static final long TIME_AHEAD_NS = 1_000_000_000L;

    private final SiteConfig.Orders config;
    private final OrderConnections connections;
    private final HeldOutput output;
    private final OrderGateway gateway;
    private final DropCopyCheck dropCopyCheck;
    private final DropCopyConnection dropCopy;
    private final LongSupplier clock;
    private final OrderJournal journal = new OrderJournal();
    private final DeskNews news = new DeskNews();
    private final TickToTrade tickToTrade;
    private final InputWriter writer = new InputWriter();
    private final CheckpointSchedule checkpoints;
    private OperatorCommands operators;
    private final Strategy strategy;
    private final boolean isReplicated;
    private final ComparedMachines machines;
    private volatile Membership joined;
    private volatile ReplicatedOrders replicated;
    private volatile long applied;
    private BookBuilder books;
    private volatile boolean isToStop;
    private volatile boolean isQuiet;
    private volatile long heard;
    private volatile boolean isEstablished;
    private volatile String divergence = "";
    private final ConcurrentLinkedQueue<Administration> wanted = new ConcurrentLinkedQueue<>();
    private long sentBefore;
    private long fillsBefore;
    private Map<RiskLimit, Long> limits;

    /** {@code site} says what is traded, where, and when the venue's trade dates end. */
    public OrderDesk(final SiteConfig site, final LongSupplier clock, final OrderPorts ports) {
        config = site.orders();
        checkpoints = new CheckpointSchedule(site.channel().calendar().tradeDates());
        this.clock = clock;
        tickToTrade = new TickToTrade(clock);
        limits = config.context().limits();
        isReplicated = site.cluster() != null;
        machines = isReplicated
                ? new ComparedMachines(
                        site.cluster().memberId(), site.cluster().members().size(), this)
                : null;
        strategy = StrategyLoader.load(config);
        connections = new OrderConnections(ports.network());
        output = isReplicated ? new HeldOutput(connections) : null;
        gateway = new OrderGateway(
                config.context(),
                strategy,
                ports.journal(journal),
                ports.wire(isReplicated ? output : connections),
                this);
        connections.serve(
                gateway,
                new InetSocketAddress(config.host(), config.port()),
                config.backup(),
                new SessionSignature(SecretFile.read("orders.secretFile", config.secretFile())));
        if (isReplicated) {
            gateway.over((input, timeNs, buffer, offset, length) -> false);
        }
        dropCopyCheck = config.dropCopy() == null
                ? null
                : new DropCopyCheck(
                        gateway.core().orders().positions(), config.dropCopy().patienceNs(), this::onBreak);
        dropCopy = config.dropCopy() == null
                ? null
                : new DropCopyConnection(
                        config.dropCopy().host(), config.dropCopy().port(), dropCopyCheck);
    }

    /** Where inputs are recorded; none without a journal. */
    public void journal(final JournalTap value) {
        journal.open(value);
    }

    /** What trades has been compiled before the first order; before lines are open, on which packets would wait meanwhile. */
    public void warmUp() {
        OrderWarmUp.run(config.context());
    }

    /** On the feed's thread, before the first poll. Where several machines trade as one, that is the leader's to do. */
    public void begin() {
        if (!isReplicated) {
            gateway.start(limits, clock.getAsLong());
        }
    }

    /**
     * What this machine is part of.
     *
     * @param log that inputs go into
     * @param peers the other machines
     */
    public record Membership(ClusterLog log, Peers peers) {}

    /**
     * From now on this machine trades as one of several.
     *
     * @param tradedBooks what a strategy hears of when this machine becomes the leader, and what is compared with the others'
     */
    public void replicate(final Membership membership, final BookBuilder tradedBooks) {
        books = tradedBooks;
        joined = membership;
    }

    /** From any thread: it takes part no more, and follows nobody, until {@link #replicate}. False when the feed's thread has not heard of it in time. */
    public boolean part(final long mostNs) {
        joined = null;
        final long deadlineNs = System.nanoTime() + mostNs;
        while (replicated != null && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
        return replicated == null;
    }

    /** In the log, of the newest input that was applied. */
    public long applied() {
        return applied;
    }

    /** In the log, up to where all machines have said that they have applied it; -1 when one of them is not there. */
    public long appliedByAll() {
        return machines.appliedByAll();
    }

    /** What came out of the log, on the feed's thread. */
    private int read(final long nowNs) {
        final Membership membership = joined;
        final ReplicatedOrders present = replicated;
        if (present != null && (membership == null || !present.isOf(membership.log()))) {
            if (present.isLeading()) {
                onFollow();
            }
            applied = Math.max(applied, present.position());
            machines.part();
            replicated = null;
        }
        if (replicated == null && membership != null) {
            replicated = new ReplicatedOrders(membership.log(), gateway, connections, output, this);
            machines.join(membership.peers(), books);
            journal.tell(replicated::onDigest);
        }
        return replicated == null ? 0 : read(replicated, nowNs);
    }

    /** What leaves waits for the owners of a majority. */
    private int read(final ReplicatedOrders orders, final long nowNs) {
        final int read = orders.poll(nowNs);
        // After what was read: what was applied belongs to that term, or a later one.
        final long term = orders.joinedTerm();
        final int heard = machines.poll(nowNs, term, orders.appliedInTerm());
        orders.release(machines.appliedByMajority(term));
        return read + heard;
    }

    private boolean isLeading() {
        return replicated != null && replicated.isLeading();
    }

    /** What an operator wants of this machine, or null. Any thread. */
    public Administration nextWanted() {
        return wanted.poll();
    }

    @Override
    public void onFirstLead() {
        lead(limits);
    }

    @Override
    public void onLead() {
        lead(Map.of());
    }

    private void lead(final Map<RiskLimit, Long> first) {
        news.add("this machine leads");
        try {
            gateway.lead(StrategyLoader.another(strategy), first, books, clock.getAsLong());
        } catch (final ConfigException e) {
            gateway.lead(new Strategy() {}, first, books, clock.getAsLong());
            gateway.stopStrategy(clock.getAsLong());
            news.strategyFailed(e);
        }
    }

    @Override
    public void onStuck() {
        if (!wanted.contains(Administration.STEP_DOWN)) {
            wanted.add(Administration.STEP_DOWN);
        }
    }

    @Override
    public void onFollow() {
        isEstablished = false;
        gateway.follow();
        connections.hangUp();
        if (dropCopy != null) {
            dropCopy.hangUp();
        }
        news.add("this machine leads no more");
    }

    @Override
    public void onDiverged(final long inputs) {
        divergence = "after " + inputs + " inputs, this machine's orders are in another state than the leader's";
    }

    @Override
    public void onDistrust(final int securityId) {
        journal.distrust(securityId, clock.getAsLong());
        books.distrust(securityId);
        news.alert("other machines have another book of instrument " + securityId + "; it is built anew");
    }

    @Override
    public void onWrong() {
        if (isLeading()) {
            onStuck();
        }
    }

    /** Times that other machines had another book than this one, which was not believed any more. */
    public long booksDiffered() {
        return machines.differences();
    }

    /** Whether most other machines' clocks are off from this one's, so that it is this one's that is wrong. */
    public boolean isClockWrong() {
        return machines.clocks().isWrong();
    }

    /** How far the clock of some other machine is off, in words; empty while they are close enough to trade as one. */
    public String clocksApart() {
        final long apartNs = machines.clocks().mostApartNs();
        return !machines.clocks().areApart()
                ? ""
                : String.format(
                        "the clock of another machine is %.3f s %s this one's",
                        Math.abs(apartNs) / NS_PER_SECOND, apartNs > 0 ? "behind" : "ahead of");
    }

    /** Why this machine must not go on; empty while that is not so. */
    public String divergence() {
        return divergence;
    }

    /** What hears of the books: first the stamp, then the strategy. */
    public BookListener books() {
        return isReplicated
                ? new BookListeners(tickToTrade, machines, gateway)
                : new BookListeners(tickToTrade, gateway);
    }

    /** From where operators are heard; before the first poll. */
    public void obey(final Path file) {
        operators = OperatorCommands.create(file, new OperatorCommands.Handler() {
            @Override
            public void onCommand(
                    final OrderInput input, final DirectBuffer buffer, final int offset, final int length) {
                OrderDesk.this.onCommand(input, buffer, offset, length);
            }

            @Override
            public void onAdministration(final Administration value) {
                wanted.add(value);
            }
        });
    }

    private void onCommand(final OrderInput input, final DirectBuffer buffer, final int offset, final int length) {
        if (isReplicated && !isLeading()) {
            news.add("a command was not obeyed: this machine does not lead");
        } else {
            gateway.input(input, clock.getAsLong(), buffer, offset, length);
        }
    }

    /** On the feed's thread: the connection, operators, and what others have asked for. */
    public int poll() {
        final long nowNs = clock.getAsLong();
        int work = operators.poll();
        if (isReplicated) {
            work += read(nowNs);
            if (!isLeading()) {
                return work;
            }
        }
        work += connections.poll(nowNs);
        if (checkpoints.passes(nowNs)) {
            checkpoint(nowNs);
        }
        if (isReplicated && connections.isOutOfReach()) {
            // Another machine may reach the venue.
            onStuck();
        }
        if (dropCopy != null) {
            dropCopy.poll(nowNs);
        }
        obeyStop(nowNs);
        return work;
    }

    /** Of several machines, all take one at the same place of the log. */
    private void checkpoint(final long nowNs) {
        if (isReplicated) {
            wanted.add(Administration.SNAPSHOT);
        } else {
            gateway.checkpoint(nowNs);
        }
    }

    private void obeyStop(final long nowNs) {
        if (isToStop && !gateway.isStopped()) {
            gateway.stopStrategy(nowNs);
        }
        if (isToStop) {
            final var core = gateway.core();
            isQuiet = core.orders().open() == 0 && !core.session().isRetransmitting();
            heard = core.session().nextIn();
        }
    }

    /** From any thread: the strategy stops, and its orders are taken out; {@link #isQuiet} says when. */
    public void stopTrading() {
        isToStop = true;
    }

    /**
     * As above, and waits until it is so, for a bounded time or until there is no session to wait for. One machine of several leaves that to who comes next.
     */
    public void stopTrading(final long mostNs) {
        if (isReplicated) {
            return;
        }
        stopTrading();
        final long deadlineNs = System.nanoTime() + mostNs;
        while (!isQuiet && isEstablished && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
    }

    /** Number of the venue's next message, once trading is to stop. */
    public long heard() {
        return heard;
    }

    public boolean isQuiet() {
        return isQuiet;
    }

    public OperatorCommands operators() {
        return operators;
    }

    /** After the feed's thread has ended: the last words. */
    @Override
    public void stop() {
        if (!isReplicated) {
            gateway.input(OrderInput.TERMINATE, clock.getAsLong());
            connections.poll(clock.getAsLong());
        } else {
            connections.hangUp();
        }
        gateway.digest();
    }

    /** When nothing runs any more. */
    @Override
    public void close() {
        if (dropCopy != null) {
            dropCopy.close();
        }
        if (operators != null) {
            operators.close();
            IoUtil.deleteIfExists(operators.path().toFile());
        }
    }

    /**
     * Takes over the orders, positions, numbers and kill switch of the session before, if there was one.
     *
     * @param empty empties the tap; called while nothing else does
     * @return whether there was one
     * @throws JournalException when it cannot be recorded
     */
    public boolean resume(final Path journals, final Path present, final Runnable empty) {
        final OrderSessions.Before before = OrderSessions.before(journals, present, config.context());
        journal.resuming(empty);
        if (before != null) {
            OrderSessions.replay(before.session(), restored());
            if (!gateway.restored(clock.getAsLong())) {
                throw new JournalException(
                        present + ": what was taken over cannot be recorded; make room for the journal");
            }
            limits = config.context().limitsChangedFrom(before.context());
        }
        // Before the digest: whoever goes on from this session takes it for granted that they were set.
        gateway.limit(limits, clock.getAsLong());
        limits = Map.of();
        // The first digest says that all that was before has been taken up.
        gateway.digest();
        empty.run();
        journal.resumed();
        sentBefore = gateway.core().orders().counters().get(OrderCounter.SENT);
        fillsBefore = gateway.core().orders().counters().get(OrderCounter.FILLS);
        return before != null;
    }

    private ReplaySource.Listener restored() {
        return new ReplaySource.Listener() {
            @Override
            public void onCheckpoint(final DirectBuffer buffer, final int length) {
                gateway.restore(buffer, length);
            }

            @Override
            public void onOrderInput(
                    final int number,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                final OrderInput input = OrderInput.of(number);
                if (input == null) {
                    throw new StateException("an order input of a kind that this build does not know: " + number);
                }
                gateway.restore(input, timeNs, buffer, offset, length);
            }
        };
    }

    @Override
    public void onEncoded() {
        if (journal.isIntent()) {
            tickToTrade.onEncoded();
        }
    }

    @Override
    public void onSent(final long inputTimeNs) {
        if (journal.isIntent()) {
            tickToTrade.onSent();
        }
    }

    @Override
    public void onEstablished() {
        isEstablished = true;
        connections.established();
        news.established(gateway.core().session().uuid());
    }

    @Override
    public void onSessionEnd(final SessionEnd end) {
        isEstablished = false;
        // Where the core's time stands still, ahead of this machine's clock, another machine would be refused as well.
        final boolean isTimeAhead = gateway.core().nowNs() > clock.getAsLong() + TIME_AHEAD_NS;
        connections.ended(end == SessionEnd.CLOCK_REFUSED && isTimeAhead ? SessionEnd.TERMINATED : end);
        news.ended(end, gateway.core().sessionReason());
    }

    @Override
    public String nextNews() {
        final String text = news.next();
        return text == null ? null : "orders    " + text;
    }

    /** What trades. */
    @Override
    public List<String> describe() {
        return List.of("strategy " + config.strategyClass() + ", "
                + config.context().limits().size() + " limits (aether limit), order session "
                + config.context().session().session() + " of "
                + config.context().session().firm() + ": connecting to "
                + config.host() + ":" + config.port());
    }

    /** Why the venue will never take this session, so that the appliance ends; empty while that is not so. */
    public String refusal() {
        return news.refusal();
    }

    @Override
    public void onKill(final boolean isOn) {
        if (isOn) {
            news.killed();
        } else {
            news.rearmed();
        }
    }

    @Override
    public void onAlert(final String what, final long value) {
        news.alert(what + " " + value);
    }

    @Override
    public void onStrategyFailed(final Throwable cause) {
        news.strategyFailed(cause);
    }

    private void onBreak(final int securityId, final long position, final long copied) {
        news.alert("DROP COPY BREAK: instrument " + securityId + ", position " + position + ", the venue's copy "
                + copied);
        if (config.dropCopy().isToKill()) {
            final int length = writer.kill(KillScope.ALL, 0, 0, true);
            gateway.input(OrderInput.KILL, clock.getAsLong(), writer.buffer(), 0, length);
        }
    }

    /** From receipt of a packet to the order that it caused. */
    public Latencies latencies() {
        return tickToTrade.latencies();
    }

    /** Tells what is counted of orders, and of the connections that they go over. */
    public void registerCounters(final CounterRegister register) {
        gateway.registerCounters(register);
        register.add("orders connections lost", this::connectionsLost);
        register.add("orders failovers", this::failovers);
        if (isReplicated) {
            register.add("cluster frames held back", () -> replicated == null ? 0 : replicated.fenced());
            register.add("cluster commands", () -> replicated == null ? 0 : replicated.commands());
            register.add("cluster books compared", machines::compared);
            register.add("cluster books different", machines::differences);
            register.add("cluster words unsaid", machines::unsaid);
            register.add("cluster clock behind", () -> -machines.clocks().mostApartNs());
            register.add("cluster output overflows", output::overflows);
            register.add("cluster output bytes waiting", output::waiting);
            register.add("cluster divergences", () -> replicated == null ? 0 : replicated.divergences());
        }
        if (dropCopyCheck != null) {
            register.add("orders drop copy breaks", this::breaks);
        }
    }

    /** Differences to the drop copy that stayed; -1 without one. */
    public long breaks() {
        return dropCopyCheck == null ? -1 : dropCopyCheck.breaks();
    }

    /** Times that the backup connection took over. */
    public long failovers() {
        return connections.failovers();
    }

    /** Connections that ended, or never came about. */
    public long connectionsLost() {
        return connections.reconnects();
    }

    /** When nothing runs any more. */
    public OrderGateway gateway() {
        return gateway;
    }

    /** Orders, and the times that they took; lines for people, when nothing runs any more. */
    public List<String> summary() {
        return List.of(
                "orders    " + account() + (news.alert().isEmpty() ? "" : "; " + news.alert()),
                "          " + tickToTrade.describe());
    }

    private String account() {
        final var orders = gateway.core().orders();
        long refused = 0;
        final StringJoiner reasons = new StringJoiner(", ", " (", ")");
        for (final RiskCheck check : RiskCheck.values()) {
            final long count = gateway.refusals().get(check);
            if (count > 0) {
                refused += count;
                reasons.add(check + " " + count);
            }
        }
        return String.format(
                "%,d orders, %,d fills, %,d open, %,d refused by risk checks%s%s",
                orders.counters().get(OrderCounter.SENT),
                orders.counters().get(OrderCounter.FILLS),
                orders.open(),
                refused,
                refused == 0 ? "" : reasons,
                sentBefore == 0
                        ? ""
                        : String.format(
                                "; of these, %,d orders and %,d fills before this start", sentBefore, fillsBefore));
    }
}
