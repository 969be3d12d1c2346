package aether.bench;

import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.feed.mdp3.Mdp3Schema;
import aether.nic.Counters;
import aether.nic.FrameHandler;
import aether.session.BenchSession;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench feed}. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a capture from memory through the production path: frame headers, arbiter, whole-packet check, decoder, "
                    + "books, listener. Packet and report sequence numbers are rewritten between loops.",
            "CPU and wall time: whole loops, median of nine passes after a warm-up of a million packets. Percentiles: each "
                    + "packet timed by itself, one clock reading included; beside it the clock alone, in the same run: what that sees "
                    + "is the machine's."
        },
        footer = {"", "Example: aether bench feed session.pcapng --loops 900 --json"})
final class FeedBenchCommand implements Callable<Integer> {
    private static final double LEAST_SHARE = 0.99;

    @Parameters(paramLabel = "FILE", description = "A pcap or pcapng file.")
    private Path file;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "900",
            description = "Loops over the capture (default: ${DEFAULT-VALUE}).")
    private int loops;

    @Option(
            names = "--layout",
            defaultValue = "fused",
            description = "fused: all stages on one thread (the only layout yet).")
    private String layout;

    @Option(names = "--line", defaultValue = "A", description = "Which lines: A, B or both (default: A).")
    private String line;

    @Option(
            names = "--until",
            paramLabel = "STAGE",
            description =
                    "Cut the path off behind a stage: ${COMPLETION-CANDIDATES}. The cost of a stage is the difference "
                            + "between two runs. Without it, the whole path.")
    private FeedStages until;

    @Option(
            names = "--beside",
            paramLabel = "FILE",
            description =
                    "A capture of Deribit, played in the same process by a pipeline of its own. The measurement is made "
                            + "alone, and again when both have run: what another venue's channel costs this one.")
    private Path beside;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        BenchSession.requireUsage(loops >= 1 && loops <= 10_000_000, "--loops: give 1 to 10000000, not " + loops);
        BenchSession.requireUsage("fused".equals(layout), "--layout: '" + layout + "' is not there; known: fused");
        final BenchSession session = BenchSession.open(file, line);
        final FrameStore store;
        try (var capture = session.openCapture()) {
            store = new FrameStore(capture, session.lines(), Mdp3Schema.load(), session.bytesNeeded());
        }
        final FrameHandler path = until == null ? session.feed() : until.handler(session.lines());
        final FeedBench.Result alone = new FeedBench(store, path, () -> {}).run(loops);
        print(alone, store);
        if (beside != null) {
            final OtherVenue other = new OtherVenue(beside);
            final FeedBench.Result both = new FeedBench(store, path, other::play).run(loops);
            print(both, store);
            printRatio(alone, both, other.packets());
        }
        if (until == null) {
            requireTaken(session);
        }
        return 0;
    }

    private void printRatio(final FeedBench.Result alone, final FeedBench.Result both, final long packets) {
        System.out.printf(
                Locale.ROOT,
                json
                        ? "{\"otherPackets\":%d,\"cpuRatio\":%.3f}%n"
                        : "beside %,d packets of the other venue: %.3f times the CPU of before%n",
                packets,
                both.cpuNsPerPacket() / alone.cpuNsPerPacket());
    }

    /** A path that refuses its packets is fast. A capture may have a few that nobody would take. */
    static void requireTaken(final BenchSession session) {
        for (int line = 0; line < session.lines().size(); line++) {
            final Counters<LineCounter> counters = session.feed().arbiter().line(line);
            final long packets = counters.get(LineCounter.PACKETS);
            final long taken = counters.get(LineCounter.FIRST_ARRIVALS)
                    + counters.get(LineCounter.DUPLICATES)
                    + counters.get(LineCounter.REPEATS);
            BenchSession.requireUsage(
                    taken >= packets * LEAST_SHARE,
                    "nothing to be believed was measured: of " + packets + " packets of line "
                            + LineArbiter.lineName(line) + ", " + taken + " were taken");
        }
    }

    private void print(final FeedBench.Result result, final FrameStore store) {
        final double share = (double) result.packets() / store.packets();
        final long messages = Math.round(share * store.messages());
        final long entries = Math.round(share * store.entries());
        final Histogram latency = result.latency();
        final Histogram machine = result.machine();
        if (json) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"packets\":%d,\"messages\":%d,\"entries\":%d,\"cpuNsPerPacket\":%.1f,\"wallNsPerPacket\":%.1f,"
                            + "\"allocBytesPerPacket\":%.4f,\"p50\":%d,\"p90\":%d,\"p99\":%d,\"p999\":%d,\"p9999\":%d,"
                            + "\"max\":%d,\"clockP999\":%d,\"clockMax\":%d}%n",
                    result.packets(),
                    messages,
                    entries,
                    result.cpuNsPerPacket(),
                    result.wallNsPerPacket(),
                    result.allocBytesPerPacket(),
                    latency.getValueAtPercentile(50),
                    latency.getValueAtPercentile(90),
                    latency.getValueAtPercentile(99),
                    latency.getValueAtPercentile(99.9),
                    latency.getValueAtPercentile(99.99),
                    latency.getMaxValue(),
                    machine.getValueAtPercentile(99.9),
                    machine.getMaxValue());
            return;
        }
        System.out.printf("packets %,d, messages %,d, entries %,d%n", result.packets(), messages, entries);
        System.out.printf(
                "per packet: %.1f ns CPU, %.1f ns wall, %.4f bytes allocated%n",
                result.cpuNsPerPacket(), result.wallNsPerPacket(), result.allocBytesPerPacket());
        System.out.print("passes, ns CPU:");
        for (final double pass : result.passCpuNs()) {
            System.out.printf(" %.1f", pass);
        }
        System.out.println();
        printPercentiles("each packet", latency);
        printPercentiles("clock alone", machine);
    }

    private static void printPercentiles(final String what, final Histogram times) {
        System.out.printf(
                "%s, ns: p50 %d, p90 %d, p99 %d, p99.9 %d, p99.99 %d, max %d%n",
                what,
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(90),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                times.getValueAtPercentile(99.99),
                times.getMaxValue());
    }
}
