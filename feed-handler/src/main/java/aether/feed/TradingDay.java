package aether.feed;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * How a venue tells one trade date from the next.
 *
 * @param ends when a date ends, and the next begins
 * @param days of the week that are trade dates: the business of others belongs to the next that is one
 */
public record TradingDay(ZoneId zone, LocalTime ends, Set<DayOfWeek> days) {
    /** Copies the set. */
    public TradingDay {
        days = Set.copyOf(days);
    }
}
