package aether.nic.chip.intel;

import aether.nic.chip.ChipCounter;
import aether.nic.chip.Registers;
import java.util.concurrent.atomic.AtomicLongArray;

/** The counters of a card, each of which starts anew when it is read; on the thread that looks after the card. */
final class IntelStatistics {
    private static final int ALL_ONES = -1;

    private final Registers registers;
    private final int[][] offsets = new int[ChipCounter.values().length][0];
    private final AtomicLongArray sums = new AtomicLongArray(offsets.length);

    IntelStatistics(final Registers registers) {
        this.registers = registers;
    }

    /** Which registers add up to a counter. */
    IntelStatistics with(final ChipCounter counter, final int... registersOfIt) {
        offsets[counter.ordinal()] = registersOfIt;
        return this;
    }

    /** Discards what the card counted before this driver had it. */
    void clear() {
        for (final int[] counter : offsets) {
            for (final int offset : counter) {
                registers.read(offset);
            }
        }
    }

    void update() {
        for (int counter = 0; counter < offsets.length; counter++) {
            for (final int offset : offsets[counter]) {
                final int value = registers.read(offset);
                if (value != ALL_ONES) {
                    sums.lazySet(counter, sums.getPlain(counter) + Integer.toUnsignedLong(value));
                }
            }
        }
    }

    long get(final ChipCounter counter) {
        return sums.get(counter.ordinal());
    }
}
