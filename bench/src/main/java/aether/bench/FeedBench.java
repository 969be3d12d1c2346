package aether.bench;

import aether.nic.FrameHandler;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Plays a {@link FrameStore} through a feed handler, loop after loop. Two measurements that do not disturb each other: whole
 * loops timed from outside, for cost per packet; and every packet timed by itself, for the distribution, beside a loop of the clock
 * alone: what that sees is the machine's. Rewriting sequence numbers between loops is outside both.
 */
final class FeedBench {
    private static final int PASSES = 9;
    private static final int MIN_WARM_UP_PACKETS = 1_000_000;
    private static final long HIGHEST_NS = 1_000_000_000L;

    /**
     * Medians over the passes; times in nanoseconds.
     *
     * @param passCpuNs CPU time per packet of each pass, in order
     * @param latency of each packet timed by itself
     * @param machine what the clock alone sees, as often
     */
    record Result(
            long packets,
            double cpuNsPerPacket,
            double wallNsPerPacket,
            double allocBytesPerPacket,
            double[] passCpuNs,
            Histogram latency,
            Histogram machine) {}

    private final FrameStore store;
    private final FrameHandler feed;
    private final Runnable between;
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long cpuNs;
    private long wallNs;
    private long allocatedBytes;

    /** {@code between}: what else happens in the process, behind each pass, outside of the measurement. */
    FeedBench(final FrameStore store, final FrameHandler feed, final Runnable between) {
        this.store = store;
        this.feed = feed;
        this.between = between;
    }

    /** Warms up, then measures {@code loops} loops, split into passes. */
    Result run(final int loops) {
        final Histogram latency = new Histogram(HIGHEST_NS, 3);
        final Histogram machine = new Histogram(HIGHEST_NS, 3);
        for (long packets = 0; packets < MIN_WARM_UP_PACKETS; packets += 2L * store.packets()) {
            playWhole();
            playSingly(latency);
            idle(machine);
            between.run();
        }
        latency.reset();
        machine.reset();
        final double[] cpu = new double[PASSES];
        final double[] wall = new double[PASSES];
        final int loopsPerPass = Math.max(1, loops / PASSES);
        allocatedBytes = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            cpuNs = 0;
            wallNs = 0;
            for (int loop = 0; loop < loopsPerPass; loop++) {
                playWhole();
            }
            final double packets = (double) loopsPerPass * store.packets();
            cpu[pass] = cpuNs / packets;
            wall[pass] = wallNs / packets;
            between.run();
        }
        for (int loop = 0; loop < Math.max(1, loops / 2); loop++) {
            playSingly(latency);
            idle(machine);
        }
        final long packets = (long) PASSES * loopsPerPass * store.packets();
        return new Result(packets, median(cpu), median(wall), (double) allocatedBytes / packets, cpu, latency, machine);
    }

    private void playWhole() {
        store.advance();
        final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        final long cpuBefore = threads.getCurrentThreadCpuTime();
        final long wallBefore = System.nanoTime();
        while (store.poll(feed, 64) > 0) {
            // Polled as the feed's agent does.
        }
        wallNs += System.nanoTime() - wallBefore;
        cpuNs += threads.getCurrentThreadCpuTime() - cpuBefore;
        allocatedBytes += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    private void playSingly(final Histogram latency) {
        store.advance();
        long before = System.nanoTime();
        while (store.poll(feed, 1) > 0) {
            final long after = System.nanoTime();
            latency.recordValue(Math.min(after - before, HIGHEST_NS));
            before = System.nanoTime();
        }
    }

    /** As many readings as packets. */
    private void idle(final Histogram machine) {
        long before = System.nanoTime();
        for (long i = 0; i < store.packets(); i++) {
            final long after = System.nanoTime();
            machine.recordValue(Math.min(after - before, HIGHEST_NS));
            before = System.nanoTime();
        }
    }

    static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
