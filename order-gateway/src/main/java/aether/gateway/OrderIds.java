package aether.gateway;

/**
 * ClOrdIDs of new orders: greater than any of a session before, without having to know it, as long as the clock does not go back; and apart from the
 * ids of requests that the core makes of the same time.
 */
final class OrderIds {
    /** Microseconds since the epoch reach this in the year 2112, and then ids their 53 bits. */
    private static final long FIRST = 1L << 52;

    private static final long NS_PER_US = 1_000;

    private long last;

    /** One that was not given before. */
    long next(final long nowNs) {
        last = Math.max(last + 1, FIRST + nowNs / NS_PER_US);
        return last;
    }

    /** The newest, by whoever gave it. */
    long last() {
        return last;
    }

    /** That one was given by somebody before. */
    void taken(final long id) {
        last = Math.max(last, id);
    }
}
