package aether.risk;

import aether.order.Order;
import aether.order.OrderTerms;
import aether.order.OrderType;
import aether.order.Side;

/** What is to be checked: a new order, or a replace of one. Reused; prices are mantissas with exponent -9. */
public final class RiskQuestion {
    /** No price. */
    public static final long NO_PRICE = Long.MAX_VALUE;

    int strategy;
    int securityId;
    Side side;
    boolean isOfKnownType;
    long price;
    long quantity;
    long bestBid;
    long bestOffer;
    boolean isBookLive;
    long bookTimeNs;
    Order replaced;

    /** A new order. */
    public RiskQuestion order(final OrderTerms terms) {
        strategy = terms.strategy();
        securityId = terms.securityId();
        side(terms.side());
        isOfKnownType = terms.type() == OrderType.LIMIT && terms.timeInForce() != null;
        price = terms.price();
        quantity = terms.quantity();
        replaced = null;
        return this;
    }

    /** A reference that is stored costs the collector's mark too. */
    private void side(final Side asked) {
        if (side != asked) {
            side = asked;
        }
    }

    /** Another price and quantity for an order. */
    public RiskQuestion replace(final Order order, final long limit, final long contracts) {
        strategy = order.strategy();
        securityId = order.securityId();
        side(order.side());
        isOfKnownType = true;
        price = limit;
        quantity = contracts;
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
