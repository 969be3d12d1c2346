package aether.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Messages in a sliding window, beside a list of all of them. */
class MessageWindowTest {
    private static final long WINDOW_NS = 3_000;
    private static final int MESSAGES = 50_000;

    private final MessageWindow window = new MessageWindow(64);

    @Test
    void shouldCountThoseOfTheWindowExactly() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Long> sent = new ArrayList<>();
        long nowNs = 1_000_000;
        for (int i = 0; i < MESSAGES; i++) {
            nowNs += random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(40);
            final long from = nowNs - WINDOW_NS;
            final int limit = random.nextInt(1, 65);
            final long within =
                    sent.reversed().stream().takeWhile(time -> time > from).count();
            assertEquals(within < limit, window.hasRoom(limit, WINDOW_NS, nowNs), () -> "seed " + seed);
            assertEquals(Math.max(0, limit - within), window.room(limit, WINDOW_NS, nowNs), () -> "seed " + seed);
            if (within < 60) {
                window.add(nowNs);
                sent.add(nowNs);
            }
        }
    }

    @Test
    void shouldTakeNothingWithoutALimit() {
        assertFalse(window.hasRoom(0, WINDOW_NS, 1));
        assertFalse(window.hasRoom(-1, WINDOW_NS, 1));
        assertTrue(window.hasRoom(1, WINDOW_NS, 1));
    }
}
