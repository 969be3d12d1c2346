package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookContext.Start;
import aether.feed.mdp3.PacketBuilder.Entry;
import aether.feed.mdp3.PacketBuilder.OrderEntry;
import aether.feed.mdp3.PacketBuilder.OrderRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The acceptance scenarios of books by order. */
@ExtendWith(FinalState.class)
class OrderBookScenariosTest {
    private static final int X = 7;
    private static final int Y = 8;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final char BID = '0';

    private final BookHarness harness = BookHarness.empty();
    private long sequence;

    private static OrderEntry bid(final int action, final long orderId, final long priority, final long price) {
        return new OrderEntry(X, action, BID, orderId, priority, price, 10);
    }

    private void apply(final OrderEntry... entries) {
        harness.a(packet(++sequence).orders(END_OF_EVENT, entries));
    }

    @Test
    @DisplayName("Scenario 33: orders refer to the price entries of their message, counted from 1")
    void shouldFindPriceAndInstrumentOfAnOrderThroughItsReference() {
        harness.a(packet(1)
                .book(
                        46,
                        END_OF_EVENT,
                        new OrderRef[] {
                            new OrderRef(1, 10, 5, 1, NEW),
                            new OrderRef(2, 11, 6, 3, NEW),
                            new OrderRef(3, 12, 7, 3, NEW)
                        },
                        new Entry(X, 1, NEW, BID, 1, 100, 5, 1),
                        new Entry(X, 2, NEW, BID, 2, 99, 4, 1),
                        new Entry(Y, 1, NEW, BID, 1, 200, 13, 2)));
        harness.assertBidOrders(X, "100: 1x5");
        harness.assertBidOrders(Y, "200: 2x6 3x7");
        assertEquals(3, harness.count(BookCounter.ORDER_ENTRIES));
        assertEquals(
                java.util.List.of(
                        "state 7 LIVE",
                        "order-state 7 LIVE",
                        "state 8 LIVE",
                        "order-state 8 LIVE",
                        "book 7 event 1",
                        "orders 7 event 1",
                        "book 8 event 1",
                        "orders 8 event 1"),
                harness.published());
    }

    @Test
    @DisplayName("Scenario 33: a reference to no entry")
    void shouldMakeOrderBooksStaleAndLeavePricesAloneOnABadReference() {
        harness.a(packet(1)
                .book(
                        46,
                        END_OF_EVENT,
                        new OrderRef[] {new OrderRef(1, 10, 5, 0, NEW), new OrderRef(2, 11, 5, 1, NEW)},
                        new Entry(X, 1, NEW, BID, 1, 100, 5, 1)));
        assertEquals(BookState.STALE, harness.book(X).orderState());
        assertEquals(BookFault.BAD_REFERENCE, harness.book(X).orderFault());
        assertEquals(0, harness.book(X).orders().size());
        harness.assertBid(X, "100");
        assertEquals(BookState.LIVE, harness.state(X));
    }

    @Test
    @DisplayName("Scenario 34: 47 over two packets, the end of the event in a third")
    void shouldPublishOrdersAtTheEndOfAnEventThatSpansPackets() {
        harness.a(packet(1).orders(NOT_LAST, bid(NEW, 1, 10, 100)));
        harness.published();
        harness.a(packet(2).orders(NOT_LAST, bid(NEW, 2, 11, 100)));
        assertTrue(harness.published().isEmpty());
        harness.a(packet(3).orders(END_OF_EVENT));
        assertEquals("[orders 7 event 1]", harness.published().toString());
        harness.assertBidOrders(X, "100: 1x10 2x10");
    }

    @Test
    @DisplayName("Scenario 35: modify with loss of priority, move to another price")
    void shouldQueueByPriorityAndMoveOrders() {
        apply(bid(NEW, 1, 10, 100), bid(NEW, 2, 20, 100), bid(NEW, 3, 30, 100), bid(NEW, 4, 15, 100));
        harness.assertBidOrders(X, "100: 1x10 4x10 2x10 3x10");
        apply(bid(CHANGE, 1, 40, 100));
        harness.assertBidOrders(X, "100: 4x10 2x10 3x10 1x10");
        apply(new OrderEntry(X, CHANGE, BID, 2, 20, 100, 3));
        harness.assertBidOrders(X, "100: 4x10 2x3 3x10 1x10");
        apply(bid(CHANGE, 4, 50, 101));
        harness.assertBidOrders(X, "101: 4x10 100: 2x3 3x10 1x10");
        apply(bid(DELETE, 4, 50, 101));
        harness.assertBidOrders(X, "100: 2x3 3x10 1x10");
        assertEquals(3, harness.count(BookCounter.LIVE_ORDERS));
    }

