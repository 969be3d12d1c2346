package aether.book;

import aether.nic.words.SharedWords;
import aether.state.StateFields;
import java.util.Arrays;

/**
 * The books by price of one channel in one block of memory, side by side: in front of each side's rows, in the same cache line as
 * the best of them, what says which are there. Rows are kept by level, best first, in the order that the exchange dictates: prices
 * are never compared to place a row, so that inverted books need nothing special here. In words of 8 bytes:
 *
 * <pre>
 *  side   0                          1                             2                     2 + 3 * 29
 *        +--------------------------+-----------------------------+-----+- - - - - - - -+-----+
 *        | rows set u32, known u32, | changed rows | all rows of  | row |               | row |
 *        | a bit for each, best low | u32          | the depth u32|  0  |               | 29  |
 *        +--------------------------+-----------------------------+-----+- - - - - - - -+-----+
 *  row    0       1      2
 *        +-------+------+--------+
 *        | price | size | orders |
 *        +-------+------+--------+
 * </pre>
 *
 * A row is <em>set</em>, <em>empty</em>, or <em>unknown</em> (a book that was joined in its middle). Entries are applied exactly
 * or not at all: a fault leaves the side as it was. Rows pushed beyond the depth are dropped, as the exchange expects of its
 * clients. Sides have room for the channel's usual depth; one that must be deeper moves behind all others, while there is room.
 * Levels count from 1 in calls, rows from 0. Sides are numbered by {@link #sideOf}. One writer.
 */
final class BookSlab {
    /** Greatest depth. */
    static final int MAX_DEPTH = 30;

    /** Sides of a book. */
    static final int SIDES = 4;

    static final int BID = 0;
    static final int OFFER = 1;
    static final int IMPLIED_BID = 2;
    static final int IMPLIED_OFFER = 3;

    private static final int SIDE_SHIFT = 2;
    private static final int SHAPE = 1;
    private static final int ROWS = 2;
    private static final int ROW = 3;
    private static final int SIZE = 1;
    private static final int ORDERS = 2;
    /** One instrument in so many can be deeper than the channel's usual depth. */
    private static final int DEEP_SHARE = 8;

    private static final int LEAST_DEEP = 64;
    private static final long LOW = 0xFFFFFFFFL;
    private static final int ALL_ROWS = -1;

    private final long[] words;

    /** Where each side begins. */
    private final int[] places;

    /** Rows that each side has room for. */
    private final byte[] rooms;

    private final int usualDepth;
    private final int usualImpliedDepth;
    private int used;

    /** Empty, known books of so many instruments. */
    BookSlab(final BookContext context) {
        final int instruments = context.maxInstruments();
        final int deep = Math.min(instruments, instruments / DEEP_SHARE + LEAST_DEEP);
        words = new long
                [Math.addExact(
                        Math.multiplyExact(instruments, 2 * (words(context.depth()) + words(context.impliedDepth()))),
                        Math.multiplyExact(deep, SIDES * words(MAX_DEPTH)))];
        places = new int[instruments * SIDES];
        rooms = new byte[places.length];
        usualDepth = context.depth();
        usualImpliedDepth = context.impliedDepth();
        forget();
    }

    private void forget() {
        Arrays.fill(words, 0);
        used = 0;
        for (int side = 0; side < places.length; side++) {
            final int depth = depthOf(side & SIDES - 1, usualDepth, usualImpliedDepth);
            place(side, depth);
            depth(side, depth);
            clear(side, true);
        }
    }

    private static int words(final int depth) {
        return ROWS + depth * ROW;
    }

    private void place(final int side, final int rows) {
        places[side] = used;
        rooms[side] = (byte) rows;
        used += words(rows);
    }

    /** Makes room for every depth there is. What the side had before is not used again. */
    private void deepen(final int side) {
        final int from = places[side];
        final int had = words(rooms[side]);
        place(side, MAX_DEPTH);
        System.arraycopy(words, from, words, places[side], had);
    }

    /** Changes the depths of an instrument's sides, 1 to {@link #MAX_DEPTH}; nothing, when there is no room for so many rows. */
    void depths(final int instrument, final int depth, final int impliedDepth) {
        int deeper = 0;
        for (int side = 0; side < SIDES; side++) {
            deeper += depthOf(side, depth, impliedDepth) > rooms[sideOf(instrument, side)] ? 1 : 0;
        }
        if (words.length - used < deeper * words(MAX_DEPTH)) {
            return;
        }
        for (int side = 0; side < SIDES; side++) {
            depth(sideOf(instrument, side), depthOf(side, depth, impliedDepth));
        }
    }

    private static int depthOf(final int side, final int depth, final int impliedDepth) {
        return side < IMPLIED_BID ? depth : impliedDepth;
    }

