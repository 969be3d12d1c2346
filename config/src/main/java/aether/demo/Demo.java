package aether.demo;

import aether.appliance.Appliance;
import aether.arbiter.ChannelCounter;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.book.BookCounter;
import aether.book.InstrumentBook;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Sizes;
import aether.console.StopSignal;
import aether.console.Terminal;
import aether.console.Times;
import aether.host.KernelClock;
import aether.journal.JournalReport;
import aether.monitor.ChannelSummary;
import aether.monitor.StatusLine;
import aether.nic.Counters;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.socket.MulticastSink;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.venue.BookComparison;
import aether.venue.ChannelAddresses;
import aether.venue.ChannelAddresses.Feed;
import aether.venue.ReplayService;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import aether.venue.entry.OrderEntryContext;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/** The demonstration: an exchange and an appliance in one process, and at the end the account. */
public final class Demo {
    private static final int FIRST_GROUP = Ipv4.parse("239.255.77.1");
    private static final int LINES = 8;
    private static final long SETTLE_NS = 5_000_000_000L;
    private static final long IDLE_NS = 200_000L;
    private static final int HEARTBEAT_EVERY = 50;
    private static final long STATUS_NS = 500_000_000L;
    private static final long PLAIN_STATUS_NS = 5_000_000_000L;

    /** What to show. */
    public record Settings(
            VenueContext venue,
            OrderEntryContext orderEntry,
            long durationNs,
            int rate,
            String networkInterface,
            Path journalDirectory,
            boolean isHeadless) {}

    private final Settings settings;
    private final Terminal terminal;
    private final PrintStream out;

    public Demo(final Settings settings, final Terminal terminal, final PrintStream out) {
        this.settings = settings;
        this.terminal = terminal;
        this.out = out;
    }

