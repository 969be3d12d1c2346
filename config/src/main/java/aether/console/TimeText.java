package aether.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A moment as people give it (UTC): a date and time, a time of some day, or nanoseconds since the epoch.
 *
 * @param nanos since the epoch, or since midnight
 * @param isOfDay which of them
 */
public record TimeText(long nanos, boolean isOfDay) {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_DAY = 86_400 * NS_PER_SECOND;

    /** Null stays null. */
    public static TimeText parse(final String option, final String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("\\d{1,19}")) {
                return new TimeText(Long.parseLong(text), false);
            }
            if (text.matches("\\d\\d:.*")) {
                return new TimeText(LocalTime.parse(text).toNanoOfDay(), true);
            }
            final Instant instant = text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            return new TimeText(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano()),
                    false);
        } catch (final DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new UsageException(option + ": '" + text
                    + "' is no time; give 2016-09-27T21:46:13.5, 21:46:13, or nanoseconds since 1970");
        }
    }

    /** Nanoseconds since the epoch, on the day that {@code dayNs} lies in. */
    public long epochNs(final long dayNs) {
        return isOfDay ? Math.floorDiv(dayNs, NS_PER_DAY) * NS_PER_DAY + nanos : nanos;
    }
}
