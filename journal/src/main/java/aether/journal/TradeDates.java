package aether.journal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * The venue's trade dates: what happens after the end of one belongs to the next, over weekends and holidays. A journal begins
 * a file with each, named by it.
 *
 * @param zone of the venue
 * @param end time of day at which a trade date ends, in the venue's break
 * @param days of the week that are trade dates
 * @param holidays that are none: their business belongs to the next
 */
public record TradeDates(ZoneId zone, LocalTime end, Set<DayOfWeek> days, Set<LocalDate> holidays) {
    /** CME's: Monday to Friday, ended in the break that begins at 16:00 in Chicago. */
    public static final TradeDates CHICAGO = new TradeDates(
            ZoneId.of("America/Chicago"),
            LocalTime.of(16, 30),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            Set.of());

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException when no day is a trade date
     */
    public TradeDates {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("at least one day of the week must be a trade date");
        }
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
    }

    /** The trade date that a moment belongs to. */
    public LocalDate of(final Instant time) {
        final ZonedDateTime local = time.atZone(zone);
        final boolean isOver = !local.toLocalTime().isBefore(end);
        return firstFrom(isOver ? local.toLocalDate().plusDays(1) : local.toLocalDate());
    }

    private LocalDate firstFrom(final LocalDate earliest) {
        LocalDate date = earliest;
        while (!days.contains(date.getDayOfWeek()) || holidays.contains(date)) {
            date = date.plusDays(1);
        }
        return date;
    }

    /** When a trade date ends. */
    public Instant endOf(final LocalDate date) {
        return date.atTime(end).atZone(zone).toInstant();
    }
}
