package aether.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock that a queue rolls by: midnight of the trade date. A queue of its own accord rolls each so many milliseconds from a fixed
 * moment, so a daily roll would move by an hour with daylight saving, and take place on days without trade. Never goes back. One thread.
 */
final class RollClock implements TimeProvider {
    private final TradeDates dates;
    private final LongSupplier epochMillis;
    private long untilMs = Long.MIN_VALUE;
    private long midnightMs;

    RollClock(final TradeDates dates, final LongSupplier epochMillis) {
        this.dates = dates;
        this.epochMillis = epochMillis;
    }

    @Override
    public long currentTimeMillis() {
        final long nowMs = epochMillis.getAsLong();
        if (nowMs >= untilMs) {
            final LocalDate date = dates.of(Instant.ofEpochMilli(nowMs));
            untilMs = dates.endOf(date).toEpochMilli();
            midnightMs = TimeUnit.DAYS.toMillis(date.toEpochDay());
        }
        return midnightMs;
    }
}
