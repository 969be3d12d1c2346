package aether.gateway;

/** Everything that can come into the {@link OrderCore}. The number is on disk: never reuse one. */
public enum OrderInput {
    /** The connection to the venue is there. */
    CONNECTED(1),
    /** It is gone. */
    DISCONNECTED(2),
    /** A frame of the venue, as it came. */
    FRAME(3),
    /** Time passes. */
    TIME(4),
    /** A strategy wants an order. */
    NEW_ORDER(5),
    /** A strategy wants another price or quantity. */
    REPLACE(6),
    /** A strategy wants an order gone. */
    CANCEL(7),
    /** A strategy, or the host on its behalf, wants all its orders gone. */
    CANCEL_STRATEGY(8),
    /** Terms of an instrument. */
    INSTRUMENT(9),
    /** An instrument's trading status. */
    MARKET_STATE(10),
    /** An instrument was deleted. */
    DISCONTINUED(11),
    /** An operator, or the configuration, sets a limit. */
    LIMIT(12),
    /** An operator throws the kill switch, or takes it back. */
    KILL(13),
    /** The session is to end in order. */
    TERMINATE(14),
    /** The second connection to the venue is there. */
    BACKUP_CONNECTED(15),
    /** It is gone. */
    BACKUP_DISCONNECTED(16),
    /** A frame of the venue on the second connection. */
    BACKUP_FRAME(17);

    private static final OrderInput[] BY_NUMBER = new OrderInput[32];

    static {
        for (final OrderInput input : values()) {
            BY_NUMBER[input.number] = input;
        }
    }

    private final int number;

    OrderInput(final int number) {
        this.number = number;
    }

    /** Asks for more than there is: what need not be done when it cannot be recorded. */
    public boolean isNew() {
        return this == NEW_ORDER || this == REPLACE;
    }

    public int number() {
        return number;
    }

    /** By number; null when this build does not know it. */
    public static OrderInput of(final int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }
}