    /** Number of an instrument's side; {@code side} is one of the four. */
    static int sideOf(final int instrument, final int side) {
        return instrument << SIDE_SHIFT | side;
    }

    private static int rowAt(final int at, final int row) {
        return at + ROWS + row * ROW;
    }

    private static int set(final long masks) {
        return (int) (masks >>> Integer.SIZE);
    }

    private static long masks(final int set, final int known) {
        return (long) set << Integer.SIZE | known & LOW;
    }

    int setMask(final int side) {
        return set(words[places[side]]);
    }

    int knownMask(final int side) {
        return (int) words[places[side]];
    }

    /** A bit for each row that there is room for. */
    private int allMask(final int side) {
        return (int) words[places[side] + SHAPE];
    }

    int depth(final int side) {
        return Integer.bitCount(allMask(side));
    }

    /**
     * Rows beyond are dropped; rows that are added are empty when the side was known and not full, and unknown otherwise, since a
     * full side tells nothing of what lies behind it.
     */
    private void depth(final int side, final int newDepth) {
        if (newDepth < 1 || newDepth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be 1 to " + MAX_DEPTH + ", not " + newDepth);
        }
        if (newDepth > rooms[side]) {
            deepen(side);
        }
        final int before = allMask(side);
        final int all = (1 << newDepth) - 1;
        final int set = setMask(side);
        final int known = knownMask(side);
        final boolean isKnownToEnd = before != 0 && known == before && set != before;
        words[places[side]] = masks(set & all, (isKnownToEnd ? known | ~before : known) & all);
        words[places[side] + SHAPE] = (long) ALL_ROWS << Integer.SIZE | all;
    }

    /** Empties the side; its rows are then known to be empty, or unknown. */
    void clear(final int side, final boolean isKnown) {
        changed(places[side], ALL_ROWS);
        words[places[side]] = masks(0, isKnown ? allMask(side) : 0);
    }

    /** New level: rows from there on move down. */
    BookFault insert(final int side, final int level, final long price, final long size, final int orders) {
        final int at = places[side];
        final int all = (int) words[at + SHAPE];
        final int bit = 1 << level - 1;
        if (isOutside(level, all)) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        final long masks = words[at];
        final int set = set(masks);
        final int known = (int) masks;
        if ((known & ~set & bit >>> 1) != 0) {
            return BookFault.SKIPPED_ROW;
        }
        final int row = rowAt(at, level - 1);
        // The last row of a full side is dropped.
        final int moved = rows(set & all >>> 1) - level + 1;
        if (moved > 0) {
            System.arraycopy(words, row, words, row + ROW, moved * ROW);
        }
        final int better = bit - 1;
        words[at] = masks(
                set & better | (set & ~better) << 1 & all | bit, known & better | (known & ~better) << 1 & all | bit);
        write(row, price, size, orders);
        changed(at, ~better);
        return BookFault.NONE;
    }

    private static boolean isOutside(final int level, final int all) {
        return level < 1 || level > MAX_DEPTH || (all >>> level - 1 & 1) == 0;
    }

    /** Changed level: overwritten in place. */
    BookFault change(final int side, final int level, final long price, final long size, final int orders) {
        final int at = places[side];
        if (isOutside(level, (int) words[at + SHAPE])) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        final long masks = words[at];
        if (isEmpty(masks, 1 << level - 1)) {
            return BookFault.EMPTY_LEVEL;
        }
        put(at, masks, level - 1, price, size, orders);
        return BookFault.NONE;
    }

    /** Deleted level: rows behind move up, and the last row is empty. */
    BookFault delete(final int side, final int level) {
        final int at = places[side];
        if (isOutside(level, (int) words[at + SHAPE])) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        if (isEmpty(words[at], 1 << level - 1)) {
            return BookFault.EMPTY_LEVEL;
        }
        remove(at, level - 1, 1);
        return BookFault.NONE;
    }

    /** Overwrites a row without moving others; creates it when it is the next one. */
    BookFault overlay(final int side, final int level, final long price, final long size, final int orders) {
        final int at = places[side];
        if (isOutside(level, (int) words[at + SHAPE])) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        final long masks = words[at];
        if (isEmpty(masks, 1 << level - 1 >>> 1)) {
            return BookFault.SKIPPED_ROW;
        }
        put(at, masks, level - 1, price, size, orders);
        return BookFault.NONE;
    }

    /** Deletes the best rows up to and with {@code level}; the rest moves up. A level behind the last row deletes all. */
    BookFault deleteBest(final int side, final int level) {
        if (isOutside(level, allMask(side))) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        remove(places[side], 0, level);
        return BookFault.NONE;
    }

