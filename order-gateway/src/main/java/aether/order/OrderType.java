package aether.order;

/** Type of an order, with the code of FIX tag 40, which order entry shares. */
public enum OrderType {
    /** At its price or better. */
    LIMIT('2');

    private static final OrderType[] VALUES = values();

    private final char code;

    OrderType(final char code) {
        this.code = code;
    }

    /** A digit as ASCII. */
    public short code() {
        return (short) code;
    }

    /** By code; null for one that is not known here. */
    public static OrderType of(final int code) {
        for (final OrderType type : VALUES) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
