package aether.risk;

import aether.order.Order;

/** What is to be checked: a new order, or a replace of one. Reused; prices are mantissas with exponent -9. */
public final class RiskQuestion {
    /** No price. */
    public static final long NO_PRICE = Long.MAX_VALUE;

    int strategy;
    int securityId;
    boolean isBuy;
    char orderType;
    int timeInForce;
    long price;
    long quantity;
    long bestBid;
    long bestOffer;
    boolean isBookLive;
    long bookTimeNs;
    Order replaced;

    /** A new order. */
    public RiskQuestion order(
            final int strategyId,
            final int instrument,
            final boolean buy,
            final char type,
            final int tif,
            final long limit,
            final long contracts) {
        strategy = strategyId;
        securityId = instrument;
        isBuy = buy;
        orderType = type;
        timeInForce = tif;
        price = limit;
        quantity = contracts;
        replaced = null;
        return this;
    }

    /** Another price and quantity for an order. */
    public RiskQuestion replace(final Order order, final long limit, final long contracts) {
        order(order.strategy(), order.securityId(), order.isBuy(), '2', 0, limit, contracts);
        replaced = order;
        return this;
    }

    /** The market that the decision was based on; {@link #NO_PRICE} for an empty side. */
    public RiskQuestion market(final long bid, final long offer, final boolean isLive, final long timeNs) {
        bestBid = bid;
        bestOffer = offer;
        isBookLive = isLive;
        bookTimeNs = timeNs;
        return this;
    }
}
