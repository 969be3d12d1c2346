package aether.config;

import aether.feed.SessionCalendar;
import aether.feed.SessionCalendar.SpecialDay;
import aether.feed.SessionCalendar.WeeklyBreak;
import aether.feed.TradingDay;
import aether.feed.VenueAdapter;
import aether.journal.TradeDates;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code channel.calendar}; what is left out is the venue's own. */
final class CalendarReader {
    private static final String BREAK = "a break such as \"SATURDAY 02:00 - SATURDAY 04:00\"";
    private static final String DAY =
            "closed, no-break, or a break such as \"02:00 - 06:00\" or \"16:00 - 2026-12-27 17:00\"";

    private final YamlNode node;
    private final ZoneId zone;

    private CalendarReader(final YamlNode node, final ZoneId zone) {
        this.node = node;
        this.zone = zone;
    }

    static SiteConfig.Calendar read(final YamlNode node, final VenueAdapter venue, final int channel) {
        final TradeDates usual = usualTradeDates(venue.tradingDay());
        final CalendarReader reader = new CalendarReader(node, node.zone("zone", usual.zone()));
        final Map<LocalDate, String> special = reader.dates(node.child("specialDays"));
        final SiteConfig.Calendar calendar = new SiteConfig.Calendar(
                reader.sessions(venue.calendar(channel), special), reader.tradeDates(usual, special));
        node.finish();
        return calendar;
    }

    private static TradeDates usualTradeDates(final TradingDay day) {
        return new TradeDates(day.zone(), day.ends(), day.days(), Set.of());
    }

    private Map<LocalDate, String> dates(final YamlNode days) {
        final Map<LocalDate, String> dates = new HashMap<>();
        days.texts().forEach((key, value) -> {
            try {
                dates.put(LocalDate.parse(key), value);
            } catch (final DateTimeException e) {
                throw days.wrong(key, value, "a date as its key, in quotes, such as \"2026-12-25\"");
            }
        });
        days.finish();
        return dates;
    }

    private SessionCalendar sessions(final SessionCalendar usual, final Map<LocalDate, String> special) {
        final List<String> breaks = node.texts("breaks");
        if (breaks == null && special.isEmpty()) {
            return usual;
        }
        final Map<LocalDate, SpecialDay> days = new HashMap<>();
        special.forEach((date, text) -> days.put(date, specialDay(date, text)));
        return breaks == null
                ? usual.with(days)
                : new SessionCalendar(breaks.stream().map(this::weekly).toList(), days);
    }

    private WeeklyBreak weekly(final String text) {
        try {
            final String[] words = text.strip().split("\\s+");
            if (words.length != 5 || !"-".equals(words[2])) {
                throw new IllegalArgumentException(text);
            }
            return new WeeklyBreak(
                    zone, day(words[0]), LocalTime.parse(words[1]), day(words[3]), LocalTime.parse(words[4]));
        } catch (final IllegalArgumentException | DateTimeException e) {
            throw node.wrong("breaks", text, BREAK);
        }
    }

    private static DayOfWeek day(final String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private SpecialDay specialDay(final LocalDate date, final String text) {
        try {
            return switch (text) {
                case "closed" -> SpecialDay.closed(zone, date);
                case "no-break" -> SpecialDay.NONE;
                default -> specialBreak(date, text.strip().split("\\s+"));
            };
        } catch (final IllegalArgumentException | DateTimeException e) {
            throw node.wrong("specialDays." + date, text, DAY);
        }
    }

    /** {@code 02:00 - 06:00}, or with another date before the second time. */
    private SpecialDay specialBreak(final LocalDate date, final String... words) {
        if (words.length < 3 || words.length > 4 || !"-".equals(words[1])) {
            throw new IllegalArgumentException();
        }
        final LocalTime from = LocalTime.parse(words[0]);
        final LocalDate endDate = words.length == 4 ? LocalDate.parse(words[2]) : date;
        final SpecialDay day = new SpecialDay(zone, from, endDate.atTime(LocalTime.parse(words[words.length - 1])));
        if (!day.to().isAfter(date.atTime(from))) {
            throw new IllegalArgumentException();
        }
        return day;
    }

    private TradeDates tradeDates(final TradeDates usual, final Map<LocalDate, String> special) {
        final Set<LocalDate> holidays = new HashSet<>();
        special.forEach((date, text) -> {
            if ("closed".equals(text)) {
                holidays.add(date);
            }
        });
        final List<String> listed = node.texts("holidays");
        if (listed != null) {
            listed.forEach(text -> holidays.add(date(text)));
        }
        return new TradeDates(zone, node.time("tradeDateEnds", usual.end()), tradeDays(usual), holidays);
    }

    private LocalDate date(final String text) {
        try {
            return LocalDate.parse(text);
        } catch (final DateTimeException e) {
            throw node.wrong("holidays", text, "dates in quotes, such as [\"2026-11-26\"]");
        }
    }

    private Set<DayOfWeek> tradeDays(final TradeDates usual) {
        final List<String> days = node.texts("tradeDays");
        if (days == null) {
            return usual.days();
        }
        try {
            final Set<DayOfWeek> named = EnumSet.noneOf(DayOfWeek.class);
            days.forEach(name -> named.add(day(name)));
            if (!named.isEmpty()) {
                return named;
            }
        } catch (final IllegalArgumentException e) {
            // Told below, with what it should be.
        }
        throw node.wrong("tradeDays", days, "at least one day of the week, such as [MONDAY, FRIDAY]");
    }
}
