package aether.gateway;

import aether.ilink3.SessionSettings;
import aether.risk.RiskLimit;
import java.util.Map;

/**
 * Settings of the order plane.
 *
 * @param limits all that are to be set; what is not set allows nothing
 * @param maxOrders open at one time, and remembered after they are over
 */
public record GatewayContext(
        SessionSettings session,
        Map<RiskLimit, Long> limits,
        Map<String, String> strategySettings,
        int maxOrders,
        int maxInstruments) {
    /** Whether the same inputs do the same under both: all but the strategy's own settings is equal. */
    public boolean decidesLike(final GatewayContext other) {
        return session.equals(other.session)
                && limits.equals(other.limits)
                && maxOrders == other.maxOrders
                && maxInstruments == other.maxInstruments;
    }
}
