package aether.bench.page;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookContext;
import aether.book.BookListeners;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.feed.mdp3.Mdp3Venue;
import aether.monitor.Latencies;
import aether.monitor.LatencyListener;
import aether.monitor.Publishing;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of a simulated exchange at a steady rate, through the whole path to published books, each timed by itself. */
final class WatchedFeed implements FrameSink {
    private static final MulticastGroup LINE_A = new MulticastGroup(0xEFFF0001, 30_001);
    private static final MulticastGroup LINE_B = new MulticastGroup(0xEFFF0002, 30_002);
    private static final int INSTRUMENTS = 25;
    private static final int MAX_FRAME = 2_048;
    private static final long STEP_NS = 50_000;
    private static final long HIGHEST_NS = 1_000_000_000L;

    private final EpochNanoClock clock;
    private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));
    private final Histogram times = new Histogram(HIGHEST_NS, 3);
    private final LatencyListener latency;
    private final FeedHandler feed;
    private final SimulatedVenue venue;

    /** Tells {@code publishing} of its books, and what it counts. */
    WatchedFeed(final Publishing publishing, final EpochNanoClock clock) {
        this.clock = clock;
        latency = new LatencyListener(clock);
        final ChannelPipeline pipeline = new ChannelPipeline(
                new Mdp3Venue(),
                new BookContext().start(BookContext.Start.EMPTY).conclude(),
                new ChannelContext().conclude(),
                new BookListeners(publishing.books(), latency));
        feed = pipeline.feed(
                new ArbiterContext().lines(2).conclude(),
                new LineTable(2).set(0, LINE_A).set(1, LINE_B),
                pipeline.channel());
        feed.registerCounters(publishing.monitor());
        pipeline.registerCounters(publishing.monitor());
        venue = new SimulatedVenue(
                new VenueContext().instruments(INSTRUMENTS).orders(true).conclude(), this, LINE_A, LINE_B);
        venue.open(clock.nanoTime());
    }

    Latencies latencies() {
        return latency.latencies();
    }

    /** For so long; returns how long each frame took, until the next call. */
    Histogram run(final long nanos) {
        times.reset();
        final long startNs = System.nanoTime();
        for (long dueNs = startNs; dueNs < startNs + nanos; dueNs += STEP_NS) {
            while (System.nanoTime() < dueNs) {
                Thread.onSpinWait();
            }
            venue.step(clock.nanoTime());
        }
        return times;
    }

    /** A frame, as it comes: only what the appliance does with it is timed. */
    @Override
    public boolean offer(final DirectBuffer bytes, final int length) {
        frame.putBytes(0, bytes, 0, length);
        final long startNs = System.nanoTime();
        feed.onFrame(frame, length, clock.nanoTime());
        times.recordValue(Math.min(HIGHEST_NS, System.nanoTime() - startNs));
        return true;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
