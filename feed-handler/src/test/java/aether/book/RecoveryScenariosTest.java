package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.SUNDAY_OPEN;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookContext.Start;
import aether.feed.BookKind;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.mdp3.PacketBuilder.OrderEntry;
import aether.feed.mdp3.PacketBuilder.Row;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The acceptance scenarios of recovery, by their numbers. */
@ExtendWith(FinalState.class)
class RecoveryScenariosTest {
    private static final int X = 7;
    private static final int Y = 8;
    private static final int Z = 9;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final char BID = '0';
    private static final long WEEK_NS = 7 * 24 * 3_600_000_000_000L;

    private final BookHarness harness = BookHarness.emptyWithSnapshots();
    private long loopPacket;
    private long loopTimeNs = SUNDAY_OPEN;

    /** Prices only: no orders are told, so that both kinds of book cannot be compared with each other. */
    private static BookHarness joinedLate() {
        return new BookHarness(new BookContext().recovery(true, true));
    }

    private PacketBuilder bid(final long sequence, final int securityId, final long rptSeq, final long price) {
        return packet(sequence).book(END_OF_EVENT, entry(securityId, rptSeq, NEW, BID, 1, price));
    }

    private static Row row(final int level, final long price) {
        return new Row(BID, level, price, 10, 1);
    }

    private PacketBuilder startLoop() {
        loopPacket = 0;
        return nextOfLoop();
    }

    private PacketBuilder nextOfLoop() {
        loopTimeNs += 1000;
        return packet(++loopPacket, loopTimeNs);
    }

    private BookHarness prices() {
        return new BookHarness(new BookContext().start(Start.EMPTY).recovery(true, false));
    }

    @Test
    @DisplayName("Scenario 45: both lines lose packets that concern one instrument only")
    void shouldRecoverOneInstrumentAndLetTheOtherGoOn() {
        final BookHarness books = prices();
        books.a(bid(98, X, 1, 100), bid(99, Y, 1, 200));
        books.publishedByPrice();
        books.a(bid(102, Y, 2, 201)).pass(2_000_000);
        assertEquals(
                List.of("state 7 SUSPECT", "state 8 SUSPECT", "state 8 LIVE", "book 8 event 3 incomplete"),
                books.publishedByPrice());
        books.a(bid(103, X, 4, 103));
        assertEquals(List.of("state 7 STALE", "state 7 RECOVERING"), books.publishedByPrice());
        assertTrue(books.books().needsSnapshots(BookKind.BY_PRICE));
        books.a(bid(104, X, 5, 104));
        assertEquals(List.of(), books.publishedByPrice());
        books.snapshots(startLoop().snapshot(103, 2, X, 4, row(1, 103), row(2, 102), row(3, 101), row(4, 100)));
        books.assertBid(X, "104 103 102 101 100");
        assertEquals(List.of("state 7 LIVE", "book 7 event 6 incomplete"), books.publishedByPrice());
        assertEquals(2, books.count(BookCounter.QUEUED_ENTRIES));
        assertEquals(1, books.count(BookCounter.RECOVERED_BOOKS));
        assertEquals(0, books.count(BookCounter.UNSETTLED_BOOKS));
    }

    @Test
    @DisplayName("Scenario 46: RptSeq jumps though no packet is missing")
    void shouldRecoverOnlyTheInstrumentWhoseRptSeqJumps() {
        final BookHarness books = prices();
        books.a(bid(1, X, 1, 100), bid(2, Y, 1, 200), bid(3, X, 3, 102));
        assertEquals(BookState.RECOVERING, books.state(X));
        assertEquals(BookFault.RPT_SEQ_BREAK, books.book(X).fault());
        assertEquals(BookState.LIVE, books.state(Y));
        books.snapshots(startLoop().snapshot(2, 2, X, 2, row(1, 101), row(2, 100)));
        books.assertBid(X, "102 101 100");
        assertEquals(BookState.LIVE, books.state(X));
    }

    @Test
    @DisplayName("Scenario 47: a snapshot older than the gap")
    void shouldIgnoreASnapshotOlderThanTheGapAndTakeTheNextLoops() {
        final BookHarness books = prices();
        books.a(bid(1, X, 1, 100), bid(3, X, 3, 102)).pass(2_000_000);
        books.snapshots(startLoop().snapshot(1, 1, X, 1, row(1, 100)));
        assertEquals(BookState.RECOVERING, books.state(X));
        assertEquals(1, books.count(BookCounter.SNAPSHOTS_TOO_OLD));
        books.snapshots(startLoop().snapshot(2, 1, X, 2, row(1, 101), row(2, 100)));
        books.assertBid(X, "102 101 100");
        assertEquals(BookState.LIVE, books.state(X));
    }

