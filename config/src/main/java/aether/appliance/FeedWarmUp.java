package aether.appliance;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.replay.StateHash;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Plays a session that it makes up through a channel of its own before an appliance starts, so that the first real packet does
 * not run through code that is not compiled yet. Lines, books and hash are thrown away: nothing of it is received, journaled,
 * published or remembered.
 */
public final class FeedWarmUp implements FrameSink {
    private static final MulticastGroup LINE_A = new MulticastGroup(0xEFFF0001, 30_001);
    private static final MulticastGroup LINE_B = new MulticastGroup(0xEFFF0002, 30_002);
    private static final int INSTRUMENTS = 20;
    private static final int MAX_ORDERS = 65_536;
    private static final int MAX_FRAME = 2048;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 20_000;
    private static final long MOST_NS = 5_000_000_000L;

    private static boolean isWarm;

    /** Where frames of real lines are: outside of the heap. */
    private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));

    private final UdpFrame udp = new UdpFrame();
    private final FeedHandler feed;
    private long nowNs = START_NS;
    private long frames;

    private FeedWarmUp() {
        final ChannelPipeline pipeline = new ChannelPipeline(
                new Mdp3Venue(),
                new BookContext()
                        .start(BookContext.Start.EMPTY)
                        .maxInstruments(2 * INSTRUMENTS)
                        .maxOrders(MAX_ORDERS)
                        .conclude(),
                new ChannelContext().conclude(),
                new BookListeners(new StateHash(), new BookListener() {}));
        feed = pipeline.feed(
                new ArbiterContext().lines(2).conclude(),
                new LineTable(2).set(0, LINE_A).set(1, LINE_B),
                pipeline.channel());
    }

    /**
     * Plays frames until there were so many, or {@link #MOST_NS} have passed. What is compiled stays so: once in a process is
     * enough.
     *
     * @return frames that were played; 0 when it has been done before
     */
    static synchronized long once(final long maxFrames) {
        if (isWarm || maxFrames == 0) {
            return 0;
        }
        isWarm = true;
        return run(maxFrames);
    }

    /**
     * Plays frames until there were so many, or {@link #MOST_NS} have passed.
     *
     * @return frames that were played
     */
    public static long run(final long maxFrames) {
        return run(maxFrames, MOST_NS);
    }

    static long run(final long maxFrames, final long maxNanos) {
        final FeedWarmUp warmUp = new FeedWarmUp();
        final SimulatedVenue venue = new SimulatedVenue(
                new VenueContext()
                        .instruments(INSTRUMENTS)
                        .spreads(2)
                        .orders(true)
                        .statistics(true)
                        .conclude(),
                warmUp,
                LINE_A,
                LINE_B);
        final long endNs = System.nanoTime() + maxNanos;
        venue.open(warmUp.nowNs);
        while (warmUp.frames < maxFrames && System.nanoTime() < endNs) {
            warmUp.nowNs += STEP_NS;
            venue.step(warmUp.nowNs);
        }
        return warmUp.frames;
    }

    @Override
    public boolean offer(final DirectBuffer bytes, final int length) {
        frame.putBytes(0, bytes, 0, length);
        // As an exchange sends it: with a checksum that is verified.
        udp.wrap(frame, length);
        UdpFrameWriter.writeUdpChecksum(frame, udp);
        feed.onFrame(frame, length, nowNs);
        frames++;
        return true;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
