package aether.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.console.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadDurations() {
        final SplittableRandom random = new SplittableRandom(1);
        assertEquals(0, Latency.parse("--x", "0").nextNs(random));
        assertEquals(12_000, Latency.parse("--x", "12us").nextNs(random));
        assertEquals(3_000_000, Latency.parse("--x", "3ms").nextNs(random));
        assertTrue(assertThrows(UsageException.class, () -> Latency.parse("--x", "12 parsecs"))
                .getMessage()
                .startsWith("--x: '12 parsecs' is no latency"));
    }

    @Test
    void shouldRefuseWhatNobodyMeans() {
        for (final String text : new String[] {"999999999999s", "61s", "61000000000"}) {
            assertTrue(assertThrows(UsageException.class, () -> Latency.parse("--x", text))
                    .getMessage()
                    .endsWith("is more than a minute"));
        }
    }

    @Test
    void shouldDrawWhatWasMeasuredAsOftenAsItWas() throws IOException {
        final Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(1_000, 900);
        histogram.recordValueWithCount(50_000, 100);
        final Path file = directory.resolve("orders.hlog");
        try (PrintStream out = new PrintStream(file.toFile())) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputIntervalHistogram(0, 1, histogram, 1);
        }
        final Latency latency = Latency.parse("--x", "hlog:" + file);
        final SplittableRandom random = new SplittableRandom(42);
        int slow = 0;
        for (int i = 0; i < 10_000; i++) {
            slow += latency.nextNs(random) > 40_000 ? 1 : 0;
        }
        assertTrue(slow > 900 && slow < 1_100, String.valueOf(slow));
        Files.writeString(file, "nothing of the kind");
        assertThrows(UsageException.class, () -> Latency.parse("--x", "hlog:" + file));
    }
}
