package aether.order;

/** The mixing step of every state hash of the order plane. */
public final class OrderHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private OrderHash() {}

    public static long mix(final long hash, final long value) {
        final long mixed = (hash ^ value) * FIRST;
        return (mixed ^ mixed >>> 29) * SECOND;
    }
}
