package aether.web;

import aether.console.Json;
import aether.monitor.Latencies;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long a stage took since it was looked at last. */
final class StageWindow {
    /** Heat: counts by powers of two, from 256 ns on. */
    private static final int HEAT_ROWS = 20;

    private static final int LEAST_POWER = 8;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    /** Nobody has looked for longer: what was meanwhile is no figure of this moment. */
    private static final double MOST_SECONDS = 5;

    private final Latencies latencies;
    private final Histogram since = Latencies.newHistogram();
    private Histogram before = Latencies.newHistogram();
    private Histogram now = Latencies.newHistogram();

    StageWindow(final Latencies latencies) {
        this.latencies = latencies;
        latencies.copyInto(before);
    }

    /** Writes what it was, as an object; {@code seconds}: how long ago it was looked at last. */
    void write(final Json json, final double seconds) {
        latencies.copyInto(now);
        now.copyInto(since);
        if (seconds > MOST_SECONDS) {
            since.reset();
        } else if (now.getTotalCount() >= before.getTotalCount()) {
            since.subtract(before);
        }
        final Histogram last = before;
        before = now;
        now = last;
        json.openObject().key("count").number(since.getTotalCount());
        json.key("seconds").raw(String.format(Locale.ROOT, "%.3f", seconds));
        json.key("p50").number(since.getValueAtPercentile(P50));
        json.key("p99").number(since.getValueAtPercentile(P99));
        json.key("p999").number(since.getValueAtPercentile(P999));
        json.key("max").number(since.getMaxValue());
        json.key("heat").openArray();
        long below = 0;
        for (int row = 0; row < HEAT_ROWS; row++) {
            final long upTo = since.getCountBetweenValues(0, (1L << LEAST_POWER + row) - 1);
            json.number(upTo - below);
            below = upTo;
        }
        json.closeArray().closeObject();
    }
}
