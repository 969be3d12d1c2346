package aether.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Scenario 80: the situations that order state machines are known to get wrong; and 83, 84. */
class OrderScenariosTest {
    private final OrderHarness orders = new OrderHarness();
    private final OrderStateMachine machine = orders.machine();

    @Test
    void shouldApplyAFillWhileACancelIsPending() {
        final Order order = orders.live(10);
        machine.requestCancel(order, 900, 1);
        orders.fill(order, 4);
        assertEquals(OrderStatus.PARTIAL, order.status());
        assertTrue(order.isCancelPending());
        orders.fill(order, 6);
        assertEquals(OrderStatus.FILLED, order.status());
        assertFalse(order.isCancelPending());
        // "Too late to cancel" comes afterwards.
        machine.requestRejected(order, 900, false, 0, 2);
        assertEquals(OrderStatus.FILLED, order.status());
        assertEquals(10, machine.positions().position(OrderHarness.INSTRUMENT));
    }

    @Test
    void shouldOnlyEndTheRequestWhenItIsRejected() {
        final Order order = orders.live(10);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 5, 20, 1);
        assertTrue(order.isReplacePending());
        machine.requestRejected(order, 900, true, 2, 2);
        assertFalse(order.isReplacePending());
        assertEquals(OrderStatus.LIVE, order.status());
        assertEquals(OrderHarness.PRICE, order.price());
        assertEquals(10, order.orderQty());
    }

    @Test
    void shouldFillOldParametersWhileAReplaceIsPending() {
        final Order order = orders.live(10);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 5, 20, 1);
        orders.fill(order, 10);
        assertEquals(OrderStatus.FILLED, order.status());
        assertEquals(OrderHarness.PRICE, order.price());
    }

    @Test
    void shouldKeepWhatTradedWithInFlightMitigation() {
        final Order order = orders.live(10);
        orders.fill(order, 4);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 5, 12, 1);
        machine.replaced(order, 900, orders.nextExecId(), OrderHarness.PRICE + 5, 12, 4, 2);
        assertEquals(8, order.leavesQty());
        assertEquals(4, order.cumQty());
        assertEquals(OrderStatus.PARTIAL, order.status());
    }

    @Test
    void shouldStartAChainOverWithoutInFlightMitigation() {
        final Order order = orders.live(10);
        orders.fill(order, 4);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 5, 12, 1);
        machine.replaced(order, 900, orders.nextExecId(), OrderHarness.PRICE + 5, 12, 0, 2);
        assertEquals(12, order.leavesQty());
        assertEquals(0, order.cumQty());
        assertEquals(4, order.lifetimeQty());
        assertEquals(OrderStatus.LIVE, order.status());
    }

    @Test
    void shouldAcceptAFillBeforeTheAcknowledgement() {
        final Order order = orders.inStatus(OrderStatus.SENT, 10);
        orders.fill(order, 4);
        assertEquals(OrderStatus.PARTIAL, order.status());
        orders.told();
        machine.acknowledged(order, order.clOrdId() + 10_000, 3);
        assertEquals(OrderStatus.PARTIAL, order.status());
        assertEquals(List.of(), orders.told());
        assertEquals(1, machine.counters().get(OrderCounter.IGNORED));
    }

    @Test
    void shouldIgnoreAnAcknowledgementAfterTheEnd() {
        final Order filled = orders.inStatus(OrderStatus.FILLED, 10);
        final Order canceled = orders.inStatus(OrderStatus.CANCELED, 10);
        machine.acknowledged(filled, 1, 3);
        machine.acknowledged(canceled, 2, 3);
        assertEquals(OrderStatus.FILLED, filled.status());
        assertEquals(OrderStatus.CANCELED, canceled.status());
        assertEquals(2, machine.counters().get(OrderCounter.IGNORED));
    }

    @Test
    void shouldTellOfACancelThatNobodyAskedFor() {
        final Order order = orders.live(10);
        orders.told();
        machine.canceled(order, -1, orders.nextExecId(), 100, 3);
        assertEquals(OrderStatus.CANCELED, order.status());
        assertEquals(100, order.reason());
        assertEquals(1, machine.counters().get(OrderCounter.UNSOLICITED_CANCELS));
        assertEquals(List.of("CANCELED CANCELED"), orders.told());
    }

    @Test
    void shouldNeverDropAFillThatComesAfterTheCancel() {
        final Order order = orders.inStatus(OrderStatus.CANCELED, 10);
        orders.told();
        orders.fill(order, 4);
        assertEquals(OrderStatus.CANCELED, order.status());
        assertTrue(order.hasLateFill());
        assertEquals(4, machine.positions().position(OrderHarness.INSTRUMENT));
        assertEquals(List.of("fill 4 late", "FILLED CANCELED"), orders.told());
    }

    @Test
    void shouldApplyAReportOnce() {
        final Order order = orders.live(10);
        machine.filled(order, 1, 4711, OrderHarness.PRICE, 4, 4, 3);
        machine.filled(order, 1, 4711, OrderHarness.PRICE, 4, 4, 4);
        assertEquals(4, order.cumQty());
        assertEquals(4, machine.positions().position(OrderHarness.INSTRUMENT));
        assertEquals(1, machine.counters().get(OrderCounter.DUPLICATE_EXEC_IDS));
    }

    @Test
    void shouldUndoABustedTrade() {
        final Order order = orders.inStatus(OrderStatus.FILLED, 10);
        machine.amended(order, orders.nextExecId(), OrderHarness.PRICE, 10, 0, 0, 5);
        assertEquals(0, machine.positions().position(OrderHarness.INSTRUMENT));
        assertEquals(BigInteger.ZERO, machine.positions().cashAt(0).value());
        assertEquals(0, order.lifetimeQty());
        assertEquals(1, machine.counters().get(OrderCounter.BUSTS));
    }

    @Test
    void shouldCorrectATrade() {
        final Order order = orders.inStatus(OrderStatus.FILLED, 10);
        machine.amended(order, orders.nextExecId(), OrderHarness.PRICE, 10, OrderHarness.PRICE - 100, 8, 5);
        assertEquals(8, machine.positions().position(OrderHarness.INSTRUMENT));
        assertEquals(
                BigInteger.valueOf(-8 * (OrderHarness.PRICE - 100)),
                machine.positions().cashAt(0).value());
        assertEquals(OrderHarness.PRICE - 100, order.averagePrice());
    }

    @Test
    void shouldResolveARejectOfAPartialOrderAsCanceled() {
        final Order order = orders.inStatus(OrderStatus.PARTIAL, 10);
        machine.rejected(order, 1, 5);
        assertEquals(OrderStatus.CANCELED, order.status());
        assertEquals(4, order.cumQty());
        assertTrue(order.isForReconciliation());
    }

    @Test
    void shouldNotPublishWhatIsIllegal() {
        final Order order = orders.inStatus(OrderStatus.REJECTED, 10);
        orders.told();
        machine.canceled(order, -1, orders.nextExecId(), 0, 5);
        assertEquals(OrderStatus.REJECTED, order.status());
        assertEquals(List.of("illegal CANCELED"), orders.told());
        assertTrue(order.isForReconciliation());
    }

    @Test
    void shouldNotKnowWhatBecameOfOrdersOnTheirWay() {
        final Order sent = orders.inStatus(OrderStatus.SENT, 10);
        final Order live = orders.live(10);
        machine.disconnected(9);
        assertEquals(OrderStatus.UNKNOWN, sent.status());
        assertEquals(OrderStatus.LIVE, live.status());
        machine.statusReported(sent, 5, true, 0, 10);
        assertEquals(OrderStatus.LIVE, sent.status());
    }

    @Test
    void shouldReportOrdersThatWereNeverApplied() {
        final Order order = orders.inStatus(OrderStatus.SENT, 10);
        machine.notApplied(order, order.clOrdId(), 9);
        assertEquals(OrderStatus.REJECTED_LOCAL, order.status());
        final Order live = orders.live(10);
        machine.requestCancel(live, 900, 9);
        machine.notApplied(live, 900, 10);
        assertEquals(OrderStatus.LIVE, live.status());
        assertFalse(live.isCancelPending());
    }

    /** Scenario 83. */
    @Test
    void shouldMatchAnswersToReplacesByTheirRequests() {
        final Order order = orders.live(10);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 1, 11, 1);
        machine.requestReplace(order, 901, OrderHarness.PRICE + 2, 12, 2);
        assertEquals(order, machine.byRequest(901));
        machine.requestRejected(order, 901, true, 1, 3);
        assertEquals(0, order.pendingOf(900));
        machine.replaced(order, 900, orders.nextExecId(), OrderHarness.PRICE + 1, 11, 0, 4);
        assertEquals(OrderHarness.PRICE + 1, order.price());
        assertFalse(order.isReplacePending());
    }

    @Test
    void shouldCountTheWorstOfAllReplacesUnderWay() {
        final Order order = orders.live(10);
        orders.fill(order, 4);
        machine.requestReplace(order, 900, OrderHarness.PRICE + 7, 30, 1);
        machine.requestReplace(order, 901, OrderHarness.PRICE - 7, 5, 2);
        assertEquals(26, order.worstLeaves());
        assertEquals(OrderHarness.PRICE + 7, order.worstPrice());
    }

    @Test
    void shouldRefuseMoreRequestsThanThereIsRoomFor() {
        final Order order = orders.live(10);
        for (int i = 0; i < Order.MAX_PENDING; i++) {
            assertTrue(machine.requestReplace(order, 900 + i, OrderHarness.PRICE + i, 10, 1));
        }
        assertFalse(machine.requestCancel(order, 950, 1));
        assertEquals(1, machine.counters().get(OrderCounter.REQUESTS_REFUSED));
    }

    @Test
    void shouldMarkAnOrderWhoseCumQtyIsAnother() {
        final Order order = orders.live(10);
        machine.filled(order, 1, 1, OrderHarness.PRICE, 2, 5, 3);
        assertEquals(2, order.cumQty());
        assertTrue(order.isForReconciliation());
        assertEquals(1, machine.counters().get(OrderCounter.CUM_QTY_MISMATCHES));
    }

    @Test
    void shouldReuseThePlacesOfOrdersThatAreOver() {
        for (int i = 0; i < 64; i++) {
            orders.inStatus(i % 2 == 0 ? OrderStatus.FILLED : OrderStatus.LIVE, 10);
        }
        assertEquals(32, machine.open());
        final Order oldest = machine.order(0);
        final long oldestId = oldest.clOrdId();
        assertNotNull(orders.place(10));
        assertNull(machine.byClOrdId(oldestId));
        for (int i = 1; i < 32; i++) {
            assertNotNull(orders.place(10));
        }
        assertNull(orders.place(10), "all orders are open");
        assertEquals(1, machine.counters().get(OrderCounter.ORDERS_REFUSED));
    }

    @Test
    void shouldAddUpAmountsBeyondALong() {
        final SplittableRandom random = new SplittableRandom(7);
        final Amount amount = new Amount();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 10_000; i++) {
            final long price = random.nextLong();
            final int quantity = random.nextInt();
            amount.add(price, quantity);
            sum = sum.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)));
            assertEquals(sum, amount.value());
        }
    }
}
