package aether.book;

/** What flows out of the {@link BookBuilder}: one consistent book at a time. Callbacks run on the feed's thread. */
public interface BookListener {
    /**
     * A match event has ended that touched this instrument; called once for each instrument touched, in the order they were
     * touched first. Only books in a published state are handed out.
     */
    default void onBook(final InstrumentBook instrument, final BookEvent event) {}

    /** All instruments of the event were handed out. Called for every event, touched instruments or none. */
    default void onEventEnd(final BookEvent event) {}

    /** A book's state changed: the only word that consumers get of a book that went stale. */
    default void onState(final InstrumentBook instrument, final BookState before) {}

    /** As {@link #onBook}, for a book by order that is live. */
    default void onOrderBook(final InstrumentBook instrument, final BookEvent event) {}

    /** As {@link #onState}, for the book by order. */
    default void onOrderState(final InstrumentBook instrument, final BookState before) {}

    /** Trading status, halt reason or trading event of an instrument was set. */
    default void onStatus(final InstrumentBook instrument) {}

    /**
     * An instrument was defined, changed or deleted.
     *
     * @param changes bits of {@link InstrumentTerms}: what is different now
     */
    default void onDefinition(final InstrumentBook instrument, final int changes) {}

    /**
     * An order that took part in a trade of this event, in the order of the trades.
     *
     * @param price of the trade
     * @param quantity that this order traded
     */
    default void onTradeOrder(
            final InstrumentBook instrument,
            final long price,
            final long orderId,
            final long quantity,
            final boolean isAggressor) {}

    /** {@code count} packets of the channel from {@code firstMissing} on are lost, for now; what that makes of books was told. */
    default void onPacketsLost(final long firstMissing, final long count) {}

    /** A trade, at once and outside the event's end; it does not change the book. */
    default void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {}
}
