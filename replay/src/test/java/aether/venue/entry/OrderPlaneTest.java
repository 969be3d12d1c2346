package aether.venue.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.connection.DropCopyCheck;
import aether.gateway.CoreListener;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionState;
import aether.order.Order;
import aether.order.OrderCounter;
import aether.order.OrderStatus;
import aether.risk.KillScope;
import aether.venue.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders from the core to the venue and back: scenarios 72, 74, 76, 77, 79, 81, 82, 84, and sessions at random. */
class OrderPlaneTest {
    private static final long SEED = Long.getLong("aether.orders.seed", 20_261_121L);
    private static final int SESSIONS = Integer.getInteger("aether.orders.sessions", 3);
    private static final int EVENTS = 150_000;

    private final OrderPlane plane = new OrderPlane(1);

    @Test
    void shouldLogOnAndOff() {
        plane.logOn();
        assertEquals(SessionState.ESTABLISHED, plane.core.session().state());
        assertTrue(plane.session.isEstablished());
        plane.apply(OrderInput.TERMINATE, 0);
        plane.deliverAll();
        assertEquals(SessionEnd.REQUESTED, plane.end);
    }

    @Test
    void shouldAcknowledgeFillReplaceAndCancel() {
        plane.logOn();
        final long first = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        assertEquals(OrderStatus.LIVE, plane.order(first).status());
        plane.other(0, false, 0, 4, 1);
        plane.deliverAll();
        assertEquals(OrderStatus.PARTIAL, plane.order(first).status());
        plane.replace(first, -1, 20);
        plane.deliverAll();
        assertEquals(16, plane.order(first).leavesQty());
        assertEquals(999 * plane.tick(), plane.order(first).price());
        plane.cancel(first);
        plane.deliverAll();
        assertEquals(OrderStatus.CANCELED, plane.order(first).status());
        assertSame();
    }

    /** The order that the market data show is the client's own. */
    @Test
    void shouldShareTheOrderIdWithTheMarketData() {
        plane.logOn();
        final long id = plane.order(1, false, 3, 10, 0);
        plane.deliverAll();
        assertEquals(
                plane.order(id).orderId(),
                plane.venue.instruments().get(1).orders(Side.SELL).getFirst().orderId());
    }

    @Test
    void shouldNotLeaveImmediateOrdersToRest() {
        plane.logOn();
        plane.other(0, false, 0, 4, 1);
        final long kill = plane.order(0, true, 0, 10, 4);
        plane.deliverAll();
        assertEquals(OrderStatus.EXPIRED, plane.order(kill).status());
        final long immediate = plane.order(0, true, 0, 10, 3);
        plane.deliverAll();
        assertEquals(4, plane.order(immediate).cumQty());
        assertEquals(OrderStatus.EXPIRED, plane.order(immediate).status());
        assertSame();
    }

    /** Scenario 77: what the venue never got is not sent again. */
    @Test
    void shouldReportOrdersThatWereLostOnTheWay() {
        plane.logOn();
        final long lost = plane.order(0, true, 0, 10, 0);
        plane.disconnect();
        assertEquals(OrderStatus.UNKNOWN, plane.order(lost).status());
        plane.logOn();
        assertEquals(OrderStatus.REJECTED_LOCAL, plane.order(lost).status());
        assertEquals(0, plane.venue.instruments().getFirst().orders(Side.BUY).size());
        assertEquals(1, plane.core.orders().counters().get(OrderCounter.NOT_APPLIED));
        final long next = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        assertEquals(OrderStatus.LIVE, plane.order(next).status());
    }

