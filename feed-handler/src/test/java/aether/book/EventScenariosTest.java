package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.NullValue;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The acceptance scenarios of trades, statistics and status. */
@ExtendWith(FinalState.class)
class EventScenariosTest {
    private static final int X = 7;
    private static final int Y = 8;
    private static final int GROUP = Integer.MAX_VALUE;
    private static final int READY = 17;
    private static final int HALT = 2;
    private static final int CLOSE = 4;
    private static final long[][] NO_ORDERS = {};

    private final BookHarness harness = BookHarness.empty();

    @Test
    @DisplayName("Scenario 39: trades in one packet, their orders in two later ones")
    void shouldPutOrdersToTheirTradesOverPackets() {
        harness.a(
                packet(1).trade(NOT_LAST, X, 1, 5, 2, 1, NO_ORDERS).trade(NOT_LAST, Y, 1, 3, 3, 2, NO_ORDERS),
                packet(2).trade(NOT_LAST, 0, 0, 0, 0, 0, new long[][] {{1, 5}, {2, 5}, {3, 3}}));
        harness.a(packet(3).trade(END_OF_EVENT, 0, 0, 0, 0, 0, new long[][] {{4, 1}, {5, 2}}));
        assertEquals(
                List.of(
                        "trade-order 7 1 5 aggressor",
                        "trade-order 7 2 5",
                        "trade-order 8 3 3 aggressor",
                        "trade-order 8 4 1",
                        "trade-order 8 5 2"),
                harness.published().stream()
                        .filter(line -> line.startsWith("trade"))
                        .toList());
        assertEquals(5, harness.count(BookCounter.TRADE_ORDERS));
        assertEquals(0, harness.count(BookCounter.TRADE_ORDER_MISMATCHES));
    }

    @Test
    @DisplayName("Scenario 39: orders that do not add up to their trade")
    void shouldCountTradesWhoseOrdersDoNotAddUp() {
        harness.a(packet(1).trade(END_OF_EVENT, X, 1, 5, 2, 1, new long[][] {{1, 9}, {2, 5}, {3, 1}}));
        assertEquals(1, harness.count(BookCounter.TRADE_ORDER_MISMATCHES));
        assertEquals(1, harness.count(BookCounter.TRADE_ORDERS_UNASSIGNED));
    }

    @Test
    @DisplayName("Scenario 40: no aggressor, fewer orders than the quantity")
    void shouldAcceptFewerOrdersWhereNobodyWasTheAggressor() {
        harness.a(packet(1).trade(END_OF_EVENT, X, 1, 5, 1, 0, new long[][] {{1, 2}}));
        assertEquals(0, harness.count(BookCounter.TRADE_ORDER_MISMATCHES));
        assertEquals("trade-order 7 1 2", harness.published().get(2));
    }

    @Test
    @DisplayName("Scenario 41: a trade is corrected, and busted")
    void shouldTellCorrectionsAndBustsAndLeaveTheBookAlone() {
        harness.a(packet(1).trade(NOT_LAST, X, 1, 100).book(END_OF_EVENT, entry(X, 2, 0, '0', 1, 99)));
        harness.published();
        harness.a(
                packet(2).trade(END_OF_EVENT, X, 3, 101).tradeAction(1),
                packet(3).trade(END_OF_EVENT, X, 4, 101).tradeAction(2));
        assertEquals(
                List.of("correction 7 101 x 5", "book 7 event 2", "bust 7 101 x 5", "book 7 event 3"),
                harness.published());
        harness.assertBid(X, "99");
        assertEquals(BookState.LIVE, harness.state(X));
        assertEquals(4, harness.book(X).rptSeq());
        assertEquals(0, harness.count(BookCounter.TRADE_ORDER_MISMATCHES));
    }

    @Test
    @DisplayName("Scenario 42: group, instrument, group again; an instrument defined later")
    void shouldLetTheLastStatusWinAndLaterInstrumentsInherit() {
        harness.a(packet(1).definition('A', X, 10, 2, 0).definition('A', Y, 10, 2, 0));
        harness.a(packet(2).status(GROUP, "GR", READY, 0));
        assertEquals(READY, harness.book(X).tradingStatus());
        harness.a(packet(3).status(X, "GR", HALT, 0));
        assertEquals(HALT, harness.book(X).tradingStatus());
        assertEquals(READY, harness.book(Y).tradingStatus());
        harness.a(packet(4).status(GROUP, "GR", CLOSE, 0), packet(5).status(GROUP, "OTHER", READY, 0));
        assertEquals(CLOSE, harness.book(X).tradingStatus());
        harness.a(packet(6).definition('A', 9, 10, 2, 0));
        assertEquals(CLOSE, harness.book(9).tradingStatus());
    }

    @Test
    void shouldKeepTheStatusWhereOnlyTheEventCounts() {
        harness.a(packet(1).status(X, "GR", READY, 0), packet(2).status(X, "GR", 103, 1));
        assertEquals(READY, harness.book(X).tradingStatus());
        assertEquals(1, harness.book(X).tradingEvent());
    }

    @Test
    @DisplayName("Scenario 43: reset of statistics leaves the book alone")
    void shouldStartSessionStatisticsOverAndKeepTheBook() {
        harness.a(packet(1)
                .book(END_OF_EVENT, entry(X, 1, 0, '0', 1, 100))
                .sessionStatistic(END_OF_EVENT, X, 2)
                .volume(END_OF_EVENT, X, 3, 55)
                .limits(END_OF_EVENT, X, 4));
        final InstrumentStatistics statistics = harness.book(X).statistics();
        assertEquals(200, statistics.price((byte) '7'));
        assertEquals(55, statistics.volume());
        assertEquals(300, statistics.highLimit());
        harness.a(packet(2).status(X, "GR", READY, 4));
        assertEquals(NullValue.PRICE, statistics.price((byte) '7'));
        assertEquals(NullValue.SIZE, statistics.volume());
        harness.assertBid(X, "100");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 60: definitions in the middle of the day")
    void shouldFollowDefinitionsAddedChangedAndDeleted() {
        harness.a(packet(1).definition('A', X, 10, 2, 0).book(END_OF_EVENT, entry(X, 1, 0, '0', 1, 100)));
        harness.assertBid(X, "100");
        assertEquals(1, harness.count(BookCounter.DEFINITION_CHANGES));
        harness.a(packet(2).definition('M', X, 10, 2, 0));
        assertEquals(1, harness.count(BookCounter.DEFINITION_CHANGES));
        harness.a(packet(3).definition('M', X, 5, 2, 0));
        assertEquals(2, harness.count(BookCounter.DEFINITION_CHANGES));
        harness.assertBid(X, "100");
        harness.a(packet(4).definition('D', X, 5, 2, 0));
        harness.published();
        harness.a(packet(5).book(END_OF_EVENT, entry(X, 2, 0, '0', 1, 101)));
        assertEquals(List.of(), harness.published());
        assertEquals(1, harness.count(BookCounter.DISCONTINUED_ENTRIES));
        assertEquals(BookState.DISCONTINUED, harness.book(X).orderState());
    }

    @Test
    void shouldNotReviveADeletedInstrumentFromTheReplayFeed() {
        harness.a(packet(1).definition('A', X, 10, 2, 0), packet(2).definition('D', X, 10, 2, 0));
        harness.definitions(packet(1).definition('A', X, 10, 2, 0));
        assertEquals(BookState.DISCONTINUED, harness.state(X));
        harness.a(packet(3).definition('A', X, 10, 2, 0));
        assertEquals(BookState.LIVE, harness.state(X));
    }
}
