package aether.appliance;

import aether.book.BookListener;
import aether.channel.AcceptedPacketRing;
import aether.config.SiteConfig;
import aether.desk.OrderDesk;
import aether.desk.OrderPorts;
import aether.feed.AcceptedPacketHandler;
import aether.host.HotCores;
import aether.host.KernelClock;
import aether.host.Part;
import aether.monitor.Publishing;
import aether.nic.CounterRegister;
import aether.web.ChannelPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;

/**
 * The live appliance of one channel: a list of parts, and the threads that drive them. Start it, look at it from any thread through its counters,
 * stop it, and only then read its books.
 */
public final class Appliance implements AutoCloseable {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_START_NS = 30 * NS_PER_SECOND;
    private static final long MOST_QUIET_NS = 2 * NS_PER_SECOND;
    private static final long RECOVERY_PERIOD_NS = 5 * NS_PER_MS;
    private static final long CARD_PERIOD_NS = 5 * NS_PER_MS;
    private static final long MONITOR_PERIOD_NS = 100 * NS_PER_MS;

    private final SiteConfig config;
    private final KernelClock clock = new KernelClock();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Part> parts = new ArrayList<>();
    private final Publishing publishing;
    private final Optional<OrderDesk> desk;
    private final LiveChannel channel;
    private final Optional<SessionJournal> journal;
    private final Optional<ClusterMember> cluster;
    private final Optional<AcceptedPacketRing> ring;
    private final ApplianceThreads threads;
    private final ReceiveAgent receive;
    private final RecordedPlay recorded;
    private final Optional<ChannelPage> page;
    private boolean isStarted;
    private boolean isTradingStopped;
    private boolean isStopped;

    /** Opens the lines and the journal; nothing runs yet. */
    public Appliance(final SiteConfig config) {
        this(config, OrderPorts.PLAIN, Optional.empty());
    }

    /** {@code shared}: hot threads for several channels; elsewhere it has some of its own. */
    public Appliance(final SiteConfig config, final OrderPorts ports, final Optional<HotCores> shared) {
        this.config = config;
        final String name = shared.isEmpty() ? "" : " " + config.channel().id();
        threads = new ApplianceThreads(config, shared, this::fail);
        try {
            publishing = open(new Publishing(config, clock));
            desk = Optional.ofNullable(config.orders())
                    .map(orders -> open(new OrderDesk(config, clock::nanoTime, ports)));
            desk.filter(orders -> config.runtime().warmUpFrames() > 0).ifPresent(OrderDesk::warmUp);
            channel = open(new LiveChannel(config, clock, listeners()));
            journal = Optional.ofNullable(config.journal().directory())
                    .map(directory -> open(new SessionJournal(config, clock, threads)));
            cluster = Optional.ofNullable(config.cluster())
                    .map(context -> open(new ClusterMember(context, threads::silentNs)));
            resume();
            ring = place(accepted());
            receive = channel.receiver(name);
            threads.place(
                    name,
                    config.channel().weight(),
                    receive,
                    new TradeAgent(
                            name, ring, channel.pipeline(), channel.feeds().recovery(), desk));
            employ();
            page = Optional.ofNullable(config.page()).map(settings -> open(toldOf()));
            recorded = new RecordedPlay(clock, publishing, channel, desk, journal, ring);
        } catch (final RuntimeException e) {
            parts.reversed().forEach(CloseHelper::quietClose);
            throw e;
        }
    }

    private <P extends Part> P open(final P part) {
        parts.add(part);
        return part;
    }

    private ChannelPage toldOf() {
        final ChannelPage told = new ChannelPage(config, publishing, clock);
        told.stage("book", channel.latency());
        desk.ifPresent(orders -> told.stage("order", orders.latencies()));
        return told;
    }

    private List<BookListener> listeners() {
        final List<BookListener> listeners = new ArrayList<>();
        desk.ifPresent(orders -> listeners.add(orders.books()));
        listeners.add(publishing.books());
        return listeners;
    }

