package aether.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Orders by what reports call them, beside plain maps: what may still trade is always found, and never given away. */
class OrderStoreTest {
    private static final int MAX_ORDERS = 32;
    private static final int STEPS = 100_000;

    private final OrderStore store = new OrderStore(MAX_ORDERS);
    private long nextId = 1;

    private Order place() {
        final Order order = store.take();
        if (order != null) {
            order.start(new OrderTerms().of(1, nextId++, 0).instrument(5).limit(Side.BUY, 100, 1, TimeInForce.DAY), 0);
            store.add(order);
        }
        return order;
    }

    @Test
    void shouldFindWhatMayTradeByEachOfItsNames() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<Long, Order> open = new HashMap<>();
        final Map<Long, Long> orderIds = new HashMap<>();
        final Map<Long, Long> requests = new HashMap<>();
        long refused = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    final Order order = place();
                    refused += order == null ? 1 : 0;
                    assertEquals(open.size() == MAX_ORDERS, order == null, () -> "seed " + seed);
                    if (order != null) {
                        assertNull(open.put(order.clOrdId, order), () -> "given twice, seed " + seed);
                    }
                }
                case 2 ->
                    any(open, random, order -> {
                        if (orderIds.putIfAbsent(order.clOrdId, 1_000_000 + order.clOrdId) == null) {
                            store.orderId(order, 1_000_000 + order.clOrdId);
                        }
                    });
                case 3 ->
                    any(open, random, order -> {
                        final Long before = requests.put(order.clOrdId, nextId);
                        if (before != null) {
                            store.removeRequest(before);
                        }
                        store.addRequest(nextId++, order);
                    });
                default ->
                    any(open, random, order -> {
                        final Long request = requests.remove(order.clOrdId);
                        if (request != null) {
                            store.removeRequest(request);
                        }
                        orderIds.remove(order.clOrdId);
                        open.remove(order.clOrdId);
                        store.over(order);
                    });
            }
            if (step % 100 == 0) {
                open.forEach((clOrdId, order) -> {
                    assertSame(order, store.byClOrdId(clOrdId), () -> "seed " + seed);
                    assertSame(order, store.byRequest(clOrdId), () -> "its first request, seed " + seed);
                });
                orderIds.forEach((clOrdId, orderId) -> assertSame(open.get(clOrdId), store.byOrderId(orderId)));
                requests.forEach((clOrdId, request) -> assertSame(open.get(clOrdId), store.byRequest(request)));
            }
        }
        assertTrue(refused > 100, "the store was never full");
    }

    private interface Action {
        void on(Order order);
    }

    private static void any(final Map<Long, Order> open, final SplittableRandom random, final Action action) {
        if (!open.isEmpty()) {
            action.on(new ArrayList<>(open.values()).get(random.nextInt(open.size())));
        }
    }

    /** A report of an order that has just ended is no riddle; room is made in the order in which they ended. */
    @Test
    void shouldRememberOrdersThatAreOverWhileThereIsRoom() {
        final List<Order> placed = new ArrayList<>();
        for (int i = 0; i < MAX_ORDERS / 2; i++) {
            placed.add(place());
        }
        store.over(placed.get(9));
        store.over(placed.get(3));
        for (int i = 0; i < MAX_ORDERS / 2; i++) {
            assertNotNull(place());
        }
        assertSame(placed.get(9), store.byClOrdId(10));
        assertSame(placed.get(3), store.byClOrdId(4));
        assertNotNull(place());
        assertNull(store.byClOrdId(10), "the one that ended first has given way");
        assertSame(placed.get(3), store.byClOrdId(4));
        assertNotNull(place());
        assertNull(place(), "all others may trade");
    }

    /** Room is made when an order ends, since the time before one is sent is dearer. */
    @Test
    void shouldMakeRoomBeforeItIsNeeded() {
        final List<Order> placed = new ArrayList<>();
        for (int i = 0; i < MAX_ORDERS; i++) {
            placed.add(place());
        }
        assertNull(place(), "all may trade");
        store.over(placed.get(9));
        assertNull(store.byClOrdId(10));
        assertNotNull(place());
    }

    @Test
    void shouldFindNothingUnderUnknownNames() {
        assertNull(store.byClOrdId(1));
        assertNull(store.byRequest(1));
        assertNull(store.byOrderId(1));
        assertEquals(0, store.size());
    }
}