    /** Runs it; true when everything was equal. */
    public boolean run(final StopSignal stop) {
        final List<MulticastGroup> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            lines.add(new MulticastGroup(FIRST_GROUP + line, freePort()));
        }
        try (MulticastSink sink = MulticastSink.open(settings.networkInterface(), 0)) {
            final SimulatedVenue venue = new SimulatedVenue(settings.venue(), sink, addresses(lines));
            try (ReplayService service = new ReplayService(venue.history(), 0);
                    DemoOrders orders = new DemoOrders(venue, settings.orderEntry())) {
                return run(stop, lines, venue, service, orders);
            }
        }
    }

    private boolean run(
            final StopSignal stop,
            final List<MulticastGroup> lines,
            final SimulatedVenue venue,
            final ReplayService service,
            final DemoOrders orders) {
        final SiteConfig config =
                ConfigReader.parse(configuration(lines, service.port()) + orders.configuration(), "demo");
        try (Appliance appliance = new Appliance(config)) {
            terminal.line("simulated exchange -> " + lines.get(0) + " and " + lines.get(1) + " on "
                    + settings.networkInterface()
                    + " -> feed handler -> books -> quoter -> risk -> iLink 3 -> exchange; journal; "
                    + Times.wholeSeconds(settings.durationNs()) + " s, Ctrl-C ends it sooner");
            appliance.describePlace().forEach(terminal::line);
            appliance.page().ifPresent(page -> terminal.line("page " + page.address() + "/"));
            appliance.start();
            trade(venue, orders, appliance, stop);
            orders.finish(venue, appliance.desk().orElseThrow(), new KernelClock());
            settle(venue, orders, appliance);
            appliance.stop();
            requireUnharmed(appliance);
            terminal.status("");
            return report(venue, orders, appliance);
        }
    }

    private static ChannelAddresses addresses(final List<MulticastGroup> lines) {
        return new ChannelAddresses(
                new Feed(lines.get(0), lines.get(1)),
                new Feed(lines.get(2), lines.get(3)),
                new Feed(lines.get(4), lines.get(5)),
                new Feed(lines.get(6), lines.get(7)));
    }

    private String configuration(final List<MulticastGroup> lines, final int replayPort) {
        return """
                channel:
                  interface: %s
                  receiveBuffer: 4 MiB
                  lines: %s
                  recovery:
                    definitions: %s
                    priceSnapshots: %s
                    orderSnapshots: %s
                    replay: { host: localhost, port: %d }
                arbiter: { lossTimeout: 20ms, compareTwins: true }
                books: { start: snapshot, maxInstruments: 1024, verify: true }
                journal: { directory: '%s' }
                """.formatted(
                        settings.networkInterface(),
                        yaml(lines, 0),
                        yaml(lines, 2),
                        yaml(lines, 4),
                        yaml(lines, 6),
                        replayPort,
                        settings.journalDirectory().toString().replace("'", "''"));
    }

    private static String yaml(final List<MulticastGroup> lines, final int first) {
        final MulticastGroup a = lines.get(first);
        final MulticastGroup b = lines.get(first + 1);
        return "{ A: { group: %s, port: %d }, B: { group: %s, port: %d } }"
                .formatted(Ipv4.format(a.address()), a.port(), Ipv4.format(b.address()), b.port());
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void trade(
            final SimulatedVenue venue, final DemoOrders orders, final Appliance appliance, final StopSignal stop) {
        final StatusLine status = appliance.channel().statusLine();
        final DemoVenue agent = new DemoVenue(venue, orders.service(), new KernelClock(), settings.rate());
        final Throwable[] failure = new Throwable[1];
        try (AgentRunner runner =
                new AgentRunner(new BackoffIdleStrategy(), cause -> failure[0] = cause, null, agent)) {
            AgentRunner.startOnThread(runner);
            final long startNs = System.nanoTime();
            final long intervalNs = terminal.isInteractive() ? STATUS_NS : PLAIN_STATUS_NS;
            long lastStatusNs = startNs;
            while (System.nanoTime() - startNs < settings.durationNs()
                    && appliance.failure() == null
                    && !stop.await(Math.min(STATUS_NS, settings.durationNs() / 4))) {
                final long nowNs = System.nanoTime();
                if (!settings.isHeadless() && nowNs - lastStatusNs >= intervalNs) {
                    lastStatusNs = nowNs;
                    final String text = String.format("%3d s  ", Times.wholeSeconds(nowNs - startNs)) + status.next();
                    if (terminal.isInteractive()) {
                        terminal.status(text);
                    } else {
                        terminal.line(text);
                    }
                }
            }
        }
        if (failure[0] != null) {
            throw new IllegalStateException("the simulated exchange failed", failure[0]);
        }
        requireUnharmed(appliance);
    }

    private static void requireUnharmed(final Appliance appliance) {
        if (appliance.failure() != null) {
            throw new IllegalStateException("a thread of the appliance failed", appliance.failure());
        }
    }

    /**
     * Nothing trades any more, but the exchange goes on repeating its snapshots: waits until everything that was sent has
     * been accounted for and every book is right, for a bounded time.
     */
    private static void settle(final SimulatedVenue venue, final DemoOrders orders, final Appliance appliance) {
        final KernelClock clock = new KernelClock();
        final long deadlineNs = System.nanoTime() + SETTLE_NS;
        int steps = 0;
        while (System.nanoTime() < deadlineNs
                && (accounted(appliance) < venue.sequence()
                        || appliance.channel().isRecovering()
                        || steps < HEARTBEAT_EVERY)) {
            if (steps++ % HEARTBEAT_EVERY == 0) {
                venue.heartbeat(clock.nanoTime());
            }
            venue.idle(clock.nanoTime());
            orders.service().poll(clock.nanoTime());
            LockSupport.parkNanos(IDLE_NS);
        }
        venue.close(clock.nanoTime());
        while (System.nanoTime() < deadlineNs && accounted(appliance) < venue.sequence()) {
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    private static long accounted(final Appliance appliance) {
        return appliance.channel().arbiter().health().acceptedPackets()
                + appliance.channel().arbiter().counters().get(ChannelCounter.LOST_PACKETS)
                - appliance.channel().arbiter().counters().get(ChannelCounter.LATE_PACKETS);
    }

    private boolean report(final SimulatedVenue venue, final DemoOrders orders, final Appliance appliance) {
        out.printf(
                "exchange  %,d orders and cancels, %,d events in %,d packets; line A lost %,d, line B %,d, both %,d%n",
                venue.commands(), venue.events(), venue.sequence(), venue.lostA(), venue.lostB(), venue.lostBoth());
        ChannelSummary.lines(appliance.channel().arbiter()).forEach(out::println);
        out.println(ChannelSummary.sequence(appliance.channel().arbiter()));
        out.println(appliance.channel().describeLatency());
        boolean isEqual = compareBooks(venue, appliance);
        isEqual &= compareTwins(appliance);
        isEqual &= orders.reconcile(appliance.desk().orElseThrow(), out);
        isEqual &= checkJournal(appliance);
        out.println(isEqual ? "PASS" : "FAIL");
        return isEqual;
    }

    /** Every book must be the exchange's own, by price and by order. */
    private boolean compareBooks(final SimulatedVenue venue, final Appliance appliance) {
        final Counters<BookCounter> counters =
                appliance.channel().pipeline().books().counters();
        final List<String> differences = new ArrayList<>();
        int equal = 0;
        for (final VenueInstrument instrument : venue.instruments()) {
            final InstrumentBook book = appliance.channel().pipeline().books().find(instrument.securityId());
            String difference = BookComparison.difference(book, instrument);
            difference = difference == null ? BookComparison.orderDifference(book, instrument) : difference;
            if (difference == null) {
                equal++;
            } else {
                differences.add(difference);
            }
        }
        out.println(ChannelSummary.recovery(
                appliance.channel().pipeline(), appliance.channel().describeReplay()));
        out.printf(
                "books     %d of %d equal to the exchange's own, by price and by order (%,d orders)%s%n",
                equal,
                venue.instruments().size(),
                counters.get(BookCounter.LIVE_ORDERS),
                differences.isEmpty() ? "" : "; UNEQUAL: " + differences);
        return differences.isEmpty();
    }

    private boolean compareTwins(final Appliance appliance) {
        long mismatches = 0;
        for (int line = 0; line < appliance.channel().arbiter().health().lines(); line++) {
            mismatches += appliance.channel().arbiter().line(line).get(LineCounter.CONTENT_MISMATCHES);
        }
        if (mismatches > 0) {
            out.printf(
                    "lines     %,d packets differ between %s and %s%n",
                    mismatches, LineArbiter.lineName(0), LineArbiter.lineName(1));
        }
        return mismatches == 0;
    }

    private boolean checkJournal(final Appliance appliance) {
        final Path session = appliance.journal().orElseThrow().directory();
        final JournalReport journal = JournalReport.of(session);
        out.printf(
                "journal   %,d records, %s, %s%n",
                journal.records(),
                Sizes.bytes(journal.bytes()),
                journal.isSound() && journal.missing() == 0 ? "checksums and chain intact" : "NOT WHOLE");
        final JournalReplay.Result replay = JournalReplay.replay(session, new Pacer(0, terminal, "packets replayed"));
        terminal.status("");
        final boolean isEqual = replay.isEqual()
                && replay.digest().equals(appliance.channel().hash().digest());
        out.printf(
                "replay    %,d packets: %s%n",
                replay.packets(),
                isEqual
                        ? String.format("all %,d digests equal, last %s", replay.compared(), replay.digest())
                        : "UNEQUAL: " + JournalReplay.reason(replay));
        if (replay.orders() != null) {
            out.println("          " + replay.orders().describe());
        }
        return isEqual && journal.isSound();
    }
}
