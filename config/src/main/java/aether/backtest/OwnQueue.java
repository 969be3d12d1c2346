package aether.backtest;

import aether.book.InstrumentBook;
import aether.book.OrderSide;

/**
 * Moves an order of ours through the queue of its price. With a book by order, exactly: those in front of it are the orders of the level with a
 * priority up to its mark. Without one, by an estimate: trades take from the front; what goes without a trade is taken from in front of it and from
 * behind it in proportion, rounded so that it rather stands too far back; what comes stands behind it.
 */
final class OwnQueue {
    /** Nothing is known of a level below the rows that are told: all that it shows when it comes into view stands in front. */
    private static final long NOT_SEEN = Long.MAX_VALUE;

    private final RecordedLevels levels;

    OwnQueue(final RecordedLevels levels) {
        this.levels = levels;
    }

    /** Where an order that comes now would stand. */
    OwnOrder.Place end(final InstrumentBook book, final aether.venue.Side side, final long price, final long nowNs) {
        final boolean isExact = RecordedLevels.isByOrder(book);
        final int level = levels.find(book, side, price);
        if (level < 0) {
            return new OwnOrder.Place(0, levels.isBelowTheRows(book, side, price) ? NOT_SEEN : 0, isExact, nowNs);
        }
        final long mark = isExact ? RecordedLevels.lastPriority(RecordedLevels.orders(book, side), level) : 0;
        return new OwnOrder.Place(mark, levels.size(book, side, level), isExact, nowNs);
    }

    /** An event has ended in which so many contracts traded at the order's price, from the front. */
    void follow(final InstrumentBook book, final OwnOrder order, final long traded) {
        if (!RecordedLevels.isKnown(book)) {
            trade(order, traded);
            return;
        }
        final int level = levels.find(book, order.side, order.price);
        final long size = level < 0 ? 0 : levels.size(book, order.side, level);
        final boolean isOutOfSight = level < 0 && levels.isBelowTheRows(book, order.side, order.price);
        if (isOutOfSight && !order.isExact) {
            return;
        }
        if (order.ahead == NOT_SEEN) {
            order.ahead = size;
        }
        trade(order, traded);
        final long left = order.ahead;
        final long leftBehind = order.behind;
        final long ahead = order.isExact && RecordedLevels.isByOrder(book)
                ? exact(book, order, level)
                : estimate(left, leftBehind, size);
        order.canceledAhead += Math.max(0, left - ahead);
        order.canceledBehind += Math.max(0, leftBehind - (size - ahead));
        order.ahead = ahead;
        order.behind = size - ahead;
    }

    /** From the front. */
    private static void trade(final OwnOrder order, final long traded) {
        if (order.ahead == NOT_SEEN) {
            return;
        }
        final long tradedAhead = Math.min(traded, order.ahead);
        order.tradedAhead += tradedAhead;
        order.ahead -= tradedAhead;
        order.behind -= Math.min(traded - tradedAhead, order.behind);
    }

    private long exact(final InstrumentBook book, final OwnOrder order, final int level) {
        final OrderSide side = RecordedLevels.orders(book, order.side);
        return level < 0 ? 0 : levels.upTo(side, level, order.mark);
    }

    private static long estimate(final long ahead, final long behind, final long size) {
        final long gone = Math.max(0, ahead + behind - size);
        if (gone == 0) {
            return Math.min(ahead, size);
        }
        final long goneAhead = (long) ((double) gone * ahead / (ahead + behind));
        return Math.min(ahead - goneAhead, size);
    }

    /** Contracts in front of it, or -1 while that is not known. */
    static long ahead(final OwnOrder order) {
        return order.ahead == NOT_SEEN ? -1 : order.ahead;
    }
}