    /** Scenario 76: what the venue said into the void is said again. */
    @Test
    void shouldFetchReportsThatWereLost() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverToVenue();
        plane.other(0, false, 0, 4, 1);
        assertEquals(2, plane.toClient().size());
        plane.disconnect();
        plane.other(0, false, 0, 3, 2);
        plane.logOn();
        assertEquals(7, plane.order(id).cumQty());
        assertEquals(OrderStatus.PARTIAL, plane.order(id).status());
        assertSame();
    }

    @Test
    void shouldFetchMoreThanOneRequestCanCarry() {
        plane.logOn();
        plane.order(0, true, 0, 6_000, 0);
        plane.deliverAll();
        plane.disconnect();
        for (int i = 0; i < 5_600; i++) {
            plane.other(0, false, 0, 1, i + 1L);
        }
        plane.logOn();
        assertEquals(5_600, plane.core.orders().positions().position(plane.instrument(0)));
        assertSame();
    }

    /** A message lost in the middle, while later ones arrive: these wait. */
    @Test
    void shouldKeepLiveReportsBehindAHole() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.other(0, false, 0, 2, 1);
        plane.toClient().clear();
        plane.other(0, false, 0, 3, 2);
        plane.deliverToClient();
        assertEquals(0, plane.order(id).cumQty());
        plane.deliverAll();
        assertEquals(5, plane.order(id).cumQty());
        assertSame();
    }

    /** Scenario 74. */
    @Test
    void shouldKeepTheSessionAliveAndNoticeSilence() {
        plane.logOn();
        for (int i = 0; i < 10; i++) {
            plane.time(400_000_000);
            plane.deliverAll();
        }
        assertEquals(SessionState.ESTABLISHED, plane.core.session().state());
        plane.time(1_100_000_000);
        plane.toVenue().clear();
        plane.toClient().clear();
        plane.time(1_100_000_000);
        assertEquals(SessionEnd.KEEP_ALIVE_LAPSED, plane.end);
    }

    /** Scenario 82. */
    @Test
    void shouldLearnOfOrdersThatWereCanceledOnDisconnect() {
        plane.logOn();
        final long raced = plane.order(0, true, 0, 10, 0);
        final long other = plane.order(1, true, 0, 10, 0);
        plane.deliverAll();
        plane.disconnect();
        plane.other(0, false, 0, 10, 1);
        plane.entry.cancelOnDisconnect(plane.nowNs);
        plane.logOn();
        assertEquals(OrderStatus.FILLED, plane.order(raced).status());
        assertEquals(OrderStatus.CANCELED, plane.order(other).status());
        assertEquals(OrderEntry.CANCEL_ON_DISCONNECT, plane.order(other).reason());
        assertSame();
    }

    /** Scenario 72: each logon that is wrong is refused, and said why. */
    @Test
    void shouldNotLogOnWithAnOldTimestamp() {
        plane.connect();
        plane.nowNs += 6_000_000_000L;
        plane.deliverAll();
        assertFalse(plane.session.isEstablished());
        assertEquals(1, plane.session.rejectedLogons());
    }

    /** Scenario 81: the kill switch takes out what rests, blocks what is new, and lets cancels pass. */
    @Test
    void shouldKill() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.ALL, 0, 9, true));
        plane.deliverAll();
        assertEquals(OrderStatus.CANCELED, plane.order(id).status());
        plane.told.clear();
        plane.order(0, true, 0, 10, 0);
        assertTrue(plane.told.contains("refused KILL_SWITCH"), plane.told.toString());
        plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.ALL, 0, 9, false));
        final long again = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        assertEquals(OrderStatus.LIVE, plane.order(again).status());
    }

    /** Scenario 86: connections that come and go do not make a storm of status requests; the one that counts is asked again. */
    @Test
    void shouldAskForAllOrdersOnceAtATime() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.sent.clear();
        for (int i = 0; i < 10; i++) {
            plane.disconnect();
            plane.logOn();
        }
        assertTrue(plane.statusRequests() <= 2, plane.statusRequests() + " requests in a moment");
        assertEquals(OrderStatus.LIVE, plane.order(id).status());
        plane.order(1, true, 0, 10, 0);
        plane.disconnect();
        plane.logOn();
        assertEquals(OrderStatus.REJECTED_LOCAL, plane.order(plane.lastClOrdId).status());
        for (int i = 0; i < 10; i++) {
            plane.time(500_000_000);
            plane.deliverAll();
        }
        assertTrue(plane.statusRequests() <= 5, plane.statusRequests() + " requests in five seconds");
        assertSame();
    }

    /** NotApplied has no number: it may be lost with its connection, and is not told again. A cancel that is lost so must not stay under way for ever. */
    @Test
    void shouldNoticeThatACancelWasLostWhenNobodySaysSo() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.cancel(id);
        plane.replace(id, 1, 9);
        assertTrue(plane.order(id).isCancelPending());
        plane.disconnect();
        plane.connect();
        while (plane.deliverToVenue()) {
            plane.nowNs += 1_000;
        }
        plane.disconnect();
        plane.logOn();
        for (int i = 0; i < 40; i++) {
            plane.time(500_000_000);
            plane.deliverAll();
        }
        assertFalse(plane.order(id).isCancelPending());
        assertFalse(plane.order(id).isReplacePending());
        assertEquals(OrderStatus.LIVE, plane.order(id).status());
        plane.cancel(id);
        plane.deliverAll();
        assertEquals(OrderStatus.CANCELED, plane.order(id).status());
        assertSame();
    }

    /** What goes out behind the question is not lost because its answer does not name it. */
    @Test
    void shouldWaitForARequestThatWentOutBehindTheQuestion() {
        plane.logOn();
        final long id = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.disconnect();
        plane.logOn();
        plane.disconnect();
        plane.time(3_000_000_000L);
        plane.connect();
        plane.deliverToVenue();
        plane.deliverToClient();
        final int questions = (int) plane.statusRequests();
        plane.cancel(id);
        plane.deliverToVenue();
        plane.deliverToClient();
        assertTrue(plane.order(id).isCancelPending(), questions + " questions");
        plane.deliverAll();
        assertEquals(OrderStatus.CANCELED, plane.order(id).status());
        assertSame();
    }

    /** Scenario 85: a trade that only one of the two accounts has. */
    @Test
    void shouldNoticeWhatOnlyTheDropCopyTells() {
        final List<String> breaks = new ArrayList<>();
        final DropCopyCheck check = new DropCopyCheck(
                plane.core.orders().positions(),
                1_000,
                (securityId, position, copied) -> breaks.add(position + " " + copied));
        final List<byte[]> copies = new ArrayList<>();
        plane.entry.copyTrades(copies::add);
        plane.logOn();
        plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.other(0, false, 0, 4, 1);
        plane.deliverAll();
        check.onTime(0);
        check.onTime(999);
        copies.forEach(frame -> check.onFrame(new UnsafeBuffer(frame), 0));
        check.onTime(1_000);
        assertEquals(List.of(), breaks, "late is no break");
        plane.other(0, false, 0, 3, 2);
        plane.toClient().clear();
        copies.forEach(frame -> check.onFrame(new UnsafeBuffer(frame), 0));
        check.onTime(2_000);
        check.onTime(3_000);
        assertEquals(List.of("4 7"), breaks);
        plane.disconnect();
        plane.logOn();
        check.onTime(4_000);
        plane.other(0, false, 0, 2, 3);
        plane.deliverAll();
        check.onTime(5_000);
        check.onTime(6_000);
        assertEquals(List.of("4 7", "9 7"), breaks, "the copy lacks one");
        assertEquals(2, check.breaks());
    }

    /** Throttles: first the message is refused, then the client is logged out; both are survived. */
    @Test
    void shouldBearTheThrottlesOfTheVenue() {
        final OrderPlane throttled = new OrderPlane(
                1, new OrderEntryContext().window(3_000_000_000L).orders(2, 4).conclude());
        throttled.logOn();
        final long first = throttled.order(0, true, 0, 10, 0);
        throttled.order(1, true, 0, 10, 0);
        final long refused = throttled.order(2, true, 0, 10, 0);
        throttled.deliverAll();
        assertEquals(OrderStatus.LIVE, throttled.order(first).status());
        assertEquals(OrderStatus.REJECTED, throttled.order(refused).status());
        assertEquals(8, throttled.order(refused).reason());
        throttled.order(0, true, -1, 10, 0);
        throttled.order(0, true, -2, 10, 0);
        throttled.deliverAll();
        assertEquals(SessionEnd.TERMINATED, throttled.end);
        throttled.disconnect();
        throttled.entry.cancelOnDisconnect(throttled.nowNs);
        throttled.nowNs += 3_000_000_000L;
        throttled.logOn();
        assertEquals(OrderStatus.CANCELED, throttled.order(first).status());
        assertSame(throttled, "");
    }

    /** Scenario 84: trades that the venue undoes or corrects, while the order is open and after. */
    @Test
    void shouldUndoAndCorrectTrades() {
        final OrderPlane amended =
                new OrderPlane(1, new OrderEntryContext().amendments(1, 0).conclude());
        amended.logOn();
        final long id = amended.order(0, true, 0, 10, 0);
        amended.deliverAll();
        amended.other(0, false, 0, 4, 1);
        amended.deliverAll();
        assertEquals(0, amended.core.orders().positions().position(amended.instrument(0)));
        assertEquals(6, amended.order(id).leavesQty(), "what was undone does not come back");
        assertSame(amended, "");
        amended.other(0, false, 0, 6, 2);
        amended.deliverAll();
        assertEquals(OrderStatus.FILLED, amended.order(id).status());
        assertEquals(2, amended.core.orders().counters().get(OrderCounter.BUSTS));
        assertSame(amended, "");
    }

    /** A trade is undone long after its order has been forgotten: the position follows all the same. */
    @Test
    void shouldUndoTradesOfForgottenOrders() {
        plane.logOn();
        plane.other(0, false, 0, 4, 1);
        final long id = plane.order(0, true, 0, 4, 0);
        plane.deliverAll();
        for (int i = 0; i < 600; i++) {
            plane.order(1, true, -1, 1, 4);
            plane.deliverAll();
        }
        assertNull(plane.order(id));
        plane.entry.bust(new SplittableRandom(1), plane.nowNs);
        plane.deliverAll();
        assertEquals(0, plane.core.orders().positions().position(plane.instrument(0)));
        assertSame();
    }

    @Test
    void shouldAgreeWithTheVenueWheneverItIsQuiet() {
        for (int session = 1; session <= SESSIONS; session++) {
            chaos(SEED + session);
        }
    }

    private static void chaos(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final OrderPlane chaos = new OrderPlane(
                seed,
                new OrderEntryContext()
                        .seed(seed)
                        .window(1_000_000_000L)
                        .orders(260, 300)
                        .cancels(130, 160)
                        .amendments(0.02, 0.02)
                        .conclude());
        final RandomSession session = new RandomSession(chaos, random);
        for (int i = 0; i < EVENTS; i++) {
            session.step();
            if (i % 2_000 == 0) {
                session.rest();
                assertSame(chaos, "seed " + seed + ", event " + i);
            }
        }
        assertTrue(session.disconnects() > EVENTS / 10_000, session.disconnects() + " disconnects");
        assertTrue(
                chaos.entry.account().fills() > EVENTS / 50,
                chaos.entry.account().fills() + " fills");
        assertEquals(0, chaos.core.orders().counters().get(OrderCounter.ILLEGAL), "seed " + seed);
        assertTrue(chaos.core.orders().counters().get(OrderCounter.BUSTS) > 10, "busts");
        assertTrue(chaos.core.orders().counters().get(OrderCounter.CORRECTIONS) > 10, "corrections");
        replayed(chaos);
    }

    /** The same inputs once more give the same frames, byte for byte, and the same state. */
    private static void replayed(final OrderPlane plane) {
        final List<byte[]> again = new ArrayList<>();
        final OrderCore core = new OrderCore(OrderPlane.SETTINGS, 256, 16, new CoreListener() {
            @Override
            public void onSend(final DirectBuffer buffer, final int offset, final int length) {
                final byte[] frame = new byte[length];
                buffer.getBytes(offset, frame);
                again.add(frame);
            }
        });
        for (final OrderPlane.Input input : plane.inputs) {
            core.apply(input.type(), input.timeNs(), new UnsafeBuffer(input.bytes()), 0, input.bytes().length);
        }
        assertEquals(plane.sent.size(), again.size());
        for (int i = 0; i < again.size(); i++) {
            assertArrayEquals(plane.sent.get(i), again.get(i), "frame " + i);
        }
        assertEquals(plane.core.hash(), core.hash());
    }

    private void assertSame() {
        assertSame(plane, "");
    }

    /** Positions, cash and open orders of both sides. */
    static void assertSame(final OrderPlane plane, final String where) {
        final var positions = plane.core.orders().positions();
        for (int i = 0; i < positions.size(); i++) {
            final int securityId = positions.securityId(i);
            assertEquals(
                    plane.entry.account().positions().getOrDefault(securityId, 0L),
                    positions.positionAt(i),
                    where + ", position of " + securityId);
            assertEquals(
                    plane.entry.account().cash().getOrDefault(securityId, BigInteger.ZERO),
                    positions.cashAt(i).value(),
                    where + ", cash of " + securityId);
        }
        final List<String> ours = new ArrayList<>();
        for (int place = 0; place < plane.core.orders().size(); place++) {
            final Order order = plane.core.orders().order(place);
            if (!order.status().isTerminal()) {
                ours.add(order.orderId() + " " + order.price() + " " + order.leavesQty());
            }
        }
        final List<String> theirs = new ArrayList<>(plane.entry.orders().stream()
                .filter(order -> order.isOpen)
                .map(order -> order.orderId + " " + order.price + " " + order.leaves())
                .toList());
        final List<String> theirsAlone = new ArrayList<>(theirs);
        theirsAlone.removeAll(ours);
        ours.removeAll(theirs);
        assertEquals(theirsAlone, ours, where + ", open orders that only one side knows");
    }
}
