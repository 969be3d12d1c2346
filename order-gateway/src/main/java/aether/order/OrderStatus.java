package aether.order;

/** Where an order is. Derived from its quantities and from what the venue said; pending requests are not part of it. */
public enum OrderStatus {
    /** An intent that has not passed the risk checks yet. */
    PENDING_NEW(0),
    /** On its way to the venue; nothing has been heard of it. */
    SENT(1),
    /** Rests at the venue, nothing traded. */
    LIVE(2),
    /** Rests at the venue, traded in part. */
    PARTIAL(3),
    /** Traded as a whole. */
    FILLED(4),
    /** Taken out by us or by the venue; what traded before stays. */
    CANCELED(5),
    /** Refused by the venue. */
    REJECTED(6),
    /** Never reached the venue: refused by the risk checks, or known not to have been applied. */
    REJECTED_LOCAL(7),
    /** Its time is over. */
    EXPIRED(8),
    /** The connection was lost while something was on its way: only the venue knows. */
    UNKNOWN(9);

    private static final OrderStatus[] VALUES = values();

    private final int number;

    OrderStatus(final int number) {
        this.number = number;
    }

    /** The number on disk: never reuse one. */
    public int number() {
        return number;
    }

    /** By number; null when this build does not know it. */
    public static OrderStatus of(final int number) {
        for (final OrderStatus status : VALUES) {
            if (status.number == number) {
                return status;
            }
        }
        return null;
    }

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
