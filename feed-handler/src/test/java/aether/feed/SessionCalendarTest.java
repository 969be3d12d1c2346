package aether.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.SessionCalendar.SpecialDay;
import aether.feed.SessionCalendar.WeeklyBreak;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class SessionCalendarTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    public static long nanos(final String time) {
        final Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static String next(final SessionCalendar calendar, final String after) {
        final int session = calendar.session(nanos(after)) + 1;
        return instant(calendar.startNs(session)) + " to " + instant(calendar.openNs(session));
    }

    private static Instant instant(final long ns) {
        return Instant.ofEpochSecond(ns / 1_000_000_000L);
    }

    /** 02:00 in Chicago is 07:00 UTC in summer and 08:00 in winter. Clocks go back on Sunday, 2026-11-01. */
    @Test
    void shouldFollowDaylightSaving() {
        assertEquals(
                "2026-10-31T07:00:00Z to 2026-10-31T09:00:00Z",
                next(SessionCalendar.SEVEN_DAYS, "2026-10-30T00:00:00Z"));
        assertEquals(
                "2026-11-07T08:00:00Z to 2026-11-07T10:00:00Z",
                next(SessionCalendar.SEVEN_DAYS, "2026-11-01T00:00:00Z"));
        assertEquals(
                "2027-03-20T07:00:00Z to 2027-03-20T09:00:00Z",
                next(SessionCalendar.SEVEN_DAYS, "2027-03-14T00:00:00Z"));
        assertEquals(
                "2026-11-07T12:00:00Z to 2026-11-08T21:00:00Z",
                next(SessionCalendar.FIVE_DAYS, "2026-11-01T00:00:00Z"));
    }

    @Test
    void shouldBelongToTheSessionThatItsBreakBeganWith() {
        final SessionCalendar calendar = SessionCalendar.SEVEN_DAYS;
        final int before = calendar.session(nanos("2026-11-28T07:59:59.999999999Z"));
        assertEquals(before + 1, calendar.session(nanos("2026-11-28T08:00:00Z")));
        assertEquals(before + 1, calendar.session(nanos("2026-12-05T07:59:59Z")));
        assertEquals(calendar.startNs(before + 1), calendar.endNs(before));
    }

    @Test
    void shouldTakeExceptionsOfOneDate() {
        final LocalDate christmas = LocalDate.of(2026, 12, 25);
        final SessionCalendar calendar = SessionCalendar.SEVEN_DAYS.with(Map.of(
                christmas,
                SpecialDay.closed(CHICAGO, christmas),
                LocalDate.of(2027, 1, 2),
                SpecialDay.NONE,
                LocalDate.of(2027, 1, 9),
                new SpecialDay(
                        CHICAGO, LocalTime.of(3, 0), LocalDate.of(2027, 1, 9).atTime(7, 30))));
        assertEquals("2026-12-25T06:00:00Z to 2026-12-26T06:00:00Z", next(calendar, "2026-12-24T00:00:00Z"));
        assertEquals("2026-12-26T08:00:00Z to 2026-12-26T10:00:00Z", next(calendar, "2026-12-25T07:00:00Z"));
        assertEquals("2027-01-09T09:00:00Z to 2027-01-09T13:30:00Z", next(calendar, "2026-12-27T00:00:00Z"));
    }

    @Test
    void shouldJoinBreaksThatTouch() {
        final WeeklyBreak night =
                new WeeklyBreak(CHICAGO, DayOfWeek.FRIDAY, LocalTime.of(17, 0), DayOfWeek.SATURDAY, LocalTime.of(2, 0));
        final WeeklyBreak morning = new WeeklyBreak(
                CHICAGO, DayOfWeek.SATURDAY, LocalTime.of(2, 0), DayOfWeek.SATURDAY, LocalTime.of(4, 0));
        assertEquals(
                "2026-11-27T23:00:00Z to 2026-11-28T10:00:00Z",
                next(new SessionCalendar(List.of(morning, night), Map.of()), "2026-11-23T00:00:00Z"));
    }

    @Test
    void shouldNotEndWhereNothingIsKnown() {
        assertEquals(-1, SessionCalendar.NEVER_CLOSED.session(nanos("2026-11-28T08:00:00Z")));
        assertEquals(Long.MAX_VALUE, SessionCalendar.NEVER_CLOSED.endNs(-1));
        final int last = SessionCalendar.SEVEN_DAYS.session(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, SessionCalendar.SEVEN_DAYS.endNs(last));
        assertEquals(
                Long.MIN_VALUE, SessionCalendar.SEVEN_DAYS.startNs(SessionCalendar.SEVEN_DAYS.session(Long.MIN_VALUE)));
    }

    /** Beside it: walk from Saturday to Saturday by the wall clock of Chicago. */
    @Test
    void shouldFindTheSessionThatASlowWalkFinds() {
        final long seed = 20261128;
        final Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            final Instant time = Instant.ofEpochSecond(
                    LocalDate.of(2001, 1, 1).toEpochDay() * 86_400L + random.nextLong(68L * 365 * 86_400));
            LocalDate date = time.atZone(CHICAGO).toLocalDate();
            while (date.getDayOfWeek() != DayOfWeek.SATURDAY
                    || date.atTime(2, 0).atZone(CHICAGO).toInstant().isAfter(time)) {
                date = date.minusDays(1);
            }
            final SessionCalendar calendar = SessionCalendar.SEVEN_DAYS;
            final int session = calendar.session(time.getEpochSecond() * 1_000_000_000L);
            assertEquals(
                    date.atTime(2, 0).atZone(CHICAGO).toInstant(),
                    instant(calendar.startNs(session)),
                    () -> "seed " + seed + ", " + time);
        }
    }
}