    @Test
    @DisplayName("Scenario 48: a snapshot ahead of the live packets")
    void shouldIgnoreLivePacketsThatTheSnapshotHoldsAlready() {
        final BookHarness books = joinedLate();
        books.a(bid(10, X, 5, 105));
        books.snapshots(startLoop().snapshot(12, 1, X, 7, row(1, 107), row(2, 106)));
        books.orderSnapshots(startLoop().orderSnapshot(12, 1, X, 1, 1, order(1, 10, 107)));
        assertEquals(BookState.LIVE, books.state(X));
        books.a(bid(11, X, 6, 106), bid(12, X, 7, 107).orders(END_OF_EVENT, order(1, 10, 107)));
        books.assertBid(X, "107 106");
        books.assertBidOrders(X, "107: 1x10");
        assertEquals(2, books.count(BookCounter.REPEATED_ENTRIES));
        books.a(bid(13, X, 8, 108).orders(END_OF_EVENT, order(2, 11, 108)));
        books.assertBid(X, "108 107 106");
        books.assertBidOrders(X, "108: 2x10 107: 1x10");
        assertEquals(BookState.LIVE, books.state(X));
    }

    private static OrderEntry order(final long orderId, final long priority, final long price) {
        return new OrderEntry(X, NEW, BID, orderId, priority, price, 10);
    }

    @Test
    @DisplayName("Scenario 49: snapshots of one loop with different last packets")
    void shouldResumeEachInstrumentFromItsOwnSnapshot() {
        final BookHarness books = joinedLate();
        books.a(bid(10, X, 5, 105), bid(11, Y, 5, 205), bid(12, X, 6, 106), bid(13, Y, 6, 206));
        books.snapshots(
                startLoop().snapshot(10, 2, X, 5, row(1, 105)),
                nextOfLoop().snapshot(13, 2, Y, 6, row(1, 206), row(2, 205)));
        books.assertBid(X, "106 105");
        books.assertBid(Y, "206 205");
        assertEquals(BookState.LIVE, books.state(X));
        assertEquals(BookState.LIVE, books.state(Y));
    }

    @Test
    @DisplayName("Scenario 50: chunks of a snapshot by order in any order, one lost, another snapshot in between")
    void shouldPutChunksOfOneSnapshotTogether() {
        final BookHarness books = joinedLate();
        books.a(packet(10).orders(END_OF_EVENT, order(9, 99, 90)));
        books.orderSnapshots(
                startLoop().orderSnapshot(10, 3, X, 3, 1, order(1, 10, 100)),
                nextOfLoop().orderSnapshot(10, 3, X, 3, 3, order(3, 30, 100)));
        assertEquals(BookState.RECOVERING, books.book(X).orderState());
        books.a(packet(11).orders(END_OF_EVENT, order(5, 5, 100)));
        books.orderSnapshots(
                startLoop().orderSnapshot(11, 3, X, 3, 3, order(3, 30, 100)),
                nextOfLoop().orderSnapshot(11, 3, X, 3, 1, order(1, 10, 100)),
                nextOfLoop().orderSnapshot(11, 3, X, 3, 1, order(1, 10, 100)));
        assertEquals(BookState.RECOVERING, books.book(X).orderState());
        books.a(packet(12).orders(END_OF_EVENT, order(6, 40, 100)));
        books.orderSnapshots(nextOfLoop().orderSnapshot(11, 3, X, 3, 2, order(5, 5, 100)));
        books.assertBidOrders(X, "100: 5x10 1x10 3x10 6x10");
        assertEquals(BookState.LIVE, books.book(X).orderState());
        assertEquals(1, books.count(BookCounter.RECOVERED_ORDER_BOOKS));
    }

