package aether.book;

/**
 * One side of a book by price: rows by level, best first, in the order that the exchange dictates. A view of the channel's
 * {@link BookSlab}; read it during the callbacks of the book builder. Rows count from 0.
 */
public final class BookSide {
    /** Greatest depth. */
    public static final int MAX_DEPTH = BookSlab.MAX_DEPTH;

    private final BookSlab slab;
    private final int side;

    BookSide(final BookSlab slab, final int side) {
        this.slab = slab;
        this.side = side;
    }

    public int depth() {
        return slab.depth(side);
    }

    void clear(final boolean isKnown) {
        slab.clear(side, isKnown);
    }

    /** Sets a row of a side that is being filled from a snapshot, in any order of rows. */
    BookFault restore(final int level, final long price, final long size, final int orders) {
        return slab.restore(side, level, price, size, orders);
    }

    /** True when exactly this stands in the row. */
    boolean holds(final int level, final long price, final long size, final int orders) {
        final int row = level - 1;
        return row >= 0
                && row < depth()
                && isSet(row)
                && price(row) == price
                && size(row) == size
                && orders(row) == orders;
    }

    /** True when a row is not set that stands before one that is. */
    boolean hasHoles() {
        final int set = slab.setMask(side);
        return (set & set + 1) != 0;
    }

    /** True when the row is set; row 0 is the best. */
    public boolean isSet(final int row) {
        return (slab.setMask(side) & 1 << row) != 0;
    }

    /** True when it is certain whether the row is set or empty. */
    public boolean isKnown(final int row) {
        return (slab.knownMask(side) & 1 << row) != 0;
    }

    /** True when every row is known. */
    public boolean isComplete() {
        return slab.isComplete(side);
    }

    /** One more than the last set row: 0 for an empty side. */
    public int rows() {
        return BookSlab.rows(slab.setMask(side));
    }

    /** Price mantissa of a set row. */
    public long price(final int row) {
        return slab.price(side, row);
    }

    /** Size of a set row. */
    public long size(final int row) {
        return slab.size(side, row);
    }

    /** Number of orders of a set row; {@link Integer#MAX_VALUE} when the exchange gives none, as for implied rows. */
    public int orders(final int row) {
        return slab.orders(side, row);
    }

    /** Folds the side's whole content into a hash. */
    long hash(final long seed) {
        int remaining = slab.setMask(side);
        long hash = BookHash.mix(seed, (long) slab.knownMask(side) << Integer.SIZE | remaining);
        while (remaining != 0) {
            final int row = Integer.numberOfTrailingZeros(remaining);
            final long size = size(row);
            hash = BookHash.mix(hash, price(row));
            hash = BookHash.mix(hash, size << Integer.SIZE ^ size >>> Integer.SIZE ^ orders(row));
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
