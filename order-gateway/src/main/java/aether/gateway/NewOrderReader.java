package aether.gateway;

import aether.gateway.codec.MarketDecoder;
import aether.gateway.codec.NewOrderDecoder;
import aether.order.OrderTerms;
import aether.order.OrderType;
import aether.order.Side;
import aether.order.TimeInForce;
import org.agrona.DirectBuffer;

/** Reads a new order as it is wanted, of today's format or the one before: there, the core gave the ClOrdID, and all were limit orders. */
final class NewOrderReader {
    private static final int WITHOUT_CL_ORD_ID = 0;

    private final NewOrderDecoder in = new NewOrderDecoder();
    private boolean isNamed;

    /** False for one that is too short. */
    boolean wrap(final DirectBuffer buffer, final int offset, final int length) {
        if (length < NewOrderDecoder.clOrdIdEncodingOffset()) {
            return false;
        }
        in.wrap(
                buffer,
                offset,
                length,
                length < NewOrderDecoder.BLOCK_LENGTH ? WITHOUT_CL_ORD_ID : NewOrderDecoder.SCHEMA_VERSION);
        isNamed = in.clOrdId() != NewOrderDecoder.clOrdIdNullValue();
        return true;
    }

    /** Whether it brings its ClOrdID. */
    boolean isNamed() {
        return isNamed;
    }

    long clOrdId() {
        return in.clOrdId();
    }

    long tag() {
        return in.tag();
    }

    MarketDecoder market() {
        return in.market();
    }

    short isBookLive() {
        return in.isBookLive();
    }

    /** What it is to be, under this ClOrdID. */
    void read(final long clOrdId, final OrderTerms terms) {
        terms.of(in.strategy(), clOrdId, in.tag())
                .instrument(in.securityId())
                .limit(
                        in.side() == Side.BUY.code() ? Side.BUY : Side.SELL,
                        in.price(),
                        in.quantity(),
                        TimeInForce.of(in.timeInForce()))
                .type(isNamed ? OrderType.of(in.orderType()) : OrderType.LIMIT);
    }
}
