package aether.feed;

/** What stands for a field that is not given. */
public final class NullValue {
    /** Of a price mantissa. */
    public static final long PRICE = Long.MAX_VALUE;

    /** Of a quantity. */
    public static final long SIZE = Long.MAX_VALUE;

    /** Of a 32-bit number. */
    public static final int COUNT = Integer.MAX_VALUE;

    /** Of RptSeq, where an entry has no place in its instrument's sequence. */
    public static final long SEQUENCE = -1;

    private NullValue() {}
}
