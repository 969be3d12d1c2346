package aether.order;

/** Type of an order, with the code of FIX tag 40, which order entry shares. */
public enum OrderType {
    /** At its price or better. */
    LIMIT('2');

    private final char code;

    OrderType(final char code) {
        this.code = code;
    }

    /** A digit as ASCII. */
    public byte code() {
        return (byte) code;
    }
}
