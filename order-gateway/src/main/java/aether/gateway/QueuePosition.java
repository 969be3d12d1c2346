package aether.gateway;

import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.order.Order;
import aether.order.Side;

/** How far in front of its queue an order stands. */
@FunctionalInterface
public interface QueuePosition {
    /** Found in the book by order, under the OrderID that the venue gave. */
    QueuePosition IN_BOOK = QueuePosition::inBook;

    /** Contracts in front of it, or {@link StrategyContext#UNKNOWN}. */
    long ahead(InstrumentBook book, Order order);

    private static long inBook(final InstrumentBook book, final Order order) {
        if (book.orderState() != BookState.LIVE || order.orderId() == Order.NO_ORDER_ID) {
            return StrategyContext.UNKNOWN;
        }
        final OrderSide side =
                order.side() == Side.BUY ? book.orders().bid() : book.orders().offer();
        for (int level = 0; level < side.levels(); level++) {
            if (side.price(level) == order.price()) {
                return inQueue(side, level, order.orderId());
            }
        }
        return StrategyContext.UNKNOWN;
    }

    private static long inQueue(final OrderSide side, final int level, final long orderId) {
        long ahead = 0;
        for (int each = side.firstOrder(level); each != OrderSide.NO_ORDER; each = side.nextOrder(each)) {
            if (side.orderId(each) == orderId) {
                return ahead;
            }
            ahead += side.quantity(each);
        }
        return StrategyContext.UNKNOWN;
    }
}
