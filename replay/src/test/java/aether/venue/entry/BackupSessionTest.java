package aether.venue.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.gateway.OrderInput;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionSignature;
import aether.ilink3.SessionState;
import aether.ilink3.Sofh;
import aether.order.OrderCounter;
import aether.order.OrderStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A second connection that stands by, and takes over. */
class BackupSessionTest {
    private static final long SEED = Long.getLong("aether.orders.seed", 20_261_121L);
    private final Deque<byte[]> toStandby = new ArrayDeque<>();
    private final Deque<byte[]> fromStandby = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    private final SessionSignature signature = new SessionSignature(OrderPlane.SECRET);
    private StandbyLogon standby;

    private final OrderPlane plane = new OrderPlane(1) {
        @Override
        public void onBackupSend(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] frame = new byte[length];
            buffer.getBytes(offset, frame);
            final UnsafeBuffer signed = new UnsafeBuffer(frame);
            if (SessionSignature.isSigned(Sofh.templateId(signed, 0))) {
                signature.sign(signed, 0);
            }
            toStandby.add(frame);
        }

        @Override
        public void onBackupClose() {
            happened.add("closed");
        }

        @Override
        public void onFailover() {
            happened.add("failover");
        }
    };

    private void standBy() {
        standby = new StandbyLogon(new SessionSignature(OrderPlane.SECRET), plane.session.uuid(), fromStandby::add);
        plane.apply(OrderInput.BACKUP_CONNECTED, none, 0, 0);
        exchange();
    }

    private void exchange() {
        while (!toStandby.isEmpty() || !fromStandby.isEmpty()) {
            if (!toStandby.isEmpty()) {
                assertEquals(
                        StandbyLogon.Verdict.DONE,
                        standby.onFrame(new UnsafeBuffer(toStandby.removeFirst()), 0, plane.nowNs));
            }
            if (!fromStandby.isEmpty()) {
                final byte[] frame = fromStandby.removeFirst();
                plane.apply(OrderInput.BACKUP_FRAME, new UnsafeBuffer(frame), 0, frame.length);
            }
        }
    }

    /** The first connection is lost with everything on it; what the core sends from here on goes by the other. */
    private void loseTheFirst() {
        plane.toVenue().clear();
        plane.toClient().clear();
        plane.session.disconnected();
        plane.apply(OrderInput.DISCONNECTED, none, 0, 0);
        final byte[] word = plane.toVenue().removeFirst();
        assertEquals(StandbyLogon.Verdict.PROMOTE, standby.onFrame(new UnsafeBuffer(word), 0, plane.nowNs));
        plane.session.promoted(plane.toClient()::add, standby.clientNext(), plane.nowNs);
    }

    @Test
    void shouldStandByAndSayNothingElse() {
        plane.logOn();
        standBy();
        assertTrue(standby.isReady());
        for (int i = 0; i < 10; i++) {
            plane.time(600_000_000);
            assertTrue(standby.isAlive(plane.nowNs));
            plane.deliverAll();
            exchange();
        }
        assertEquals(SessionState.ESTABLISHED, plane.core.session().state());
        assertEquals(List.of(), happened);
    }

    @Test
    void shouldTakeOverWithEverythingThatWasUnderWay() {
        plane.logOn();
        standBy();
        final long rests = plane.order(0, true, 0, 10, 0);
        plane.deliverAll();
        plane.other(0, false, 0, 4, 1);
        final long lost = plane.order(1, true, 0, 10, 0);
        loseTheFirst();
        assertEquals(List.of("failover"), happened);
        assertEquals(OrderStatus.UNKNOWN, plane.order(lost).status());
        final long next = plane.order(2, true, 0, 10, 0);
        plane.deliverAll();
        assertEquals(4, plane.order(rests).cumQty(), "the report that was on its way");
        assertEquals(OrderStatus.REJECTED_LOCAL, plane.order(lost).status());
        assertEquals(1, plane.core.orders().counters().get(OrderCounter.NOT_APPLIED));
        assertEquals(OrderStatus.LIVE, plane.order(next).status());
        OrderPlaneTest.assertSame(plane, "");
    }

    @Test
    void shouldNotTakeOverWhatWasEndedOnPurpose() {
        plane.logOn();
        standBy();
        plane.apply(OrderInput.TERMINATE, none, 0, 0);
        plane.deliverAll();
        plane.apply(OrderInput.DISCONNECTED, none, 0, 0);
        assertEquals(SessionEnd.REQUESTED, plane.end);
        assertEquals(List.of(), happened);
        assertEquals(SessionState.DISCONNECTED, plane.core.session().state());
    }

    @Test
    void shouldNoticeThatTheOtherIsSilent() {
        plane.logOn();
        standBy();
        plane.time(1_000_000_000);
        plane.deliverAll();
        toStandby.clear();
        plane.time(1_000_000_000);
        assertEquals(List.of("closed"), happened);
    }

    @Test
    void shouldRefuseTheSecondBeforeTheFirst() {
        plane.apply(OrderInput.BACKUP_CONNECTED, none, 0, 0);
        assertEquals(List.of("closed"), happened);
    }

    /** Losses at random moments, each survived by the other connection. */
    @Test
    void shouldAgreeWithTheVenueOverManyTakeovers() {
        final SplittableRandom random = new SplittableRandom(SEED);
        plane.logOn();
        for (int takeover = 0; takeover < 200; takeover++) {
            standBy();
            for (int i = 0; i < 20; i++) {
                plane.nowNs += 1_000_000;
                plane.order(random.nextInt(3), random.nextBoolean(), random.nextInt(5) - 2, 1 + random.nextInt(9), 0);
                plane.other(random.nextInt(3), random.nextBoolean(), random.nextInt(5) - 2, 5, takeover * 100L + i + 1);
                for (int step = random.nextInt(4); step > 0; step--) {
                    plane.deliverToVenue();
                    plane.deliverToClient();
                }
            }
            plane.cancelAll();
            loseTheFirst();
            for (int i = 0; i < 5; i++) {
                plane.deliverAll();
                plane.time(500_000_000L);
            }
            plane.deliverAll();
            plane.cancelAll();
            plane.deliverAll();
            OrderPlaneTest.assertSame(plane, "seed " + SEED + ", takeover " + takeover);
        }
        assertEquals(0, plane.core.orders().counters().get(OrderCounter.ILLEGAL));
    }
}
