package aether.table;

/** What a column holds; each cell is 64 bits in a {@link TableBatch}. */
public enum ColumnType {
    /** Nanoseconds since the epoch, UTC. */
    TIME,
    /** A price in units of 10^-9. */
    PRICE,
    /** A whole number. */
    LONG,
    /** A whole number without a sign, such as an OrderID; all bits set is no value. */
    UNSIGNED,
    /** A number that files show as text of 16 hexadecimal digits, such as a ClOrdID. */
    HEX,
    /** Text that comes again and again: each is kept once for the whole table. */
    TEXT;

    /** Power of ten of every {@link #PRICE}. */
    public static final int PRICE_EXPONENT = -9;

    private static final long ALL_BITS = -1;

    /** The cell that stands for no value. */
    public long none() {
        return this == UNSIGNED ? ALL_BITS : Long.MIN_VALUE;
    }
}
