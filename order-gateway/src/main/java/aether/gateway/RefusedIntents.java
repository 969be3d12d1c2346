package aether.gateway;

import aether.risk.RiskCheck;

/** Refusals that are delivered when the callback in which they happened is over. Fixed room; what does not fit is counted. */
final class RefusedIntents {
    /** Takes one. */
    interface Handler {
        void onRefused(long clOrdId, long tag, RiskCheck check);
    }

    private static final int CAPACITY = 4096;

    private final long[] clOrdIds = new long[CAPACITY];
    private final long[] tags = new long[CAPACITY];
    private final RiskCheck[] checks = new RiskCheck[CAPACITY];
    private int count;
    private boolean isTelling;

    /** False when there is no room. */
    boolean add(final long clOrdId, final long tag, final RiskCheck check) {
        if (count == CAPACITY) {
            return false;
        }
        clOrdIds[count] = clOrdId;
        tags[count] = tag;
        checks[count] = check;
        count++;
        return true;
    }

    /** Tells what is there now; what is added meanwhile waits for the next time, so that this ends. */
    void tell(final Handler handler) {
        if (isTelling || count == 0) {
            return;
        }
        isTelling = true;
        final int now = count;
        for (int i = 0; i < now; i++) {
            handler.onRefused(clOrdIds[i], tags[i], checks[i]);
        }
        System.arraycopy(clOrdIds, now, clOrdIds, 0, count - now);
        System.arraycopy(tags, now, tags, 0, count - now);
        System.arraycopy(checks, now, checks, 0, count - now);
        count -= now;
        isTelling = false;
    }
}
