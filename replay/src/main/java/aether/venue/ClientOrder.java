package aether.venue;

/** An order of a client of the order entry service. */
final class ClientOrder {
    final long orderId;
    final byte[] clOrdId;
    final int securityId;
    final Side side;
    final int timeInForce;
    long requestId;
    long price;
    int quantity;
    int cumQty;
    boolean isOpen;

    ClientOrder(
            final long orderId, final byte[] clOrdId, final int securityId, final Side side, final int timeInForce) {
        this.orderId = orderId;
        this.clOrdId = clOrdId;
        this.securityId = securityId;
        this.side = side;
        this.timeInForce = timeInForce;
    }

    int leaves() {
        return isOpen ? Math.max(0, quantity - cumQty) : 0;
    }
}
