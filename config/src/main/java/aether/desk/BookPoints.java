package aether.desk;

import java.util.Arrays;

/** What one machine's book of an instrument was at places of the instrument's own sequence; the newest few. */
final class BookPoints {
    private static final int SIZE = 16;
    private static final long NONE = -1;

    private final long[] places = new long[SIZE];
    private final long[] hashes = new long[SIZE];
    private int next;

    BookPoints() {
        Arrays.fill(places, NONE);
    }

    /** One that is there is replaced. */
    void add(final long rptSeq, final long hash) {
        final int present = find(rptSeq);
        final int at = present >= 0 ? present : next;
        places[at] = rptSeq;
        hashes[at] = hash;
        next = present >= 0 ? next : (next + 1) % SIZE;
    }

    /** Where it was there; -1 when that is not known. */
    private int find(final long rptSeq) {
        for (int i = 0; i < SIZE; i++) {
            if (places[i] == rptSeq) {
                return i;
            }
        }
        return -1;
    }

    boolean has(final long rptSeq) {
        return find(rptSeq) >= 0;
    }

    /** Only where it {@link #has} one. */
    long hash(final long rptSeq) {
        return hashes[find(rptSeq)];
    }

    /** What was before says nothing any more. */
    void clear() {
        Arrays.fill(places, NONE);
    }
}
