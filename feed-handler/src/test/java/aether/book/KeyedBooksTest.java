package aether.book;

import static aether.feed.deribit.DeribitPackets.changed;
import static aether.feed.deribit.DeribitPackets.created;
import static aether.feed.deribit.DeribitPackets.deleted;
import static aether.feed.deribit.DeribitPackets.live;
import static aether.feed.deribit.DeribitPackets.snapshots;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.arbiter.ChannelCounter;
import aether.feed.NullValue;
import aether.feed.deribit.DeribitPackets.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books that are keyed by price and whose changes are chained: what is certain, what is not, and what makes it so again. */
class KeyedBooksTest {
    private static final Level BID = new Level(true, 100.5, 3);
    private static final Level ASK = new Level(false, 101, 4);

    /** Instrument 7 is live with one bid and one ask, at change 11, packet 1 and time 1000. */
    private static KeyedHarness started() {
        return KeyedHarness.recovering()
                .live(live(2, 1).book(7, 1000, 10, 11, created(false, 101, 4)))
                .snapshots(snapshots(2, 50)
                        .passStart()
                        .snapshot(7, 1001, 11, BID, ASK)
                        .passEnd())
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask [101.0x4.0]");
    }

    @Test
    void shouldSetLevelsByPrice() {
        started()
                .live(live(2, 2)
                        .book(7, 1002, 11, 12, created(true, 100.25, 1), created(true, 100.75, 2))
                        .book(7, 1002, 12, 13, changed(false, 101, 9), deleted(true, 100.5)))
                .expect(7, BookState.LIVE, "bid [100.75x2.0, 100.25x1.0] ask [101.0x9.0]")
                .expect(BookCounter.BOOK_CHANGES, 2);
    }

    @Test
    void shouldShowTheBestLevelsAsRows() {
        final KeyedHarness harness = started();
        final InstrumentBook book = harness.books().find(7);
        assertEquals(
                "[10050000000x300000000/" + NullValue.COUNT + "]",
                book.book().bid().toString());
        assertEquals(-8, book.priceExponent());
        assertEquals(1, book.levels().bid().levels());
    }

    @Test
    void shouldStartAnInstrumentThatHasNoChangesYet() {
        KeyedHarness.recovering()
                .live(live(2, 1).trade(9, 999, true, 5, 1).book(8, 1000, 0, 1, created(true, 5, 1)))
                .expect(8, BookState.LIVE, "bid [5.0x1.0] ask []");
    }

    @Test
    void shouldPutChangesAsideUntilASnapshotFits() {
        KeyedHarness.recovering()
                .live(
                        live(2, 1).book(7, 1000, 10, 11, created(true, 99, 1)),
                        live(2, 2).book(7, 1001, 11, 12, created(true, 98, 1)))
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                // Change 9 is older than what was put aside leads on from.
                .snapshots(snapshots(2, 1).passStart().snapshot(7, 999, 9, BID))
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .expect(BookCounter.SNAPSHOTS_TOO_OLD, 1)
                .snapshots(snapshots(2, 2).instrument(7, "BTC", 0.5).snapshot(7, 1000, 11, BID, new Level(true, 99, 1)))
                .expect(7, BookState.LIVE, "bid [100.5x3.0, 99.0x1.0, 98.0x1.0] ask []");
    }

