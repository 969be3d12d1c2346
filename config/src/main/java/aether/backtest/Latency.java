package aether.backtest;

import aether.console.UsageException;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** How long something is under way: a distribution that values are drawn from. */
public interface Latency {
    /** Longer is not meant. */
    long MOST_NS = 60_000_000_000L;

    /** Always the same. */
    record Constant(long nanos) implements Latency {
        @Override
        public long nextNs(final SplittableRandom random) {
            return nanos;
        }

        @Override
        public String describe() {
            return nanos % 1_000 == 0 ? nanos / 1_000 + " µs" : nanos + " ns";
        }
    }

    /** As measured: every value as often as in the histogram. */
    record Measured(Histogram histogram, String from) implements Latency {
        @Override
        public long nextNs(final SplittableRandom random) {
            return histogram.getValueAtPercentile(100 * random.nextDouble());
        }

        @Override
        public String describe() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%,d values of %s: p50 %.1f µs, p99 %.1f µs, max %.1f µs",
                    histogram.getTotalCount(),
                    from,
                    histogram.getValueAtPercentile(50) / 1e3,
                    histogram.getValueAtPercentile(99) / 1e3,
                    histogram.getMaxValue() / 1e3);
        }
    }

    /** The next one, in nanoseconds, 0 or more. */
    long nextNs(SplittableRandom random);

    /** In words. */
    String describe();

    /** From text: a duration such as {@code 12us}, or {@code hlog:FILE}, a log of HdrHistogram in nanoseconds. */
    static Latency parse(final String option, final String text) {
        if (text.startsWith("hlog:")) {
            return measured(option, Path.of(text.substring("hlog:".length())));
        }
        final Matcher matcher = Pattern.compile("(\\d{1,12})(ns|us|µs|ms|s)?").matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    option + ": '" + text + "' is no latency; give 0, 12us, 3ms, or hlog:FILE, a log of HdrHistogram");
        }
        final long number = Long.parseLong(matcher.group(1));
        final String unit = matcher.group(2) == null ? "ns" : matcher.group(2);
        final long nanos =
                switch (unit) {
                    case "us", "µs" -> TimeUnit.MICROSECONDS.toNanos(number);
                    case "ms" -> TimeUnit.MILLISECONDS.toNanos(number);
                    case "s" -> TimeUnit.SECONDS.toNanos(number);
                    default -> number;
                };
        if (nanos > MOST_NS) {
            throw new UsageException(option + ": '" + text + "' is more than a minute");
        }
        return new Constant(nanos);
    }

    private static Latency measured(final String option, final Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException(option + ": " + file + ": no such file, or not readable");
        }
        final Histogram all = new Histogram(3);
        try (HistogramLogReader reader = new HistogramLogReader(new File(file.toString()))) {
            EncodableHistogram next = reader.nextIntervalHistogram();
            while (next != null) {
                if (next instanceof final Histogram histogram) {
                    all.add(histogram);
                }
                next = reader.nextIntervalHistogram();
            }
        } catch (final FileNotFoundException | RuntimeException e) {
            throw new UsageException(option + ": " + file + ": no log of HdrHistogram: " + e.getMessage());
        }
        if (all.getTotalCount() == 0) {
            throw new UsageException(option + ": " + file + ": holds no value");
        }
        return new Measured(all, String.valueOf(file.getFileName()));
    }
}
