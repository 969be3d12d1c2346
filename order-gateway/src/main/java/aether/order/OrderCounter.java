package aether.order;

/** What the order state machine met. */
public enum OrderCounter {
    /** Orders placed. */
    ORDERS,
    /** Orders that found no room. */
    ORDERS_REFUSED,
    /** Fills applied. */
    FILLS,
    /** Fills of orders that were over already. */
    LATE_FILLS,
    /** Trades undone. */
    BUSTS,
    /** Trades corrected. */
    CORRECTIONS,
    /** Reports whose ExecID was seen before. */
    DUPLICATE_EXEC_IDS,
    /** Reports that said nothing new, or were overtaken. */
    IGNORED,
    /** Reports that must not come in the order's status. */
    ILLEGAL,
    /** Reports for orders that are not known. */
    UNKNOWN_ORDERS,
    /** Cancels nobody here asked for. */
    UNSOLICITED_CANCELS,
    /** Fills whose CumQty is not what we have. */
    CUM_QTY_MISMATCHES,
    /** Orders and requests that never reached the venue. */
    NOT_APPLIED,
    /** Requests refused before they were sent. */
    REQUESTS_REFUSED,
    /** Orders that were sent: passed by all risk checks. */
    SENT
}
