package aether.order;

/** Where an order is. Derived from its quantities and from what the venue said; pending requests are not part of it. */
public enum OrderStatus {
    /** An intent that has not passed the risk checks yet. */
    PENDING_NEW,
    /** On its way to the venue; nothing has been heard of it. */
    SENT,
    /** Rests at the venue, nothing traded. */
    LIVE,
    /** Rests at the venue, traded in part. */
    PARTIAL,
    /** Traded as a whole. */
    FILLED,
    /** Taken out by us or by the venue; what traded before stays. */
    CANCELED,
    /** Refused by the venue. */
    REJECTED,
    /** Never reached the venue: refused by the risk checks, or known not to have been applied. */
    REJECTED_LOCAL,
    /** Its time is over. */
    EXPIRED,
    /** The connection was lost while something was on its way: only the venue knows. */
    UNKNOWN;

    /** True when nothing can trade any more, short of a bust. */
    public boolean isTerminal() {
        return switch (this) {
            case FILLED, CANCELED, REJECTED, REJECTED_LOCAL, EXPIRED -> true;
            case PENDING_NEW, SENT, LIVE, PARTIAL, UNKNOWN -> false;
        };
    }

    /** True when it may trade: it counts against limits. */
    public boolean mayTrade() {
        return this == SENT || this == LIVE || this == PARTIAL || this == UNKNOWN;
    }
}
