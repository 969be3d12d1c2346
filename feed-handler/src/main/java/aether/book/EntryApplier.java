package aether.book;

import aether.feed.NullValue;
import aether.nic.Counters;

/** Applies one book entry to one side, by the venue's settings. */
final class EntryApplier {
    private final RangeDelete rangeDelete;
    private final SizeZero sizeZero;
    private final Counters<BookCounter> counters;

    EntryApplier(final BookContext context, final Counters<BookCounter> counters) {
        rangeDelete = context.rangeDelete();
        sizeZero = context.sizeZero();
        this.counters = counters;
    }

    BookFault apply(
            final BookSide side,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
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
                return side.delete(level);
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
            final BookSide side,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        if (action == UpdateAction.NEW) {
            return side.insert(level, price, size, orders);
        }
        if (action == UpdateAction.CHANGE) {
            countMismatch(side, level, price, BookCounter.CHANGE_PRICE_MISMATCHES);
            return side.change(level, price, size, orders);
        }
        return side.overlay(level, price, size, orders);
    }

    private BookFault onSizeZero(final BookSide side, final int action, final int level) {
        if (sizeZero == SizeZero.FAULT) {
            return BookFault.SIZE_MISSING;
        }
        counters.increment(BookCounter.SIZE_ZERO_DELETES);
        return action == UpdateAction.NEW ? BookFault.NONE : side.delete(level);
    }

    private BookFault deleteThru(final BookSide side, final int level) {
        return switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> side.deleteBest(level);
            case FROM_BEST_THRU_SIDE -> side.deleteAll(level);
            case THRU_WORSE_FROM_BEST -> side.deleteWorse(level);
        };
    }

    private BookFault deleteFrom(final BookSide side, final int level) {
        return switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> side.deleteWorse(level);
            case FROM_BEST_THRU_SIDE, THRU_WORSE_FROM_BEST -> side.deleteBest(level);
        };
    }

    private void countMismatch(final BookSide side, final int level, final long price, final BookCounter counter) {
        final int row = level - 1;
        if (row >= 0 && row < side.depth() && price != NullValue.PRICE && side.isSet(row) && side.price(row) != price) {
            counters.increment(counter);
        }
    }
}