    /** Where accepted packets go: into the journal first, where there is one. */
    private AcceptedPacketHandler accepted() {
        final AcceptedPacketHandler books = channel.pipeline().channel();
        return journal.map(records ->
                        records.before(books, channel.hash(), config.journal().digestEvery()))
                .orElse(books);
    }

    /** Takes over the orders of the session before. */
    private void resume() {
        journal.ifPresent(records -> {
            records.received(channel.lines().describe());
            desk.ifPresent(orders -> {
                orders.journal(records.tap());
                publishing.session(records.directory());
                if (cluster.isEmpty()
                        && orders.resume(config.journal().directory(), records.directory(), records::drain)) {
                    channel.lines().discard();
                }
            });
        });
        desk.ifPresent(orders -> orders.obey(publishing.commands()));
    }

    private Optional<AcceptedPacketRing> place(final AcceptedPacketHandler accepted) {
        final Optional<AcceptedPacketRing> between = config.runtime().layout() == SiteConfig.Layout.PIPELINED
                ? Optional.of(new AcceptedPacketRing(config.runtime().ringLength(), accepted))
                : Optional.empty();
        channel.arbitrate(between.map(AcceptedPacketHandler.class::cast).orElse(accepted));
        return between;
    }

    /** Who does what beside the hot threads, and how often. */
    private void employ() {
        channel.replay().ifPresent(threads::service);
        channel.card().ifPresent(card -> {
            threads.bridge(card.bridge());
            threads.every(CARD_PERIOD_NS, () -> card.supervise(System.nanoTime(), threads::report));
        });
        threads.every(RECOVERY_PERIOD_NS, channel.recovery()::doWork);
        threads.every(MONITOR_PERIOD_NS, this::followClock);
        threads.every(MONITOR_PERIOD_NS, publishing.monitor()::doWork);
        threads.every(MONITOR_PERIOD_NS, channel.lines()::requireInterface);
        desk.ifPresent(orders -> threads.every(MONITOR_PERIOD_NS, orders.operators()::watch));
        cluster.ifPresent(member -> threads.every(MONITOR_PERIOD_NS, member::watch));
        cluster.ifPresent(member -> threads.service(member));
    }

    private void followClock() {
        if (clock.follow() != 0) {
            System.err.println("aether: the clock of this machine was set; times before and after do not compare");
        }
    }

    /** What it may begin with, before anything is started. */
    public RecordedPlay recorded() {
        return recorded;
    }

    /** Starts the threads and returns when the lines are being polled. */
    public void start() {
        startHost();
        startHot();
        settle();
    }

    /** When the process is who it will be: the last that is started belongs to its user. */
    public void settle() {
        journal.ifPresent(SessionJournal::settle);
        cluster.ifPresent(
                member -> member.join(desk.orElseThrow(), channel.pipeline().books()));
    }

    /** The first half: everything but the hot threads, which several channels may share. */
    public void startHost() {
        // Not before: what was recorded may have been among them.
        journal.ifPresent(records -> records.forget(config.journal()));
        registerCounters(publishing.monitor());
        parts.forEach(Part::start);
        threads.startHost();
        isStarted = true;
    }

    private void registerCounters(final CounterRegister register) {
        channel.registerCounters(register);
        threads.registerCounters(register);
        register.add("threads packets lost between", this::lostBetweenThreads);
        channel.card().ifPresent(card -> card.registerCounters(register));
        register.add("clock times set", clock::steps);
        channel.latency().registerCounters("latency", register);
        channel.recovery().registerCounters(register);
        journal.ifPresent(records -> records.registerCounters(register));
        desk.ifPresent(orders -> orders.registerCounters(register));
        cluster.ifPresent(member -> member.registerCounters(register));
    }

