package aether.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void shouldCountWhatIsBelowZeroAndKeepItOutOfThePercentiles() {
        latencies.record(2_000);
        latencies.record(-700);
        latencies.record(-3_400);
        latencies.record(2_000);
        assertEquals(2, latencies.negatives());
        assertEquals(-3_400, latencies.lowestNs());
        assertEquals(2, latencies.total().getTotalCount());
        assertEquals(
                "p50 2.0  p90 2.0  p99 2.0  p99.9 2.0  max 2.0 µs; 2 below 0, down to -3.4 µs: the clocks of both ends differ",
                latencies.describe());
    }

    @Test
    void shouldSayThatThereWasNothing() {
        assertEquals("no events", latencies.describe());
        latencies.record(-1);
        assertEquals("no events; 1 below 0, down to -0.0 µs: the clocks of both ends differ", latencies.describe());
    }

    @Test
    void shouldKeepWhatAnIntervalHasSeenInTheTotal() {
        latencies.record(1_000);
        assertEquals(1, latencies.interval().getTotalCount());
        latencies.record(5_000);
        assertEquals(1, latencies.interval().getTotalCount());
        assertEquals(2, latencies.total().getTotalCount());
    }
}
