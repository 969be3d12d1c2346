package aether.book;

import aether.state.StateFields;
import java.util.Arrays;

/**
 * Blocks in which each side keeps those of its levels sorted that its {@link LevelWindows window} does not hold: worst first.
 * Blocks have 8, 16, 32, … slots; a side that outgrows its block moves to the next size, and the old block is used again. One
 * thread.
 */
final class LadderArena {
    static final int NO_BLOCK = -1;

    private static final int SMALLEST = 8;
    private static final int SIZES = 24;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final int[] levels;
    /** First free block of each size; a free block holds the next one in its first slot. */
    private final int[] free = new int[SIZES];

    private int fresh;

    /**
     * Room for every level on whichever side it may be, while blocks are half full and those that were outgrown are not used
     * again; and a smallest block for every side.
     */
    LadderArena(final int maxLevels, final int sides) {
        levels = new int[(int) Math.min(4L * maxLevels + (long) SMALLEST * sides, LONGEST)];
        Arrays.fill(free, NO_BLOCK);
    }

    static int slots(final int sizeClass) {
        return SMALLEST << sizeClass;
    }

    /** The smallest class of blocks with so many slots. */
    static int sizeClass(final int slots) {
        return slots <= SMALLEST ? 0 : Integer.numberOfTrailingZeros(Integer.highestOneBit(slots - 1) * 2 / SMALLEST);
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
        if (levels.length - fresh < slots(sizeClass)) {
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

    /** Moves so many levels to another place; the places may overlap. */
    void copy(final int from, final int to, final int count) {
        System.arraycopy(levels, from, levels, to, count);
    }

    int level(final int slot) {
        return levels[slot];
    }

    void set(final int slot, final int level) {
        levels[slot] = level;
    }

    void state(final StateFields fields) {
        if (fields.isRead()) {
            Arrays.fill(levels, 0, fresh, 0);
        }
        fresh = fields.count(fresh, levels.length);
        fields.wholes(free, SIZES);
        fields.wholes(levels, fresh);
    }
}