    @Test
    @DisplayName("Scenario 51: a gap during recovery")
    void shouldAskForANewerSnapshotWhenPacketsAreLostDuringRecovery() {
        final BookHarness books = joinedLate();
        books.a(
                bid(10, X, 5, 105).orders(END_OF_EVENT, order(1, 10, 105)),
                packet(11).orders(END_OF_EVENT));
        books.a(bid(14, X, 7, 107).orders(END_OF_EVENT, order(4, 40, 107))).pass(2_000_000);
        books.snapshots(startLoop().snapshot(11, 1, X, 5, row(1, 105)));
        assertEquals(BookState.RECOVERING, books.state(X));
        books.orderSnapshots(startLoop().orderSnapshot(11, 1, X, 1, 1, order(1, 10, 105)));
        assertEquals(BookState.RECOVERING, books.book(X).orderState());
        books.snapshots(startLoop().snapshot(13, 1, X, 6, row(1, 106), row(2, 105)));
        books.orderSnapshots(startLoop().orderSnapshot(13, 1, X, 1, 1, order(1, 10, 105), order(3, 30, 106)));
        books.assertBid(X, "107 106 105");
        books.assertBidOrders(X, "107: 4x10 106: 3x10 105: 1x10");
    }

    @Test
    @DisplayName("Scenario 52: the queue overflows during recovery")
    void shouldRestartFromANewerSnapshotWhenTheQueueIsFull() {
        final BookHarness books =
                new BookHarness(new BookContext().recovery(true, false).queueEntries(16));
        for (int i = 0; i < 20; i++) {
            books.a(bid(10 + i, X, 5 + i, 105 + i));
        }
        assertEquals(1, books.count(BookCounter.QUEUE_OVERFLOWS));
        books.snapshots(startLoop().snapshot(20, 1, X, 15, row(1, 115)));
        assertEquals(BookState.RECOVERING, books.state(X));
        books.snapshots(startLoop().snapshot(27, 1, X, 22, row(1, 122)));
        books.assertBid(X, "124 123 122");
        assertEquals(BookState.LIVE, books.state(X));
    }

    @Test
    @DisplayName("Scenarios 53 and 54: joined in the middle of a loop; an instrument that is in none")
    void shouldKnowAnIdleInstrumentToBeEmptyOnlyAfterAWholeLoop() {
        final BookHarness books = joinedLate();
        books.definitions(packet(1).definition('A', Z, 10, 2, 0));
        books.a(bid(10, X, 5, 105));
        loopPacket = 4;
        books.snapshots(nextOfLoop().snapshot(10, 2, X, 5, row(1, 105)));
        assertEquals(BookState.LIVE, books.state(X));
        assertEquals(BookState.RECOVERING, books.state(Z));
        assertTrue(books.books().needsSnapshots(BookKind.BY_PRICE));
        books.snapshots(startLoop().snapshot(10, 2, Y, 3, row(1, 200)));
        assertEquals(BookState.RECOVERING, books.state(Z));
        books.snapshots(nextOfLoop().snapshot(10, 2, X, 5, row(1, 105)));
        assertEquals(BookState.LIVE, books.state(Z));
        books.assertBid(Z, "");
        assertFalse(books.books().needsSnapshots(BookKind.BY_PRICE));
        books.a(bid(11, Z, 1, 300));
        books.assertBid(Z, "300");
    }

    @Test
    @DisplayName("Scenario 54: an idle instrument without orders")
    void shouldKnowAnInstrumentWithoutOrdersAfterAWholeLoop() {
        final BookHarness books = joinedLate();
        books.definitions(packet(1).definition('A', Z, 10, 2, 0));
        books.a(packet(10).orders(END_OF_EVENT, order(1, 10, 100)));
        books.orderSnapshots(
                startLoop().orderSnapshot(10, 3, X, 2, 1, order(1, 10, 100)),
                nextOfLoop().orderSnapshot(10, 3, X, 2, 2, order(2, 20, 100)),
                nextOfLoop().orderSnapshot(10, 3, Y, 1, 1));
        assertEquals(BookState.RECOVERING, books.book(Z).orderState());
        books.orderSnapshots(startLoop().orderSnapshot(10, 3, X, 2, 1, order(1, 10, 100)));
        assertEquals(BookState.LIVE, books.book(Z).orderState());
        assertEquals(0, books.book(Z).orders().size());
    }

    @Test
    @DisplayName("Scenario 55: snapshots that line A loses come on line B, and twins are taken once")
    void shouldTakeASnapshotFromWhicheverLineBringsIt() {
        final BookHarness books = joinedLate();
        books.a(bid(10, X, 5, 105), bid(11, Y, 5, 205));
        final PacketBuilder first = startLoop().snapshot(11, 2, X, 5, row(1, 105));
        final PacketBuilder second = nextOfLoop().snapshot(11, 2, Y, 5, row(1, 205));
        books.snapshots(first, first, second, second);
        assertEquals(BookState.LIVE, books.state(X));
        assertEquals(BookState.LIVE, books.state(Y));
        assertEquals(2, books.count(BookCounter.RECOVERED_BOOKS));
        assertFalse(books.books().needsSnapshots(BookKind.BY_PRICE));
    }

