package aether.nic.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.Frames;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FaultySourceTest {
    private static final int FRAMES = 2000;

    @Test
    void shouldRepeatItselfFromASeed() {
        final FaultPlan plan = new FaultPlan(7, 0.1, 0.1, 0.1, 0.1, 5);
        assertEquals(play(plan), play(plan));
        assertNotEquals(play(plan), play(new FaultPlan(8, 0.1, 0.1, 0.1, 0.1, 5)));
    }

    @Test
    void shouldPassEverythingThroughWithoutFaults() {
        assertEquals(play(FaultPlan.lossOf(1, 0)), originals());
    }

    @Test
    void shouldLoseAboutTheShareAskedFor() {
        final int left = play(FaultPlan.lossOf(1, 0.25)).size();
        assertTrue(Math.abs(left - FRAMES * 3 / 4) < FRAMES / 20, "left " + left);
    }

    @Test
    void shouldOnlyChangeTheOrderWhenReordering() {
        final List<String> played = play(new FaultPlan(3, 0, 0, 0.3, 0, 4));
        assertNotEquals(originals(), played);
        assertEquals(originals(), played.stream().sorted().toList());
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.lossOf(1, 1.5));
    }

    private static List<String> originals() {
        return play(new Numbered());
    }

    private static List<String> play(final FaultPlan plan) {
        return play(new FaultySource(new Numbered(), plan));
    }

    private static List<String> play(final FrameSource source) {
        final List<String> frames = new ArrayList<>();
        while (!source.isExhausted()) {
            source.poll((frame, length, t) -> frames.add(frame.getStringWithoutLengthAscii(42, length - 42)), 16);
        }
        return frames;
    }

    /** Frames that carry their number. */
    private static final class Numbered implements FrameSource {
        private int next;

        @Override
        public int poll(final FrameHandler handler, final int limit) {
            int frames = 0;
            while (frames < limit && next < FRAMES) {
                final UnsafeBuffer frame = Frames.udp(String.format("%06d", next++));
                handler.onFrame(frame, frame.capacity(), next);
                frames++;
            }
            return frames;
        }

        @Override
        public boolean isExhausted() {
            return next == FRAMES;
        }

        @Override
        public void close() {}
    }
}
