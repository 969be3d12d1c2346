package aether.feed;

/** How a venue encodes changes of its book by price. */
public enum BookPolicy {
    /**
     * Entries name rows by number, counted from the best, and every entry has the instrument's own RptSeq: {@link
     * MarketEvents#onBookLevel}.
     */
    NUMBERED_ROWS,
    /**
     * Entries name levels by price, at any depth, and changes are chained, each naming the one before it: {@link
     * MarketEvents#onBookChange} and {@link MarketEvents#onPriceLevel}.
     */
    KEYED_BY_PRICE,
    /**
     * Every order is told and nothing else ({@link MarketEvents#onOrder}): rows are what the orders add up to. Nothing is counted
     * by instrument; that a book is right is known from a reset on ({@link MarketEvents#onBookLevel} with type 'J').
     */
    SINGLE_ORDERS
}
