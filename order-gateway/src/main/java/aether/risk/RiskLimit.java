package aether.risk;

/** The limits that an operator can change, with what they are before anybody has set them: as good as nothing is allowed. */
public enum RiskLimit {
    /** Contracts of one order. */
    MAX_QUANTITY(0, 0),
    /** Price mantissa times contracts times multiplier, of one order. */
    MAX_ORDER_VALUE(1, 0),
    /** Open orders of one instrument. */
    MAX_OPEN_ORDERS(2, 0),
    /** Sum of the values of all open orders. */
    MAX_GROSS_VALUE(3, 0),
    /** Contracts, long or short, of one instrument. */
    MAX_POSITION(4, 0),
    /** Loss of the day, price mantissa times contracts times multiplier. */
    MAX_LOSS(5, 0),
    /** Ticks through the best price of the other side, or away from the settlement price. */
    COLLAR_TICKS(6, 0),
    /** Nanoseconds that a book may be old. */
    MAX_REFERENCE_AGE(7, 0),
    /** 1: the settlement price serves where the market does not; 0: it does not. */
    SETTLEMENT_AS_REFERENCE(8, 0),
    /** New orders and replaces in a window. */
    MESSAGES(9, 0),
    /** Cancels in a window. */
    CANCELS(10, 0),
    /** The window, nanoseconds. */
    MESSAGE_WINDOW(11, 3_000_000_000L),
    /** Nanoseconds within which the same order counts as sent twice. */
    DUPLICATE_WINDOW(12, 0);

    private static final RiskLimit[] VALUES = values();

    private final int number;
    private final long initial;

    RiskLimit(final int number, final long initial) {
        this.number = number;
        this.initial = initial;
    }

    /** The number on disk: never reuse one. */
    public int number() {
        return number;
    }

    /** What it is before anybody has set it. */
    public long initial() {
        return initial;
    }

    /** By number; null when this build does not know it. */
    public static RiskLimit of(final int number) {
        for (final RiskLimit limit : VALUES) {
            if (limit.number == number) {
                return limit;
            }
        }
        return null;
    }
}
