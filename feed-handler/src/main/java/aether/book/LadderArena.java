package aether.book;

import java.util.Arrays;

/**
 * Blocks in which each side keeps its levels sorted: keys that rise towards the best price, and beside each the level. Blocks
 * have 8, 16, 32, … slots; a side that outgrows its block moves to the next size, and the old block is used again. One thread.
 *
 * <p>Levels come and go near the best price, at the end of a block: few entries have to move, and a plain loop does that sooner
 * than a call.
 */
final class LadderArena {
    static final int NO_BLOCK = -1;

    private static final int SMALLEST = 8;
    private static final int SIZES = 24;
    private static final int SHORT_MOVE = 12;

    private final long[] keys;
    private final int[] levels;
    /** First free block of each size; a free block holds the next one in its first level. */
    private final int[] free = new int[SIZES];

    private int fresh;

    /** Room for every order at a price of its own, while blocks are half full, and a smallest block for every side. */
    LadderArena(final int maxOrders, final int maxInstruments) {
        final long slots = 4L * maxOrders + 2L * SMALLEST * maxInstruments;
        keys = new long[(int) Math.min(slots, Integer.MAX_VALUE - 8)];
        levels = new int[keys.length];
        Arrays.fill(free, NO_BLOCK);
    }

    static int slots(final int sizeClass) {
        return SMALLEST << sizeClass;
    }

    /** A block of the size class, or {@link #NO_BLOCK} when there is no room. */
    int take(final int sizeClass) {
        if (sizeClass >= SIZES) {
            return NO_BLOCK;
        }
        final int block = free[sizeClass];
        if (block != NO_BLOCK) {
            free[sizeClass] = levels[block];
            return block;
        }
        if (keys.length - fresh < slots(sizeClass)) {
            return NO_BLOCK;
        }
        final int start = fresh;
        fresh += slots(sizeClass);
        return start;
    }

    void giveBack(final int block, final int sizeClass) {
        levels[block] = free[sizeClass];
        free[sizeClass] = block;
    }

    void copy(final int from, final int to, final int count) {
        System.arraycopy(keys, from, keys, to, count);
        System.arraycopy(levels, from, levels, to, count);
    }

    /** Moves entries one slot up. */
    void shiftUp(final int from, final int count) {
        if (count > SHORT_MOVE) {
            copy(from, from + 1, count);
            return;
        }
        for (int slot = from + count; slot > from; slot--) {
            keys[slot] = keys[slot - 1];
            levels[slot] = levels[slot - 1];
        }
    }

    /** Moves entries one slot down. */
    void shiftDown(final int from, final int count) {
        if (count > SHORT_MOVE) {
            copy(from, from - 1, count);
            return;
        }
        for (int slot = from; slot < from + count; slot++) {
            keys[slot - 1] = keys[slot];
            levels[slot - 1] = levels[slot];
        }
    }

    long key(final int slot) {
        return keys[slot];
    }

    int level(final int slot) {
        return levels[slot];
    }

    void set(final int slot, final long key, final int level) {
        keys[slot] = key;
        levels[slot] = level;
    }
}
