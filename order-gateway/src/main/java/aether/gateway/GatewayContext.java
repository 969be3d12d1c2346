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
        int maxInstruments) {}
