package aether.book;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One side of a book by price: rows by level, best first, in the order that the exchange dictates. Prices are never compared
 * to place a row, so that inverted books need nothing special here.
 *
 * <p>A row is <em>set</em>, <em>empty</em>, or <em>unknown</em> (a book that was joined in its middle). Rows in one array, so
 * that an insertion is one move:
 *
 * <pre>
 *   row 0                    row 1                            row depth-1
 *  +-------+------+--------+-------+------+--------+ - - - - +-------+------+--------+
 *  | price | size | orders | price | size | orders |         | price | size | orders |
 *  +-------+------+--------+-------+------+--------+ - - - - +-------+------+--------+
 * </pre>
 *
 * Entries are applied exactly or not at all: a fault leaves the side as it was. Rows pushed beyond the depth are dropped, as
 * the exchange expects of its clients. Levels count from 1 in calls, rows from 0.
 */
public final class BookSide {
    /** Greatest depth. */
    public static final int MAX_DEPTH = 30;

    private static final int STRIDE = 3;

    /** Bytes of a row when it is copied out. */
    static final int ROW_LENGTH = STRIDE * Long.BYTES;

    private static final int SIZE = 1;
    private static final int ORDERS = 2;

    private final long[] rows;
    private int depth;
    private int depthMask;
    private int setMask;
    private int knownMask;

    /** The best row that may differ from what was copied out last. */
    private int changedFrom;

    /** An empty, known side of {@code depth} rows, 1 to {@link #MAX_DEPTH}. */
    public BookSide(final int depth) {
        rows = new long[MAX_DEPTH * STRIDE];
        depth(depth);
        clear(true);
    }

    /**
     * Changes the depth. Rows beyond are dropped; rows that are added are empty when the side was known and not full, and
     * unknown otherwise, since a full side tells nothing of what lies behind it.
     */
    public void depth(final int newDepth) {
        if (newDepth < 1 || newDepth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be 1 to " + MAX_DEPTH + ", not " + newDepth);
        }
        final boolean isKnownToEnd = depthMask != 0 && isComplete() && setMask != depthMask;
        final int oldMask = depthMask;
        depth = newDepth;
        changedFrom = 0;
        depthMask = (1 << newDepth) - 1;
        setMask &= depthMask;
        knownMask = (isKnownToEnd ? knownMask | ~oldMask : knownMask) & depthMask;
    }

    public int depth() {
        return depth;
    }

    /** Empties the side; its rows are then known to be empty, or unknown. */
    public void clear(final boolean isKnown) {
        changedFrom = 0;
        setMask = 0;
        knownMask = isKnown ? depthMask : 0;
    }

