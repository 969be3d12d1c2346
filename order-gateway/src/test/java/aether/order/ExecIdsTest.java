package aether.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The newest ExecIDs, beside a set and a queue. */
class ExecIdsTest {
    private static final int CAPACITY = 64;
    private static final int REPORTS = 200_000;

    private final ExecIds ids = new ExecIds(CAPACITY);

    @Test
    void shouldKnowTheNewestAndForgetTheOldest() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Set<Long> known = new HashSet<>();
        final Deque<Long> order = new ArrayDeque<>();
        for (int i = 0; i < REPORTS; i++) {
            // Few values, so that most come again, before and after they were forgotten; 0 is one like the others.
            final long digest = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(2 * CAPACITY);
            final long asKept = digest == 0 ? 1 : digest;
            final boolean isNew = known.add(asKept);
            if (isNew) {
                order.addLast(asKept);
                if (order.size() > CAPACITY) {
                    known.remove(order.removeFirst());
                }
            }
            final int at = i;
            assertEquals(isNew, ids.add(digest), () -> "seed " + seed + ", report " + at + ", " + digest);
        }
    }

    @Test
    void shouldForgetEverythingWhenTold() {
        assertTrue(ids.add(5));
        assertFalse(ids.add(5));
        ids.clear();
        assertTrue(ids.add(5));
    }
}
