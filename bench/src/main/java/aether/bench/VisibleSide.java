package aether.bench;

import java.util.Arrays;

/**
 * One side of an exchange's book as the events of an {@link OrderStream} leave it, level by level, to know what of it is
 * visible. Levels are numbered by their distance from the best price that is possible.
 */
final class VisibleSide {
    private final long[] quantities;
    private final int[] orders;

    VisibleSide(final int levels) {
        quantities = new long[levels];
        orders = new int[levels];
    }

    /** Row of a level among those that are not empty, from 1; the level itself may be empty. */
    int row(final int level) {
        int row = 1;
        for (int i = 0; i < level; i++) {
            row += orders[i] > 0 ? 1 : 0;
        }
        return row;
    }

    /** The level that stands in a row, or -1. */
    int levelAt(final int row) {
        int left = row;
        for (int i = 0; i < orders.length; i++) {
            if (orders[i] > 0 && --left == 0) {
                return i;
            }
        }
        return -1;
    }

    void change(final int level, final long quantity, final int count) {
        quantities[level] += quantity;
        orders[level] += count;
    }

    long quantity(final int level) {
        return quantities[level];
    }

    int orders(final int level) {
        return orders[level];
    }

    void clear() {
        Arrays.fill(quantities, 0);
        Arrays.fill(orders, 0);
    }
}
