package aether.feed;

/**
 * What the wire says, for any venue, in its order. Prices are mantissas whose exponent the current {@link MarketMessage} names; {@link NullValue}
 * stands for what is not given. Enumerated values are the wire's own numbers, so that an unknown one is kept as it came.
 *
 * <p>RptSeq is the instrument's own sequence, unsigned 32 bits widened: it advances with every entry of every kind that
 * carries it, not only with book entries.
 *
 * <p>All methods do nothing by default: a listener implements what it needs.
 */
public interface WireEvents {
    /** A message begins; {@code message} stays valid, and changes, until the next call. */
    default void onMessageStart(final MarketMessage message) {}

    /** The message ends. When {@link MarketMessage#isEndOfEvent()}, so does the match event, possibly without any entry. */
    default void onMessageEnd(final MarketMessage message) {}

    /**
     * One entry of a book by price.
     *
     * @param entryType '0' bid, '1' offer, 'E' implied bid, 'F' implied offer, 'J' book reset, or unknown
     * @param action 0 new, 1 change, 2 delete, 3 delete through, 4 delete from, 5 overlay, or unknown
     * @param level row, 1 is the best
     * @param orders number of orders behind the level
     */
    default void onBookLevel(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {}

    /**
     * A change of a book whose levels are keyed by price, at any depth; the levels follow, each by {@link #onPriceLevel}. One
     * change may take several messages: they have the same {@code changeId}.
     *
     * @param previousChangeId the instrument's change before this one, 0 when there was none
     */
    default void onBookChange(final int securityId, final long previousChangeId, final long changeId) {}

    /**
     * One level of the change that was told last.
     *
     * @param entryType as in {@link #onBookLevel}
     * @param action 0 new, 1 change, 2 delete
     * @param size {@link MarketMessage#sizeExponent} tells its unit
     */
    default void onPriceLevel(final byte entryType, final int action, final long price, final long size) {}

    /**
     * One entry of a book by order. It has no RptSeq of its own.
     *
     * @param priority lower comes first within a price; unsigned
     * @param quantity visible quantity
     * @param entryType as in {@link #onBookLevel}
     * @param action 0 new, 1 change, 2 delete
     */
    default void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {}

    /** An order entry that refers to no price entry of its message; called for each instrument it may have meant. */
    default void onOrderFault(final int securityId) {}

    /**
     * A trade at one price; it never changes the book by itself.
     *
     * @param aggressorSide 0 none, 1 buy, 2 sell, 255 unknown
     * @param action 0 new, 1 correction, 2 bust
     * @param tradeEntryId unsigned 32 bits widened, 4294967295 when absent
     */
    default void onTrade(
            final int securityId,
            final long rptSeq,
            final long price,
            final long size,
            final int orders,
            final int aggressorSide,
            final int action,
            final long tradeEntryId) {}

    /**
     * An order that took part in the trades of this match event: the trades' orders are told in the order of the trades, as
     * many for each as it has orders, the aggressor first; possibly in later packets than the trades.
     */
    default void onTradeOrder(final long orderId, final long quantity) {}

    /** The source itself says that the instrument's books may lack something, from here until they are reset. */
    default void onDoubt(final int securityId) {}

    /** Cumulative electronic volume of the session. */
    default void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {}

    /**
     * A daily or session statistic.
     *
     * @param entryType such as '4' open, '6' settlement, '7' high, '8' low, 'B' cleared volume, 'C' open interest
     * @param flags the settlement price type or the open/close flag, by template
     */
    default void onStatistic(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final long price,
            final long size,
            final int flags,
            final int action) {}

    /** Price limits and bands of an instrument. */
    default void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {}

    /**
     * Trading status.
     *
     * @param securityId the instrument, or {@link NullValue#COUNT} for the whole product or group
     * @param securityGroup up to 6 ASCII characters, first in the lowest byte, 0 behind the last
     * @param asset likewise; 0 when the status is not of a product
     */
    default void onSecurityStatus(
            final int securityId,
            final long securityGroup,
            final long asset,
            final int tradingStatus,
            final int haltReason,
            final int tradingEvent) {}

    /**
     * Somebody asks the market for quotes.
     *
     * @param quantity {@link NullValue#SIZE} when none is given
     * @param side 1 buy, 2 sell, 8 cross, 127 none
     */
    default void onQuoteRequest(final int securityId, final long quantity, final int quoteType, final int side) {}

    /** The channel is alive. */
    default void onHeartbeat() {}

    /** An instrument is added, modified or deleted; {@code definition} is valid during the call only. */
    default void onDefinition(final InstrumentDefinition definition) {}

    /** All books and statistics of a channel are void and RptSeq starts over; {@link NullValue#COUNT} when no ApplID is given. */
    default void onChannelReset(final int applId) {}
}
