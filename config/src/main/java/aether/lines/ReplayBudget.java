package aether.lines;

/**
 * How often the replay service may fail before it is left alone: so many attempts, all of them again after a success, and after
 * a pause. Meanwhile snapshots recover what is lost. One thread.
 */
public final class ReplayBudget {
    private final int attempts;
    private final long pauseNs;
    private int left;
    private long exhaustedNs;

    public ReplayBudget(final int attempts, final long pauseNs) {
        this.attempts = attempts;
        this.pauseNs = pauseNs;
        left = attempts;
    }

    /** Whether another attempt is allowed. */
    public boolean allows(final long nowNs) {
        if (left == 0 && nowNs - exhaustedNs >= pauseNs) {
            left = attempts;
        }
        return left > 0;
    }

    public void succeeded() {
        left = attempts;
    }

    public void failed(final long nowNs) {
        left--;
        exhaustedNs = nowNs;
    }
}
