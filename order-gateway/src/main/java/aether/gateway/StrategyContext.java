package aether.gateway;

import aether.book.InstrumentBook;
import java.util.Map;

/** What a strategy can ask for. Prices are mantissas with exponent -9. Intents are decided before the next callback. */
public interface StrategyContext {
    /** Time in force: rests until the end of the day. */
    int DAY = 0;

    /** Time in force: trades at once as far as it can; the rest is canceled. */
    int FILL_AND_KILL = 3;

    /** Time in force: trades at once as a whole, or not at all. */
    int FILL_OR_KILL = 4;

    /** The strategy's settings, from the configuration. */
    Map<String, String> settings();

    /**
     * Wants an order.
     *
     * @param book the market that the decision is based on
     * @param tag comes back with the answers; any number
     */
    void submit(InstrumentBook book, boolean isBuy, long price, int quantity, int timeInForce, long tag);

    /** Wants another price or quantity for an order; {@code quantity} includes what traded already. */
    void replace(InstrumentBook book, long clOrdId, long price, int quantity);

    /** Wants an order gone. */
    void cancel(long clOrdId);

    /** Wants all orders of this strategy gone. */
    void cancelAll();

    /** Contracts held of an instrument, negative when short. */
    long position(int securityId);

    /** Nanoseconds since the epoch: of the input that is being handled. */
    long nowNs();
}