    @Test
    @DisplayName("Scenario 56: a gap that the replay service fills")
    void shouldRepairBothBooksFromReplayedPackets() {
        harness.a(
                packet(1).orders(NOT_LAST, order(1, 10, 100)).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)),
                packet(4).orders(NOT_LAST, order(4, 40, 103)).book(END_OF_EVENT, entry(X, 4, NEW, BID, 1, 103)));
        harness.pass(2_000_000);
        assertEquals(BookState.RECOVERING, harness.state(X));
        assertTrue(harness.replayed(
                packet(2).orders(NOT_LAST, order(2, 20, 101)).book(END_OF_EVENT, entry(X, 2, NEW, BID, 1, 101))));
        assertEquals(BookState.RECOVERING, harness.state(X));
        assertTrue(harness.replayed(
                packet(3).orders(NOT_LAST, order(3, 30, 102)).book(END_OF_EVENT, entry(X, 3, NEW, BID, 1, 102))));
        assertEquals(BookState.LIVE, harness.state(X));
        harness.assertBid(X, "103 102 101 100");
        harness.assertBidOrders(X, "103: 4x10 102: 3x10 101: 2x10 100: 1x10");
        assertFalse(harness.replayed(packet(3).heartbeat()));
    }

    @Test
    @DisplayName("Scenario 57: natural refresh, then a snapshot")
    void shouldUpgradeANaturalBookByASnapshot() {
        final BookHarness books =
                new BookHarness(new BookContext().start(Start.NATURAL).recovery(true, false));
        books.a(
                packet(10).book(END_OF_EVENT, entry(X, 5, CHANGE, BID, 1, 105)),
                packet(11).book(END_OF_EVENT, entry(X, 6, CHANGE, BID, 3, 103)));
        assertEquals(BookState.SUSPECT, books.state(X));
        books.assertBid(X, "105 ? 103");
        books.snapshots(startLoop().snapshot(10, 1, X, 5, row(1, 105), row(2, 104), row(3, 102)));
        books.assertBid(X, "105 104 103");
        assertEquals(BookState.LIVE, books.state(X));
    }

    @Test
    @DisplayName("Scenario 58: channel reset during recovery, and one of another channel")
    void shouldForgetAllRecoveryOnAChannelReset() {
        final BookHarness books =
                new BookHarness(new BookContext().recovery(true, true).applId(320));
        books.a(bid(10, X, 5, 105), packet(11).orders(END_OF_EVENT, order(1, 10, 105)));
        books.a(packet(12).channelReset(321));
        assertEquals(BookState.RECOVERING, books.state(X));
        books.a(packet(13).channelReset(320));
        assertEquals(BookState.LIVE, books.state(X));
        assertEquals(BookState.LIVE, books.book(X).orderState());
        books.a(packet(14).book(0xA0, entry(X, 1, NEW, BID, 1, 100)));
        books.assertBid(X, "100");
        books.snapshots(startLoop().snapshot(12, 1, X, 5, row(1, 105)));
        books.assertBid(X, "100");
        assertEquals(1, books.count(BookCounter.CHANNEL_RESETS));
        assertFalse(books.books().needsSnapshots(BookKind.BY_PRICE));
    }

    @Test
    @DisplayName("Scenario 59: the week starts over; a stray packet of the old week")
    void shouldStartAllBooksOverWithTheWeek() {
        harness.a(packet(1000).orders(NOT_LAST, order(1, 10, 100)).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.pass(WEEK_NS);
        harness.a(packet(1, SUNDAY_OPEN + WEEK_NS)
                .orders(NOT_LAST, order(1, 10, 200))
                .book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 200)));
        harness.a(packet(1001).book(END_OF_EVENT, entry(X, 2, NEW, BID, 1, 101)));
        harness.assertBid(X, "200");
        harness.assertBidOrders(X, "200: 1x10");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 60: a spread is created and trades in one packet")
    void shouldTakeDefinitionAndBookFromOnePacket() {
        harness.a(packet(1)
                .definition('A', Z, 3, 1, 0)
                .orders(NOT_LAST, new OrderEntry(Z, NEW, BID, 1, 1, 5, 10))
                .book(END_OF_EVENT, entry(Z, 1, NEW, BID, 1, 5)));
        assertEquals(3, harness.book(Z).book().bid().depth());
        harness.assertBid(Z, "5");
        harness.assertBidOrders(Z, "5: 1x10");
    }

    @Test
    void shouldConfirmASuspectBookBySnapshot() {
        final BookHarness books = prices();
        books.a(bid(1, X, 1, 100), bid(3, Y, 1, 200)).pass(2_000_000);
        assertEquals(BookState.SUSPECT, books.state(X));
        books.snapshots(startLoop().snapshot(3, 2, X, 1, row(1, 100)));
        assertEquals(BookState.LIVE, books.state(X));
        assertEquals(1, books.count(BookCounter.CONFIRMED_BOOKS));
    }

    @Test
    void shouldReplaceASuspectBookThatMissedSomething() {
        final BookHarness books = prices();
        books.a(bid(1, X, 1, 100), bid(3, Y, 1, 200)).pass(2_000_000);
        books.snapshots(startLoop().snapshot(3, 2, X, 2, row(1, 101)));
        books.assertBid(X, "101");
        assertEquals(BookState.LIVE, books.state(X));
    }

    @Test
    void shouldNotMergeASnapshotIntoAStaleBook() {
        final BookHarness books = prices();
        books.a(bid(1, X, 1, 100), bid(2, X, 2, 101), bid(4, X, 4, 103)).pass(2_000_000);
        books.snapshots(startLoop().snapshot(3, 1, X, 3, row(1, 50)));
        books.assertBid(X, "103 50");
    }

    @Test
    void shouldRefuseASnapshotThatContradictsItself() {
        final BookHarness books = joinedLate();
        books.a(bid(10, X, 5, 105));
        books.snapshots(startLoop().snapshot(10, 1, X, 5, row(1, 105), row(3, 103)));
        assertEquals(BookState.RECOVERING, books.state(X));
        assertEquals(1, books.count(BookCounter.SNAPSHOT_FAULTS));
        books.orderSnapshots(
                startLoop().orderSnapshot(10, 1, X, 1, 1, order(1, 10, 100), order(1, 11, 100)),
                startLoop().orderSnapshot(10, 1, X, 0, 0));
        assertEquals(BookState.RECOVERING, books.book(X).orderState());
        assertEquals(3, books.count(BookCounter.SNAPSHOT_FAULTS));
    }

    @Test
    void shouldGiveALiveBookUpThatASnapshotOfTheSameMomentContradicts() {
        final BookHarness books = new BookHarness(new BookContext()
                .start(Start.EMPTY)
                .recovery(true, false)
                .maxOrders(0)
                .verify(true));
        books.a(bid(1, X, 1, 100));
        books.snapshots(startLoop().snapshot(1, 1, X, 1, row(1, 100)));
        assertEquals(1, books.count(BookCounter.SNAPSHOTS_COMPARED));
        books.snapshots(startLoop().snapshot(1, 1, X, 1, row(1, 99)));
        assertEquals(1, books.count(BookFault.SNAPSHOT_DIFFERS));
    }

    @Test
    void shouldPublishARecoveredBookOnlyWhenNoEventIsOpen() {
        final BookHarness books = joinedLate();
        books.a(packet(10).book(NOT_LAST, entry(X, 5, NEW, BID, 1, 105)));
        books.publishedByPrice();
        books.snapshots(startLoop().snapshot(9, 1, X, 4, row(1, 104)));
        assertEquals(List.of("state 7 LIVE"), books.publishedByPrice());
        books.a(packet(11).book(END_OF_EVENT, entry(X, 6, NEW, BID, 1, 106)));
        books.assertBid(X, "106 105 104");
        assertEquals(List.of("book 7 event 1"), books.publishedByPrice());
    }

    @Test
    void shouldStartANewInstrumentLiveOnceAllBooksWereSeen() {
        final BookHarness books = joinedLate();
        books.a(bid(10, X, 5, 105));
        books.snapshots(startLoop().snapshot(10, 1, X, 5, row(1, 105)));
        books.a(packet(11).sessionStatistic(END_OF_EVENT, Y, 1).book(END_OF_EVENT, entry(Y, 2, DELETE, BID, 1, 5)));
        assertEquals(BookFault.EMPTY_LEVEL, books.book(Y).fault());
        books.a(bid(12, Z, 1, 300));
        assertEquals(BookState.LIVE, books.state(Z));
    }
}
