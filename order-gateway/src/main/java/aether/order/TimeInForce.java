package aether.order;

/** How long an order lasts, with the code of FIX tag 59, which order entry shares. */
public enum TimeInForce {
    /** Rests until the end of the day. */
    DAY(0),
    /** Trades at once as far as it can; the rest is canceled. */
    FILL_AND_KILL(3),
    /** Trades at once as a whole, or not at all. */
    FILL_OR_KILL(4);

    private static final TimeInForce[] BY_CODE = new TimeInForce[8];

    static {
        for (final TimeInForce value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    TimeInForce(final int code) {
        this.code = code;
    }

    /** 0, 3 or 4. */
    public short code() {
        return (short) code;
    }

    /** By code; null for one that is not known here. */
    public static TimeInForce of(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
