package aether.bench.trade;

import aether.bench.trade.TickPath.Layout;
import aether.session.BenchSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench tick-to-trade}. */
@Command(
        name = "tick-to-trade",
        mixinStandardHelpOptions = true,
        description = {
            "From a frame's bytes in memory to an order's bytes in memory, through the production path: headers, arbitration, "
                    + "decoding, books, a strategy, all risk checks, the order state machine, the encoding. Frames come on a fixed "
                    + "schedule, whether the path is ready or not; each latency is from the time when the frame was due.",
            "In the same run, part by part in turn: an empty path on the same schedule, which is what this machine adds by itself."
        },
        footer = {"", "Example: aether bench tick-to-trade --rate 20000 --seconds 20"})
public final class TickToTradeCommand implements Callable<Integer> {
    private static final int MOST_PARTS_OF_WARM_UP = 200;
    private static final int ORDERS_OF_WARM_UP = 30_000;
    private static final int PART = 20_000;
    private static final int MEASURED_PART = 4_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long HIGHEST_NS = 10_000_000_000L;

    @Option(names = "--rate", defaultValue = "20000", description = "Frames a second (default: 20000).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "Measured time of each layout (default: 20).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the session (default: 1).")
    private long seed;

    @Option(
            names = "--histograms",
            paramLabel = "DIR",
            description = "Write each whole distribution there (HdrHistogram text).")
    private Path histograms;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Histogram machine = new Histogram(HIGHEST_NS, 3);
    private long intervalNs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchSession.requireUsage(rate >= 1 && rate <= 1_000_000, "--rate: give 1 to 1000000, not " + rate);
        BenchSession.requireUsage(seconds >= 1 && seconds <= 3_600, "--seconds: give 1 to 3600, not " + seconds);
        intervalNs = NS_PER_SECOND / rate;
        System.out.printf(
                "%,d frames a second, %d s each; percentiles 50, 90, 99, 99.9, 99.99 and highest, µs%n", rate, seconds);
        final Path directory = Files.createTempDirectory("aether-tick-");
        boolean isWhole = true;
        try {
            for (final Layout layout : Layout.values()) {
                isWhole &= measure(layout, Files.createDirectory(directory.resolve(layout.name())));
            }
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        print("machine", "the schedule alone", machine);
        return isWhole ? 0 : 1;
    }

    private boolean measure(final Layout layout, final Path directory) throws InterruptedException, IOException {
        final TickFrames frames = new TickFrames(PART, seed);
        try (TickPath path = new TickPath(layout, directory)) {
            final TickSchedule schedule = layout == Layout.PIPELINED
                    ? new TickSchedule.Pipelined(path, frames)
                    : new TickSchedule.Fused(path, frames);
            for (int part = 0; part < MOST_PARTS_OF_WARM_UP && path.orders() < ORDERS_OF_WARM_UP; part++) {
                frames.next();
                schedule.play(0, frames.count(), intervalNs, false);
            }
            path.forget();
            final long before = path.orders();
            final long allocated = play(schedule, frames);
            final String name = layout.name().toLowerCase(java.util.Locale.ROOT);
            print(name, "frame due to order out", path.fromSchedule());
            print(name, "frame taken to order out", path.fromTaken());
            print(name, "book event to order out", path.fromBook());
            System.out.printf(
                    "%-10s %,d orders, %,d refused, %,d packets lost, %,d bytes allocated on the measuring thread%n",
                    name, path.orders() - before, path.refused(), path.lost(), allocated);
            return path.lost() == 0 && path.orders() > before;
        }
    }

    private long play(final TickSchedule schedule, final TickFrames frames) throws InterruptedException {
        final long thread = Thread.currentThread().threadId();
        long allocated = 0;
        long left = (long) rate * seconds;
        while (left > 0) {
            frames.next();
            for (int from = 0; from < frames.count() && left > 0; from += MEASURED_PART) {
                final int to = Math.min(frames.count(), from + MEASURED_PART);
                final long before = threads.getThreadAllocatedBytes(thread);
                schedule.play(from, to, intervalNs, true);
                allocated += threads.getThreadAllocatedBytes(thread) - before;
                idle(to - from);
                left -= to - from;
            }
        }
        return allocated;
    }

    /** The same schedule with nothing to do. */
    private void idle(final int frames) {
        long dueNs = System.nanoTime();
        for (int i = 0; i < frames / 4; i++) {
            dueNs += intervalNs;
            machine.recordValue(Math.clamp(TickSchedule.await(dueNs) - dueNs, 0, HIGHEST_NS));
        }
    }

    private void print(final String layout, final String what, final Histogram histogram) throws FileNotFoundException {
        System.out.printf(
                "%-10s %-25s %8.2f %8.2f %8.2f %8.2f %8.2f %9.2f  (%,d)%n",
                layout,
                what,
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(90) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getValueAtPercentile(99.99) / 1e3,
                histogram.getMaxValue() / 1e3,
                histogram.getTotalCount());
        if (histograms != null) {
            final Path file = histograms.resolve(layout + "-" + what.replace(' ', '-') + ".hgrm");
            try (PrintStream out = new PrintStream(file.toFile())) {
                histogram.outputPercentileDistribution(out, 1_000.0);
            }
        }
    }
}
