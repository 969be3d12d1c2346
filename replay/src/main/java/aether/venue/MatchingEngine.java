package aether.venue;

import aether.book.OrderBook;
import aether.venue.Trade.Fill;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Price-time matching of one instrument: better prices first, at one price the older order first. */
public final class MatchingEngine {
    /** A price level as the market sees it. */
    record Level(long price, int quantity, int orders) {}

    /** The orders of one price, first in line first. */
    private static final class Queue {
        private final Deque<Order> orders = new ArrayDeque<>();
        private int quantity;
    }

    private final LongSupplier priorities;
    private final NavigableMap<Long, Queue> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Queue> offers = new TreeMap<>();
    private final Map<Long, Order> byId = new HashMap<>();
    private final List<OrderChange> changes = new ArrayList<>();
    private long hash;

    /** An engine that takes each order's priority from a sequence of the whole market. */
    MatchingEngine(final LongSupplier priorities) {
        this.priorities = priorities;
    }

    /**
     * A limit order: matched as far as it crosses, the rest comes to rest.
     *
     * @return its executions by price, best first
     */
    public List<Trade> limit(final long orderId, final Side side, final long price, final int quantity) {
        final List<Trade> trades = new ArrayList<>();
        final int rest = match(orderId, side, price, quantity, trades);
        if (rest > 0) {
            add(new Order(orderId, side, price, priorities.getAsLong(), rest), OrderChange.NEW);
        }
        return trades;
    }

    /** As {@link #limit}, but what does not trade at once is not left to rest. */
    public List<Trade> immediate(final long orderId, final Side side, final long price, final int quantity) {
        final List<Trade> trades = new ArrayList<>();
        match(orderId, side, price, quantity, trades);
        return trades;
    }

    /** Quantity that an order would trade at once. */
    public int available(final Side side, final long limit) {
        int quantity = 0;
        for (final Map.Entry<Long, Queue> level : book(side.opposite()).entrySet()) {
            if (!crosses(side, limit, level.getKey())) {
                break;
            }
            quantity += level.getValue().quantity;
        }
        return quantity;
    }

    /**
     * Another price and quantity for a resting order, which may cross: less at the same price keeps its place, anything else
     * is a new order under the old id.
     *
     * @return its executions
     */
    public List<Trade> replace(final long orderId, final long price, final int quantity) {
        final Order order = byId.get(orderId);
        if (price == order.price() && quantity <= order.quantity() || !crossesAtAll(order.side(), price)) {
            modify(orderId, price, quantity);
            return List.of();
        }
        final Side side = order.side();
        cancel(orderId);
        return limit(orderId, side, price, quantity);
    }

    private void add(final Order order, final int action) {
        final Queue queue = book(order.side()).computeIfAbsent(order.price(), p -> new Queue());
        queue.orders.addLast(order);
        queue.quantity += order.quantity();
        byId.put(order.orderId(), order);
        hash += hashOf(order);
        changes.add(OrderChange.of(action, order));
    }

    private int match(
            final long orderId, final Side side, final long limit, final int quantity, final List<Trade> trades) {
        int open = quantity;
        final NavigableMap<Long, Queue> resting = book(side.opposite());
        while (open > 0 && !resting.isEmpty() && crosses(side, limit, resting.firstKey())) {
            final long price = resting.firstKey();
            final Queue queue = resting.firstEntry().getValue();
            final List<Fill> fills = new ArrayList<>();
            final int before = open;
            while (open > 0 && !queue.orders.isEmpty()) {
                open -= fillFirst(queue, open, fills);
            }
            if (queue.orders.isEmpty()) {
                resting.remove(price);
            }
            fills.addFirst(new Fill(orderId, before - open));
            trades.add(new Trade(price, before - open, side, fills));
        }
        return open;
    }

