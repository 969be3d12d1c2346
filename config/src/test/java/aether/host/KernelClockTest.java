package aether.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KernelClockTest {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long HOUR_NS = 3_600 * NS_PER_SECOND;

    /** The wall clock, set by hand to another time. */
    private static final class SetClock extends Clock {
        private long byNs;

        @Override
        public Instant instant() {
            return Instant.now().plusNanos(byNs);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(final ZoneId zone) {
            return this;
        }
    }

    private static long wallNs() {
        final Instant now = Instant.now();
        return now.getEpochSecond() * NS_PER_SECOND + now.getNano();
    }

    /** Between two readings of the wall clock, to within what a measurement can be off: never a millisecond behind. */
    @Test
    void shouldReadAsTheWallClockDoes() {
        final KernelClock clock = new KernelClock();
        for (int i = 0; i < 10_000; i++) {
            final long before = wallNs();
            final long now = clock.nanoTime();
            final long after = wallNs();
            assertTrue(now >= before - KernelClock.STEP_NS && now <= after + KernelClock.STEP_NS, "reading " + i);
        }
    }

    @Test
    void shouldFollowWhenSomebodySetsTheTime() {
        final SetClock wall = new SetClock();
        final KernelClock clock = new KernelClock(wall);
        assertEquals(0, clock.follow());
        wall.byNs = HOUR_NS;
        final long step = clock.follow();
        assertTrue(Math.abs(step - HOUR_NS) < KernelClock.STEP_NS, "step " + step);
        assertEquals(1, clock.steps());
        assertTrue(Math.abs(clock.nanoTime() - wallNs() - HOUR_NS) < NS_PER_SECOND);
        assertEquals(0, clock.follow());
    }
}
