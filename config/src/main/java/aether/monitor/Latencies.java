package aether.monitor;

import aether.nic.CounterRegister;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Durations between two readings of a clock. One below zero means that the two ends did not use the same clock, or that somebody set
 * it in between: it is counted and shown, and is no part of the percentiles.
 *
 * <p>One thread records, another reads; does not allocate on the first.
 */
public final class Latencies {
    /** Longer ones are recorded as this. */
    public static final long HIGHEST_NS = 3_600_000_000_000L;

    private static final int DIGITS = 3;
    private static final double NS_PER_US = 1e3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NS, DIGITS);
    private final Histogram total = newHistogram();
    private final AtomicLong negatives = new AtomicLong();
    private final AtomicLong lowestNs = new AtomicLong();
    private final Histogram pending = newHistogram();
    private final Histogram shown = newHistogram();
    private Histogram interval;

    /** One duration, nanoseconds. */
    public void record(final long nanos) {
        if (nanos >= 0) {
            recorder.recordValue(Math.min(nanos, HIGHEST_NS));
        } else {
            negatives.lazySet(negatives.get() + 1);
            lowestNs.lazySet(Math.min(nanos, lowestNs.get()));
        }
    }

    /** Those since the last call that are not below zero; for one reader, until it calls again. */
    public synchronized Histogram interval() {
        gather();
        pending.copyInto(shown);
        pending.reset();
        return shown;
    }

    private void gather() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        pending.add(interval);
    }

    /** All so far that are not below zero; for one reader. */
    public synchronized Histogram total() {
        gather();
        return total;
    }

    /** Copies all so far that are not below zero, for anybody; {@code target}: of {@link #newHistogram}. */
    public synchronized void copyInto(final Histogram target) {
        gather();
        total.copyInto(target);
    }

    /** Has room for what is recorded here. */
    public static Histogram newHistogram() {
        return new Histogram(HIGHEST_NS, DIGITS);
    }

    /** All so far never were; while nobody records. */
    public synchronized void forget() {
        recorder.reset();
        pending.reset();
        total.reset();
        negatives.set(0);
        lowestNs.set(0);
    }

    /** Durations below zero. */
    public long negatives() {
        return negatives.get();
    }

    /** The lowest of them, nanoseconds; 0 without any. */
    public long lowestNs() {
        return lowestNs.get();
    }

    /** Tells what does not belong to the percentiles. */
    public void registerCounters(final String owner, final CounterRegister register) {
        register.add(owner + " below zero", this::negatives);
        register.add(owner + " lowest ns", this::lowestNs);
    }

    /** Percentiles of all so far, in microseconds; the reading thread. */
    public String describe() {
        final Histogram all = total();
        final String below = negatives() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d below 0, down to %s µs: the clocks of both ends differ",
                        negatives(),
                        micros(lowestNs()));
        return all.getTotalCount() == 0 ? "no events" + below : percentiles(all) + below;
    }

    private static String percentiles(final Histogram histogram) {
        return "p50 " + micros(histogram.getValueAtPercentile(50))
                + "  p90 " + micros(histogram.getValueAtPercentile(90))
                + "  p99 " + micros(histogram.getValueAtPercentile(99))
                + "  p99.9 " + micros(histogram.getValueAtPercentile(99.9))
                + "  max " + micros(histogram.getMaxValue()) + " µs";
    }

    private static String micros(final long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NS_PER_US);
    }
}
