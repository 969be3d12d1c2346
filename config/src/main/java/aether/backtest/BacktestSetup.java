package aether.backtest;

import aether.gateway.Strategy;
import aether.risk.RiskLimit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is tried, and what is assumed.
 *
 * @param strategy makes one for each run
 * @param settings of the strategy
 * @param limits of the risk checks
 * @param feed from the exchange's time of sending to the strategy; null: as recorded
 * @param order from the strategy to the venue
 * @param report from the venue to the strategy, which never hears of a trade before the market data of that moment
 * @param impact of what the strategy takes
 * @param seed of the latencies
 * @param money what trades are worth
 * @param own what was really traded in the session
 */
public record BacktestSetup(
        Supplier<Strategy> strategy,
        Map<String, String> settings,
        Map<RiskLimit, Long> limits,
        Latency feed,
        Latency order,
        Latency report,
        Impact impact,
        long seed,
        Money money,
        RecordedOwn own) {
    /** What the strategy's own trades do to the book that it meets. */
    public enum Impact {
        /** What was taken from a level is not there again while that level lasts. */
        ON,
        /** The book always has what it shows. */
        OFF
    }

    /**
     * What trades are worth.
     *
     * @param fee of a contract
     * @param pointValues of a contract, for a price of 1, by symbol or SecurityID; 1 where nothing is said
     * @param ticks price steps of instruments that the session does not define, by SecurityID
     */
    public record Money(BigDecimal fee, Map<String, BigDecimal> pointValues, Map<String, BigDecimal> ticks) {
        BigDecimal pointValue(final String symbol, final int securityId) {
            return pointValues.getOrDefault(
                    symbol, pointValues.getOrDefault(Integer.toString(securityId), BigDecimal.ONE));
        }
    }

    /** The same with some settings of the strategy in place of others. */
    public BacktestSetup with(final Map<String, String> others) {
        final Map<String, String> all = new java.util.TreeMap<>(settings);
        all.putAll(others);
        return new BacktestSetup(strategy, Map.copyOf(all), limits, feed, order, report, impact, seed, money, own);
    }
}
