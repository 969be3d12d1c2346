package aether.venue;

/** Side of an order. */
public enum Side {
    BUY,
    SELL;

    /** As order entry codes it: 1 buy, 2 sell. */
    public short code() {
        return (short) (this == BUY ? 1 : 2);
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
