package aether.desk;

import aether.journal.TradeDates;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** When the order plane's whole state is recorded: as each trade date ends, in the venue's break, since it takes the feed's thread tens of milliseconds. */
final class CheckpointSchedule {
    private final TradeDates dates;
    private long nextNs = Long.MIN_VALUE;

    CheckpointSchedule(final TradeDates dates) {
        this.dates = dates;
    }

    /** True once for each end of a trade date, the first time that it is asked behind it; what ended before it was first asked is over. */
    boolean passes(final long nowNs) {
        if (nowNs < nextNs) {
            return false;
        }
        final boolean isFirst = nextNs == Long.MIN_VALUE;
        final Instant now = Instant.ofEpochSecond(0, nowNs);
        nextNs = TimeUnit.MILLISECONDS.toNanos(dates.endOf(dates.of(now)).toEpochMilli());
        return !isFirst;
    }
}
