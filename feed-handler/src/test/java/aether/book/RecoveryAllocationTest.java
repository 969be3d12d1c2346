package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.MarketMessage;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Orders, trades, statistics, status; and over and over again a gap, the queues that follow it, snapshots of both kinds in
 * chunks, and the way back to the present: not one byte allocated.
 */
class RecoveryAllocationTest {
    private static final int INSTRUMENTS = 8;
    private static final int ROUNDS = 3_000;
    private static final int EVENTS = 40;
    private static final int WINDOWS = 4;
    private static final long PRICE = 1000;

    private final BookBuilder books = new BookBuilder(
            new BookContext()
                    .start(BookContext.Start.EMPTY)
                    .recovery(true, true)
                    .maxInstruments(INSTRUMENTS)
                    .maxOrders(2_000)
                    .queueEntries(10_000)
                    .conclude(),
            new BookListener() {});
    private final MarketMessage message = new MarketMessage();
    private final BookSnapshot snapshot = new BookSnapshot();
    private final long[] rptSeqs = new long[INSTRUMENTS];
    private long sequence;

    @Test
    void shouldNotAllocateWhileBooksAreLostAndFound() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(ROUNDS);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            play(ROUNDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated in " + ROUNDS + " recoveries");
        assertTrue(books.counters().get(BookCounter.RECOVERED_BOOKS) > ROUNDS);
        assertTrue(books.counters().get(BookCounter.RECOVERED_ORDER_BOOKS) > ROUNDS);
        assertTrue(books.counters().get(BookCounter.QUEUED_ENTRIES) > ROUNDS);
        assertEquals(0, books.counters().get(BookCounter.UNSETTLED_BOOKS));
        assertEquals(0, books.counters().get(BookCounter.UNSETTLED_ORDER_BOOKS));
    }

    private void play(final int rounds) {
        for (int round = 0; round < rounds; round++) {
            trade();
            loseAPacket();
            trade();
            recover(sequence - EVENTS / 2);
        }
    }

    /** Every instrument has one bid by one order, changed again and again. */
    private void trade() {
        for (int i = 0; i < EVENTS; i++) {
            final int instrument = i % INSTRUMENTS;
            sequence++;
            message.packet(sequence, sequence, sequence);
            message.message(46, sequence, MarketMessage.END_OF_EVENT, -9);
            books.onMessageStart(message);
            final boolean isFirst = rptSeqs[instrument] == 0;
            books.onTrade(instrument, ++rptSeqs[instrument], PRICE, 5, 1, 1, 0, sequence);
            books.onTradeOrder(sequence, 5);
            books.onStatistic(instrument, ++rptSeqs[instrument], (byte) '7', PRICE, 5, 0, 0);
            books.onBookLevel(instrument, ++rptSeqs[instrument], (byte) '0', isFirst ? 0 : 1, 1, PRICE, sequence, 1);
            books.onOrder(instrument, 77, 1, PRICE, sequence, (byte) '0', isFirst ? 0 : 1);
            books.onMessageEnd(message);
        }
    }

    private void loseAPacket() {
        sequence++;
        rptSeqs[(int) (sequence % INSTRUMENTS)]++;
        for (int i = 0; i < INSTRUMENTS; i++) {
            rptSeqs[i]++;
        }
        books.onGap(sequence, 1);
        books.onGapGivenUp();
    }

    /** Snapshots from behind the gap, in the middle of what was queued since. */
    private void recover(final long lastSequence) {
        for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
            final long later = (EVENTS - instrument - 1) / INSTRUMENTS - (EVENTS / 2 - instrument - 1) / INSTRUMENTS;
            snapshot.start(BookKind.BY_PRICE, -9);
            snapshot.securityId(instrument)
                    .lastSequence(lastSequence)
                    .rptSeq(rptSeqs[instrument] - 3 * later)
                    .totalReports(INSTRUMENTS);
            books.onSnapshotStart(snapshot);
            books.onSnapshotLevel((byte) '0', 1, PRICE, lastSequence, 1);
            books.onSnapshotStatistic((byte) '7', PRICE, 5, 0);
            books.onSnapshotEnd(snapshot);
            for (int chunk = 1; chunk <= 2; chunk++) {
                snapshot.start(BookKind.BY_ORDER, -9);
                snapshot.securityId(instrument)
                        .lastSequence(lastSequence)
                        .chunks(2)
                        .chunk(chunk);
                books.onSnapshotStart(snapshot);
                if (chunk == 1) {
                    books.onSnapshotOrder((byte) '0', 77, 1, PRICE, lastSequence);
                }
                books.onSnapshotEnd(snapshot);
            }
        }
    }
}
