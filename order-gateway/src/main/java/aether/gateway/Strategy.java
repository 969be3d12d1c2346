package aether.gateway;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;

/**
 * Your code. Callbacks run on the feed's thread, one at a time: what takes long here makes everything late. Books, orders and
 * events are valid during the call. Intents go to the {@link StrategyContext}; what became of them comes back as callbacks.
 *
 * <p>An exception ends the strategy: its orders are canceled, and the appliance says so.
 */
public interface Strategy {
    /** Once, before anything else. */
    default void onStart(final StrategyContext context) {}

    /**
     * What was recorded before this start has been heard, and what comes now is live ({@code aether run --from}). Only where there was something recorded:
     * {@link StrategyContext#isLive} says it at any time.
     */
    default void onLive() {}

    /** A match event has ended that touched this book. {@link InstrumentBook#state} says how far it may be believed. */
    default void onBook(final InstrumentBook book, final BookEvent event) {}

    /** A book is not what it was: gone stale, or right again. */
    default void onBookState(final InstrumentBook book) {}

    /** A trade of the market. */
    default void onTrade(final InstrumentBook book, final long price, final long size, final int aggressorSide) {}

    /** Trading status of an instrument. */
    default void onStatus(final InstrumentBook book) {}

    /** An order of this strategy changed; it knows its tag. */
    default void onOrder(final Order order, final OrderEvent event) {}

    /** An order of this strategy traded; {@code quantity} is negative when a trade was undone. */
    default void onFill(final Order order, final long price, final int quantity, final boolean isLate) {}

    /**
     * An intent was refused, and nothing of it was sent. A new order never became one, and nothing else is told of it; an order that was not to be
     * replaced or canceled stays as it is.
     *
     * @param clOrdId of the order
     * @param tag of the order; 0 for one that is not known, or not any more
     */
    default void onRefused(final long clOrdId, final long tag, final RiskCheck check) {}

    /** Orders may go, or not any more. */
    default void onSession(final boolean isUp) {}

    /** Time passes: ten times a second. */
    default void onTime(final long nowNs) {}
}
