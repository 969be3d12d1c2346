package aether.gateway;

import aether.ilink3.SessionSettings;
import aether.risk.RiskLimit;
import java.util.EnumMap;
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
    /** Whether the same inputs do the same under both. Limits are inputs themselves. */
    public boolean decidesLike(final GatewayContext other) {
        return session.equals(other.session) && maxOrders == other.maxOrders && maxInstruments == other.maxInstruments;
    }

    /** What a person has changed in the file since; what an operator has set meanwhile, and the file leaves alone, stays. */
    public Map<RiskLimit, Long> limitsChangedFrom(final GatewayContext before) {
        final Map<RiskLimit, Long> changed = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            final long now = limits.getOrDefault(limit, limit.initial());
            if (now != before.limits.getOrDefault(limit, limit.initial())) {
                changed.put(limit, now);
            }
        }
        return changed;
    }
}
