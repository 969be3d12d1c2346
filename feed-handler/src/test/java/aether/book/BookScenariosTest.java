package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookContext.Start;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.mdp3.PacketBuilder.Entry;
import aether.feed.mdp3.PacketBuilder.OrderRef;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance scenarios of books and events, by their numbers. */
@ExtendWith(FinalState.class)
class BookScenariosTest {
    private static final int X = 7;
    private static final int Y = 8;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int DELETE_THRU = 3;
    private static final int DELETE_FROM = 4;
    private static final int OVERLAY = 5;
    private static final char BID = '0';
    private static final char OFFER = '1';

    private final BookHarness harness = BookHarness.empty();
    private long sequence;
    private long rptSeq;

    /** Ten bids, 100 down to 91. */
    private void fillBids() {
        for (int level = 1; level <= 10; level++) {
            apply(NEW, BID, level, 101 - level);
        }
        harness.assertBid(X, "100 99 98 97 96 95 94 93 92 91");
    }

    private void apply(final int action, final char type, final int level, final long price) {
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(X, ++rptSeq, action, type, level, price)));
    }

    @Test
    @DisplayName("Scenario 10: a price of null")
    void shouldFaultANewLevelWithoutAPriceAndDeleteByLevelAlone() {
        apply(NEW, BID, 1, 100);
        apply(DELETE, BID, 1, Long.MAX_VALUE);
        assertEquals(BookState.LIVE, harness.state(X));
        harness.assertBid(X, "");
        apply(NEW, BID, 1, Long.MAX_VALUE);
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(BookFault.PRICE_MISSING, harness.book(X).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAULT", "DELETE"})
    @DisplayName("Scenario 10: a size of zero, by the venue's setting")
    void shouldTreatSizeZeroAsTheVenueDoes(final String setting) {
        final BookHarness venue =
                new BookHarness(new BookContext().start(Start.EMPTY).sizeZero(SizeZero.valueOf(setting)));
        venue.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        venue.a(packet(2).book(END_OF_EVENT, new Entry(X, 2, CHANGE, BID, 1, 100, 0, 0)));
        assertEquals("FAULT".equals(setting) ? BookState.STALE : BookState.LIVE, venue.state(X));
        venue.assertBid(X, "");
        assertEquals(
                1,
                "FAULT".equals(setting)
                        ? venue.books().faults().get(BookFault.SIZE_MISSING)
                        : venue.books().counters().get(BookCounter.SIZE_ZERO_DELETES));
    }

    @Test
    @DisplayName("Scenario 11: negative and zero prices, and prices near the limits")
    void shouldKeepAnyPrice() {
        apply(NEW, BID, 1, 0);
        apply(NEW, BID, 2, -5);
        apply(NEW, BID, 3, Long.MIN_VALUE);
        apply(NEW, OFFER, 1, Long.MAX_VALUE - 1);
        harness.assertBid(X, "0 -5 " + Long.MIN_VALUE);
        harness.assertOffer(X, "" + (Long.MAX_VALUE - 1));
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 22: a new best level in a full book")
    void shouldDropTheLastRowWhenANewOneComesInFront() {
        fillBids();
        apply(NEW, BID, 1, 101);
        harness.assertBid(X, "101 100 99 98 97 96 95 94 93 92");
        harness.a(packet(++sequence)
                .book(END_OF_EVENT, entry(X, ++rptSeq, DELETE, BID, 1, 101), entry(X, ++rptSeq, NEW, BID, 10, 91)));
        harness.assertBid(X, "100 99 98 97 96 95 94 93 92 91");
    }

    @Test
    @DisplayName("Scenario 23: a delete in the middle")
    void shouldMoveRowsUpAfterADelete() {
        fillBids();
        apply(DELETE, BID, 3, 98);
        harness.assertBid(X, "100 99 97 96 95 94 93 92 91");
        assertFalse(harness.book(X).book().bid().isSet(9));
        assertTrue(harness.book(X).book().bid().isKnown(9));
    }

    @ParameterizedTest
    @ValueSource(ints = {CHANGE, DELETE})
    @DisplayName("Scenario 24: change or delete of an empty level")
    void shouldMakeTheBookStaleWhenAnEmptyLevelChanges(final int action) {
        apply(NEW, BID, 1, 100);
        harness.publishedByPrice();
        apply(action, BID, 2, 99);
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(BookFault.EMPTY_LEVEL, harness.book(X).fault());
        assertEquals(List.of("state 7 STALE"), harness.publishedByPrice());
        apply(NEW, BID, 1, 101);
        assertEquals(List.of(), harness.publishedByPrice(), "a stale book is silent");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,11", "0,255", "1,0", "1,11", "2,255", "3,0", "4,11", "5,12"})
    @DisplayName("Scenario 25: levels that no book has")
    void shouldFaultLevelsOutOfRange(final int action, final int level) {
        fillBids();
        apply(action, BID, level, 100);
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(1, harness.books().faults().get(BookFault.LEVEL_OUT_OF_RANGE));
    }

    @Test
    void shouldFaultANewLevelThatSkipsARow() {
        apply(NEW, BID, 1, 100);
        apply(NEW, BID, 3, 98);
        assertEquals(BookFault.SKIPPED_ROW, harness.book(X).fault());
    }

    @Test
    void shouldFaultAnUnknownAction() {
        apply(9, BID, 1, 100);
        assertEquals(BookFault.UNKNOWN_ACTION, harness.book(X).fault());
    }

    @Test
    void shouldCountAndLeaveUnknownEntryTypes() {
        apply(NEW, 'w', 1, 100);
        assertEquals(BookState.LIVE, harness.state(X));
        assertEquals(1, harness.books().counters().get(BookCounter.UNKNOWN_ENTRY_TYPES));
    }

    @ParameterizedTest
    @CsvSource({
        "FROM_WORSE_THRU_BEST,1,99 98 97 96,''",
        "FROM_WORSE_THRU_BEST,3,97 96,100 99",
        "FROM_WORSE_THRU_BEST,5,'',100 99 98 97",
        "FROM_WORSE_THRU_BEST,8,'',100 99 98 97 96",
        "FROM_BEST_THRU_SIDE,1,'',99 98 97 96",
        "FROM_BEST_THRU_SIDE,3,'',97 96",
        "FROM_BEST_THRU_SIDE,8,'',''",
        "THRU_WORSE_FROM_BEST,1,'',99 98 97 96",
        "THRU_WORSE_FROM_BEST,3,100 99,97 96",
        "THRU_WORSE_FROM_BEST,5,100 99 98 97,''",
        "THRU_WORSE_FROM_BEST,8,100 99 98 97 96,''"
    })
    @DisplayName("Scenario 26: DeleteThru and DeleteFrom, for each setting")
    void shouldDeleteRangesAsTheVenueMeansThem(
            final String setting, final int level, final String afterThru, final String afterFrom) {
        for (final int action : new int[] {DELETE_THRU, DELETE_FROM}) {
            final BookHarness venue =
                    new BookHarness(new BookContext().start(Start.EMPTY).rangeDelete(RangeDelete.valueOf(setting)));
            for (int i = 1; i <= 5; i++) {
                venue.a(packet(i).book(END_OF_EVENT, entry(X, i, NEW, BID, i, 101 - i)));
            }
            venue.a(packet(6).book(END_OF_EVENT, entry(X, 6, action, BID, level, 0)));
            venue.assertBid(X, action == DELETE_THRU ? afterThru : afterFrom);
            assertEquals(BookState.LIVE, venue.state(X));
        }
    }

    @Test
    @DisplayName("Scenario 27: overlay")
    void shouldOverwriteARowWithoutMovingOthers() {
        apply(NEW, BID, 1, 100);
        apply(NEW, BID, 2, 98);
        apply(OVERLAY, BID, 1, 99);
        apply(OVERLAY, BID, 3, 97);
        harness.assertBid(X, "99 98 97");
        apply(OVERLAY, BID, 5, 95);
        assertEquals(BookFault.SKIPPED_ROW, harness.book(X).fault());
    }

    @Test
    @DisplayName("Scenario 28: implied rows, and both at one price")
    void shouldKeepImpliedRowsApartAndMergeThemForReaders() {
        apply(NEW, BID, 1, 100);
        apply(NEW, BID, 2, 98);
        apply(NEW, 'E', 1, 100);
        apply(NEW, 'E', 2, 99);
        final ConsolidatedSide merged = new ConsolidatedSide();
        merged.merge(harness.book(X).book().bid(), harness.book(X).book().impliedBid(), true);
        assertEquals(3, merged.rows());
        assertEquals(100, merged.price(0));
        assertEquals(20, merged.size(0));
        assertEquals(10, merged.impliedSize(0));
        assertEquals(99, merged.price(1));
        assertEquals(10, merged.impliedSize(1));
        assertEquals(98, merged.price(2));
        assertEquals(0, merged.impliedSize(2));
        apply(NEW, 'E', 3, 98);
        assertEquals(BookFault.LEVEL_OUT_OF_RANGE, harness.book(X).fault());
    }

    @Test
    @DisplayName("Scenario 29: books of different depths on one channel")
    void shouldTakeDepthsFromDefinitions() {
        harness.a(packet(++sequence).version(13).definition('A', X, 1, 2, 0));
        harness.a(packet(++sequence).version(13).definition('A', Y, 5, 2, 0));
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(X, 2, NEW, BID, 1, 101)));
        for (int level = 1; level <= 5; level++) {
            harness.a(packet(++sequence).book(END_OF_EVENT, entry(Y, level, NEW, BID, 1, level)));
        }
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(Y, 6, NEW, BID, 5, 9)));
        harness.assertBid(X, "101");
        harness.assertBid(Y, "5 4 3 2 9");
        assertFalse(harness.book(X).isDepthAssumed());
        assertEquals("XYZ", harness.book(X).symbol());
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(X, 3, NEW, BID, 2, 99)));
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(BookState.LIVE, harness.state(Y));
    }

    @Test
    @DisplayName("Scenario 30: one-sided, empty and crossed books")
    void shouldFlagCrossedBooksAndNeverFaultThem() {
        apply(NEW, BID, 1, 100);
        assertFalse(harness.book(X).book().isCrossed(false));
        apply(NEW, OFFER, 1, 99);
        assertTrue(harness.book(X).book().isCrossed(false));
        assertEquals(BookState.LIVE, harness.state(X));
        apply(DELETE, BID, 1, 100);
        assertFalse(harness.book(X).book().isCrossed(false));
        apply(DELETE, OFFER, 1, 99);
        assertEquals(0, harness.book(X).book().offer().rows());
    }

    @Test
    @DisplayName("Scenario 31: an inverted book")
    void shouldTakeALowerPriceAsTheBetterBidOfAnInvertedBook() {
        harness.a(packet(++sequence).version(13).definition('A', X, 10, 2, 1 << 22));
        apply(NEW, BID, 1, 100);
        apply(NEW, BID, 2, 101);
        apply(NEW, OFFER, 1, 95);
        assertTrue(harness.book(X).isInverted());
        assertFalse(harness.book(X).book().isCrossed(true));
        harness.assertBid(X, "100 101");
        apply(CHANGE, OFFER, 1, 100);
        assertTrue(harness.book(X).book().isCrossed(true));
    }

    @Test
    @DisplayName("Scenario 32: book reset of one instrument")
    void shouldResetOneBookAndLeaveOthersAlone() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(Y, 1, NEW, BID, 1, 200)));
        apply(NEW, 'J', 0, Long.MAX_VALUE);
        harness.assertBid(X, "");
        harness.assertBid(Y, "200");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 33: a bad order reference makes the book by order stale")
    void shouldMakeTheOrderBookStaleOnABadReference() {
        harness.a(packet(++sequence)
                .book(46, END_OF_EVENT, new OrderRef[] {new OrderRef(11, 1, 5, 2, 0)}, entry(X, 1, NEW, BID, 1, 100)));
        assertEquals(BookState.STALE, harness.book(X).orderState());
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 37: an event over three packets, the second lost")
    void shouldNeverPublishAHalfEventAsComplete() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        harness.publishedByPrice();
        harness.a(packet(2).book(NOT_LAST, entry(X, 2, NEW, BID, 2, 99)));
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        assertEquals(List.of(), harness.publishedByPrice(), "nothing while the event is open");
        harness.pass(2_000_000);
        assertEquals(
                List.of("state 7 SUSPECT", "state 8 SUSPECT", "state 7 LIVE", "book 7 event 2 incomplete"),
                harness.publishedByPrice());
        harness.a(packet(5).book(END_OF_EVENT, entry(X, 4, NEW, BID, 4, 97)));
        assertEquals(List.of("book 7 event 3"), harness.publishedByPrice());
    }

    @Test
    @DisplayName("Scenario 38: two events in one packet")
    void shouldPublishEachEventOfAPacket() {
        harness.a(packet(1)
                .book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200))
                .book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        assertEquals(
                List.of("state 7 LIVE", "state 8 LIVE", "book 7 event 1", "book 8 event 1", "book 7 event 2"),
                harness.publishedByPrice());
    }

    @Test
    @DisplayName("Scenario 44: RptSeq advances with entries of every kind")
    void shouldCountRptSeqOverAllTemplates() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.a(packet(2)
                .trade(NOT_LAST, X, 2, 100)
                .volume(NOT_LAST, X, 3, 5)
                .limits(NOT_LAST, X, 4)
                .sessionStatistic(END_OF_EVENT, X, 5));
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 6, NEW, BID, 2, 99)));
        assertEquals(BookState.LIVE, harness.state(X));
        assertEquals(6, harness.book(X).rptSeq());
        assertEquals(0, harness.books().counters().get(BookCounter.RPT_SEQ_BREAKS));
    }

    @Test
    void shouldMakeOnlyTheInstrumentStaleWhoseRptSeqBreaks() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 2, 99), entry(Y, 2, NEW, BID, 2, 199)));
        harness.pass(2_000_000);
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(BookFault.RPT_SEQ_BREAK, harness.book(X).fault());
        assertEquals(BookState.LIVE, harness.state(Y));
        harness.assertBid(Y, "200 199");
    }

    @Test
    @DisplayName("Scenario 17: a late packet repairs what its loss had made stale")
    void shouldRepairBooksFromALatePacket() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        harness.pass(2_000_000);
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 4, NEW, BID, 4, 97)));
        assertEquals(BookState.STALE, harness.state(X));
        harness.publishedByPrice();
        harness.b(packet(2).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        assertEquals(BookState.LIVE, harness.state(X));
        harness.assertBid(X, "100 99 98 97");
        assertEquals(List.of("state 7 LIVE", "book 7 event 4 incomplete"), harness.publishedByPrice());
        harness.a(packet(5).book(END_OF_EVENT, entry(X, 5, DELETE, BID, 1, 100)));
        harness.assertBid(X, "99 98 97");
    }

    @Test
    void shouldNotRepairFromHalfOfWhatIsMissing() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 4, NEW, BID, 4, 97)));
        harness.pass(2_000_000);
        harness.b(packet(2).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        assertEquals(BookState.STALE, harness.state(X));
        harness.b(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        assertEquals(BookState.LIVE, harness.state(X));
        harness.assertBid(X, "100 99 98 97");
    }

    @Test
    void shouldStayStaleWhenThePacketIsTooLate() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        harness.pass(5_000_000_000L);
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 4, NEW, BID, 4, 97)));
        harness.b(packet(2).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        assertEquals(BookState.STALE, harness.state(X));
    }

    @Test
    void shouldBeCertainOfABookFromItsVeryFirstEntry() {
        final BookHarness snapshot = new BookHarness(new BookContext().start(Start.SNAPSHOT));
        snapshot.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 50, NEW, BID, 1, 200)));
        assertEquals(BookState.LIVE, snapshot.state(X));
        assertEquals(BookState.EMPTY_UNKNOWN, snapshot.state(Y));
        assertEquals(List.of("state 7 LIVE", "book 7 event 1"), snapshot.publishedByPrice());
    }

    @Test
    void shouldBelieveRowsAsTheyComeAndSaySoUntilAllAreKnown() {
        final BookHarness natural =
                new BookHarness(new BookContext().start(Start.NATURAL).depth(2).impliedDepth(1));
        natural.a(packet(1).book(END_OF_EVENT, entry(X, 500, CHANGE, BID, 2, 99)));
        natural.assertBid(X, "? 99");
        assertEquals(BookState.SUSPECT, natural.state(X));
        natural.a(packet(2).book(END_OF_EVENT, entry(X, 501, DELETE, BID, 1, 100)));
        natural.assertBid(X, "99");
        natural.a(
                packet(3).book(END_OF_EVENT, entry(X, 502, NEW, OFFER, 1, 101), entry(X, 503, DELETE, OFFER, 2, 102)));
        assertEquals(BookState.SUSPECT, natural.state(X));
        natural.a(packet(4).book(END_OF_EVENT, entry(X, 504, DELETE, 'E', 1, 100), entry(X, 505, DELETE, 'F', 1, 100)));
        assertEquals(BookState.LIVE, natural.state(X));
    }

    @Test
    void shouldStartNaturalBooksOverAfterABreak() {
        final BookHarness natural = new BookHarness(new BookContext().start(Start.NATURAL));
        natural.a(packet(1).book(END_OF_EVENT, entry(X, 500, NEW, BID, 1, 99)));
        natural.a(packet(2).book(END_OF_EVENT, entry(X, 510, NEW, OFFER, 1, 101)));
        natural.assertBid(X, "");
        natural.assertOffer(X, "101");
        assertEquals(BookState.SUSPECT, natural.state(X));
    }

    @Test
    void shouldClearEverythingOnAChannelReset() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).channelReset(310));
        harness.assertBid(X, "");
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 90)));
        harness.assertBid(X, "90");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldLeaveResetsOfOtherChannelsAlone() {
        final BookHarness ours =
                new BookHarness(new BookContext().start(Start.EMPTY).applId(320));
        ours.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        ours.a(packet(2).channelReset(310));
        ours.assertBid(X, "100");
        ours.a(packet(3).channelReset(320));
        ours.assertBid(X, "");
    }

    @Test
    void shouldStartOverWithTheNextWeek() {
        apply(NEW, BID, 1, 100);
        final long nextWeek = PacketBuilder.SUNDAY_OPEN + 7L * 24 * 3600 * 1_000_000_000L;
        harness.pass(nextWeek - PacketBuilder.SUNDAY_OPEN);
        harness.a(packet(1, nextWeek).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 90)));
        harness.assertBid(X, "90");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldSilenceADiscontinuedInstrument() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).version(13).definition('D', X, 10, 2, 0));
        harness.publishedByPrice();
        apply(NEW, BID, 1, 101);
        assertEquals(BookState.DISCONTINUED, harness.state(X));
        assertEquals(List.of(), harness.publishedByPrice());
    }

    @Test
    void shouldRefuseInstrumentsBeyondItsRoom() {
        final BookHarness small =
                new BookHarness(new BookContext().start(Start.EMPTY).maxInstruments(1));
        small.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        small.assertBid(X, "100");
        assertEquals(1, small.books().instrumentCount());
        assertEquals(1, small.books().counters().get(BookCounter.INSTRUMENTS_REFUSED));
    }

    @Test
    void shouldCountDeletesThatNameAnotherPrice() {
        apply(NEW, BID, 1, 100);
        apply(DELETE, BID, 1, 99);
        assertEquals(1, harness.books().counters().get(BookCounter.DELETE_PRICE_MISMATCHES));
        harness.assertBid(X, "");
    }

    @Test
    void shouldNotTakeEntriesAfterALostResetForRepetitions() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(X, 2, NEW, BID, 1, 101)));
        // Packet 2, a channel reset, is lost on both lines.
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 10), entry(X, 2, NEW, BID, 1, 11)));
        harness.pass(2_000_000);
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 3, NEW, BID, 1, 12)));
        harness.assertBid(X, "12 11 10");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldMakeABookStaleWhoseRptSeqGoesBack() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 5, NEW, BID, 1, 100)));
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 1, 10)));
        harness.pass(2_000_000);
        assertEquals(BookState.STALE, harness.state(X));
        assertEquals(BookFault.RPT_SEQ_REGRESS, harness.book(X).fault());
    }

    @Test
    void shouldStaySuspectWhileAnotherPacketIsMissing() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        harness.a(packet(4).heartbeat());
        harness.pass(2_000_000);
        harness.b(packet(2).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        assertEquals(BookState.SUSPECT, harness.state(X));
        harness.b(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        assertEquals(BookState.LIVE, harness.state(X));
        assertEquals(BookState.LIVE, harness.state(Y), "nothing is missing any more");
        harness.assertBid(X, "100 99 98");
    }

    @Test
    void shouldRepairWhateverOrderLatePacketsComeIn() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100)));
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 4, NEW, BID, 4, 97)));
        harness.pass(2_000_000);
        harness.b(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        harness.b(packet(2).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        harness.assertBid(X, "100 99 98 97");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldNotBelieveAnInstrumentThatIsFirstHeardOfBehindAGap() {
        harness.a(packet(1).heartbeat());
        harness.a(packet(3).book(END_OF_EVENT, entry(X, 2, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        harness.pass(2_000_000);
        assertEquals(BookState.EMPTY_UNKNOWN, harness.state(X));
        assertEquals(BookState.LIVE, harness.state(Y), "its first entry ever");
    }

    @Test
    void shouldNotBelieveBooksWhoseWeekBeganUnseen() {
        apply(NEW, BID, 1, 100);
        final long nextWeek = PacketBuilder.SUNDAY_OPEN + 7L * 24 * 3600 * 1_000_000_000L;
        harness.pass(nextWeek - PacketBuilder.SUNDAY_OPEN);
        harness.a(packet(5, nextWeek).book(END_OF_EVENT, entry(X, 4, NEW, BID, 1, 90)));
        harness.pass(2_000_000);
        assertEquals(BookState.STALE, harness.state(X));
    }

    @Test
    void shouldNotLetOneStrangeSendingTimeEndTheWeek() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(1, 1L << 62), packet(2, 1L << 62).book(END_OF_EVENT, entry(X, 2, NEW, BID, 2, 99)));
        harness.a(packet(4).book(END_OF_EVENT, entry(X, 4, NEW, BID, 1, 101)));
        harness.b(packet(3).book(END_OF_EVENT, entry(X, 3, NEW, BID, 3, 98)));
        harness.assertBid(X, "101 100 99 98");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldNotPublishAnEventAsCompleteThatALatePacketInterrupts() {
        harness.a(packet(1).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 100), entry(Y, 1, NEW, BID, 1, 200)));
        harness.a(packet(3).heartbeat());
        harness.pass(2_000_000);
        harness.a(packet(4).book(NOT_LAST, entry(X, 2, NEW, BID, 2, 99)));
        harness.publishedByPrice();
        harness.b(packet(2).heartbeat());
        harness.a(packet(5).book(END_OF_EVENT, entry(Y, 2, NEW, BID, 2, 199)));
        assertEquals(
                List.of("state 8 LIVE", "book 7 event 2 incomplete", "book 8 event 2 incomplete"),
                harness.publishedByPrice());
    }

    @Test
    void shouldTellConsumersOfAReset() {
        apply(NEW, BID, 1, 100);
        harness.publishedByPrice();
        harness.a(packet(++sequence).channelReset(310));
        assertEquals(List.of("book 7 event 2"), harness.publishedByPrice());
    }

    @Test
    void shouldReviveAStaleBookOnABookReset() {
        apply(NEW, BID, 3, 100);
        assertEquals(BookState.STALE, harness.state(X));
        apply(NEW, 'J', 0, Long.MAX_VALUE);
        apply(NEW, BID, 1, 99);
        harness.assertBid(X, "99");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldKnowTheRowsThatADefinitionAdds() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).version(13).definition('M', X, 20, 2, 0));
        apply(CHANGE, BID, 15, 99);
        assertEquals(BookFault.EMPTY_LEVEL, harness.book(X).fault());
    }

    @Test
    void shouldStartAnInstrumentAgainThatIsDefinedAnew() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).version(13).definition('D', X, 10, 2, 0));
        harness.a(packet(++sequence).version(13).definition('A', X, 10, 2, 0));
        harness.a(packet(++sequence).book(END_OF_EVENT, entry(X, 1, NEW, BID, 1, 50)));
        harness.assertBid(X, "50");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    void shouldFaultAnEntryTooShortToSayItsSide() {
        apply(NEW, BID, 1, 100);
        harness.a(packet(++sequence).entryLength(20).book(END_OF_EVENT, entry(X, ++rptSeq, NEW, BID, 1, 101)));
        assertEquals(BookFault.TYPE_MISSING, harness.book(X).fault());
    }
}
