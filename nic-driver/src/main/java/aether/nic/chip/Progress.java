package aether.nic.chip;

import java.util.concurrent.TimeUnit;

/**
 * Notices when something that ought to go on does not, by looking at it every few milliseconds. Time in which nothing could look, such as in a
 * machine that stood still, does not count.
 */
public final class Progress {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_BETWEEN_LOOKS_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private long lastDone;
    private long lastLookNs;
    private long waitedNs;
    private boolean wasWaiting;

    /**
     * Looks.
     *
     * @param isWaiting whether there is something to do
     * @param done a number that changes whenever some of it was done
     * @return true when there was something to do at each look for a second, and none of it was done
     */
    public boolean look(final boolean isWaiting, final long done, final long nowNs) {
        if (!isWaiting || !wasWaiting || done != lastDone) {
            waitedNs = 0;
        } else {
            waitedNs += Math.min(nowNs - lastLookNs, MOST_BETWEEN_LOOKS_NS);
        }
        lastLookNs = nowNs;
        wasWaiting = isWaiting;
        lastDone = done;
        return waitedNs > PATIENCE_NS;
    }

    /** Starts anew. */
    public void forget() {
        wasWaiting = false;
    }
}
