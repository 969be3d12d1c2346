package aether.bench.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What one contender showed, round by round. */
final class NicResults {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final long HIGHEST = 10_000_000_000L;
    private static final double TENTHS = 10.0;

    private final List<Histogram> whole = new ArrayList<>();
    private final List<Histogram> clean = new ArrayList<>();
    /** Per rate, per round: the percentiles, ns. */
    private final List<List<double[]>> latencies = new ArrayList<>();

    private final List<Double> packetsPerSecond = new ArrayList<>();
    private final List<Double> drainNs = new ArrayList<>();
    private long frames;
    private long systemCalls;
    private long windows;
    private long undisturbed;
    private long lost;

    NicResults(final int rates) {
        for (int i = 0; i < rates; i++) {
            whole.add(new Histogram(HIGHEST, 3));
            clean.add(new Histogram(HIGHEST, 3));
            latencies.add(new ArrayList<>());
        }
    }

    /** All windows of a rate, of all rounds. */
    Histogram whole(final int rate) {
        return whole.get(rate);
    }

    /** The undisturbed windows of a rate, of all rounds. */
    Histogram clean(final int rate) {
        return clean.get(rate);
    }

    /** The undisturbed windows of a round. */
    void latency(final int rate, final Histogram round) {
        clean.get(rate).add(round);
        final double[] values = new double[PERCENTILES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = round.getValueAtPercentile(PERCENTILES[i]);
        }
        latencies.get(rate).add(values);
    }

    void throughput(final Histogram packets, final Histogram tenthsOfNs) {
        packetsPerSecond.add((double) packets.getValueAtPercentile(50));
        drainNs.add(tenthsOfNs.getValueAtPercentile(50) / TENTHS);
    }

    void count(final NicReceiver receiver, final long polled, final long calls) {
        frames += polled;
        systemCalls += calls;
        windows += receiver.windows();
        undisturbed += receiver.undisturbed();
        lost += receiver.lost();
    }

    /** Median of the rounds, ns; {@code which} of 50, 99, 99.9. */
    double percentile(final int rate, final int which) {
        return median(latencies.get(rate).stream().map(values -> values[which]).toList());
    }

    /** Median of the rounds' ratios: what disturbs a round disturbs both of its sides. */
    double ratio(final int rate, final int which, final NicResults baseline) {
        return ratio(
                latencies.get(rate).stream().map(values -> values[which]).toList(),
                baseline.latencies.get(rate).stream()
                        .map(values -> values[which])
                        .toList());
    }

    private static double ratio(final List<Double> mine, final List<Double> theirs) {
        final List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            ratios.add(mine.get(i) / theirs.get(i));
        }
        return median(ratios);
    }

    private static double median(final List<Double> values) {
        final List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    String throughputLine(final String name, final NicResults baseline) {
        return String.format(
                Locale.ROOT,
                "%-31s %,9.0f packets/s [%.2f]  %6.1f ns a packet [%.2f]  %s calls a packet; %d of %d windows undisturbed, "
                        + "%d packets lost",
                name,
                median(packetsPerSecond),
                ratio(packetsPerSecond, baseline.packetsPerSecond),
                median(drainNs),
                ratio(drainNs, baseline.drainNs),
                frames == 0 ? "     -" : String.format(Locale.ROOT, "%6.4f", (double) systemCalls / frames),
                undisturbed,
                windows,
                lost);
    }
}
