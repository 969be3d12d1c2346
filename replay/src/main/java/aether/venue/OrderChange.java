package aether.venue;

/** What one command did to one order: new, changed or gone. */
record OrderChange(int action, long orderId, long priority, Side side, long price, int quantity) {
    static final int NEW = 0;
    static final int CHANGE = 1;
    static final int DELETE = 2;

    static OrderChange of(final int action, final Order order) {
        return new OrderChange(
                action, order.orderId(), order.priority(), order.side(), order.price(), order.quantity());
    }
}
