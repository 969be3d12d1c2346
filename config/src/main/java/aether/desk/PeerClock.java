package aether.desk;

import java.util.Arrays;

/** How far another machine's clock is from this one's, by what it says: the way takes some time, the shortest of the last few the least. */
final class PeerClock {
    private static final int SIZE = 16;
    private static final int ENOUGH = 8;

    private final long[] behindNs = new long[SIZE];
    private long heard;

    void heard(final long theirNs, final long ownNs) {
        behindNs[(int) (heard % SIZE)] = ownNs - theirNs;
        heard++;
    }

    /** Whether it was heard of often enough to say. */
    boolean isKnown() {
        return heard >= ENOUGH;
    }

    /** How far it is behind this one's, nanoseconds, and on the way; negative when it is ahead. */
    long behindNs() {
        final int known = (int) Math.min(heard, SIZE);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < known; i++) {
            least = Math.min(least, behindNs[i]);
        }
        return least;
    }

    void forget() {
        heard = 0;
        Arrays.fill(behindNs, 0);
    }
}