    @Test
    void shouldLetASnapshotRunAheadOfLivePackets() {
        started()
                .live(live(2, 2).book(7, 1002, 12, 13, created(true, 99, 1)))
                .expect(7, BookState.RECOVERING, "bid [100.5x3.0] ask [101.0x4.0]")
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1009, 14, ASK))
                .expect(7, BookState.LIVE, "bid [] ask [101.0x4.0]")
                .live(live(2, 3).book(7, 1003, 13, 14, deleted(true, 99)))
                .expect(BookCounter.REPEATED_ENTRIES, 1)
                .live(live(2, 4).book(7, 1010, 14, 15, deleted(false, 101)))
                .expect(7, BookState.LIVE, "bid [] ask []");
    }

    @Test
    void shouldSuspectBooksAfterALossUntilTheirChainGoesOn() {
        final KeyedHarness harness = started();
        harness.published();
        harness.live(live(2, 3).trade(9, 1003, true, 50, 2))
                .loss()
                .expect(7, BookState.SUSPECT, "bid [100.5x3.0] ask [101.0x4.0]")
                .live(live(2, 4).book(7, 1004, 11, 12, deleted(false, 101)))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask []");
        assertEquals(
                List.of(
                        "state 7 SUSPECT",
                        "state 9 RECOVERING",
                        "trade 9 5000000000 x 200000000 side 2",
                        "state 7 LIVE",
                        "book 7"),
                harness.published());
    }

    @Test
    void shouldConfirmASuspectBookOnlyByASnapshotFromBehindTheLoss() {
        started()
                .live(live(2, 3).trade(9, 2000, true, 50, 2))
                .loss()
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1999, 11, BID))
                .expect(7, BookState.SUSPECT, "bid [100.5x3.0] ask [101.0x4.0]")
                .snapshots(snapshots(2, 52).passStart().snapshot(7, 2001, 12, BID))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask []");
    }

    @Test
    void shouldRepairABrokenChainByTheLatePacket() {
        started()
                .live(live(2, 3).book(7, 1003, 12, 13, deleted(true, 100.5)))
                .loss()
                .expect(7, BookState.RECOVERING, "bid [100.5x3.0] ask [101.0x4.0]")
                .live(live(2, 2).book(7, 1002, 11, 12, created(true, 99, 1)))
                .expect(7, BookState.LIVE, "bid [99.0x1.0] ask [101.0x4.0]")
                .expect(BookCounter.REPAIRED_BOOKS, 1);
    }

    @Test
    void shouldTakeAChangeOverSeveralMessagesAsOne() {
        final KeyedHarness harness = started();
        harness.published();
        harness.live(
                        live(2, 2).book(7, 1002, 11, 12, false, created(true, 99, 1)),
                        live(2, 3).book(7, 1002, 11, 12, true, created(true, 98, 1)))
                .expect(7, BookState.LIVE, "bid [100.5x3.0, 99.0x1.0, 98.0x1.0] ask [101.0x4.0]");
        assertEquals(List.of("book 7"), harness.published());
    }

    @Test
    void shouldNotBelieveABookWhoseChangeWasTorn() {
        started()
                .live(
                        live(2, 2).book(7, 1002, 11, 12, false, created(true, 99, 1)),
                        live(2, 4).book(7, 1004, 12, 13, created(true, 97, 1)))
                .loss()
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1005, 13, BID))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask []");
    }

    @Test
    void shouldNotTakeTheEndOfAChangeForTheWhole() {
        started()
                // Packet 2 had the beginning.
                .live(live(2, 3).book(7, 1002, 11, 12, created(true, 98, 1)))
                .loss()
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1001, 11, BID))
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .snapshots(snapshots(2, 52).passStart().snapshot(7, 1003, 12, BID))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask []");
    }

    @Test
    void shouldGiveUpABookThatContradictsItself() {
        started()
                .live(live(2, 2).book(7, 1002, 11, 12, deleted(true, 42)))
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .expect(BookCounter.RPT_SEQ_BREAKS, 0);
    }

    @Test
    void shouldPutSnapshotsOfSeveralMessagesTogether() {
        started()
                .live(live(2, 2).book(7, 1002, 12, 13, created(true, 99, 1)))
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1003, 13, false, BID))
                .expect(7, BookState.RECOVERING, "bid [100.5x3.0] ask []")
                // A change that comes between the parts waits for the last.
                .live(live(2, 3).book(7, 1004, 13, 14, created(true, 90, 1)))
                .snapshots(snapshots(2, 52).snapshot(7, 1003, 13, true, ASK))
                .expect(7, BookState.LIVE, "bid [100.5x3.0, 90.0x1.0] ask [101.0x4.0]");
    }

    @Test
    void shouldNotTakeTheRestOfASnapshotForTheWhole() {
        started()
                .live(live(2, 2).book(7, 1002, 12, 13, created(true, 99, 1)))
                .snapshots(snapshots(2, 51).passStart(), snapshots(2, 53).snapshot(7, 1003, 13, true, ASK))
                .expect(7, BookState.RECOVERING, "bid [100.5x3.0] ask [101.0x4.0]")
                // The next instrument's book begins here for certain.
                .snapshots(snapshots(2, 54).snapshot(7, 1005, 13, true, BID, ASK))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask [101.0x4.0]");
    }

    @Test
    void shouldCompareSnapshotsWithLiveBooks() {
        started()
                .snapshots(snapshots(2, 51).passStart().snapshot(7, 1002, 11, BID, ASK))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask [101.0x4.0]")
                .expect(BookCounter.SNAPSHOTS_COMPARED, 1)
                .snapshots(snapshots(2, 52).passStart().snapshot(7, 1002, 11, BID, new Level(false, 101, 5)))
                .expect(BookCounter.SNAPSHOTS_COMPARED, 2)
                .expect(7, BookState.RECOVERING, "bid [] ask []");
    }

    @Test
    void shouldGoOnAfterARestartOfTheFeed() {
        final KeyedHarness harness = started();
        harness.live(live(2, 1000).trade(9, 1001, true, 5, 1).book(7, 1002, 11, 12, created(true, 99, 1)))
                .loss();
        for (int i = 1; i <= 4; i++) {
            harness.live(live(2, i).trade(9, 1010 + i, false, 5, i));
        }
        assertEquals(1, harness.arbiter().counters().get(ChannelCounter.SEQUENCE_RESETS));
        harness.expect(7, BookState.SUSPECT, "bid [100.5x3.0, 99.0x1.0] ask [101.0x4.0]")
                .live(live(2, 5).book(7, 1020, 12, 13, deleted(true, 99)))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask [101.0x4.0]");
    }

    @Test
    void shouldTakeRepeatedPacketsForDuplicatesHoweverManyTheyAre() {
        final KeyedHarness harness = started();
        for (int i = 2; i <= 12; i++) {
            harness.live(live(2, i).trade(9, 1010, false, 5, 1));
        }
        for (int i = 2; i <= 12; i++) {
            harness.live(live(2, i).trade(9, 1010, false, 5, 1));
        }
        assertEquals(0, harness.arbiter().counters().get(ChannelCounter.SEQUENCE_RESETS));
        harness.expect(7, BookState.LIVE, "bid [100.5x3.0] ask [101.0x4.0]");
    }

    @Test
    void shouldKeepStatisticsAndLimitsOfTheTicker() {
        final KeyedHarness harness = started().live(live(2, 2).ticker(7, 1002, 12.5, 90, 110, Double.NaN));
        final InstrumentStatistics statistics = harness.books().find(7).statistics();
        assertEquals(11_000_000_000L, statistics.highLimit());
        assertEquals(9_000_000_000L, statistics.lowLimit());
        assertEquals(1_250_000_000L, statistics.size((byte) 'C'));
    }

    @Test
    void shouldTakeDefinitionsFromTheSnapshotChannel() {
        final KeyedHarness harness =
                started().snapshots(snapshots(2, 51).passStart().instrument(7, "BTC-PERPETUAL", 0.5));
        final InstrumentBook book = harness.books().find(7);
        assertEquals("BTC-PERPETUAL", book.symbol());
        assertEquals(50_000_000, book.terms().minPriceIncrement());
        assertEquals(17, book.tradingStatus());
    }

    @Test
    void shouldWaitForANewerSnapshotWhenTheQueueIsFull() {
        final KeyedHarness harness =
                new KeyedHarness(new BookContext().recovery(true, false).queueEntries(16));
        for (int i = 0; i < 10; i++) {
            harness.live(live(2, 1 + i).book(7, 1000 + i, 10 + i, 11 + i, created(true, 50 + i, 1)));
        }
        harness.expect(BookCounter.QUEUE_OVERFLOWS, 1)
                .snapshots(snapshots(2, 1).passStart().snapshot(7, 1009, 15, BID))
                .expect(7, BookState.RECOVERING, "bid [] ask []")
                .snapshots(snapshots(2, 2).passStart().snapshot(7, 1009, 20, BID))
                .expect(7, BookState.LIVE, "bid [100.5x3.0] ask []");
    }
}
