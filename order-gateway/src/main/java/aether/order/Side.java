package aether.order;

/** Side of an order, with the code of FIX tag 54, which order entry shares. */
public enum Side {
    BUY(1),
    SELL(2);

    private final int code;

    Side(final int code) {
        this.code = code;
    }

    /** 1 or 2. */
    public short code() {
        return (short) code;
    }

    /** By code; null for none. */
    public static Side of(final int code) {
        return code == BUY.code ? BUY : code == SELL.code ? SELL : null;
    }

    /** Contracts with their sign: those that were bought count up. */
    public int signed(final int quantity) {
        return this == BUY ? quantity : -quantity;
    }
}
