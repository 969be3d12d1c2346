package aether.appliance;

import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.feed.ChannelCounter;
import aether.feed.LineArbiter;
import aether.feed.LineCounter;
import aether.journal.JournalReport;
import aether.nic.Ipv4;
import aether.nic.socket.MulticastSink;
import aether.venue.LineAddress;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.OffsetEpochNanoClock;

/** The demonstration: an exchange and an appliance in one process, and at the end the account. */
final class Demo {
    private static final int GROUP_A = Ipv4.parse("239.255.77.1");
    private static final int GROUP_B = Ipv4.parse("239.255.77.2");
    private static final long SETTLE_NS = 2_000_000_000L;
    private static final long STATUS_NS = 500_000_000L;
    private static final long PLAIN_STATUS_NS = 5_000_000_000L;

    /** What to show. */
    record Settings(
            VenueContext venue,
            long durationNs,
            int rate,
            String networkInterface,
            Path journalDirectory,
            boolean isHeadless) {}

    private final Settings settings;
    private final Terminal terminal;
    private final PrintStream out;

    Demo(final Settings settings, final Terminal terminal, final PrintStream out) {
        this.settings = settings;
        this.terminal = terminal;
        this.out = out;
    }

    /** Runs it; true when everything was equal. */
    boolean run(final StopSignal stop) {
        final LineAddress lineA = new LineAddress(GROUP_A, freePort());
        final LineAddress lineB = new LineAddress(GROUP_B, freePort());
        final SiteConfig config = ConfigReader.parse(configuration(lineA, lineB), "demo");
        try (Appliance appliance = new Appliance(config);
                MulticastSink sink = MulticastSink.open(settings.networkInterface(), 0)) {
            final SimulatedVenue venue = new SimulatedVenue(settings.venue(), sink, lineA, lineB);
            terminal.line("simulated exchange -> " + Ipv4.format(GROUP_A) + ":" + lineA.port() + " and "
                    + Ipv4.format(GROUP_B) + ":" + lineB.port() + " on " + settings.networkInterface()
                    + " -> feed handler -> books -> journal; " + Appliance.seconds(settings.durationNs())
                    + " s, Ctrl-C ends it sooner");
            appliance.start();
            trade(venue, appliance, stop);
            settle(venue, appliance);
            appliance.stop();
            terminal.status("");
            return report(venue, appliance);
        }
    }

    private String configuration(final LineAddress a, final LineAddress b) {
        return """
                channel:
                  interface: %s
                  receiveBuffer: 4 MiB
                  lines:
                    A: { group: %s, port: %d }
                    B: { group: %s, port: %d }
                arbiter: { lossTimeout: 20ms, compareTwins: true }
                books: { start: snapshot, maxInstruments: 1024 }
                journal: { directory: '%s' }
                """.formatted(
                        settings.networkInterface(),
                        Ipv4.format(a.group()),
                        a.port(),
                        Ipv4.format(b.group()),
                        b.port(),
                        settings.journalDirectory().toString().replace("'", "''"));
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void trade(final SimulatedVenue venue, final Appliance appliance, final StopSignal stop) {
        final StatusLine status = new StatusLine(appliance);
        final DemoVenue agent = new DemoVenue(venue, new OffsetEpochNanoClock(), settings.rate());
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
                    final String text = String.format("%3d s  ", Appliance.seconds(nowNs - startNs)) + status.next();
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
        if (appliance.failure() != null) {
            throw new IllegalStateException("a thread of the appliance failed", appliance.failure());
        }
    }

    /** Waits until everything that was sent has been accounted for, for a bounded time. */
    private static void settle(final SimulatedVenue venue, final Appliance appliance) {
        final long deadlineNs = System.nanoTime() + SETTLE_NS;
        while (System.nanoTime() < deadlineNs && accounted(appliance) < venue.sequence()) {
            Thread.onSpinWait();
        }
    }

    private static long accounted(final Appliance appliance) {
        return appliance.acceptedPackets()
                + appliance.arbiter().counters().get(ChannelCounter.LOST_PACKETS)
                - appliance.arbiter().counters().get(ChannelCounter.LATE_PACKETS);
    }

    private boolean report(final SimulatedVenue venue, final Appliance appliance) {
        out.printf(
                "exchange  %,d orders and cancels, %,d events in %,d packets; line A lost %,d, line B %,d, both %,d%n",
                venue.commands(), venue.events(), venue.sequence(), venue.lostA(), venue.lostB(), venue.lostBoth());
        SessionSummary.lines(appliance.arbiter(), appliance.lines()).forEach(out::println);
        out.println(SessionSummary.sequence(appliance.arbiter()));
        out.println("latency   frame received to book published: "
                + LatencyListener.percentiles(appliance.latency().total()));
        boolean isEqual = compareBooks(venue, appliance);
        isEqual &= compareTwins(appliance);
        isEqual &= checkJournal(appliance);
        out.println(isEqual ? "PASS" : "FAIL");
        return isEqual;
    }

    /** Every book that claims to be right must be; one that says it is stale is no lie, but needs lost packets as its reason. */
    private boolean compareBooks(final SimulatedVenue venue, final Appliance appliance) {
        int equal = 0;
        int silent = 0;
        final List<String> unequal = new ArrayList<>();
        for (final VenueInstrument instrument : venue.instruments()) {
            final InstrumentBook book = appliance.pipeline().books().find(instrument.securityId());
            if (book == null || !book.state().isPublished()) {
                silent++;
            } else if (book.state() == BookState.SUSPECT && book.rptSeq() != instrument.rptSeq()) {
                silent++;
            } else if (BookComparison.areEqual(book, instrument)) {
                equal++;
            } else {
                unequal.add(instrument.symbol());
            }
        }
        out.printf(
                "books     %d of %d equal to the exchange's own%s%s%n",
                equal,
                venue.instruments().size(),
                silent == 0 ? "" : ", " + silent + " stale or suspect after lost packets, and saying so",
                unequal.isEmpty() ? "" : ", UNEQUAL: " + unequal);
        final boolean hasReason = appliance.arbiter().counters().get(ChannelCounter.LOST_PACKETS) > 0;
        return unequal.isEmpty() && equal + silent > 0 && (silent == 0 || hasReason);
    }

    private boolean compareTwins(final Appliance appliance) {
        long mismatches = 0;
        for (int line = 0; line < appliance.lines(); line++) {
            mismatches += appliance.arbiter().line(line).get(LineCounter.CONTENT_MISMATCHES);
        }
        if (mismatches > 0) {
            out.printf(
                    "lines     %,d packets differ between %s and %s%n",
                    mismatches, LineArbiter.lineName(0), LineArbiter.lineName(1));
        }
        return mismatches == 0;
    }

    private boolean checkJournal(final Appliance appliance) {
        final JournalReport journal = JournalReport.of(appliance.session());
        out.printf(
                "journal   %,d records, %s, %s%n",
                journal.records(),
                JournalCommand.bytes(journal.bytes()),
                journal.isSound() && journal.missing() == 0 ? "checksums and chain intact" : "NOT WHOLE");
        final JournalReplay.Result replay =
                JournalReplay.replay(appliance.session(), new Pacer(0, terminal, "packets replayed"));
        terminal.status("");
        final boolean isEqual =
                replay.isEqual() && replay.digest().equals(appliance.hash().digest());
        out.printf(
                "replay    %,d packets: %s%n",
                replay.packets(),
                isEqual
                        ? String.format("all %,d digests equal, last %s", replay.compared(), replay.digest())
                        : "UNEQUAL: " + JournalReplay.reason(replay));
        return isEqual && journal.isSound();
    }
}
