package aether.order;

/** What a new order is to be. Reused; the price is a mantissa with exponent -9. */
public final class OrderTerms {
    long clOrdId;
    long tag;
    int strategy;
    int securityId;
    Side side = Side.BUY;
    OrderType type = OrderType.LIMIT;
    TimeInForce timeInForce = TimeInForce.DAY;
    long price;
    int quantity;

    /** Under which ClOrdID, and with which number of the strategy's own. */
    public OrderTerms of(final int strategyId, final long id, final long ownTag) {
        strategy = strategyId;
        clOrdId = id;
        tag = ownTag;
        return this;
    }

    public OrderTerms instrument(final int id) {
        securityId = id;
        return this;
    }

    /** Null for a type that this build does not know. */
    public OrderTerms type(final OrderType ofType) {
        if (type != ofType) {
            type = ofType;
        }
        return this;
    }

    /** At this price or better; a time in force that is null is none that this build knows. */
    public OrderTerms limit(final Side ofSide, final long limit, final int contracts, final TimeInForce lasting) {
        price = limit;
        quantity = contracts;
        // References that are stored cost the collector's mark too, and these are mostly the same.
        if (side != ofSide) {
            side = ofSide;
        }
        if (timeInForce != lasting) {
            timeInForce = lasting;
        }
        return type(OrderType.LIMIT);
    }

    public long clOrdId() {
        return clOrdId;
    }

    /** Comes back with every report of the order. */
    public long tag() {
        return tag;
    }

    public int strategy() {
        return strategy;
    }

    public int securityId() {
        return securityId;
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    /** Null for one that is not known here. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public long price() {
        return price;
    }

    /** Contracts. */
    public int quantity() {
        return quantity;
    }
}
