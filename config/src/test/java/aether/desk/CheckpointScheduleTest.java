package aether.desk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.journal.TradeDates;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointScheduleTest {
    private final CheckpointSchedule schedule = new CheckpointSchedule(TradeDates.CHICAGO);

    private boolean at(final String utc) {
        final Instant time = Instant.parse(utc);
        return schedule.passes(time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }

    /** Chicago's 16:30 is 22:30 UTC in winter. */
    @Test
    void shouldBeDueOnceAsEachTradeDateEnds() {
        assertFalse(at("2026-11-25T20:00:00Z"), "the first look");
        assertFalse(at("2026-11-25T22:29:59.999999999Z"));
        assertTrue(at("2026-11-25T22:30:00Z"));
        assertFalse(at("2026-11-25T22:30:00.000000001Z"));
        assertFalse(at("2026-11-26T22:29:59Z"));
        assertTrue(at("2026-11-26T23:00:00Z"), "late");
        assertFalse(at("2026-11-26T23:30:00Z"));
    }

    /** What is traded on a Sunday evening belongs to Monday; nothing ends on Saturday. */
    @Test
    void shouldWaitOverTheWeekend() {
        assertFalse(at("2026-11-27T20:00:00Z"));
        assertTrue(at("2026-11-27T22:30:00Z"));
        assertFalse(at("2026-11-28T22:30:01Z"));
        assertFalse(at("2026-11-30T22:29:59Z"));
        assertTrue(at("2026-11-30T22:30:00Z"));
    }
}
