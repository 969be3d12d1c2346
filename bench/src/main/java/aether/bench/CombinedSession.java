package aether.bench;

import aether.arbiter.FeedHandler;
import aether.book.BookBuilder;
import aether.book.BookState;
import aether.session.BenchSession;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Plays {@link CombinedFrames} through the production path: frames of one part are made, then played and measured. */
final class CombinedSession {
    private static final int PART = 100_000;

    private final OrderStream stream;
    private final CombinedFrames frames;
    private final BenchSession.OrderPath path;
    private final UnsafeBuffer part = new UnsafeBuffer(ByteBuffer.allocateDirect(PART * CombinedFrames.MAX_FRAME));
    private final int[] lengths = new int[PART];
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long cpuNs;
    private long allocated;
    private long measured;

    CombinedSession(final OrderStream stream, final boolean verify) {
        this.stream = stream;
        frames = new CombinedFrames(stream);
        path = BenchSession.orderPath(stream.instruments(), stream.resting(), CombinedFrames.LINE, verify);
    }

    /** Fills the books, then plays the events; what runs before the code is compiled is not measured. */
    void run() {
        final int warmUp = stream.resting() + Math.min(stream.events() / 10, 1_000_000);
        for (int from = 0; from < stream.length(); from += PART) {
            final int to = Math.min(stream.length(), from + PART);
            encode(from, to);
            final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            final long cpuBefore = threads.getCurrentThreadCpuTime();
            play(from, to);
            if (from >= warmUp) {
                cpuNs += threads.getCurrentThreadCpuTime() - cpuBefore;
                allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
                measured += to - from;
            }
        }
    }

    private void encode(final int from, final int to) {
        final UnsafeBuffer target = new UnsafeBuffer(0, 0);
        for (int event = from; event < to; event++) {
            target.wrap(part, (event - from) * CombinedFrames.MAX_FRAME, CombinedFrames.MAX_FRAME);
            lengths[event - from] = frames.encode(event, target);
        }
    }

    private void play(final int from, final int to) {
        final FeedHandler feed = path.feed();
        for (int event = from; event < to; event++) {
            final int length = lengths[event - from];
            frame.wrap(part, (event - from) * CombinedFrames.MAX_FRAME, length);
            feed.onFrame(frame, length, CombinedFrames.START_NS + event);
        }
    }

    BookBuilder books() {
        return path.books();
    }

    double cpuNsPerEvent() {
        return measured == 0 ? 0 : (double) cpuNs / measured;
    }

    double bytesPerEvent() {
        return measured == 0 ? 0 : (double) allocated / measured;
    }

    long liveOrders() {
        return BenchSession.liveOrders(path.books());
    }

    /** Books by price and by order, of every instrument. */
    boolean areAllLive() {
        boolean areLive = true;
        for (int i = 0; i < books().instrumentCount(); i++) {
            areLive &= books().instrumentAt(i).state() == BookState.LIVE
                    && books().instrumentAt(i).orderState() == BookState.LIVE;
        }
        return areLive;
    }
}
