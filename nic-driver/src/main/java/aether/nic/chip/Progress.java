package aether.nic.chip;

import java.util.concurrent.TimeUnit;

/** Notices when something that ought to go on does not, by looking at it now and then. */
public final class Progress {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

    private long lastDone;
    private long sinceNs;
    private boolean wasWaiting;

    /**
     * Looks.
     *
     * @param isWaiting whether there is something to do
     * @param done a number that changes whenever some of it was done
     * @return true when there has been something to do for a second, and none of it was done
     */
    public boolean isStuck(final boolean isWaiting, final long done, final long nowNs) {
        if (!isWaiting || !wasWaiting || done != lastDone) {
            sinceNs = nowNs;
        }
        wasWaiting = isWaiting;
        lastDone = done;
        return isWaiting && nowNs - sinceNs > PATIENCE_NS;
    }

    /** Starts anew. */
    public void forget() {
        wasWaiting = false;
    }
}
