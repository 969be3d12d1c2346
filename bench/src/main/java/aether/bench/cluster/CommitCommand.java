package aether.bench.cluster;

import aether.cluster.ClusterContext;
import aether.cluster.LoopbackPlaces;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.session.BenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench commit}. */
@Command(
        name = "commit",
        mixinStandardHelpOptions = true,
        description = {
            "From an order input to the moment at which what follows from it may leave, when a majority of three members must have it "
                    + "first: the product's log beside a bare echo through Aeron Cluster with the same members, threads and size, and "
                    + "beside one machine's journal. In turn, open loop: an input that waits counts from when it was due.",
            "All members are in this process, and the network is loopback."
        },
        footer = {"", "Example: aether bench commit --rate 2000 --rounds 5"})
public final class CommitCommand implements Callable<Integer> {
    private static final int MEMBERS = 3;
    private static final int INPUT_LENGTH = 112;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long START_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_NS = 10_000;
    private static final double NS_PER_US = 1_000.0;
    private static final int MOST_RATE = 1_000_000;

    @Option(names = "--rate", defaultValue = "2000", paramLabel = "N", description = "Inputs a second (default: 2000).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "N", description = "For each turn (default: 5).")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Turns of each (default: 3).")
    private int rounds;

    @Option(
            names = "--park",
            defaultValue = "50",
            paramLabel = "MICROS",
            description = "For how long an idle thread of the cluster may sleep, 0 for never (default: 50).")
    private int parkUs;

    private final UnsafeBuffer input = new UnsafeBuffer(new byte[INPUT_LENGTH]);
    private long out;

    @Override
    public Integer call() throws IOException {
        BenchSession.requireUsage(rate >= 1 && rate <= MOST_RATE, "--rate: give 1 to 1000000, not " + rate);
        BenchSession.requireUsage(seconds >= 1 && rounds >= 1, "--seconds, --rounds: give 1 or more");
        final Path directory = Files.createTempDirectory("aether-commit-");
        final Histogram log = new Histogram(HIGHEST_NS, 3);
        final Histogram echo = new Histogram(HIGHEST_NS, 3);
        long bestLog = Long.MAX_VALUE;
        long bestEcho = Long.MAX_VALUE;
        try {
            for (int round = 0; round < rounds; round++) {
                bestLog = Math.min(bestLog, turn("log", directory.resolve("log" + round), ReplicatedLog::new, log));
                bestEcho =
                        Math.min(bestEcho, turn("bare echo", directory.resolve("echo" + round), BareEcho::new, echo));
            }
            print("log", log);
            print("bare echo", echo);
            System.out.printf(
                    "ratio of the best p50: %.2f (%.1f / %.1f µs)%n",
                    (double) bestLog / bestEcho, bestLog / NS_PER_US, bestEcho / NS_PER_US);
            solo(directory.resolve("solo"));
            throughput(directory.resolve("most"));
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        return 0;
    }

    private List<ClusterContext> contexts(final Path directory) {
        final List<ClusterContext.Member> members = LoopbackPlaces.find(MEMBERS);
        return IntStream.range(0, MEMBERS)
                .mapToObj(id -> new ClusterContext()
                        .memberId(id)
                        .members(members)
                        .heartbeatNs(TimeUnit.SECONDS.toNanos(2))
                        .parkNs(TimeUnit.MICROSECONDS.toNanos(parkUs))
                        .directory(directory.resolve("member" + id))
                        .aeronDirectory(directory.resolve("aeron" + id))
                        .conclude())
                .toList();
    }

    private static void await(final Contender contender) {
        final long deadlineNs = System.nanoTime() + START_NS;
        while (!contender.prepare()) {
            contender.poll(stamp -> {});
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("no leader within a minute");
            }
        }
    }

    /** Returns the median of this turn. */
    private long turn(
            final String name,
            final Path directory,
            final Function<List<ClusterContext>, Contender> start,
            final Histogram all) {
        final Histogram own = new Histogram(HIGHEST_NS, 3);
        try (Contender contender = start.apply(contexts(directory))) {
            await(contender);
            run(contender, WARM_UP_NS, new Histogram(HIGHEST_NS, 3));
            run(contender, TimeUnit.SECONDS.toNanos(seconds), own);
        }
        all.add(own);
        print("  " + name, own);
        return own.getValueAtPercentile(50);
    }

    /** Each input carries when it was due. */
    private void run(final Contender contender, final long durationNs, final Histogram times) {
        final long everyNs = TimeUnit.SECONDS.toNanos(1) / rate;
        final Contender.Out record = stamp -> {
            out++;
            times.recordValue(Math.clamp(System.nanoTime() - stamp, 1, HIGHEST_NS));
        };
        final long startNs = System.nanoTime();
        final long lateNs = startNs + durationNs + START_NS;
        long dueNs = startNs;
        long in = 0;
        out = 0;
        while (dueNs < startNs + durationNs || out < in) {
            final long nowNs = System.nanoTime();
            if (nowNs >= dueNs && dueNs < startNs + durationNs) {
                input.putLong(0, dueNs);
                if (contender.offer(input, INPUT_LENGTH)) {
                    in++;
                    dueNs += everyNs;
                }
            }
            contender.poll(record);
            LockSupport.parkNanos(PAUSE_NS); // The members' threads want cores as well.
            if (nowNs > lateNs) {
                throw new IllegalStateException((in - out) + " inputs did not come out");
            }
        }
    }

    private static void print(final String name, final Histogram times) {
        System.out.printf(
                "%-12s %,9d inputs: p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f µs%n",
                name,
                times.getTotalCount(),
                times.getValueAtPercentile(50) / NS_PER_US,
                times.getValueAtPercentile(90) / NS_PER_US,
                times.getValueAtPercentile(99) / NS_PER_US,
                times.getValueAtPercentile(99.9) / NS_PER_US,
                times.getMaxValue() / NS_PER_US);
    }

    /** One machine: an input is in the tap of its journal, which another thread empties. */
    private void solo(final Path directory) {
        final Histogram times = new Histogram(HIGHEST_NS, 3);
        try (JournalWriter writer = JournalWriter.create(
                        new JournalContext().directory(directory).conclude());
                AgentRunner runner =
                        new AgentRunner(new BackoffIdleStrategy(), Throwable::printStackTrace, null, writer)) {
            AgentRunner.startOnThread(runner);
            final long everyNs = TimeUnit.SECONDS.toNanos(1) / rate;
            final long startNs = System.nanoTime();
            long dueNs = startNs;
            while (dueNs < startNs + TimeUnit.SECONDS.toNanos(seconds)) {
                if (System.nanoTime() >= dueNs) {
                    input.putLong(0, dueNs);
                    writer.tap().offer(RecordType.ORDER_INPUT, 1, dueNs, input, 0, INPUT_LENGTH);
                    times.recordValue(Math.clamp(System.nanoTime() - dueNs, 1, HIGHEST_NS));
                    dueNs += everyNs;
                }
            }
        }
        print("one machine", times);
    }

    /** As many as go in. */
    private void throughput(final Path directory) {
        try (Contender contender = new ReplicatedLog(contexts(directory))) {
            await(contender);
            run(contender, WARM_UP_NS, new Histogram(HIGHEST_NS, 3));
            out = 0;
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < endNs) {
                input.putLong(0, System.nanoTime());
                if (!contender.offer(input, INPUT_LENGTH)) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
                contender.poll(stamp -> out++);
            }
            System.out.printf("most         %,d inputs/s with a majority%n", out / seconds);
        }
    }
}