    /** Deletes {@code level} and all worse rows. */
    BookFault deleteWorse(final int side, final int level) {
        final int all = allMask(side);
        if (isOutside(level, all)) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        final int kept = (1 << level - 1) - 1;
        changed(places[side], ~kept);
        words[places[side]] = masks(setMask(side) & kept, knownMask(side) | all & ~kept);
        return BookFault.NONE;
    }

    /** Deletes all rows; the level only has to be one. */
    BookFault deleteAll(final int side, final int level) {
        return isOutside(level, allMask(side)) ? BookFault.LEVEL_OUT_OF_RANGE : deleteWorse(side, 1);
    }

    /** Sets a row of a side that is being filled from a snapshot, in any order of rows. */
    BookFault restore(final int side, final int level, final long price, final long size, final int orders) {
        if (isOutside(level, allMask(side))) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        put(places[side], words[places[side]], level - 1, price, size, orders);
        return BookFault.NONE;
    }

    private void remove(final int at, final int row, final int count) {
        final long masks = words[at];
        final int all = (int) words[at + SHAPE];
        final int set = set(masks);
        final int known = (int) masks;
        final int moved = rows(set) - row - count;
        if (moved > 0) {
            System.arraycopy(words, rowAt(at, row + count), words, rowAt(at, row), moved * ROW);
        }
        final int better = (1 << row) - 1;
        words[at] = masks(
                set & better | set >>> count & ~better,
                known & better | known >>> count & ~better | all & ~(all >>> count));
        changed(at, ~better);
    }

    private void put(
            final int at, final long masks, final int row, final long price, final long size, final int orders) {
        final long bit = 1L << row;
        words[at] = masks | bit << Integer.SIZE | bit;
        write(rowAt(at, row), price, size, orders);
        changed(at, 1 << row);
    }

    private void write(final int at, final long price, final long size, final int orders) {
        words[at + ORDERS] = orders;
        words[at + SIZE] = size;
        words[at] = price;
    }

    private static boolean isEmpty(final long masks, final int bit) {
        return ((int) masks & ~set(masks) & bit) != 0;
    }

    /** Notes that these rows are not what was copied out last. */
    private void changed(final int at, final int rows) {
        words[at + SHAPE] |= (long) rows << Integer.SIZE;
    }

    /** True when every row is known. */
    boolean isComplete(final int side) {
        return knownMask(side) == allMask(side);
    }

    /** True when every row of the instrument's four sides is known. */
    boolean isWholeBookComplete(final int instrument) {
        boolean isComplete = true;
        for (int side = sideOf(instrument, SIDES - 1); isComplete && side >= sideOf(instrument, BID); side--) {
            isComplete = isComplete(side);
        }
        return isComplete;
    }

    /** One more than the last set row: 0 for an empty side. */
    static int rows(final int set) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(set);
    }

    /** Price mantissa of a set row. */
    long price(final int side, final int row) {
        return words[rowAt(places[side], row)];
    }

    /** Size of a set row. */
    long size(final int side, final int row) {
        return words[rowAt(places[side], row) + SIZE];
    }

    /** Number of orders of a set row. */
    int orders(final int side, final int row) {
        return (int) words[rowAt(places[side], row) + ORDERS];
    }

    /**
     * Copies what has changed among the best rows since the last call, for the one reader that keeps a copy; returns a bit for
     * each row that is set.
     *
     * @param to where in {@code target} the first row is
     */
    int copyChanges(final int side, final SharedWords target, final int to, final int maxRows) {
        final int at = places[side];
        final long shape = words[at + SHAPE];
        final int set = setMask(side);
        final int shown = set & (1 << maxRows) - 1;
        final int changed = shown & (int) (shape >>> Integer.SIZE);
        words[at + SHAPE] = shape & LOW;
        if (changed != 0) {
            final int row = Integer.numberOfTrailingZeros(changed);
            final int count = rows(changed) - row;
            if (count == 1) {
                copyRow(rowAt(at, row), target, to + row * ROW);
            } else {
                target.put(to + row * ROW, words, rowAt(at, row), count * ROW);
            }
        }
        return shown;
    }

    /** Word by word: a copy that reads more at once would wait until the row that was just written is in the cache. */
    private void copyRow(final int from, final SharedWords target, final int to) {
        target.put(to, words[from]);
        target.put(to + SIZE, words[from + SIZE]);
        target.put(to + ORDERS, words[from + ORDERS]);
    }

    /** Of the first {@code instruments}. */
    void state(final StateFields fields, final int instruments) {
        if (fields.isRead()) {
            forget();
        }
        used = fields.count(used, words.length);
        for (int side = 0; side < instruments * SIDES; side++) {
            rooms[side] = (byte) fields.count(rooms[side], MAX_DEPTH);
            places[side] = fields.count(places[side], words.length - words(rooms[side]));
            fields.numbers(words, places[side], words(rooms[side]));
        }
    }
}
