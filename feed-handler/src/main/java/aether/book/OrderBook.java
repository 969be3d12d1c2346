package aether.book;

/**
 * An instrument's book by order: every order with its place in the queue of its price. A view; read it during the callbacks of
 * the book builder.
 */
public final class OrderBook {
    private final OrderEntries entries;
    private final int instrument;
    private final OrderSide bid;
    private final OrderSide offer;

    OrderBook(final OrderEntries entries, final int instrument) {
        this.entries = entries;
        this.instrument = instrument;
        bid = entries.side(OrderEntries.sideOf(instrument, EntryType.BID));
        offer = entries.side(OrderEntries.sideOf(instrument, EntryType.OFFER));
    }

    public OrderSide bid() {
        return bid;
    }

    public OrderSide offer() {
        return offer;
    }

    /** Number of orders on both sides. */
    public int size() {
        final LevelWindows windows = entries.windows();
        return windows.orders(OrderEntries.sideOf(instrument, EntryType.BID))
                + windows.orders(OrderEntries.sideOf(instrument, EntryType.OFFER));
    }

    /** Where lower prices are the better bids; only while the book is empty. */
    void inverted(final boolean lowerBidIsBetter) {
        final LevelWindows windows = entries.windows();
        windows.lowerIsBetter(OrderEntries.sideOf(instrument, EntryType.BID), lowerBidIsBetter);
        windows.lowerIsBetter(OrderEntries.sideOf(instrument, EntryType.OFFER), !lowerBidIsBetter);
    }

    boolean isInverted() {
        return entries.windows().isLowerBetter(OrderEntries.sideOf(instrument, EntryType.BID));
    }

    /** Takes all orders out. */
    void clear() {
        entries.clear(instrument);
    }

    /** One order's share of the book's hash: shares are added up, so that the hash costs the same however many orders rest. */
    public static long hashOf(
            final boolean isBid, final long orderId, final long priority, final long price, final long quantity) {
        return OrderEntries.hashOf(
                OrderEntries.sideOf(0, isBid ? EntryType.BID : EntryType.OFFER), orderId, priority, price, quantity);
    }

    /** Hash over all orders: where they stand follows from price and priority, so their order of arrival is not in it. */
    public long hash() {
        return entries.heads().orderHash(instrument);
    }
}
