package aether.risk;

/** The limits that an operator can change, with what they are before anybody has set them: as good as nothing is allowed. */
public enum RiskLimit {
    /** Contracts of one order. */
    MAX_QUANTITY(0),
    /** Price mantissa times contracts times multiplier, of one order. */
    MAX_ORDER_VALUE(0),
    /** Open orders of one instrument. */
    MAX_OPEN_ORDERS(0),
    /** Sum of the values of all open orders. */
    MAX_GROSS_VALUE(0),
    /** Contracts, long or short, of one instrument. */
    MAX_POSITION(0),
    /** Loss of the day, price mantissa times contracts times multiplier. */
    MAX_LOSS(0),
    /** Ticks through the best price of the other side, or away from the settlement price. */
    COLLAR_TICKS(0),
    /** Nanoseconds that a book may be old. */
    MAX_REFERENCE_AGE(0),
    /** 1: the settlement price serves where the market does not; 0: it does not. */
    SETTLEMENT_AS_REFERENCE(0),
    /** New orders and replaces in a window. */
    MESSAGES(0),
    /** Cancels in a window. */
    CANCELS(0),
    /** The window, nanoseconds. */
    MESSAGE_WINDOW(3_000_000_000L),
    /** Nanoseconds within which the same order counts as sent twice. */
    DUPLICATE_WINDOW(0);

    private static final RiskLimit[] VALUES = values();

    private final long initial;

    RiskLimit(final long initial) {
        this.initial = initial;
    }

    /** What it is before anybody has set it. */
    public long initial() {
        return initial;
    }

    /** By ordinal; null when there is none. */
    public static RiskLimit of(final int ordinal) {
        return ordinal >= 0 && ordinal < VALUES.length ? VALUES[ordinal] : null;
    }
}
