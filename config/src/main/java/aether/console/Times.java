package aether.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as people read them. */
public final class Times {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DIRECTORY =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String utc(final long epochNs) {
        return UTC.format(instant(epochNs));
    }

    /** Sorts like the time. */
    public static String directoryName(final long epochNs) {
        return DIRECTORY.format(instant(epochNs));
    }

    private static Instant instant(final long epochNs) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    }

    /** Seconds that have passed whole. */
    public static long wholeSeconds(final long nanos) {
        return nanos / NS_PER_SECOND;
    }

    /** Seconds with two decimals. */
    public static String seconds(final long nanos) {
        return String.format("%.2f s", nanos / 1e9);
    }

    /** Microseconds with one decimal. */
    public static String micros(final long nanos) {
        return String.format("%.1f", nanos / 1e3);
    }
}
