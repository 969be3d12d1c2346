package aether.venue.entry;

import aether.venue.Side;

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
    int bustedQty;
    boolean isOpen;

    ClientOrder(
            final long orderId, final byte[] clOrdId, final int securityId, final Side side, final int timeInForce) {
        this.orderId = orderId;
        this.clOrdId = clOrdId;
        this.securityId = securityId;
        this.side = side;
        this.timeInForce = timeInForce;
    }

    /** What is left of a quantity: trades that were undone do not come back. */
    int openOf(final int wanted) {
        return Math.max(0, wanted - cumQty - bustedQty);
    }

    int leaves() {
        return isOpen ? openOf(quantity) : 0;
    }
}
