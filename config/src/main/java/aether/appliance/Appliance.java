package aether.appliance;

import aether.book.BookCounter;
import aether.book.BookPublication;
import aether.config.SharedMemory.Part;
import aether.config.SiteConfig;
import aether.console.Times;
import aether.feed.AcceptedPacketHandler;
import aether.feed.FeedHandler;
import aether.feed.LineArbiter;
import aether.feed.LineCounter;
import aether.feed.PacketRing;
import aether.host.HotCores;
import aether.host.KernelClock;
import aether.host.ScalingReport;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.lines.ChannelFeeds;
import aether.lines.LiveLines;
import aether.lines.RecoveryAgent;
import aether.lines.ReplayRequests;
import aether.monitor.Latencies;
import aether.replay.JournalingHandler;
import aether.replay.StateHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The live appliance: the lines of one channel, its pipeline, its journal, and the threads that drive them. Start it, look
 * at it from any thread through its counters, stop it, and only then read its books.
 */
final class Appliance implements AutoCloseable {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_START_NS = 30 * NS_PER_SECOND;

    private final SiteConfig config;
    private final KernelClock clock = new KernelClock();
    private final StateHash hash = new StateHash();
    private final LatencyListener latency = new LatencyListener(clock);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ReplayRequests replay;
    private final PublishingPlace place;
    private final BookPublication publication;
    private final CounterFile counters;
    private final ChannelPipeline pipeline;
    private final FeedHandler feed;
    private final ReceiveAgent receive;
    private final ApplianceThreads threads;
    private final OrderDesk orders;
    private final JournalWriter journal;
    private final JournalingHandler journaling;
    private final Path session;
    private final PacketRing ring;
    private ChannelFeeds feeds;
    private boolean isStarted;
    private boolean isTradingStopped;
    private long recordsAtStop;
    private boolean isStopped;

    /** Opens the lines and the journal; nothing runs yet. */
    Appliance(final SiteConfig config) {
        this(config, OrderPorts.PLAIN, null);
    }

    /** {@code shared}: hot threads for several channels, or null for some of its own. */
    Appliance(final SiteConfig config, final OrderPorts ports, final HotCores shared) {
        this.config = config;
        final SiteConfig.Replay service = config.channel().recovery().replay();
        replay = service == null
                ? null
                : new ReplayRequests(service, config.channel().id(), clock);
        place = PublishingPlace.take(config);
        publication = BookPublication.create(
                place.file(Part.BOOKS),
                config.books().maxInstruments(),
                config.publication().depth());
        counters = CounterFile.create(place.file(Part.COUNTERS));
        orders = config.orders() == null ? null : new OrderDesk(config.orders(), clock::nanoTime, ports);
        pipeline = wire();
        try {
            feeds = new ChannelFeeds(config, clock);
            session = newSession();
            journal = session == null ? null : JournalWriter.create(journalContext());
            journaling = journal == null ? null : startJournal();
            if (orders != null && journal != null) {
                orders.journal(journal.tap());
                place.publish(session);
                feeds.lines().discardAfter(orders.resume(config.journal().directory(), session, journal::drain));
            }
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(feeds);
            closePublication();
            throw e;
        }
        final AcceptedPacketHandler accepted = journaling == null ? pipeline.channel() : journaling;
        ring = config.runtime().layout() == SiteConfig.Layout.PIPELINED
                ? new PacketRing(config.runtime().ringLength(), accepted)
                : null;
        if (orders != null) {
            orders.obey(place.file(Part.COMMANDS));
        }
        feed = pipeline.feed(config.arbiterContext().conclude(), feeds.table(), ring == null ? accepted : ring);
        final String name = shared == null ? "" : " " + config.channel().id();
        receive =
                new ReceiveAgent(name, feeds.lines().sources(), feeds.recovery(), replay, feed, feeds.budget(), clock);
        threads = new ApplianceThreads(config, shared, this::fail);
        threads.place(
                name,
                config.channel().weight(),
                receive,
                new TradeAgent(name, ring, pipeline, feeds.recovery(), orders));
    }

    private ChannelPipeline wire() {
        return new ChannelPipeline(
                config.channel().venue(),
                config.bookContext().conclude(),
                config.channelContext().conclude(),
                orders == null
                        ? new BookListeners(publication, hash, latency)
                        : new BookListeners(orders.books(), publication, hash, latency),
                books -> replay == null ? books : replay.around(books));
    }

    private void closePublication() {
        publication.close();
        counters.close();
        if (orders != null) {
            orders.close();
        }
        // What is left behind only by a process that was killed: its last books, which then say how old they are.
        place.close();
    }

    private Path newSession() {
        final Path directory = config.journal().directory();
        return directory == null ? null : directory.resolve(Times.directoryName(clock.nanoTime()));
    }

    private JournalContext journalContext() {
        return new JournalContext()
                .directory(session)
                .tapLength(config.journal().tapLength())
                .tapPolicy(config.journal().tapFull())
                .lowWater(config.journal().lowWater())
                .tradeDates(config.channel().calendar().tradeDates())
                .conclude();
    }

    private JournalingHandler startJournal() {
        journalText(RecordType.CONFIGURATION, config.text());
        journalText(RecordType.RECEPTION, feeds.lines().describe());
        return new JournalingHandler(
                journal.tap(), pipeline.channel(), hash, config.journal().digestEvery());
    }

    private void journalText(final RecordType type, final String text) {
        final UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
        journal.tap().offer(type, 0, clock.nanoTime(), bytes, 0, bytes.capacity());
    }

    /** Starts the threads and returns when the lines are being polled. */
    void start() {
        startHost();
        startHot();
    }

