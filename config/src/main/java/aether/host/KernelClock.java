package aether.host;

import java.time.Clock;
import java.time.Instant;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The kernel's wall clock (CLOCK_REALTIME), to the nanosecond and at the price of {@link System#nanoTime}: the clock that the
 * kernel stamps received frames with, so that a latency has the same clock at both ends.
 *
 * <p>The monotonic clock behind {@code nanoTime} is slewed as the wall clock is, so the two differ by a constant until somebody
 * sets the time: {@link #follow} notices. (Agrona's clock of this kind starts from milliseconds, and so is up to one behind.)
 *
 * <p>Any thread may read; one thread follows.
 */
public final class KernelClock implements EpochNanoClock {
    /** More than a measurement can be off: somebody has set the clock. */
    static final long STEP_NS = 50_000;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int ATTEMPTS = 64;

    /** A reading of the wall clock between two of the monotonic one that lie no further apart is taken at once. */
    private static final long CLOSE_ENOUGH_NS = 200;

    private final Clock wall;
    private volatile long offsetNs;
    private volatile long steps;

    public KernelClock() {
        this(Clock.systemUTC());
    }

    KernelClock(final Clock wall) {
        this.wall = wall;
        offsetNs = measure();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + offsetNs;
    }

    /**
     * Now and then: takes over a step of the wall clock.
     *
     * @return nanoseconds by which it was set, 0 when it was not
     */
    public long follow() {
        final long now = measure();
        final long step = now - offsetNs;
        if (Math.abs(step) < STEP_NS) {
            return 0;
        }
        offsetNs = now;
        steps++;
        return step;
    }

    /** Times that the wall clock was set. */
    public long steps() {
        return steps;
    }

    /** The difference of the two clocks, from the closest of several readings: one that was interrupted is left alone. */
    private long measure() {
        long closest = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < ATTEMPTS && closest > CLOSE_ENOUGH_NS; i++) {
            final long before = System.nanoTime();
            final Instant instant = wall.instant();
            final long between = System.nanoTime() - before;
            if (between < closest) {
                closest = between;
                offset = instant.getEpochSecond() * NS_PER_SECOND + instant.getNano() - before - between / 2;
            }
        }
        return offset;
    }
}
