package aether.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Orders that are sent twice are noticed, as by somebody who looks through all of the newest ones. */
class RecentOrdersTest {
    private static final long WINDOW_NS = 40;

    private record Sent(int securityId, Side side, long price, int quantity, long timeNs) {
        boolean isSame(final Sent other) {
            return securityId == other.securityId
                    && side == other.side
                    && price == other.price
                    && quantity == other.quantity;
        }
    }

    private final RecentOrders recent = new RecentOrders();
    private final Deque<Sent> slow = new ArrayDeque<>();

    private static RiskQuestion question(final Sent order) {
        return new RiskQuestion()
                .order(new OrderTerms()
                        .of(1, 1, 0)
                        .instrument(order.securityId)
                        .limit(order.side, order.price, order.quantity, TimeInForce.DAY));
    }

    private boolean slowContains(final Sent order) {
        return slow.stream().anyMatch(sent -> sent.isSame(order) && order.timeNs - sent.timeNs < WINDOW_NS);
    }

    private void send(final Sent order) {
        recent.add(question(order), order.timeNs);
        slow.addLast(order);
        if (slow.size() > RecentOrders.CAPACITY) {
            slow.removeFirst();
        }
    }

    @Test
    void shouldNoticeWhatALookAtEveryOrderNotices() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        long nowNs = 0;
        int same = 0;
        for (int step = 0; step < 200_000; step++) {
            nowNs += random.nextInt(3) == 0 ? 1 : 0;
            nowNs += random.nextInt(2_000) == 0 ? WINDOW_NS : 0;
            final Sent order = new Sent(
                    random.nextInt(4),
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    random.nextInt(-8, 8) * 1_000_000L,
                    1 + random.nextInt(3),
                    nowNs);
            final boolean isSame = slowContains(order);
            assertEquals(isSame, recent.contains(question(order), WINDOW_NS, nowNs), "seed " + seed + " step " + step);
            same += isSame ? 1 : 0;
            if (!isSame || random.nextInt(8) == 0) {
                send(order);
            }
        }
        assertTrue(same > 1_000 && same < 199_000, same + " of 200,000, seed " + seed);
    }
}
