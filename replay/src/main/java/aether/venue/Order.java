package aether.venue;

/** A resting order. */
final class Order {
    private final long orderId;
    private final Side side;
    private final long price;
    private final long priority;
    private int quantity;

    Order(final long orderId, final Side side, final long price, final long priority, final int quantity) {
        this.orderId = orderId;
        this.side = side;
        this.price = price;
        this.priority = priority;
        this.quantity = quantity;
    }

    long orderId() {
        return orderId;
    }

    Side side() {
        return side;
    }

    /** Price mantissa. */
    long price() {
        return price;
    }

    /** Lower comes first within a price. */
    long priority() {
        return priority;
    }

    int quantity() {
        return quantity;
    }

    void reduce(final int by) {
        quantity -= by;
    }
}
