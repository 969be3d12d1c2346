package aether.backtest;

import aether.book.BookSide;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.venue.Side;
import org.agrona.collections.LongHashSet;

/**
 * Reads levels of a recorded book: by order where that is live, which shows every level and every place; else by price, as deep as that is. Orders
 * that were our own when the session was recorded are left out, where single orders are known.
 */
final class RecordedLevels {
    private static final int NONE = -1;

    /** OrderIDs. */
    private final LongHashSet own;

    RecordedLevels(final LongHashSet own) {
        this.own = own;
    }

    /** Whether single orders are known: a feed without them leaves a book by order that was empty at first as it was. */
    static boolean isByOrder(final InstrumentBook book) {
        return book.orderState().isPublished() && (book.orders().size() > 0 || hasNoRow(book));
    }

    /** Whether levels can be looked at: of a book that is not to be believed, nothing is known but what trades. */
    static boolean isKnown(final InstrumentBook book) {
        return isByOrder(book) || book.state().isPublished();
    }

    private static boolean hasNoRow(final InstrumentBook book) {
        return !book.book().bid().isSet(0) && !book.book().offer().isSet(0);
    }

    static OrderSide orders(final InstrumentBook book, final Side side) {
        return side == Side.BUY ? book.orders().bid() : book.orders().offer();
    }

    private static BookSide rows(final InstrumentBook book, final Side side) {
        return side == Side.BUY ? book.book().bid() : book.book().offer();
    }

    /** Levels of a side that are known, best first. */
    int levels(final InstrumentBook book, final Side side) {
        if (isByOrder(book)) {
            return orders(book, side).levels();
        }
        final BookSide rows = rows(book, side);
        int known = 0;
        while (book.state().isPublished() && known < rows.rows() && rows.isSet(known)) {
            known++;
        }
        return known;
    }

    long price(final InstrumentBook book, final Side side, final int level) {
        return isByOrder(book)
                ? orders(book, side).price(level)
                : rows(book, side).price(level);
    }

    /** Contracts of a level; 0 where all of them were our own. */
    long size(final InstrumentBook book, final Side side, final int level) {
        if (!isByOrder(book)) {
            return rows(book, side).size(level);
        }
        final OrderSide orders = orders(book, side);
        return own.isEmpty() ? orders.quantityAt(level) : upTo(orders, level, -1);
    }

    /** Where a price stands among the levels; -1 where it is not. */
    int find(final InstrumentBook book, final Side side, final long price) {
        final int levels = levels(book, side);
        for (int level = 0; level < levels; level++) {
            final long at = price(book, side, level);
            if (at == price) {
                return level;
            }
            if (side == Side.BUY ? at < price : at > price) {
                return NONE;
            }
        }
        return NONE;
    }

    /** Contracts of orders with a priority up to {@code mark}, unsigned, in a level. */
    long upTo(final OrderSide side, final int level, final long mark) {
        long quantity = 0;
        for (int order = side.firstOrder(level);
                order != OrderSide.NO_ORDER && Long.compareUnsigned(side.priority(order), mark) <= 0;
                order = side.nextOrder(order)) {
            quantity += own.contains(side.orderId(order)) ? 0 : side.quantity(order);
        }
        return quantity;
    }

    /** Priority of a level's last order. */
    static long lastPriority(final OrderSide side, final int level) {
        long priority = 0;
        for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
            priority = side.priority(order);
        }
        return priority;
    }

    /** True when a price shows to be worse than every row that is told: what stands there is not known. */
    boolean isBelowTheRows(final InstrumentBook book, final Side side, final long price) {
        if (isByOrder(book)) {
            return false;
        }
        final BookSide rows = rows(book, side);
        final int levels = levels(book, side);
        return levels == rows.depth()
                && (side == Side.BUY ? price < rows.price(levels - 1) : price > rows.price(levels - 1));
    }
}
