package aether.book;

import aether.feed.BookSnapshot;
import aether.state.StateFields;
import java.util.Arrays;

/**
 * Which chunks of snapshots by order have come. Several instruments can be collected at once, since lines A and B need not
 * be at the same place of the loop; when more are under way than there is room for, the oldest one starts again in the next
 * loop. Chunks may come in any order, but only chunks of one snapshot fit together. One thread.
 */
final class ChunkTable {
    /** Snapshots under way at one time. */
    static final int COLLECTIONS = 16;

    /** Chunks of one snapshot: half a million orders. */
    static final int MAX_CHUNKS = 16_384;

    private static final int NOBODY = -1;

    /** What a chunk is to its snapshot. */
    enum Place {
        FIRST,
        NEXT,
        KNOWN,
        IMPOSSIBLE
    }

    private final int[] instruments = new int[COLLECTIONS];
    private final long[] sequences = new long[COLLECTIONS];
    private final long[] counts = new long[COLLECTIONS];
    private final int[] seen = new int[COLLECTIONS];
    private final long[][] chunks = new long[COLLECTIONS][MAX_CHUNKS / Long.SIZE];
    private int oldest;

    ChunkTable() {
        Arrays.fill(instruments, NOBODY);
    }

    /** Notes a chunk. After {@link Place#FIRST} whatever was told of the instrument before is void. */
    Place add(final int instrument, final BookSnapshot snapshot) {
        if (snapshot.chunks() < 1
                || snapshot.chunks() > MAX_CHUNKS
                || snapshot.chunk() < 1
                || snapshot.chunk() > snapshot.chunks()) {
            return Place.IMPOSSIBLE;
        }
        int at = find(instrument);
        final boolean isFirst = at < 0 || sequences[at] != snapshot.lastSequence() || counts[at] != snapshot.chunks();
        if (isFirst) {
            at = at < 0 ? takeOldest() : at;
            instruments[at] = instrument;
            sequences[at] = snapshot.lastSequence();
            counts[at] = snapshot.chunks();
            seen[at] = 0;
            Arrays.fill(chunks[at], 0);
        }
        final int chunk = (int) snapshot.chunk() - 1;
        final long bit = 1L << chunk;
        if ((chunks[at][chunk >>> 6] & bit) != 0) {
            return Place.KNOWN;
        }
        chunks[at][chunk >>> 6] |= bit;
        seen[at]++;
        return isFirst ? Place.FIRST : Place.NEXT;
    }

    private int takeOldest() {
        final int at = oldest;
        oldest = (oldest + 1) % COLLECTIONS;
        return at;
    }

    private int find(final int instrument) {
        for (int at = 0; at < COLLECTIONS; at++) {
            if (instruments[at] == instrument) {
                return at;
            }
        }
        return -1;
    }

    boolean isComplete(final int instrument) {
        final int at = find(instrument);
        return at >= 0 && seen[at] == counts[at];
    }

    void forget(final int instrument) {
        final int at = find(instrument);
        if (at >= 0) {
            instruments[at] = NOBODY;
        }
    }

    void state(final StateFields fields) {
        fields.wholes(instruments, COLLECTIONS);
        fields.numbers(sequences, COLLECTIONS);
        fields.numbers(counts, COLLECTIONS);
        fields.wholes(seen, COLLECTIONS);
        oldest = fields.count(oldest, COLLECTIONS - 1);
        for (int at = 0; at < COLLECTIONS; at++) {
            if (instruments[at] != NOBODY) {
                fields.numbers(chunks[at], chunks[at].length);
            }
        }
    }
}
