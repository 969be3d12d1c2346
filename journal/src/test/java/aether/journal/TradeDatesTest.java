package aether.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeDatesTest {
    /** Thanksgiving: what is traded then counts for Friday. */
    private static final TradeDates DATES = new TradeDates(
            TradeDates.CHICAGO.zone(),
            TradeDates.CHICAGO.end(),
            TradeDates.CHICAGO.days(),
            Set.of(LocalDate.of(2026, 11, 26)));

    @TempDir
    Path base;

    @ParameterizedTest
    @CsvSource({
        "2026-10-30T21:29:59Z, 2026-10-30", // a Friday, 16:29:59 in Chicago, in summer
        "2026-10-30T21:30:00Z, 2026-11-02", // after the end: Monday
        "2026-11-02T22:29:59Z, 2026-11-02", // clocks went back in between
        "2026-11-02T22:30:00Z, 2026-11-03",
        "2026-11-25T22:30:00Z, 2026-11-27", // over the holiday
        "2026-11-28T12:00:00Z, 2026-11-30",
    })
    void shouldCountForTheDateThatTheVenueCountsFor(final String time, final LocalDate date) {
        assertEquals(date, DATES.of(Instant.parse(time)));
    }

    /** One session of two weeks, with the change to winter time, a weekend and a holiday in it. */
    @Test
    void shouldBeginAFileWithEachTradeDate() throws IOException {
        final long[] nowMs = new long[1];
        final Path directory = base.resolve("s");
        final JournalContext context = new JournalContext()
                .directory(directory)
                .tapLength(64 * 1024)
                .blockLength(64 * 1024)
                .tradeDates(DATES)
                .clock(() -> nowMs[0])
                .conclude();
        try (JournalWriter writer = JournalWriter.create(context)) {
            for (final String time : List.of(
                    "2026-10-30T20:00:00Z",
                    "2026-10-30T21:29:59Z",
                    "2026-10-30T21:30:00Z",
                    "2026-11-01T23:00:00Z",
                    "2026-11-02T21:45:00Z",
                    "2026-11-02T22:30:00Z",
                    "2026-11-25T22:31:00Z",
                    "2026-11-26T22:31:00Z")) {
                nowMs[0] = Instant.parse(time).toEpochMilli();
                final UnsafeBuffer text = new UnsafeBuffer(time.getBytes(StandardCharsets.UTF_8));
                writer.tap().offer(RecordType.PACKET, 0, nowMs[0] * 1_000_000, text, 0, text.capacity());
                writer.drain();
            }
        }
        assertEquals(
                List.of("20261030.cq4", "20261102.cq4", "20261103.cq4", "20261127.cq4"),
                JournalQueue.files(directory).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        final JournalReport report = JournalReport.of(directory);
        assertEquals(8, report.records());
        assertEquals(true, report.isSound());
    }

    /** A clock that was set back does not reopen yesterday's file. */
    @Test
    void shouldNotGoBackWithTheClock() {
        final long[] nowMs = {Instant.parse("2026-11-02T22:30:00Z").toEpochMilli()};
        final RollClock clock = new RollClock(DATES, () -> nowMs[0]);
        final long date = clock.currentTimeMillis();
        nowMs[0] -= 3_600_000;
        assertEquals(date, clock.currentTimeMillis());
    }
}
