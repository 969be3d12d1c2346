package aether.desk;

import java.util.Arrays;

/** The state's hashes after the newest numbers of inputs that it was taken at. */
final class RecentHashes {
    private static final int KEPT = 64;

    private final long[] inputs = new long[KEPT];
    private final long[] hashes = new long[KEPT];
    private int next;

    RecentHashes() {
        Arrays.fill(inputs, -1);
    }

    void add(final long count, final long hash) {
        inputs[next] = count;
        hashes[next] = hash;
        next = (next + 1) % KEPT;
    }

    /** Whether there was a hash after so many inputs, and another one. */
    boolean isOther(final long count, final long hash) {
        for (int i = 0; i < KEPT; i++) {
            if (inputs[i] == count) {
                return hashes[i] != hash;
            }
        }
        return false;
    }
}