    /** The first half: everything but the hot threads, which several channels may share. */
    void startHost() {
        if (orders != null) {
            OrderRehearsal.run(config.orders().context());
        }
        if (journal != null) {
            threads.startJournal(journal);
        }
        if (replay != null) {
            threads.startService(replay);
        }
        if (feeds.lines().card() != null) {
            threads.attend(feeds.lines().card());
        }
        threads.startHost(
                feeds.recoveryAgent(),
                new MonitorAgent(this, publication, counters, clock),
                feeds.lines()::requireInterface);
        isStarted = true;
    }

    /** The second half; returns when the lines are being polled. */
    void startHot() {
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

    /** What rests at the venue is taken out while somebody still answers; for a bounded time. */
    void stopTrading() {
        if (!isTradingStopped && orders != null && isStarted && failure.get() == null) {
            isTradingStopped = true;
            orders.stopTrading();
            final long deadlineNs = System.nanoTime() + 2 * NS_PER_SECOND;
            while (!orders.isQuiet() && orders.isEstablished() && System.nanoTime() < deadlineNs) {
                Thread.onSpinWait();
            }
        }
    }

    /** Stops the threads, ends the journal in order and closes the lines. Afterwards the books may be read. */
    void stop() {
        stopTrading();
        isStopped = true;
        if (!threads.stopHot()) {
            // What the thread may still touch stays open, and ends with the process; the journal is recovered at the
            // next start.
            fail(new IllegalStateException("a hot thread did not end; the journal was not ended either"));
            return;
        }
        feeds.close();
        closePublication();
        if (journal != null) {
            threads.close();
            journal.drain();
            if (orders != null) {
                orders.end();
            }
            journaling.end(clock.nanoTime());
            journal.drain();
            recordsAtStop = journal.recordsWritten();
            journal.close();
        }
    }

    /** The first exception on one of the threads, or null. */
    Throwable failure() {
        return failure.get();
    }

    /** Whether the venue will never take its order session. */
    boolean isRefused() {
        return orders != null && !orders.refusal().isEmpty();
    }

    /** True when the journal could not keep up and the policy is to stop. */
    boolean isHalted() {
        return journal != null && journal.tap().isHalted();
    }

    long droppedRecords() {
        return journal == null ? 0 : journal.tap().dropped();
    }

    long recordsWritten() {
        return journal == null ? 0 : Math.max(recordsAtStop, journal.recordsWritten());
    }

    long bytesWritten() {
        return journal == null ? 0 : journal.bytesWritten();
    }

    /** The journal session's directory, or null without a journal. */
    Path session() {
        return session;
    }

    FeedHandler feed() {
        return feed;
    }

    LineArbiter arbiter() {
        return feed.arbiter();
    }

    ChannelPipeline pipeline() {
        return pipeline;
    }

    StateHash hash() {
        return hash;
    }

    /** Null where nothing is traded. */
    OrderDesk orders() {
        return orders;
    }

    Latencies latency() {
        return latency.latencies();
    }

    /** What the transport is, promises and lacks, and what the threads could not have; lines for people. */
    List<String> describeStart() {
        final List<String> text = new ArrayList<>(feeds.describe());
        text.addAll(describePlace());
        threads.refused().forEach(refused -> text.add("WARNING   " + refused));
        return text;
    }

    /** Where it publishes, when that is not where other commands look. */
    List<String> describePlace() {
        return place.describe().isEmpty() ? List.of() : List.of(place.describe());
    }

    String networkInterface() {
        return config.channel().networkInterface();
    }

    LiveLines liveLines() {
        return feeds.lines();
    }

    RecoveryAgent recoveryAgent() {
        return feeds.recoveryAgent();
    }

    ApplianceThreads threads() {
        return threads;
    }

    /** Which thread, duty or shared resource limits this appliance, and the remedy; lines for people. */
    List<String> scaling() {
        return threads.scaling(List.of(
                        new ScalingReport.Resource(
                                "the ring between the hot threads", lostBetweenThreads(), "a larger runtime.ring"),
                        new ScalingReport.Resource(
                                "the journal", droppedRecords(), "a larger journal.tapLength, or a faster disk")))
                .lines();
    }

    /** Packets that found no room between the threads of the pipelined layout. */
    long lostBetweenThreads() {
        return ring == null ? 0 : ring.lost();
    }

    int lines() {
        return config.channel().lines().size();
    }

    long packets() {
        long packets = 0;
        for (int line = 0; line < lines(); line++) {
            packets += arbiter().line(line).get(LineCounter.PACKETS);
        }
        return packets;
    }

    long acceptedPackets() {
        return arbiter().health().acceptedPackets();
    }

    long events() {
        return pipeline.books().counters().get(BookCounter.EVENTS);
    }

    /** Names of lines that are silent while another is not; empty when all is well. */
    String silentLines() {
        final StringBuilder names = new StringBuilder();
        final long nowNs = clock.nanoTime();
        for (int line = 0; line < lines(); line++) {
            if (arbiter().health().isSilent(line, nowNs, config.runtime().silenceNs())) {
                names.append(LineArbiter.lineName(line));
            }
        }
        return names.toString();
    }

    /** For how long books have been waiting for snapshots, when that is too long; else 0. */
    long overdueRecoveryNs() {
        final long forNs = feeds.recoveryAgent().recoveringForNs();
        return forNs > config.runtime().recoveryAlarmNs() ? forNs : 0;
    }

    /** What the replay service did, or an empty text without one. */
    String describeReplay() {
        return replay == null ? "" : replay.describe();
    }

    /** True while some book, or definition, is waited for on a recovery feed. */
    boolean isRecovering() {
        return feeds.recoveryAgent().recoveringForNs() > 0;
    }

    static long seconds(final long nanos) {
        return nanos / NS_PER_SECOND;
    }

    @Override
    public void close() {
        if (!isStopped) {
            stop();
        }
    }
}
