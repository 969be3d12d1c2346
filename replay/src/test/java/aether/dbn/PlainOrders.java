package aether.dbn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The oracle: all orders of one instrument in one list, in the order of their queue; slow, and obvious. */
final class PlainOrders {
    /** An order that rests. */
    private record Resting(long id, char side, long price, long size) {}

    private final List<Resting> orders = new ArrayList<>();

    void apply(final DbnFileWriter.Mbo record) {
        switch (record.action()) {
            case 'R' -> orders.clear();
            case 'A' -> orders.add(new Resting(record.orderId(), record.side(), record.price(), record.size()));
            case 'C' -> {
                final int at = indexOf(record.orderId());
                final Resting old = orders.get(at);
                if (old.size() == record.size()) {
                    orders.remove(at);
                } else {
                    orders.set(at, new Resting(old.id(), old.side(), old.price(), old.size() - record.size()));
                }
            }
            case 'M' -> {
                final int at = indexOf(record.orderId());
                final Resting old = orders.get(at);
                final Resting now = new Resting(old.id(), old.side(), record.price(), record.size());
                if (record.price() == old.price() && record.size() <= old.size()) {
                    orders.set(at, now);
                } else {
                    orders.remove(at);
                    orders.add(now);
                }
            }
            default -> {}
        }
    }

    private int indexOf(final long id) {
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i).id() == id) {
                return i;
            }
        }
        throw new AssertionError("the test's own market has no order " + id);
    }

    int size() {
        return orders.size();
    }

    long id(final int order) {
        return orders.get(order).id();
    }

    char side(final int order) {
        return orders.get(order).side();
    }

    long price(final int order) {
        return orders.get(order).price();
    }

    long quantity(final int order) {
        return orders.get(order).size();
    }

    /** Ids of a side, best price first, in each queue in its order. */
    List<Long> queue(final char side) {
        return orders.stream()
                .filter(order -> order.side() == side)
                .sorted((a, b) -> side == 'B' ? Long.compare(b.price(), a.price()) : Long.compare(a.price(), b.price()))
                .map(Resting::id)
                .toList();
    }

    /** Ten rows as {@link DbnFileWriter#mbp10} takes them. */
    long[][] rows() {
        final long[][] rows = new long[10][];
        Arrays.setAll(rows, row -> new long[] {DbnFileWriter.NONE, DbnFileWriter.NONE, 0, 0, 0, 0});
        fill(rows, 'B', 0);
        fill(rows, 'A', 1);
        return rows;
    }

    private void fill(final long[][] rows, final char side, final int column) {
        final long[] prices = orders.stream()
                .filter(order -> order.side() == side)
                .mapToLong(order -> side == 'B' ? -order.price() : order.price())
                .sorted()
                .distinct()
                .limit(rows.length)
                .map(price -> side == 'B' ? -price : price)
                .toArray();
        for (int row = 0; row < prices.length; row++) {
            final long price = prices[row];
            final List<Resting> level = orders.stream()
                    .filter(order -> order.side() == side && order.price() == price)
                    .toList();
            rows[row][column] = price;
            rows[row][2 + column] = level.stream().mapToLong(Resting::size).sum();
            rows[row][4 + column] = level.size();
        }
    }
}
