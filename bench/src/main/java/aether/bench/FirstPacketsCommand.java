package aether.bench;

import aether.appliance.FeedWarmUp;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.feed.mdp3.Mdp3Schema;
import aether.nic.FrameHandler;
import aether.replay.StateHash;
import aether.session.BenchSession;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench first}. */
@Command(
        name = "first",
        mixinStandardHelpOptions = true,
        description = {
            "What the first packets of a process take: the whole path over a capture, each packet timed by itself, in a JVM that "
                    + "has done nothing before but the warm-up which an appliance plays before its start.",
            "Printed: the first packet, the first 10,000, and 10,000 after a million, when all is compiled. With --warm-up 0 the "
                    + "first packet runs through code that was never run."
        },
        footer = {"", "Example: aether bench first session.pcapng; aether bench first session.pcapng --warm-up 0"})
final class FirstPacketsCommand implements Callable<Integer> {
    private static final int PACKETS = 10_000;
    private static final int COMPILED = 1_000_000;
    private static final long HIGHEST_NS = 10_000_000_000L;

    @Parameters(paramLabel = "FILE", description = "A pcap or pcapng file.")
    private Path file;

    @Option(
            names = "--warm-up",
            paramLabel = "FRAMES",
            defaultValue = "100000",
            description =
                    "Frames of a made-up session that are played before (default: ${DEFAULT-VALUE}, as an appliance does).")
    private long warmUp;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private FrameStore store;
    private FrameHandler feed;

    @Override
    public Integer call() {
        BenchSession.requireUsage(
                warmUp >= 0 && warmUp <= 100_000_000, "--warm-up: give 0 to 100000000, not " + warmUp);
        // As an appliance has several who listen.
        final BenchSession session =
                BenchSession.open(file, "A", new BookListeners(new StateHash(), new BookListener() {}));
        try (var capture = session.openCapture()) {
            store = new FrameStore(capture, session.lines(), Mdp3Schema.load(), session.bytesNeeded());
        }
        BenchSession.requireUsage(store.packets() > 0, file + ": no packets of line A");
        feed = session.feed();
        final long startNs = System.nanoTime();
        final long played = warmUp == 0 ? 0 : FeedWarmUp.run(warmUp);
        final long warmUpMs = (System.nanoTime() - startNs) / 1_000_000;
        final long firstNs = time(1).getMaxValue();
        final Histogram first = time(PACKETS);
        time(COMPILED);
        final Histogram steady = time(PACKETS);
        FeedBenchCommand.requireTaken(session);
        System.out.printf(
                Locale.ROOT,
                json
                        ? "{\"warmUpFrames\":%d,\"warmUpMs\":%d,\"firstPacketNs\":%d,\"p50First10k\":%d,\"p99First10k\":%d,"
                                + "\"p50Steady\":%d,\"p99Steady\":%d}%n"
                        : "warm-up %,d frames in %,d ms; first packet %,d ns; first 10,000: p50 %,d ns, p99 %,d ns; "
                                + "after a million: p50 %,d ns, p99 %,d ns%n",
                played,
                warmUpMs,
                firstNs,
                first.getValueAtPercentile(50),
                first.getValueAtPercentile(99),
                steady.getValueAtPercentile(50),
                steady.getValueAtPercentile(99));
        return 0;
    }

    /** One packet after the other; the capture begins anew when it ends. */
    private Histogram time(final int packets) {
        final Histogram times = new Histogram(HIGHEST_NS, 3);
        while (times.getTotalCount() < packets) {
            final long before = System.nanoTime();
            final int polled = store.poll(feed, 1);
            final long after = System.nanoTime();
            if (polled == 0) {
                store.advance();
            } else {
                times.recordValue(Math.min(after - before, HIGHEST_NS));
            }
        }
        return times;
    }
}
