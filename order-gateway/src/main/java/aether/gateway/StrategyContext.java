package aether.gateway;

import aether.book.InstrumentBook;
import aether.order.Side;
import aether.order.TimeInForce;
import java.util.Map;

/**
 * What a strategy can ask for. Prices are mantissas with exponent -9. Nothing is decided within a call: what is wanted in a callback is checked and
 * sent when that callback is over, in the order of the calls, and its outcome is reported after that.
 */
public interface StrategyContext {
    /** The strategy's settings, from the configuration. */
    Map<String, String> settings();

    /**
     * Wants an order. Its reports come to {@link Strategy#onOrder} and {@link Strategy#onFill}, or a refusal to {@link Strategy#onRefused}.
     *
     * @param book the market that the decision is based on
     * @param quantity contracts
     * @param tag comes back with the order; any number
     * @return the ClOrdID that all reports of it will carry
     */
    long submit(InstrumentBook book, Side side, long price, int quantity, TimeInForce timeInForce, long tag);

    /** Wants another price or quantity for an order; {@code quantity} includes what traded already. */
    void replace(InstrumentBook book, long clOrdId, long price, int quantity);

    /** Wants an order gone. */
    void cancel(long clOrdId);

    /** Wants all orders of this strategy gone. */
    void cancelAll();

    /** Contracts that are not known. */
    long UNKNOWN = -1;

    /**
     * Contracts that stand in front of an order in its queue, by the book by order as it is now: what must trade or go before it does. {@link #UNKNOWN} where
     * the venue tells no orders, the book is not live, or the order does not rest, or is not in the book yet.
     *
     * @param book the instrument of the order
     */
    long quantityAhead(InstrumentBook book, long clOrdId);

    /** New orders and replaces that may go now before the limit of messages is reached. */
    long messagesLeft();

    /** Contracts held of an instrument, negative when short. */
    long position(int securityId);

    /**
     * Whether what is heard is the market as it is now. While it was recorded, nothing that is wanted is done: new orders, replaces and cancels are refused
     * as {@link aether.risk.RiskCheck#NOT_LIVE}.
     */
    boolean isLive();

    /** Nanoseconds since the epoch: of the input that is being handled. */
    long nowNs();
}
