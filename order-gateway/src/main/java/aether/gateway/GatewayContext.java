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
    /** Where nothing else is said. */
    public static final int DEFAULT_MAX_ORDERS = 4096;

    /** As {@link #DEFAULT_MAX_ORDERS}. */
    public static final int DEFAULT_MAX_INSTRUMENTS = 1024;

    private static final int MOST = 1 << 20;

    public GatewayContext {
        check("maxOrders", maxOrders);
        check("maxInstruments", maxInstruments);
    }

    private static void check(final String setting, final int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(setting + " must be 1 to " + MOST + ", not " + value);
        }
    }

    /** Whether the same inputs do the same under both. Limits are inputs themselves. */
    public boolean decidesLike(final GatewayContext other) {
        return session.equals(other.session) && maxOrders == other.maxOrders && maxInstruments == other.maxInstruments;
    }

    /** The same where the same inputs do the same, build and settings alike; another, for all that one can hope of a hash, where they do not. Not negative. */
    public int fingerprint() {
        return (OrderCore.VERSION + "|" + session + "|" + maxOrders + "|" + maxInstruments).hashCode()
                & Integer.MAX_VALUE;
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
