package aether.venue.entry;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts a client's messages in a sliding window, those that were rejected included. */
final class Throttle {
    enum Verdict {
        PASS,
        REJECT,
        LOGOUT
    }

    private final Deque<Long> times = new ArrayDeque<>();
    private final long windowNs;
    private final int limit;
    private final int logout;

    Throttle(final long windowNs, final int limit, final int logout) {
        this.windowNs = windowNs;
        this.limit = limit;
        this.logout = logout;
    }

    Verdict admit(final long nowNs) {
        while (!times.isEmpty() && nowNs - times.peekFirst() >= windowNs) {
            times.removeFirst();
        }
        times.addLast(nowNs);
        if (times.size() > logout) {
            return Verdict.LOGOUT;
        }
        return times.size() > limit ? Verdict.REJECT : Verdict.PASS;
    }
}
