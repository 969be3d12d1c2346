package aether.venue.entry;

import aether.ilink3.SessionState;
import aether.order.Order;
import java.util.SplittableRandom;

/** A trader, a market and a network that all do what they like. */
final class RandomSession {
    private static final int INSTRUMENTS = 3;
    private static final int MAX_OPEN = 100;

    private final OrderPlane plane;
    private final SplittableRandom random;
    private long otherOrders;
    private long disconnects;

    RandomSession(final OrderPlane plane, final SplittableRandom random) {
        this.plane = plane;
        this.random = random;
    }

    long disconnects() {
        return disconnects;
    }

    void step() {
        plane.nowNs += 1 + random.nextInt(2_000_000);
        if (!plane.isConnected || plane.end != null) {
            reconnect();
            return;
        }
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> order();
            case 4, 5 -> replace();
            case 6, 7 -> cancel();
            case 8, 9, 10, 11 -> market();
            case 12 -> plane.time(1 + random.nextInt(50_000_000));
            case 13 -> rarely();
            case 14, 15, 16, 17, 18 -> plane.deliverToVenue();
            default -> plane.deliverToClient();
        }
    }

    private void reconnect() {
        if (plane.isConnected) {
            plane.disconnect();
        }
        if (random.nextInt(3) == 0) {
            // The venue notices, or not.
            plane.entry.cancelOnDisconnect(plane.nowNs);
        }
        market();
        plane.connect();
    }

    private void rarely() {
        switch (random.nextInt(64)) {
            case 0 -> {
                disconnects++;
                plane.disconnect();
            }
            case 1 -> plane.toClient().pollFirst();
            case 2 -> {
                if (!plane.toClient().isEmpty()) {
                    plane.toClient().addFirst(plane.toClient().peekFirst());
                }
            }
            case 3 -> {
                // As if two connections had delivered them: the later one first.
                if (plane.toClient().size() > 1) {
                    final byte[] overtaken = plane.toClient().removeFirst();
                    final byte[] first = plane.toClient().removeFirst();
                    plane.toClient().addFirst(overtaken);
                    plane.toClient().addFirst(first);
                }
            }
            case 4 -> plane.toVenue().pollLast();
            default -> {}
        }
    }

    private void order() {
        if (plane.core.session().state() == SessionState.ESTABLISHED
                && plane.core.orders().open() < MAX_OPEN) {
            final int timeInForce = random.nextInt(5) == 0 ? 3 + random.nextInt(2) : 0;
            plane.order(
                    random.nextInt(INSTRUMENTS),
                    random.nextBoolean(),
                    random.nextInt(7) - 3,
                    1 + random.nextInt(20),
                    timeInForce);
        }
    }

    private Order any() {
        final int size = plane.core.orders().size();
        return size == 0 ? null : plane.core.orders().order(random.nextInt(size));
    }

    private void replace() {
        final Order order = any();
        if (order != null) {
            plane.replace(order.clOrdId(), random.nextInt(7) - 3, 1 + random.nextInt(20));
        }
    }

    private void cancel() {
        final Order order = any();
        if (order != null) {
            plane.cancel(order.clOrdId());
        }
    }

    private void market() {
        plane.other(
                random.nextInt(INSTRUMENTS),
                random.nextBoolean(),
                random.nextInt(7) - 3,
                1 + random.nextInt(10),
                ++otherOrders);
    }

    /** Everything that is under way arrives, after a new logon if need be, and nothing new is wanted. */
    void rest() {
        for (int i = 0; i < 120; i++) {
            if (!plane.isConnected || plane.end != null) {
                if (plane.isConnected) {
                    plane.disconnect();
                }
                plane.connect();
            }
            plane.deliverAll();
            plane.time(300_000_000);
        }
        plane.deliverAll();
    }
}
