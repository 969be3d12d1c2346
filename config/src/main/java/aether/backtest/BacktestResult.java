package aether.backtest;

import aether.risk.RiskCheck;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param messages of the session that were heard
 * @param firstNs time of the first one, as the strategy heard it
 * @param lastNs time of the last one
 */
public record BacktestResult(
        BacktestSetup setup, TradeLog log, OrderPlaneAtPlay orders, long messages, long firstNs, long lastNs) {
    Map<RiskCheck, Long> refusals() {
        return orders.refusals();
    }

    long refused() {
        return refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Contracts traded. */
    public long contracts() {
        return log.holdings().stream().mapToLong(Holding::contracts).sum();
    }

    /** Trades. */
    public long fills() {
        return log.fills().size();
    }

    /** Orders that were sent. */
    public long sent() {
        return log.orders().size();
    }

    /** Orders that the venue took. */
    public long placed() {
        return orders.ordersAtVenue();
    }

    /** After fees, in words: exact. */
    public String profit() {
        return Amounts.text(log.value());
    }

    /** Of the whole order plane at the end: equal for equal runs. */
    public long hash() {
        return orders.hash();
    }
}
