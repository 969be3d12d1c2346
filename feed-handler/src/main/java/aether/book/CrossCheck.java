package aether.book;

import aether.nic.Counters;

/**
 * Verify mode: at the end of an event, the orders of each visible price must add up to the row that the book by price has
 * there. Where they do not, one of the two books is wrong, and nobody can say which: both are given up.
 */
final class CrossCheck {
    private final BookStates states;
    private final OrderBooks orderBooks;
    private final Counters<BookCounter> counters;

    CrossCheck(final FeedContext feed, final BookStates states, final OrderBooks orderBooks) {
        this.states = states;
        this.orderBooks = orderBooks;
        counters = feed.counters();
    }

    /**
     * Checks an instrument, if both its books are live and follow the packets one by one: a snapshot may be ahead of the live
     * packets, by the rest of the packet {@code sequence} at the least.
     */
    void check(final InstrumentBook instrument, final long sequence) {
        if (!follows(instrument.priceTrust(), sequence) || !follows(instrument.orderTrust(), sequence)) {
            return;
        }
        counters.increment(BookCounter.CROSS_CHECKS);
        final PriceBook prices = instrument.book();
        final OrderBook orders = instrument.orders();
        if (!isEqual(prices.bid(), orders.bid()) || !isEqual(prices.offer(), orders.offer())) {
            states.fault(instrument, BookFault.SUMS_DIFFER);
            orderBooks.fault(instrument, BookFault.SUMS_DIFFER);
        }
    }

    private static boolean follows(final BookTrust trust, final long sequence) {
        return trust.isLive() && sequence > trust.sequence();
    }

    private static boolean isEqual(final BookSide prices, final OrderSide orders) {
        final int rows = Math.min(prices.depth(), orders.levels());
        if (prices.rows() != rows) {
            return false;
        }
        for (int row = 0; row < rows; row++) {
            if (prices.price(row) != orders.price(row)
                    || prices.size(row) != orders.quantityAt(row)
                    || prices.orders(row) != orders.ordersAt(row)) {
                return false;
            }
        }
        return true;
    }
}
