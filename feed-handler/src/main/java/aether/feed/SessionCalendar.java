package aether.feed;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * When a channel's sessions begin, by its venue's own days, times and zone. A session begins with the break before it: from
 * there on its packet numbers may start over, and inside the break the first packet of a lower number that was sent later
 * than all before it is a new beginning, whatever was sent since the break began.
 *
 * <pre>
 *   session n                    | session n + 1
 *   ------------------------------+-------------+--------------------------
 *                          start(n + 1)    open(n + 1)
 *                                |<-- break -->|
 * </pre>
 *
 * <p>All breaks of the years {@value #FIRST_YEAR} to {@value #LAST_YEAR} are worked out once, with daylight saving and
 * exceptions; asking does not allocate. Before and after these years there are none. Immutable.
 */
public final class SessionCalendar {
    static final int FIRST_YEAR = 2000;
    static final int LAST_YEAR = 2069;

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /**
     * Five days: the week ends on Saturday noon UTC, when no session runs. Until Sunday 21:00 UTC every pre-open has begun.
     */
    public static final SessionCalendar FIVE_DAYS = new SessionCalendar(
            List.of(new WeeklyBreak(
                    ZoneOffset.UTC, DayOfWeek.SATURDAY, LocalTime.NOON, DayOfWeek.SUNDAY, LocalTime.of(21, 0))),
            Map.of());

    /** Around the clock but for Saturday, 02:00 to 04:00 in Chicago: CME's crypto products since 2026-05-29. */
    public static final SessionCalendar SEVEN_DAYS = new SessionCalendar(
            List.of(new WeeklyBreak(
                    CHICAGO, DayOfWeek.SATURDAY, LocalTime.of(2, 0), DayOfWeek.SATURDAY, LocalTime.of(4, 0))),
            Map.of());

    /** No breaks. */
    public static final SessionCalendar NEVER_CLOSED = new SessionCalendar(List.of(), Map.of());

    /** A break of each week. When {@code to} is not after {@code from}, it is a week later. */
    public record WeeklyBreak(ZoneId zone, DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to) {
        private Break on(final LocalDate date) {
            final int days = Math.floorMod(toDay.getValue() - fromDay.getValue(), DayOfWeek.values().length);
            final boolean isNextWeek = days == 0 && !to.isAfter(from);
            final LocalDate end = date.plusDays(isNextWeek ? DayOfWeek.values().length : days);
            return new Break(nanos(zone, date.atTime(from)), nanos(zone, end.atTime(to)));
        }
    }

    /** What takes the place of the breaks that would begin on some date: one from {@code from} to {@code to}, or none at all. */
    public record SpecialDay(ZoneId zone, LocalTime from, LocalDateTime to) {
        /** No break begins on that date. */
        public static final SpecialDay NONE = new SpecialDay(ZoneOffset.UTC, LocalTime.MIN, null);

        /** The whole day is a break. */
        public static SpecialDay closed(final ZoneId zone, final LocalDate date) {
            return new SpecialDay(zone, LocalTime.MIN, date.plusDays(1).atStartOfDay());
        }

        private Break on(final LocalDate date) {
            return new Break(nanos(zone, date.atTime(from)), nanos(zone, to));
        }
    }

    /** Nanoseconds since the epoch. */
    private record Break(long startNs, long openNs) {}

    private final List<WeeklyBreak> weekly;
    private final long[] startNs;
    private final long[] openNs;

    /**
     * A calendar.
     *
     * @param weekly breaks of an ordinary week
     * @param special days, by the date on which a break would begin
     */
    public SessionCalendar(final List<WeeklyBreak> weekly, final Map<LocalDate, SpecialDay> special) {
        this.weekly = List.copyOf(weekly);
        final List<Break> breaks = merged(all(weekly, special));
        startNs = breaks.stream().mapToLong(Break::startNs).toArray();
        openNs = breaks.stream().mapToLong(Break::openNs).toArray();
    }

    /** The same weeks, but for some days. */
    public SessionCalendar with(final Map<LocalDate, SpecialDay> special) {
        return new SessionCalendar(weekly, special);
    }

    private static List<Break> all(final List<WeeklyBreak> weekly, final Map<LocalDate, SpecialDay> special) {
        final List<Break> breaks = new ArrayList<>();
        final LocalDate end = LocalDate.of(LAST_YEAR + 1, 1, 1);
        for (LocalDate date = LocalDate.of(FIRST_YEAR, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            final SpecialDay day = special.get(date);
            if (day == null) {
                for (final WeeklyBreak each : weekly) {
                    if (each.fromDay() == date.getDayOfWeek()) {
                        breaks.add(each.on(date));
                    }
                }
            } else if (day != SpecialDay.NONE) {
                breaks.add(day.on(date));
            }
        }
        return breaks;
    }

    /** In order; those that touch are one. */
    private static List<Break> merged(final List<Break> breaks) {
        breaks.sort(Comparator.comparingLong(Break::startNs));
        final List<Break> merged = new ArrayList<>();
        for (final Break next : breaks) {
            final Break last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.startNs() <= last.openNs()) {
                merged.set(merged.size() - 1, new Break(last.startNs(), Math.max(last.openNs(), next.openNs())));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    private static long nanos(final ZoneId zone, final LocalDateTime time) {
        return ChronoUnit.SECONDS.between(
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).atZone(ZoneOffset.UTC), time.atZone(zone))
                * NS_PER_SECOND;
    }

    /** Number of the session that the moment lies in, its break included; -1 before the first. */
    public int session(final long timeNs) {
        final int found = Arrays.binarySearch(startNs, timeNs);
        return found >= 0 ? found : -found - 2;
    }

    /** Where a session begins: its break's first moment, nanoseconds since the epoch; the earliest of all for -1. */
    public long startNs(final int session) {
        return session < 0 ? Long.MIN_VALUE : startNs[session];
    }

    /** Where a session's break is over. */
    public long openNs(final int session) {
        return session < 0 ? Long.MIN_VALUE : openNs[session];
    }

    /** Where the next session begins; never when none is known. */
    public long endNs(final int session) {
        return session + 1 < startNs.length ? startNs[session + 1] : Long.MAX_VALUE;
    }
}
