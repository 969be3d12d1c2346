package aether.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.SessionCalendar;
import aether.journal.TradeDates;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel's sessions and trade dates, as a site writes them. */
class CalendarTest {
    private static SiteConfig.Calendar calendar(final int channel, final String calendar) {
        return ConfigReader.parse("""
                        channel:
                          id: %d
                          lines: { A: { group: 239.1.1.1, port: 5000 } }
                          calendar: { %s }
                        """.formatted(channel, calendar), "site.yaml")
                .channel()
                .calendar();
    }

    private static Instant breakAfter(final SessionCalendar sessions, final String time) {
        final long ns = Instant.parse(time).getEpochSecond() * 1_000_000_000L;
        return Instant.ofEpochSecond(sessions.endNs(sessions.session(ns)) / 1_000_000_000L);
    }

    @Test
    void shouldKnowWhichChannelsTradeAroundTheClock() {
        assertSame(SessionCalendar.SEVEN_DAYS, calendar(326, "").sessions());
        assertSame(SessionCalendar.SEVEN_DAYS, calendar(327, "").sessions());
        assertSame(SessionCalendar.FIVE_DAYS, calendar(310, "").sessions());
        assertEquals(TradeDates.CHICAGO, calendar(310, "").tradeDates());
    }

    @Test
    void shouldTakeWhatASiteSays() {
        final SiteConfig.Calendar calendar = calendar(310, """
                zone: Europe/Berlin, breaks: ["FRIDAY 22:00 - MONDAY 01:00"], tradeDateEnds: "21:30",
                tradeDays: [TUESDAY, WEDNESDAY], holidays: [2026-12-01],
                specialDays: { 2026-12-25: no-break, 2026-12-30: closed }""");
        assertEquals(Instant.parse("2026-12-18T21:00:00Z"), breakAfter(calendar.sessions(), "2026-12-15T00:00:00Z"));
        assertEquals(
                Instant.parse("2026-12-29T23:00:00Z"),
                breakAfter(calendar.sessions(), "2026-12-21T00:00:00Z"),
                "no break on the 25th, closed on the 30th");
        assertEquals(LocalDate.of(2026, 12, 2), calendar.tradeDates().of(Instant.parse("2026-11-25T20:30:00Z")));
        assertEquals(LocalDate.of(2027, 1, 5), calendar.tradeDates().of(Instant.parse("2026-12-29T20:30:00Z")));
    }

    /** Journals hold the configuration that they were written with. */
    @Test
    void shouldReadFilesFromBeforeThereWereCalendars() {
        final SiteConfig config = ConfigReader.parse("""
                channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }
                journal: { directory: j, rollTime: "21:00", rollZone: UTC }
                """, "site.yaml");
        assertEquals(
                LocalDate.of(2026, 12, 2),
                config.channel().calendar().tradeDates().of(Instant.parse("2026-12-01T21:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "breaks: [\"SATURDAY 02:00\"] | site.yaml: channel.calendar.breaks: expected a break such as",
                "breaks: [\"SOMEDAY 02:00 - SATURDAY 04:00\"] | channel.calendar.breaks: expected a break such as",
                "breaks: 5 | channel.calendar.breaks: expected a list in brackets",
                "zone: Atlantis | channel.calendar.zone: expected a time zone such as",
                "tradeDays: [] | channel.calendar.tradeDays: expected at least one day",
                "holidays: [yesterday] | channel.calendar.holidays: expected dates in quotes",
                "specialDays: { 2026-12-25: maybe } | channel.calendar.specialDays.2026-12-25: expected closed, no-break",
                "specialDays: { 2026-12-25: \"06:00 - 02:00\" } | channel.calendar.specialDays.2026-12-25: expected",
                "specialDays: { christmas: closed } | channel.calendar.specialDays.christmas: expected a date",
                "holiday: [] | channel.calendar.holiday is not a setting; known here: breaks, holidays,",
            })
    void shouldSayWhatIsWrong(final String text, final String message) {
        final ConfigException refused = assertThrows(ConfigException.class, () -> calendar(310, text));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void shouldRefuseAKeyThatIsThereTwice() {
        final ConfigException refused = assertThrows(ConfigException.class, () -> ConfigReader.parse("""
                channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }
                books:
                  depth: 5
                  depth: 10
                """, "site.yaml"));
        assertEquals("site.yaml, line 4: 'depth' is there twice; leave one out", refused.getMessage());
    }
}