    /** The second half; returns when the lines are being polled. */
    public void startHot() {
        threads.startHot();
        final long deadlineNs = System.nanoTime() + MOST_START_NS;
        while (!receive.isPolled() && failure.get() == null && threads.isHotAlive()) {
            if (System.nanoTime() > deadlineNs) {
                fail(new IllegalStateException("the hot thread did not take its first turn in time"));
            }
            Thread.onSpinWait();
        }
    }

    private void fail(final Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** Cancels what rests at the venue, and waits for the answers for a bounded time. */
    public void stopTrading() {
        if (!isTradingStopped && isStarted && failure.get() == null) {
            isTradingStopped = true;
            desk.ifPresent(orders -> orders.stopTrading(MOST_QUIET_NS));
        }
    }

    /** Stops the threads, ends the journal in order and closes the lines. Afterwards the books may be read. */
    public void stop() {
        stopTrading();
        isStopped = true;
        if (!threads.stop()) {
            // What the thread may still touch stays open, and ends with the process; the journal is recovered at the
            // next start.
            fail(new IllegalStateException("a hot thread did not end; the journal was not ended either"));
            return;
        }
        if (isStarted) {
            parts.forEach(part -> end(part::stop));
        }
        parts.reversed().forEach(part -> end(part::close));
    }

    /** One part that does not end in order keeps no other from ending. */
    private void end(final Runnable step) {
        try {
            step.run();
        } catch (final RuntimeException e) {
            fail(e);
        }
    }

    /** The first exception on one of the threads, or null. */
    public Throwable failure() {
        return failure.get();
    }

    /** Whether the venue will never take its order session. */
    public boolean isRefused() {
        return desk.map(orders -> !orders.refusal().isEmpty()).orElse(false);
    }

    /** True when the journal could not keep up and the policy is to stop. */
    public boolean isHalted() {
        return journal.map(SessionJournal::isHalted).orElse(false);
    }

    public LiveChannel channel() {
        return channel;
    }

    public Optional<OrderDesk> desk() {
        return desk;
    }

    public Optional<ChannelPage> page() {
        return page;
    }

    public Optional<SessionJournal> journal() {
        return journal;
    }

    /** What the parts are, have got and lack, and what the threads could not have; lines for people. */
    public List<String> describe() {
        final List<String> text = new ArrayList<>(recorded.describe());
        text.addAll(channel.describe());
        text.addAll(publishing.describe());
        page.ifPresent(told -> text.addAll(told.describe()));
        threads.refused().forEach(refused -> text.add("WARNING   " + refused));
        desk.ifPresent(orders -> text.addAll(orders.describe()));
        journal.ifPresent(records -> text.addAll(records.describe()));
        return text;
    }

    /** Where it publishes, when that is not where other commands look. */
    public List<String> describePlace() {
        return publishing.describe();
    }

    /** The next message for the operator, as one line; null when there is none. */
    public String nextNews() {
        for (final Part part : parts) {
            final String news = part.nextNews();
            if (news != null) {
                return news;
            }
        }
        final String report = threads.nextReport();
        return report == null ? null : "WARNING   " + report;
    }

    /** What came of it; lines for people, when it has been stopped. */
    public List<String> summary() {
        final List<String> text = new ArrayList<>(channel.summary());
        desk.ifPresent(orders -> text.addAll(orders.summary()));
        text.add("digest    " + channel.hash().digest());
        journal.ifPresent(records -> text.addAll(records.summary()));
        return text;
    }

    /** Which thread, duty or shared resource limits this appliance, and the remedy; lines for people. */
    public List<String> scaling() {
        return threads.scaling(
                lostBetweenThreads(), journal.map(SessionJournal::dropped).orElse(0L));
    }

    /** Packets that found no room between the threads of the pipelined layout. */
    long lostBetweenThreads() {
        return ring.map(AcceptedPacketRing::lost).orElse(0L);
    }

    @Override
    public void close() {
        if (!isStopped) {
            stop();
        }
    }
}
