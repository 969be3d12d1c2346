package aether.feed;

/**
 * Where one trading week ends and the next begins, as a moment on Saturday noon (UTC) when no session runs. Packet sequence
 * numbers start over with each week, so a low number from a later week is a reset and not a duplicate.
 */
public final class TradingWeek {
    private static final long NS_PER_HOUR = 3_600_000_000_000L;
    private static final long WEEK_NS = 7 * 24 * NS_PER_HOUR;

    /** 1970-01-01 was a Thursday: the first Saturday noon came 60 hours later. */
    private static final long FIRST_BOUNDARY_NS = 60 * NS_PER_HOUR;

    private TradingWeek() {}

    /** The end of the week that the moment lies in, nanoseconds since the epoch. */
    public static long endOf(final long timeNs) {
        final long weeks = Math.floorDiv(timeNs - FIRST_BOUNDARY_NS, WEEK_NS);
        return FIRST_BOUNDARY_NS + (weeks + 1) * WEEK_NS;
    }

    /** The start of the week that ends at {@code endNs}. */
    public static long startOf(final long endNs) {
        return endNs - WEEK_NS;
    }
}
