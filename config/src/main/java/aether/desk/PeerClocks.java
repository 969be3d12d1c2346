package aether.desk;

import java.util.Arrays;

/** How far the clocks of the other machines are from this one's. Written by the feed's thread, read by any. */
final class PeerClocks {
    private static final long APART_NS = 1_000_000_000L;

    private final PeerClock[] clocks;
    private volatile long mostApartNs;
    private volatile boolean isWrong;

    PeerClocks(final int machines) {
        clocks = new PeerClock[machines];
        Arrays.setAll(clocks, any -> new PeerClock());
    }

    void forget() {
        for (final PeerClock clock : clocks) {
            clock.forget();
        }
        compare();
    }

    /** What another machine's clock said when it spoke, and this one's says now. */
    void heard(final int machine, final long theirNs, final long ownNs) {
        clocks[machine].heard(theirNs, ownNs);
        compare();
    }

    private void compare() {
        long most = 0;
        int behind = 0;
        int ahead = 0;
        for (final PeerClock clock : clocks) {
            if (clock.isKnown()) {
                final long ns = clock.behindNs();
                most = Math.abs(ns) > Math.abs(most) ? ns : most;
                behind += ns > APART_NS ? 1 : 0;
                ahead += ns < -APART_NS ? 1 : 0;
            }
        }
        mostApartNs = most;
        isWrong = Math.max(behind, ahead) > (clocks.length - 1) / 2;
    }

    /** How far the clock that is farthest off is behind this machine's, nanoseconds; negative when it is ahead, 0 while nobody was heard. */
    long mostApartNs() {
        return mostApartNs;
    }

    /** Whether that is more than machines that trade as one may be. */
    boolean areApart() {
        return Math.abs(mostApartNs) > APART_NS;
    }

    /** Whether the clocks of most others are off in the same direction, so that it is this machine's that is wrong. */
    boolean isWrong() {
        return isWrong;
    }
}
