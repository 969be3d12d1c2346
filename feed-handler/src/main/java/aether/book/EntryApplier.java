package aether.book;

import aether.feed.NullValue;
import aether.nic.Counters;

/** Applies one book entry to one side of the {@link BookSlab}, by the venue's settings. */
final class EntryApplier {
    private final RangeDelete rangeDelete;
    private final SizeZero sizeZero;
    private final Counters<BookCounter> counters;
    private final BookSlab slab;

    EntryApplier(final BookSlab slab, final BookContext context, final Counters<BookCounter> counters) {
        this.slab = slab;
        rangeDelete = context.rangeDelete();
        sizeZero = context.sizeZero();
        this.counters = counters;
    }

    BookFault apply(
            final int side, final int action, final int level, final long price, final long size, final int orders) {
        switch (action) {
            case UpdateAction.NEW, UpdateAction.CHANGE, UpdateAction.OVERLAY -> {
                if (price == NullValue.PRICE) {
                    return BookFault.PRICE_MISSING;
                }
                if (size == NullValue.SIZE || size <= 0) {
                    return onSizeZero(side, action, level);
                }
                return write(side, action, level, price, size, orders);
            }
            case UpdateAction.DELETE -> {
                countMismatch(side, level, price, BookCounter.DELETE_PRICE_MISMATCHES);
                return slab.delete(side, level);
            }
            case UpdateAction.DELETE_THRU -> {
                return deleteThru(side, level);
            }
            case UpdateAction.DELETE_FROM -> {
                return deleteFrom(side, level);
            }
            default -> {
                return BookFault.UNKNOWN_ACTION;
            }
        }
    }

    private BookFault write(
            final int side, final int action, final int level, final long price, final long size, final int orders) {
        if (action == UpdateAction.NEW) {
            return slab.insert(side, level, price, size, orders);
        }
        if (action == UpdateAction.CHANGE) {
            countMismatch(side, level, price, BookCounter.CHANGE_PRICE_MISMATCHES);
            return slab.change(side, level, price, size, orders);
        }
        return slab.overlay(side, level, price, size, orders);
    }

    private BookFault onSizeZero(final int side, final int action, final int level) {
        if (sizeZero == SizeZero.FAULT) {
            return BookFault.SIZE_MISSING;
        }
        counters.increment(BookCounter.SIZE_ZERO_DELETES);
        return action == UpdateAction.NEW ? BookFault.NONE : slab.delete(side, level);
    }

    private BookFault deleteThru(final int side, final int level) {
        return switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> slab.deleteBest(side, level);
            case FROM_BEST_THRU_SIDE -> slab.deleteAll(side, level);
            case THRU_WORSE_FROM_BEST -> slab.deleteWorse(side, level);
        };
    }

    private BookFault deleteFrom(final int side, final int level) {
        return switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> slab.deleteWorse(side, level);
            case FROM_BEST_THRU_SIDE, THRU_WORSE_FROM_BEST -> slab.deleteBest(side, level);
        };
    }

    private void countMismatch(final int side, final int level, final long price, final BookCounter counter) {
        final int row = level - 1;
        if (row >= 0
                && row < slab.depth(side)
                && price != NullValue.PRICE
                && (slab.setMask(side) & 1 << row) != 0
                && slab.price(side, row) != price) {
            counters.increment(counter);
        }
    }
}
