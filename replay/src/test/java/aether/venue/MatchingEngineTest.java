package aether.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.venue.MatchingEngine.Level;
import aether.venue.PublishedSide.Entry;
import aether.venue.Trade.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatchingEngineTest {
    private long priorities;
    private final MatchingEngine engine = new MatchingEngine(() -> ++priorities);

    @Test
    void shouldLetOrdersRestThatDoNotCross() {
        assertEquals(List.of(), engine.limit(1, Side.BUY, 100, 5));
        assertEquals(List.of(), engine.limit(2, Side.BUY, 100, 7));
        assertEquals(List.of(), engine.limit(3, Side.SELL, 101, 2));
        assertEquals(List.of(new Level(100, 12, 2)), engine.levels(Side.BUY, 10));
        assertEquals(List.of(new Level(101, 2, 1)), engine.levels(Side.SELL, 10));
    }

    @Test
    void shouldTradeBestPriceFirstAndOlderOrderFirst() {
        engine.limit(1, Side.SELL, 102, 5);
        engine.limit(2, Side.SELL, 101, 5);
        engine.limit(3, Side.SELL, 101, 5);
        assertEquals(
                List.of(
                        new Trade(101, 10, Side.BUY, List.of(new Fill(4, 10), new Fill(2, 5), new Fill(3, 5))),
                        new Trade(102, 2, Side.BUY, List.of(new Fill(4, 2), new Fill(1, 2)))),
                engine.limit(4, Side.BUY, 102, 12));
        assertEquals(List.of(new Level(102, 3, 1)), engine.levels(Side.SELL, 10));
        assertFalse(engine.cancel(2), "order 2 was filled before order 3");
        assertTrue(engine.cancel(1));
    }

    @Test
    void shouldLetTheRestOfACrossingOrderRest() {
        engine.limit(1, Side.SELL, 101, 5);
        engine.limit(2, Side.BUY, 101, 8);
        assertEquals(List.of(new Level(101, 3, 1)), engine.levels(Side.BUY, 10));
        assertEquals(List.of(), engine.levels(Side.SELL, 10));
    }

    @Test
    void shouldTakeCancelledOrdersOut() {
        engine.limit(1, Side.BUY, 100, 5);
        assertTrue(engine.cancel(1));
        assertFalse(engine.cancel(1));
        assertEquals(0, engine.restingOrders());
    }

    /** Applying the published entries as a client does must give the engine's own levels. */
    @Test
    void shouldPublishEntriesThatLeadToTheEnginesLevels() {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        final PublishedSide published = new PublishedSide(Side.BUY, 5);
        final List<Level> client = new ArrayList<>();
        for (int i = 1; i <= 50_000; i++) {
            if (random.nextInt(5) < 3) {
                engine.limit(
                        i,
                        random.nextInt(4) == 0 ? Side.SELL : Side.BUY,
                        90 + random.nextInt(12),
                        1 + random.nextInt(9));
            } else {
                engine.cancel(random.nextInt(i) + 1L);
            }
            for (final Entry entry : published.update(engine)) {
                switch (entry.action()) {
                    case PublishedSide.NEW -> client.add(entry.row(), entry.level());
                    case PublishedSide.CHANGE -> client.set(entry.row(), entry.level());
                    default -> client.remove(entry.row());
                }
                while (client.size() > 5) {
                    client.removeLast();
                }
            }
            assertEquals(engine.levels(Side.BUY, 5), client, "seed " + seed + ", command " + i);
        }
    }
}
