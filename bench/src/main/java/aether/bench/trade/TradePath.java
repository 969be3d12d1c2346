package aether.bench.trade;

import aether.ilink3.SessionSettings;
import aether.risk.RiskLimit;
import java.util.EnumMap;
import java.util.Map;

/** The settings that every measurement of orders has in common. */
final class TradePath {
    static final long START_NS = 1_700_400_000_000_000_000L;

    private TradePath() {}

    static SessionSettings session() {
        return new SessionSettings("ABC", "FIRM1", "KEY", "TRADER", "DE", "Aether", "1", "Aether", 60_000);
    }

    /** Every check has a limit, and none is met. */
    static Map<RiskLimit, Long> limits() {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        limits.put(RiskLimit.MAX_QUANTITY, 10L);
        limits.put(RiskLimit.MAX_ORDER_VALUE, Long.MAX_VALUE / 8);
        limits.put(RiskLimit.MAX_OPEN_ORDERS, 20L);
        limits.put(RiskLimit.MAX_GROSS_VALUE, Long.MAX_VALUE / 4);
        limits.put(RiskLimit.MAX_POSITION, 1_000_000L);
        limits.put(RiskLimit.MAX_LOSS, Long.MAX_VALUE / 4);
        limits.put(RiskLimit.COLLAR_TICKS, 20L);
        limits.put(RiskLimit.MAX_REFERENCE_AGE, 1_000_000_000L);
        limits.put(RiskLimit.MESSAGES, 1_500L);
        limits.put(RiskLimit.CANCELS, 1_500L);
        limits.put(RiskLimit.MESSAGE_WINDOW, 3_000_000_000L);
        limits.put(RiskLimit.DUPLICATE_WINDOW, 1_000_000L);
        return limits;
    }
}
