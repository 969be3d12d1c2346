package aether.lines;

import aether.config.SiteConfig;

/**
 * How many frames one poll may take. A large poll saves calls, but delays the frames queued behind it. The range is the configuration's,
 * narrowed by what calibration has measured; within it the budget follows the traffic: halved when a turn took longer than the
 * objective, raised when turns are full and take less than half of it.
 */
public final class PollBudget {
    private static final int STEP = 8;

    private final int least;
    private final int most;
    private final long objectiveNs;
    private int limit;
    private volatile long changes;

    /** Without an objective, the most that the configuration allows. */
    public PollBudget(final SiteConfig.Poll range, final long objectiveNs, final double nsPerFrame) {
        least = range.least();
        most = nsPerFrame > 0 && objectiveNs > 0
                ? (int) Math.clamp((long) (objectiveNs / nsPerFrame), least, range.most())
                : range.most();
        this.objectiveNs = objectiveNs;
        limit = most;
    }

    /** Frames for the next poll. */
    public int limit() {
        return limit;
    }

    /** Whether there is anything to adjust. */
    public boolean isOpen() {
        return least < most && objectiveNs > 0;
    }

    /** What a round of polls has taken, of frames and of nanoseconds, handling included. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes it, others read
    public void onPolls(final int frames, final long ns) {
        final int before = limit;
        if (ns > objectiveNs) {
            limit = Math.max(least, limit / 2);
        } else if (frames >= limit && ns < objectiveNs / 2) {
            limit = Math.min(most, limit + STEP);
        }
        if (limit != before) {
            changes++;
        }
    }

    /** The most after calibration. */
    public int most() {
        return most;
    }

    /** How often the limit has changed. */
    public long changes() {
        return changes;
    }
}
