package aether.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private static final long NOW_NS = 1_764_000_000_123_456_789L;
    private static final long FIRST = 1L << 52;

    private final OrderIds ids = new OrderIds();

    @Test
    void shouldGiveEachOnceThoughTimeStandsStill() {
        assertEquals(FIRST + NOW_NS / 1_000, ids.next(NOW_NS));
        assertEquals(FIRST + NOW_NS / 1_000 + 1, ids.next(NOW_NS));
        assertEquals(FIRST + NOW_NS / 1_000 + 2, ids.next(NOW_NS - 1_000_000), "nor when it goes back");
        assertEquals(FIRST + NOW_NS / 1_000 + 5_000_000, ids.next(NOW_NS + 5_000_000_000L));
    }

    @Test
    void shouldGoOnBehindThoseOfTheSessionBefore() {
        ids.taken(FIRST + NOW_NS / 1_000 + 77);
        ids.taken(5);
        assertEquals(FIRST + NOW_NS / 1_000 + 78, ids.next(NOW_NS));
    }

    /** Requests of the core count in microseconds: the two must never meet. */
    @Test
    void shouldStayApartFromTheIdsOfRequests() {
        final long endOfCenturyNs = 4_102_444_800L * 1_000_000_000L;
        assertTrue(endOfCenturyNs / 1_000 < FIRST);
        assertTrue(ids.next(endOfCenturyNs) < 1L << 53);
    }
}