    /** New level: rows from there on move down. */
    BookFault insert(final int level, final long price, final long size, final int orders) {
        final int row = level - 1;
        if (row < 0 || row >= depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        if (isBehindEmptyRow(row)) {
            return BookFault.SKIPPED_ROW;
        }
        final int below = (1 << row) - 1;
        final int used = Integer.SIZE - Integer.numberOfLeadingZeros(setMask);
        if (used > row) {
            final int moved = Math.min(used, depth - 1) - row;
            System.arraycopy(rows, row * STRIDE, rows, (row + 1) * STRIDE, moved * STRIDE);
        }
        setMask = setMask & below | (setMask & ~below) << 1 & depthMask;
        knownMask = knownMask & below | (knownMask & ~below) << 1 & depthMask;
        set(row, price, size, orders);
        return BookFault.NONE;
    }

    /** Changed level: overwritten in place. */
    BookFault change(final int level, final long price, final long size, final int orders) {
        final int row = level - 1;
        if (row < 0 || row >= depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        if (isEmpty(row)) {
            return BookFault.EMPTY_LEVEL;
        }
        set(row, price, size, orders);
        return BookFault.NONE;
    }

    /** Deleted level: rows behind move up, and the last row is empty. */
    BookFault delete(final int level) {
        final int row = level - 1;
        if (row < 0 || row >= depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        if (isEmpty(row)) {
            return BookFault.EMPTY_LEVEL;
        }
        removeBefore(row, 1);
        return BookFault.NONE;
    }

    /** Overwrites a row without moving others; creates it when it is the next one. */
    BookFault overlay(final int level, final long price, final long size, final int orders) {
        final int row = level - 1;
        if (row < 0 || row >= depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        if (isBehindEmptyRow(row)) {
            return BookFault.SKIPPED_ROW;
        }
        set(row, price, size, orders);
        return BookFault.NONE;
    }

    /** Deletes the best rows up to and with {@code level}; the rest moves up. A level behind the last row deletes all. */
    BookFault deleteBest(final int level) {
        if (level < 1 || level > depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        removeBefore(0, level);
        return BookFault.NONE;
    }

    /** Deletes {@code level} and all worse rows. */
    BookFault deleteWorse(final int level) {
        if (level < 1 || level > depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        changedFrom = Math.min(changedFrom, level - 1);
        final int kept = (1 << level - 1) - 1;
        setMask &= kept;
        knownMask |= depthMask & ~kept;
        return BookFault.NONE;
    }

    /** Deletes all rows; the level only has to be one. */
    BookFault deleteAll(final int level) {
        return level < 1 || level > depth ? BookFault.LEVEL_OUT_OF_RANGE : deleteWorse(1);
    }

    /** Sets a row of a side that is being filled from a snapshot, in any order of rows. */
    BookFault restore(final int level, final long price, final long size, final int orders) {
        if (level < 1 || level > depth) {
            return BookFault.LEVEL_OUT_OF_RANGE;
        }
        set(level - 1, price, size, orders);
        return BookFault.NONE;
    }

    /** True when exactly this stands in the row. */
    boolean holds(final int level, final long price, final long size, final int orders) {
        final int row = level - 1;
        return row >= 0
                && row < depth
                && isSet(row)
                && price(row) == price
                && size(row) == size
                && orders(row) == orders;
    }

    /** True when a row is not set that stands before one that is. */
    boolean hasHoles() {
        return (setMask & setMask + 1) != 0;
    }

    private void removeBefore(final int row, final int count) {
        changedFrom = Math.min(changedFrom, row);
        final int below = (1 << row) - 1;
        final int used = Integer.SIZE - Integer.numberOfLeadingZeros(setMask);
        final int moved = used - row - count;
        if (moved > 0) {
            System.arraycopy(rows, (row + count) * STRIDE, rows, row * STRIDE, moved * STRIDE);
        }
        final int emptied = depthMask & ~(depthMask >>> count);
        setMask = setMask & below | setMask >>> count & ~below;
        knownMask = knownMask & below | knownMask >>> count & ~below | emptied;
    }

    private void set(final int row, final long price, final long size, final int orders) {
        changedFrom = Math.min(changedFrom, row);
        final int index = row * STRIDE;
        rows[index] = price;
        rows[index + SIZE] = size;
        rows[index + ORDERS] = orders;
        setMask |= 1 << row;
        knownMask |= 1 << row;
    }

    private boolean isEmpty(final int row) {
        return (knownMask & ~setMask & 1 << row) != 0;
    }

    private boolean isBehindEmptyRow(final int row) {
        return (knownMask & ~setMask & (1 << row) >>> 1) != 0;
    }

    /** True when the row is set; row 0 is the best. */
    public boolean isSet(final int row) {
        return (setMask & 1 << row) != 0;
    }

    /** True when it is certain whether the row is set or empty. */
    public boolean isKnown(final int row) {
        return (knownMask & 1 << row) != 0;
    }

    /** True when every row is known. */
    public boolean isComplete() {
        return knownMask == depthMask;
    }

    /** One more than the last set row: 0 for an empty side. */
    public int rows() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(setMask);
    }

    /** Price mantissa of a set row. */
    public long price(final int row) {
        return rows[row * STRIDE];
    }

    /** Size of a set row. */
    public long size(final int row) {
        return rows[row * STRIDE + SIZE];
    }

    /** Number of orders of a set row; {@link Integer#MAX_VALUE} when the exchange gives none, as for implied rows. */
    public int orders(final int row) {
        return (int) rows[row * STRIDE + ORDERS];
    }

    /**
     * Copies what has changed among the best rows since the last call, in the layout above, for the one reader that keeps a
     * copy; returns a bit for each row that is set.
     *
     * @param at where in {@code target} the first row is, bytes; a multiple of 8
     */
    int copyChanges(final MemorySegment target, final long at, final int maxRows) {
        final int count = Math.min(maxRows, rows());
        final int from = changedFrom;
        if (from < count) {
            MemorySegment.copy(
                    rows,
                    from * STRIDE,
                    target,
                    ValueLayout.JAVA_LONG,
                    at + from * (long) ROW_LENGTH,
                    (count - from) * STRIDE);
        }
        changedFrom = MAX_DEPTH;
        return setMask & (1 << count) - 1;
    }

    /** Folds the side's whole content into a hash. */
    long hash(final long seed) {
        long hash = BookHash.mix(seed, (long) knownMask << 32 | setMask);
        int remaining = setMask;
        while (remaining != 0) {
            final int index = Integer.numberOfTrailingZeros(remaining) * STRIDE;
            hash = BookHash.mix(hash, rows[index]);
            hash = BookHash.mix(hash, rows[index + SIZE] << 32 ^ rows[index + SIZE] >>> 32 ^ rows[index + ORDERS]);
            remaining &= remaining - 1;
        }
        return hash;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("[");
        for (int row = 0; row < rows(); row++) {
            text.append(row == 0 ? "" : ", ");
            text.append(isSet(row) ? price(row) + "x" + size(row) + "/" + orders(row) : "?");
        }
        return text.append(']').toString();
    }
}
