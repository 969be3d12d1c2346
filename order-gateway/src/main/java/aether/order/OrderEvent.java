package aether.order;

/** What can happen to an order: local decisions, and what the venue says. */
public enum OrderEvent {
    /** A risk check refused it. */
    RISK_REJECTED,
    /** It was handed to the session. */
    SENT,
    /** We want it gone. */
    CANCEL_REQUESTED,
    /** We want another price or quantity. */
    REPLACE_REQUESTED,
    /** The venue never got the message (NotApplied). */
    NOT_APPLIED,
    /** The connection was lost. */
    DISCONNECTED,
    /** Execution report: new. */
    ACKNOWLEDGED,
    /** Execution report, or business reject, of the order itself. */
    REJECTED,
    /** Execution report: trade. */
    FILLED,
    /** The venue works on a cancel. */
    CANCEL_PENDING,
    /** The venue works on a replace. */
    REPLACE_PENDING,
    /** Execution report: canceled, asked for or not. */
    CANCELED,
    /** A cancel was refused. */
    CANCEL_REJECTED,
    /** Execution report: modified. */
    REPLACED,
    /** A replace was refused. */
    REPLACE_REJECTED,
    /** Execution report: eliminated at the end of its time. */
    EXPIRED,
    /** A trade is undone. */
    BUSTED,
    /** A trade is corrected. */
    CORRECTED,
    /** Answer to a status request: the venue's view of the order. */
    STATUS_REPORTED
}
