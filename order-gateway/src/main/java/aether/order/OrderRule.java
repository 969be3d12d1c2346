package aether.order;

/** What an event does to an order in a status: a cell of {@link OrderProtocol}. */
public enum OrderRule {
    /** It is what it says: quantities and status follow. */
    APPLY,
    /** Quantities and position follow; the status stays what it was, or is derived anew only after a bust. */
    LATE,
    /** Only a pending request begins or ends. */
    OVERLAY,
    /** Said before, or overtaken: counted, nothing changes. */
    IGNORE,
    /** We must not ask for that: the request is refused before it is sent. */
    REFUSE,
    /** The venue must not say that, but the order is certainly gone: canceled, what traded stays, marked for reconciliation. */
    RESOLVE,
    /** The venue must not say that: counted, nothing changes, and the order is marked for reconciliation. */
    ILLEGAL
}
