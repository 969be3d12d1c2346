package aether.book;

/**
 * Real and implied rows of one side merged by price, for readers: sizes at one price add up, and the implied part is kept.
 * Knows the side's direction, since merging compares prices; in an inverted book the lower price is the better bid.
 */
public final class ConsolidatedSide {
    private static final int MAX_ROWS = 2 * BookSide.MAX_DEPTH;

    private final long[] prices = new long[MAX_ROWS];
    private final long[] sizes = new long[MAX_ROWS];
    private final long[] impliedSizes = new long[MAX_ROWS];
    private int rows;

    /**
     * Merges; rows behind the first that is not set are left out, since their place is not certain.
     *
     * @param higherIsBetter true for a bid, false for an offer; the other way round in an inverted book
     */
    public void merge(final BookSide real, final BookSide implied, final boolean higherIsBetter) {
        rows = 0;
        int r = 0;
        int i = 0;
        while (real.isSet(r) || implied.isSet(i)) {
            if (!implied.isSet(i) || real.isSet(r) && isBetter(real.price(r), implied.price(i), higherIsBetter)) {
                add(real.price(r), real.size(r), 0);
                r++;
            } else if (!real.isSet(r) || real.price(r) != implied.price(i)) {
                add(implied.price(i), implied.size(i), implied.size(i));
                i++;
            } else {
                add(real.price(r), real.size(r) + implied.size(i), implied.size(i));
                r++;
                i++;
            }
        }
    }

    private static boolean isBetter(final long price, final long than, final boolean higherIsBetter) {
        return higherIsBetter ? price > than : price < than;
    }

    private void add(final long price, final long size, final long impliedSize) {
        prices[rows] = price;
        sizes[rows] = size;
        impliedSizes[rows] = impliedSize;
        rows++;
    }

    public int rows() {
        return rows;
    }

    /** Price mantissa; row 0 is the best. */
    public long price(final int row) {
        return prices[row];
    }

    /** Real and implied size together. */
    public long size(final int row) {
        return sizes[row];
    }

    /** The implied part of {@link #size}. */
    public long impliedSize(final int row) {
        return impliedSizes[row];
    }
}
