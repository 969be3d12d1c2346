package aether.appliance;

import aether.arbiter.FeedHandler;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.channel.ChannelPipeline;
import aether.config.SiteConfig;
import aether.console.Times;
import aether.feed.AcceptedPacketHandler;
import aether.feed.mdp3.Mdp3Venue;
import aether.host.KernelClock;
import aether.host.Part;
import aether.lines.CardLines;
import aether.lines.ChannelFeeds;
import aether.lines.LiveLines;
import aether.lines.RecoveryAgent;
import aether.lines.ReplayRequests;
import aether.monitor.ChannelSummary;
import aether.monitor.Latencies;
import aether.monitor.LatencyListener;
import aether.monitor.StatusLine;
import aether.nic.CounterRegister;
import aether.replay.StateHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One channel as it is received: its lines and recovery feeds, what they are decoded to, and how the books stand. */
public final class LiveChannel implements Part {
    private final SiteConfig config;
    private final KernelClock clock;
    private final StateHash hash = new StateHash();
    private final LatencyListener latency;
    private final Optional<ReplayRequests> replay;
    private final ChannelPipeline pipeline;
    private final ChannelFeeds feeds;
    private FeedHandler feed;

    /**
     * Opens the lines; nothing is received yet.
     *
     * @param listeners hear of the books, in this order, before they are measured
     */
    LiveChannel(final SiteConfig config, final KernelClock clock, final List<BookListener> listeners) {
        this.config = config;
        this.clock = clock;
        latency = new LatencyListener(clock);
        replay = Optional.ofNullable(config.channel().recovery().replay())
                .map(service -> new ReplayRequests(service, config.channel().id(), clock));
        final List<BookListener> all = new ArrayList<>(listeners);
        all.add(hash);
        all.add(latency);
        replay.ifPresent(all::add);
        pipeline = new ChannelPipeline(
                config.channel().venue(),
                config.bookContext(),
                config.channelContext(),
                new BookListeners(all.toArray(BookListener[]::new)));
        // Before a line is open: what came meanwhile would wait, and be lost. Of other venues there is no session to
        // play.
        if (config.channel().venue() instanceof Mdp3Venue) {
            FeedWarmUp.once(config.runtime().warmUpFrames());
        }
        feeds = new ChannelFeeds(config, clock);
    }

    /**
     * Puts arbitration in front.
     *
     * @param accepted takes the packets that come first
     */
    void arbitrate(final AcceptedPacketHandler accepted) {
        feed = pipeline.feed(config.arbiterContext(), feeds.table(), accepted);
    }

    /** Takes what the lines have. */
    ReceiveAgent receiver(final String name) {
        return new ReceiveAgent(name, feeds, replay, feed, clock);
    }

    /** Whose lines they are. */
    String describeLines() {
        return "channel " + config.channel().id();
    }

    /** From here on, what comes is live: lines and times are measured anew, and what is lacking may be asked for. */
    void live() {
        feed.arbiter().forgetCounts();
        latency.latencies().forget();
        replay.ifPresent(ReplayRequests::forget);
    }

    FeedHandler feed() {
        return feed;
    }

    public ChannelPipeline pipeline() {
        return pipeline;
    }

    ChannelFeeds feeds() {
        return feeds;
    }

    LiveLines lines() {
        return feeds.lines();
    }

    RecoveryAgent recovery() {
        return feeds.recoveryAgent();
    }

    /** The card that this process drives; on the tier that drives one. */
    Optional<CardLines> card() {
        return Optional.ofNullable(lines().card());
    }

    /** Asks the venue for what is missing; where it has a service for that. */
    Optional<ReplayRequests> replay() {
        return replay;
    }

    public LineArbiter arbiter() {
        return feed.arbiter();
    }

    public StateHash hash() {
        return hash;
    }

    Latencies latency() {
        return latency.latencies();
    }

    /** Tells what is counted of everything from the lines to the books; the card and the rest of the host come between. */
    void registerCounters(final CounterRegister register) {
        feed.registerCounters(register);
        pipeline.registerCounters(register);
        lines().registerCounters(register);
    }

    public long packets() {
        long packets = 0;
        for (int line = 0; line < arbiter().health().lines(); line++) {
            packets += arbiter().line(line).get(LineCounter.PACKETS);
        }
        return packets;
    }

    /** True while some book, or definition, is waited for on a recovery feed. */
    public boolean isRecovering() {
        return recovery().recoveringForNs() > 0;
    }

    /** What the replay service did, or an empty text without one. */
    public String describeReplay() {
        return replay.map(ReplayRequests::describe).orElse("");
    }

    /** Lines that are silent while another is not, and books that wait for too long; empty when all is well. */
    String alarms() {
        final StringBuilder text = new StringBuilder();
        final String silent = silentLines();
        if (!silent.isEmpty()) {
            text.append("  LINE ").append(silent).append(" SILENT");
        }
        final long forNs = recovery().recoveringForNs();
        if (forNs > config.runtime().recoveryAlarmNs()) {
            text.append("  BOOKS NOT RECOVERED FOR ")
                    .append(Times.wholeSeconds(forNs))
                    .append(" s");
        }
        return text.toString();
    }

    /** One line of live figures a call. */
    public StatusLine statusLine() {
        return new StatusLine(arbiter(), () -> ChannelSummary.states(pipeline.books()), latency(), this::alarms);
    }

    private String silentLines() {
        final StringBuilder names = new StringBuilder();
        final long nowNs = clock.nanoTime();
        for (int line = 0; line < arbiter().health().lines(); line++) {
            if (arbiter().health().isSilent(line, nowNs, config.runtime().silenceNs())) {
                names.append(LineArbiter.lineName(line));
            }
        }
        return names.toString();
    }

    /** What the transport is, promises and lacks. */
    @Override
    public List<String> describe() {
        final List<String> text =
                new ArrayList<>(List.of("listening on " + config.channel().networkInterface()));
        text.addAll(feeds.describe());
        return text;
    }

    /** Lines, sequence, recovery, books and latency; lines for people, when nothing runs any more. */
    List<String> summary() {
        final List<String> text = new ArrayList<>(ChannelSummary.lines(arbiter()));
        text.add(ChannelSummary.sequence(arbiter()));
        text.add(ChannelSummary.recovery(pipeline, describeReplay()));
        text.add(ChannelSummary.books(pipeline));
        text.add(describeLatency());
        return text;
    }

    public String describeLatency() {
        return ChannelSummary.latency(lines().receiveClock(), latency());
    }

    @Override
    public void close() {
        feeds.close();
    }
}
