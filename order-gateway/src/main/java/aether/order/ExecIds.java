package aether.order;

import aether.state.StateFields;
import java.util.Arrays;

/**
 * The ExecIDs seen lately, as 64-bit digests of the text together with the order: a report is applied once, however often it
 * comes. Remembers a fixed number; the oldest is forgotten.
 */
public final class ExecIds {
    private static final long NONE = 0;

    private final long[] table;
    private final long[] ring;
    private final int mask;
    private int next;

    /**
     * Memory for the newest ones.
     *
     * @param capacity a power of two
     */
    public ExecIds(final int capacity) {
        ring = new long[capacity];
        table = new long[capacity * 2];
        mask = table.length - 1;
    }

    /** True when it was not there; it is then. */
    public boolean add(final long digest) {
        final long key = digest == NONE ? 1 : digest;
        int slot = slot(key);
        while (table[slot] != NONE) {
            if (table[slot] == key) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        if (ring[next] != NONE) {
            remove(ring[next]);
            // The removal may have moved entries: the free slot is found anew.
            slot = slot(key);
            while (table[slot] != NONE) {
                slot = slot + 1 & mask;
            }
        }
        ring[next] = key;
        next = next + 1 & ring.length - 1;
        table[slot] = key;
        return true;
    }

    private int slot(final long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }

    private void remove(final long key) {
        int slot = slot(key);
        while (table[slot] != key) {
            slot = slot + 1 & mask;
        }
        table[slot] = NONE;
        int probe = slot + 1 & mask;
        while (table[probe] != NONE) {
            final int home = slot(table[probe]);
            if ((probe - home & mask) >= (probe - slot & mask)) {
                table[slot] = table[probe];
                table[probe] = NONE;
                slot = probe;
            }
            probe = probe + 1 & mask;
        }
    }

    /** Oldest first: where each lies does not matter. Into one that is empty. */
    void state(final StateFields fields) {
        int count = 0;
        for (final long key : ring) {
            count += key == NONE ? 0 : 1;
        }
        final int oldest = next - count & ring.length - 1;
        count = fields.count(count, ring.length);
        for (int i = 0; i < count; i++) {
            final long key = fields.number(ring[oldest + i & ring.length - 1]);
            if (fields.isRead()) {
                add(key);
            }
        }
    }

    void clear() {
        Arrays.fill(table, NONE);
        Arrays.fill(ring, NONE);
    }
}
