package aether.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The session that is played before the start is bounded, and played once. */
class FeedWarmUpTest {
    @Test
    void shouldPlayAsManyFramesAsItIsTold() {
        final long played = FeedWarmUp.run(2_000, TimeUnit.MINUTES.toNanos(1));
        // The last packet comes on both lines.
        assertTrue(played >= 2_000 && played < 2_010, played + " frames");
    }

    @Test
    void shouldEndWhenItsTimeIsUp() {
        assertTrue(FeedWarmUp.run(Long.MAX_VALUE, 0) < 1_000);
    }

    @Test
    void shouldPlayNothingWhenItIsNotWantedOrWasDone() {
        assertEquals(0, FeedWarmUp.once(0));
        FeedWarmUp.once(100);
        assertEquals(0, FeedWarmUp.once(100));
    }
}
