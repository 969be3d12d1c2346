package aether.nic.chip;

import aether.nic.NicCounter;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of the drivers whose card has been removed; written by one thread, read by any. */
final class EarlierCounts {
    private final AtomicLongArray ofDrivers = new AtomicLongArray(NicCounter.values().length);
    private final AtomicLongArray ofCards = new AtomicLongArray(ChipCounter.values().length);

    void add(final Chip chip) {
        for (final NicCounter counter : NicCounter.values()) {
            ofDrivers.addAndGet(counter.ordinal(), chip.counter(counter));
        }
        for (final ChipCounter counter : ChipCounter.values()) {
            ofCards.addAndGet(counter.ordinal(), chip.counter(counter));
        }
    }

    long get(final NicCounter counter) {
        return ofDrivers.get(counter.ordinal());
    }

    long get(final ChipCounter counter) {
        return ofCards.get(counter.ordinal());
    }
}
