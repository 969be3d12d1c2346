package aether.nic.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.RandomFrames;
import aether.nic.socket.MulticastEndpoint;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every frame goes one way or the other, unchanged: the feeds' to the handler, all others to the kernel. */
class FeedSplitterTest {
    private static final int FRAMES = 200_000;
    private static final int SHORTEST = 42;
    private static final List<MulticastEndpoint> FEEDS = List.of(
            new MulticastEndpoint("eth1", new MulticastGroup(RandomFrames.GROUPS[0], RandomFrames.PORTS[0])),
            new MulticastEndpoint("eth1", new MulticastGroup(RandomFrames.GROUPS[1], RandomFrames.PORTS[1])));

    private final UnsafeBuffer next = new UnsafeBuffer(0, 0);
    private int nextLength;
    private int feeds;
    private int others;

    private final FeedSplitter splitter = new FeedSplitter(
            new FrameSource() {
                @Override
                public int poll(final FrameHandler handler, final int limit) {
                    handler.onFrame(next, nextLength, 7);
                    return 1;
                }

                @Override
                public void close() {
                    // Nothing to close.
                }
            },
            FEEDS);

    private void take(final DirectBuffer frame, final int length, final long rxTimeNs) {
        feeds++;
        assertEquals(7, rxTimeNs);
        assertEquals(next, frame);
        assertEquals(nextLength, length);
    }

    private void takeOther(final int type, final DirectBuffer buffer, final int index, final int length) {
        others++;
        assertEquals(nextLength, length);
        assertEquals(next, new UnsafeBuffer(buffer, index, length));
    }

    @Test
    void shouldPartTheFramesByTheRules() {
        final long seed = 12;
        final RandomFrames frames = new RandomFrames(seed);
        int wanted = 0;
        for (int i = 0; i < FRAMES; i++) {
            final UnsafeBuffer frame = frames.next(true);
            nextLength = frames.length();
            next.wrap(frame, 0, nextLength);
            final boolean isWanted = RandomFrames.isWanted(frame, nextLength, SHORTEST);
            wanted += isWanted ? 1 : 0;
            assertEquals(isWanted ? 1 : 0, splitter.poll(this::take, 1), "seed " + seed + ", frame " + i);
            // At its end the ring turns over first.
            splitter.takeOthers(this::takeOther, 1);
            splitter.takeOthers(this::takeOther, 1);
            assertEquals(wanted, feeds, "seed " + seed + ", frame " + i);
            assertEquals(i + 1, feeds + others, "seed " + seed + ", frame " + i);
        }
        assertTrue(wanted > FRAMES / 20, "wanted " + wanted);
        assertEquals(0, splitter.dropped());
    }

    /** Nobody takes what is the kernel's: it is dropped and counted, and the feeds go on. */
    @Test
    void shouldLoseTheKernelsFramesFirst() {
        nextLength = 1_000;
        next.wrap(new byte[nextLength]);
        for (int i = 0; i < 2_000; i++) {
            splitter.poll(this::take, 1);
        }
        assertEquals(0, feeds);
        assertTrue(splitter.dropped() > 900 && splitter.dropped() < 1_100, "dropped " + splitter.dropped());
        int kept = 0;
        while (splitter.takeOthers(this::takeOther, 100) > 0) {
            kept++;
        }
        assertTrue(kept > 0);
        assertEquals(2_000 - splitter.dropped(), others);
    }
}
