package aether.monitor;

import aether.book.BookEvent;
import aether.book.BookListener;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The stamp behind the last stage: from the frame's receive time to the end of the event that it closed, as its listeners saw
 * it. Waiting in the socket buffer is not in it on the socket tier, where the receive time is taken after the kernel's copy.
 */
public final class LatencyListener implements BookListener {
    private final EpochNanoClock clock;
    private final Latencies latencies = new Latencies();

    /** {@code clock} is the one that receive times come from. */
    public LatencyListener(final EpochNanoClock clock) {
        this.clock = clock;
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        latencies.record(clock.nanoTime() - event.message().rxTimeNs());
    }

    public Latencies latencies() {
        return latencies;
    }
}
