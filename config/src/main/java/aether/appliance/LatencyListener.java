package aether.appliance;

import aether.book.BookEvent;
import aether.book.BookListener;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The stamp behind the last stage: from the frame's receive time to the end of the event that it closed, as its listeners saw
 * it. Waiting in the socket buffer is not in it: on the socket tier the receive time is taken after the kernel's copy.
 */
final class LatencyListener implements BookListener {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final EpochNanoClock clock;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NS, DIGITS);
    private final Histogram total = new Histogram(HIGHEST_NS, DIGITS);
    private Histogram interval;

    LatencyListener(final EpochNanoClock clock) {
        this.clock = clock;
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        final long nanos = clock.nanoTime() - event.message().rxTimeNs();
        recorder.recordValue(Math.min(Math.max(nanos, 0), HIGHEST_NS));
    }

    /** Latencies since the last call; one reading thread. */
    Histogram interval() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return interval;
    }

    /** All latencies that {@link #interval()} has seen. */
    Histogram total() {
        return total;
    }

    static String percentiles(final Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "no events";
        }
        return String.format(
                "p50 %s  p90 %s  p99 %s  p99.9 %s  max %s µs",
                Times.micros(histogram.getValueAtPercentile(50)),
                Times.micros(histogram.getValueAtPercentile(90)),
                Times.micros(histogram.getValueAtPercentile(99)),
                Times.micros(histogram.getValueAtPercentile(99.9)),
                Times.micros(histogram.getMaxValue()));
    }
}
