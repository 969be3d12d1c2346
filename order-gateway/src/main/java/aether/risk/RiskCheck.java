package aether.risk;

/** The checks, in the order in which they are made; a refusal names the first that failed. Places are on disk: add at the end. */
public enum RiskCheck {
    /** Nothing to object. */
    NONE,
    /** A kill switch is on: for everything, the instrument or the strategy. */
    KILL_SWITCH,
    /** No order session. */
    SESSION_DOWN,
    /** The market does not take this now: not trading, or no cancels before the open. */
    MARKET_STATE,
    /** No definition of the instrument. */
    UNKNOWN_INSTRUMENT,
    /** The instrument was deleted. */
    DISCONTINUED,
    /** An order type or time in force that is not allowed. */
    ORDER_TYPE,
    /** Quantity 0 or less, or below the exchange's minimum. */
    MIN_QUANTITY,
    /** Quantity above the exchange's maximum or ours. */
    MAX_QUANTITY,
    /** A limit order without a price. */
    PRICE_MISSING,
    /** Price off the tick. */
    TICK,
    /** No market to compare the price with: stale, crossed or empty, and no settlement price allowed in its place. */
    REFERENCE,
    /** Price too far through the market. */
    COLLAR,
    /** Price outside the exchange's limits. */
    PRICE_LIMITS,
    /** Price times quantity times multiplier too large. */
    ORDER_VALUE,
    /** Too many open orders. */
    OPEN_ORDERS,
    /** The worst that all open orders may cost, with this one. */
    GROSS_VALUE,
    /** The position if all open orders of the side trade, with this one. */
    POSITION,
    /** Too many messages in the window. */
    MESSAGE_RATE,
    /** The same order was sent a moment ago. */
    DUPLICATE,
    /** It would trade with an order of our own. */
    SELF_MATCH,
    /** The loss of the day is too large. */
    LOSS,
    /** No check, but said in the same way: a replace or cancel of an order that is not known. */
    UNKNOWN_ORDER,
    /** A replace or cancel of an order that is over, that the venue has not answered yet, or with too many requests under way. */
    ORDER_STATE,
    /** More was wanted within one callback than there is room for. */
    NO_ROOM,
    /** It could not be journaled, and so was not sent. */
    NOT_RECORDED,
    /** It answers to a market that was recorded. */
    NOT_LIVE
}
