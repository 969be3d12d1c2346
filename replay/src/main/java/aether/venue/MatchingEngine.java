package aether.venue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Price-time matching of one instrument: better prices first, at one price the older order first. */
final class MatchingEngine {
    /** A price level as the market sees it. */
    record Level(long price, int quantity, int orders) {}

    private final NavigableMap<Long, Deque<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Deque<Order>> offers = new TreeMap<>();
    private final Map<Long, Order> byId = new HashMap<>();

    /**
     * A limit order: matched as far as it crosses, the rest comes to rest.
     *
     * @return its executions by price, best first
     */
    List<Trade> limit(final long orderId, final Side side, final long price, final int quantity) {
        final List<Trade> trades = new ArrayList<>();
        final int rest = match(side, price, quantity, trades);
        if (rest > 0) {
            final Order order = new Order(orderId, side, price, rest);
            book(side).computeIfAbsent(price, p -> new ArrayDeque<>()).addLast(order);
            byId.put(orderId, order);
        }
        return trades;
    }

    private int match(final Side side, final long limit, final int quantity, final List<Trade> trades) {
        int open = quantity;
        final NavigableMap<Long, Deque<Order>> resting = book(side.opposite());
        while (open > 0 && !resting.isEmpty() && crosses(side, limit, resting.firstKey())) {
            final long price = resting.firstKey();
            final Deque<Order> queue = resting.firstEntry().getValue();
            int traded = 0;
            int orders = 1;
            while (open > 0 && !queue.isEmpty()) {
                final Order first = queue.peekFirst();
                final int fill = Math.min(open, first.quantity());
                first.reduce(fill);
                open -= fill;
                traded += fill;
                orders++;
                if (first.quantity() == 0) {
                    queue.removeFirst();
                    byId.remove(first.orderId());
                }
            }
            if (queue.isEmpty()) {
                resting.remove(price);
            }
            trades.add(new Trade(price, traded, orders, side));
        }
        return open;
    }

    private static boolean crosses(final Side side, final long limit, final long price) {
        return side == Side.BUY ? price <= limit : price >= limit;
    }

    /** Takes a resting order out; false when it is not there any more. */
    boolean cancel(final long orderId) {
        final Order order = byId.remove(orderId);
        if (order == null) {
            return false;
        }
        final Deque<Order> queue = book(order.side()).get(order.price());
        queue.remove(order);
        if (queue.isEmpty()) {
            book(order.side()).remove(order.price());
        }
        return true;
    }

    /** The best {@code depth} levels, best first. */
    List<Level> levels(final Side side, final int depth) {
        final List<Level> levels = new ArrayList<>(depth);
        for (final Map.Entry<Long, Deque<Order>> entry : book(side).entrySet()) {
            if (levels.size() == depth) {
                break;
            }
            int quantity = 0;
            for (final Order order : entry.getValue()) {
                quantity += order.quantity();
            }
            levels.add(new Level(entry.getKey(), quantity, entry.getValue().size()));
        }
        return levels;
    }

    /** True when orders rest at the price, visible or not. */
    boolean hasLevel(final Side side, final long price) {
        return book(side).containsKey(price);
    }

    int restingOrders() {
        return byId.size();
    }

    private NavigableMap<Long, Deque<Order>> book(final Side side) {
        return side == Side.BUY ? bids : offers;
    }
}
