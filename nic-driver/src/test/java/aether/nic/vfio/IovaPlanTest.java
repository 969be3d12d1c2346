package aether.nic.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.TransportException;
import aether.nic.vfio.IovaPlan.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IovaPlanTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long SEED = Long.getLong("aether.seed", 20_261_121L);

    @Test
    void shouldLeaveTheFirstFourGibAloneAndRoomBetweenAreas() {
        final IovaPlan plan =
                new IovaPlan(List.of(new Range(0, 0xFEDF_FFFFL), new Range(0xFEF0_0000L, (1L << 39) - 1)));
        assertEquals(4 * GIB, plan.place(100));
        assertEquals(4 * GIB + 4 * MIB, plan.place(3 * MIB));
        assertEquals(4 * GIB + 10 * MIB, plan.place(2 * MIB));
    }

    @Test
    void shouldSayWhenTheIommuHasNoRoom() {
        final IovaPlan plan = new IovaPlan(List.of(new Range(0, 5 * GIB - 1)));
        plan.place(GIB - 8 * MIB);
        assertThrows(TransportException.class, () -> plan.place(GIB));
        assertThrows(TransportException.class, () -> new IovaPlan(List.of()).place(1));
    }

    /** Against the obvious: every pair is compared. */
    @Test
    void shouldNeverLetTwoAreasTouchNorLeaveTheRanges() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 200; round++) {
            final List<Range> ranges = new ArrayList<>();
            long at = random.nextLong(6 * GIB);
            for (int i = 0; i < 4; i++) {
                final long length = MIB + random.nextLong(64 * MIB);
                ranges.add(new Range(at, at + length - 1));
                at += length + random.nextLong(8 * MIB);
            }
            ranges.add(new Range(at, 1L << 47));
            final IovaPlan plan = new IovaPlan(ranges);
            final List<Range> placed = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                final long length = 1 + random.nextLong(20 * MIB);
                final long first = plan.place(length);
                final Range area = new Range(first, first + length - 1);
                assertTrue(
                        ranges.stream().anyMatch(range -> range.first() <= area.first() && area.last() <= range.last()),
                        () -> area + " is outside of " + ranges + ", seed " + SEED);
                assertTrue(
                        placed.stream()
                                .allMatch(other ->
                                        area.first() > other.last() + 2 * MIB - 1 || other.first() > area.last()),
                        () -> area + " touches one of " + placed + ", seed " + SEED);
                placed.add(area);
            }
        }
    }
}
