package aether.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A book by order, slow and obvious: a map of orders, sorted anew whenever somebody looks. */
public final class NaiveOrderBook {
    /** An order. */
    public record Order(long orderId, char side, long priority, long price, long quantity) {}

    private final Map<Long, Order> orders = new TreeMap<>();

    /** Applies one entry; false when it is a fault, and then nothing is changed. */
    public boolean apply(final int action, final Order order) {
        final Order known = orders.get(order.orderId());
        return switch (action) {
            case 0 -> known == null && put(order);
            case 1 -> known != null && known.side() == order.side() && put(order);
            case 2 -> known != null && known.side() == order.side() && orders.remove(order.orderId()) != null;
            default -> false;
        };
    }

    private boolean put(final Order order) {
        orders.put(order.orderId(), order);
        return true;
    }

    public List<Long> ids() {
        return List.copyOf(orders.keySet());
    }

    public Order order(final long orderId) {
        return orders.get(orderId);
    }

    public void clear() {
        orders.clear();
    }

    /** One side as lines: each price with its sum, its count and its queue. */
    public String side(final char side) {
        final Comparator<Order> byPrice = Comparator.comparingLong(Order::price);
        final List<Order> sorted = orders.values().stream()
                .filter(order -> order.side() == side)
                .sorted((side == '0' ? byPrice.reversed() : byPrice)
                        .thenComparing((a, b) -> Long.compareUnsigned(a.priority(), b.priority())))
                .toList();
        final Map<Long, List<Order>> levels = new TreeMap<>();
        final List<Long> prices = new ArrayList<>();
        for (final Order order : sorted) {
            levels.computeIfAbsent(order.price(), price -> {
                        prices.add(price);
                        return new ArrayList<>();
                    })
                    .add(order);
        }
        final StringBuilder text = new StringBuilder();
        for (final Long price : prices) {
            final List<Order> queue = levels.get(price);
            text.append(price)
                    .append(' ')
                    .append(queue.stream().mapToLong(Order::quantity).sum());
            text.append('/').append(queue.size());
            queue.forEach(order ->
                    text.append(' ').append(order.orderId()).append('x').append(order.quantity()));
            text.append('\n');
        }
        return text.toString();
    }

    /** The same of a fast side. */
    public static String sideOf(final OrderSide side) {
        final StringBuilder text = new StringBuilder();
        for (int level = 0; level < side.levels(); level++) {
            text.append(side.price(level)).append(' ').append(side.quantityAt(level));
            text.append('/').append(side.ordersAt(level));
            for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
                text.append(' ').append(side.orderId(order)).append('x').append(side.quantity(order));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
