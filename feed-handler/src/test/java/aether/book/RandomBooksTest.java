package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.NaiveBooks.Row;
import aether.feed.MarketMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast books against the naive ones: a million random entries, mostly sound, some not. */
class RandomBooksTest {
    private static final int EVENTS = 350_000;
    private static final int INSTRUMENTS = 12;
    private static final char[] TYPES = {'0', '1', 'E', 'F'};

    @ParameterizedTest
    @CsvSource({"1,FROM_WORSE_THRU_BEST", "2,FROM_BEST_THRU_SIDE", "3,THRU_WORSE_FROM_BEST"})
    void shouldEqualTheNaiveBooks(final long seed, final RangeDelete rangeDelete) {
        final SplittableRandom random = new SplittableRandom(seed);
        final BookContext context = new BookContext()
                .start(BookContext.Start.EMPTY)
                .rangeDelete(rangeDelete)
                .conclude();
        final BookBuilder fast = new BookBuilder(context, new BookListener() {});
        final NaiveBooks naive = new NaiveBooks(context.depth(), context.impliedDepth(), rangeDelete);
        final Map<Integer, Long> rptSeqs = new HashMap<>();
        final MarketMessage message = new MarketMessage();
        int faults = 0;
        for (int i = 0; i < EVENTS; i++) {
            message.packet(i + 1, i, i);
            message.message(46, i, 0x80, -9);
            fast.onMessageStart(message);
            final int securityId = 1 + random.nextInt(INSTRUMENTS);
            final char type = TYPES[random.nextInt(4)];
            final int rows = naive.side(securityId, type).size();
            final int depth = type == 'E' || type == 'F' ? 2 : 10;
            final int action = action(random, rows, depth);
            final int level = random.nextInt(200) == 0 ? random.nextInt(13) : level(random, action, rows, depth);
            final Row row = new Row(random.nextInt(1000) - 500, 1 + random.nextInt(1000), random.nextInt(50));
            final long rptSeq = rptSeqs.merge(securityId, 1L, Long::sum);
            fast.onBookLevel(securityId, rptSeq, (byte) type, action, level, row.price(), row.size(), row.orders());
            final String where = "seed " + seed + ", entry " + i;
            if (naive.apply(securityId, type, action, level, row)) {
                assertEquals(BookState.LIVE, fast.find(securityId).state(), where);
                assertEquals(
                        naive.side(securityId, type),
                        NaiveBooks.rowsOf(fast.find(securityId).book().side((byte) type)),
                        where);
            } else {
                faults++;
                assertEquals(BookState.STALE, fast.find(securityId).state(), where);
                startOver(fast, naive, rptSeqs);
            }
            fast.onMessageEnd(message);
            if (i % 1000 == 0) {
                compareAll(fast, naive, where);
            }
        }
        assertTrue(faults > 100, "the session must hold faults, and held " + faults);
        compareAll(fast, naive, "seed " + seed + ", end");
    }

    private static int action(final SplittableRandom random, final int rows, final int depth) {
        if (rows == 0) {
            return 0;
        }
        final int draw = random.nextInt(100);
        if (draw < 4) {
            return 3 + random.nextInt(3);
        }
        return draw < (rows < depth ? 50 : 25) ? 0 : draw < 75 ? 1 : 2;
    }

    private static int level(final SplittableRandom random, final int action, final int rows, final int depth) {
        final int bound = action == 0 || action == 5 ? Math.min(depth, rows + 1) : Math.max(1, rows);
        return 1 + random.nextInt(bound);
    }

    private static void startOver(final BookBuilder fast, final NaiveBooks naive, final Map<Integer, Long> rptSeqs) {
        fast.onChannelReset(0);
        for (int securityId = 1; securityId <= INSTRUMENTS; securityId++) {
            naive.clear(securityId);
        }
        rptSeqs.clear();
    }

    private static void compareAll(final BookBuilder fast, final NaiveBooks naive, final String where) {
        for (int i = 0; i < fast.instrumentCount(); i++) {
            final InstrumentBook instrument = fast.instrumentAt(i);
            for (final char type : TYPES) {
                final List<Row> expected = naive.side(instrument.securityId(), type);
                assertEquals(expected, NaiveBooks.rowsOf(instrument.book().side((byte) type)), where);
            }
        }
    }
}