    @Test
    @DisplayName("Scenario 35: delete of an order that nobody knows")
    void shouldFaultADeleteOfAnUnknownOrder() {
        apply(bid(NEW, 1, 10, 100));
        apply(bid(DELETE, 9, 10, 100));
        assertEquals(BookState.STALE, harness.book(X).orderState());
        assertEquals(1, harness.count(BookFault.UNKNOWN_ORDER));
        assertEquals(0, harness.book(X).orders().size());
        apply(bid(NEW, 2, 11, 100));
        assertEquals(0, harness.book(X).orders().size());
        assertEquals(1, harness.count(BookCounter.SKIPPED_ORDER_ENTRIES));
    }

    @Test
    void shouldFaultADuplicateAnotherSideAndAnImpliedOrder() {
        apply(bid(NEW, 1, 10, 100));
        apply(bid(NEW, 1, 11, 100));
        assertEquals(BookFault.DUPLICATE_ORDER, harness.book(X).orderFault());
        harness.a(packet(++sequence).orders(END_OF_EVENT, new OrderEntry(Y, NEW, BID, 1, 10, 100, 5)));
        harness.a(packet(++sequence).orders(END_OF_EVENT, new OrderEntry(Y, DELETE, '1', 1, 10, 100, 5)));
        assertEquals(BookFault.WRONG_SIDE, harness.book(Y).orderFault());
        harness.a(packet(++sequence).orders(END_OF_EVENT, new OrderEntry(9, NEW, 'E', 1, 10, 100, 5)));
        assertEquals(BookFault.TYPE_MISSING, harness.book(9).orderFault());
    }

    @Test
    void shouldGiveABookUpThatFindsNoRoomAndKeepTheOthers() {
        final BookHarness small =
                new BookHarness(new BookContext().start(Start.EMPTY).maxOrders(3));
        small.a(packet(1).orders(END_OF_EVENT, bid(NEW, 1, 1, 100), bid(NEW, 2, 2, 100)));
        small.a(packet(2).orders(END_OF_EVENT, new OrderEntry(Y, NEW, BID, 1, 10, 100, 5)));
        small.a(packet(3).orders(END_OF_EVENT, bid(NEW, 3, 3, 101)));
        assertEquals(BookFault.ORDERS_FULL, small.book(X).orderFault());
        assertEquals(BookState.LIVE, small.book(Y).orderState());
        small.a(packet(4).orders(END_OF_EVENT, new OrderEntry(Y, NEW, BID, 2, 11, 101, 5)));
        small.assertBidOrders(Y, "101: 2x5 100: 1x5");
        assertEquals(2, small.count(BookCounter.LIVE_ORDERS));
    }

    @Test
    @DisplayName("Scenario 36: orders that do not add up to the price level")
    void shouldGiveBothBooksUpThatContradictEachOther() {
        final BookHarness verifying = BookHarness.emptyWithSnapshots();
        verifying.a(packet(1)
                .book(
                        46,
                        END_OF_EVENT,
                        new OrderRef[] {new OrderRef(1, 10, 10, 1, NEW)},
                        new Entry(X, 1, NEW, BID, 1, 100, 10, 1)));
        assertEquals(1, verifying.count(BookCounter.CROSS_CHECKS));
        assertEquals(BookState.LIVE, verifying.state(X));
        verifying.a(packet(2).book(END_OF_EVENT, new Entry(X, 2, CHANGE, BID, 1, 100, 11, 1)));
        assertEquals(BookState.RECOVERING, verifying.state(X));
        assertEquals(BookState.RECOVERING, verifying.book(X).orderState());
        assertEquals(1, verifying.count(BookFault.SUMS_DIFFER) / 2);
    }

    @Test
    void shouldRepairOrderBooksFromALatePacket() {
        apply(bid(NEW, 1, 10, 100));
        harness.a(packet(3).orders(END_OF_EVENT, bid(DELETE, 2, 11, 100)));
        harness.pass(2_000_000);
        assertEquals(BookState.STALE, harness.book(X).orderState());
        assertEquals(BookFault.CHANNEL_GAP, harness.book(X).orderFault());
        harness.b(packet(2).orders(END_OF_EVENT, bid(NEW, 2, 11, 100)));
        assertEquals(BookState.LIVE, harness.book(X).orderState());
        harness.assertBidOrders(X, "100: 1x10");
    }

    @Test
    void shouldNotRepairOrderBooksOnceTheGapWasGivenUp() {
        apply(bid(NEW, 1, 10, 100));
        harness.a(packet(3).orders(END_OF_EVENT)).pass(2_000_000).pass(2_000_000_000);
        harness.a(packet(4).orders(END_OF_EVENT), packet(6).orders(END_OF_EVENT))
                .pass(2_000_000);
        harness.b(packet(5).orders(END_OF_EVENT, bid(NEW, 2, 11, 100)));
        assertEquals(BookState.STALE, harness.book(X).orderState());
    }
}