    private int fillFirst(final Queue queue, final int open, final List<Fill> fills) {
        final Order first = queue.orders.peekFirst();
        final int fill = Math.min(open, first.quantity());
        hash -= hashOf(first);
        first.reduce(fill);
        hash += first.quantity() == 0 ? 0 : hashOf(first);
        queue.quantity -= fill;
        fills.add(new Fill(first.orderId(), fill));
        if (first.quantity() == 0) {
            queue.orders.removeFirst();
            byId.remove(first.orderId());
            changes.add(OrderChange.of(OrderChange.DELETE, first));
        } else {
            changes.add(OrderChange.of(OrderChange.CHANGE, first));
        }
        return fill;
    }

    private static boolean crosses(final Side side, final long limit, final long price) {
        return side == Side.BUY ? price <= limit : price >= limit;
    }

    /** Takes a resting order out; false when it is not there any more. */
    public boolean cancel(final long orderId) {
        final Order order = byId.remove(orderId);
        if (order == null) {
            return false;
        }
        takeOut(order);
        changes.add(OrderChange.of(OrderChange.DELETE, order));
        return true;
    }

    private void takeOut(final Order order) {
        hash -= hashOf(order);
        final Queue queue = book(order.side()).get(order.price());
        queue.orders.remove(order);
        queue.quantity -= order.quantity();
        if (queue.orders.isEmpty()) {
            book(order.side()).remove(order.price());
        }
    }

    /**
     * Changes a resting order: less at the same price keeps its place, anything else goes to the end of the line. An order
     * that would cross is left as it is; so is one that is gone.
     */
    void modify(final long orderId, final long price, final int quantity) {
        final Order order = byId.get(orderId);
        if (order == null || crossesAtAll(order.side(), price)) {
            return;
        }
        if (price == order.price() && quantity < order.quantity()) {
            book(order.side()).get(price).quantity -= order.quantity() - quantity;
            hash -= hashOf(order);
            order.reduce(order.quantity() - quantity);
            hash += hashOf(order);
            changes.add(OrderChange.of(OrderChange.CHANGE, order));
            return;
        }
        takeOut(order);
        add(new Order(orderId, order.side(), price, priorities.getAsLong(), quantity), OrderChange.CHANGE);
    }

    private boolean crossesAtAll(final Side side, final long price) {
        final NavigableMap<Long, Queue> other = book(side.opposite());
        return !other.isEmpty() && crosses(side, price, other.firstKey());
    }

    /** What happened to orders since the last call. */
    List<OrderChange> takeChanges() {
        final List<OrderChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** The best {@code depth} levels, best first. */
    List<Level> levels(final Side side, final int depth) {
        final List<Level> levels = new ArrayList<>(depth);
        for (final Map.Entry<Long, Queue> entry : book(side).entrySet()) {
            if (levels.size() == depth) {
                break;
            }
            final Queue queue = entry.getValue();
            levels.add(new Level(entry.getKey(), queue.quantity, queue.orders.size()));
        }
        return levels;
    }

    /** All orders of a side, best price first, in each price first in line first. */
    List<Order> orders(final Side side) {
        final List<Order> all = new ArrayList<>();
        book(side).values().forEach(queue -> all.addAll(queue.orders));
        return all;
    }

    /** An order that rests, or null. */
    Order order(final long orderId) {
        return byId.get(orderId);
    }

    /** True when orders rest at the price, visible or not. */
    boolean hasLevel(final Side side, final long price) {
        return book(side).containsKey(price);
    }

    int restingOrders() {
        return byId.size();
    }

    /** All orders are gone, without a word about each. */
    void clear() {
        bids.clear();
        offers.clear();
        byId.clear();
        changes.clear();
        hash = 0;
    }

    private static long hashOf(final Order order) {
        return OrderBook.hashOf(
                order.side() == Side.BUY, order.orderId(), order.priority(), order.price(), order.quantity());
    }

    /** Hash over all resting orders, as a client's book by order computes it. */
    long hash() {
        return hash;
    }

    private NavigableMap<Long, Queue> book(final Side side) {
        return side == Side.BUY ? bids : offers;
    }
}
