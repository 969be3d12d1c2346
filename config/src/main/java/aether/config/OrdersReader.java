package aether.config;

import aether.gateway.GatewayContext;
import aether.ilink3.SessionSettings;
import aether.risk.RiskLimit;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the order plane: the session, the limits, the strategy. */
final class OrdersReader {
    private static final long NS_PER_MS = 1_000_000;

    private OrdersReader() {}

    static SiteConfig.Orders read(final YamlNode node, final String name) {
        final String host = node.requiredText("host", "the host of the order gateway");
        final int port = node.integer("port", 0, 1, 65_535);
        if (port == 0) {
            throw new ConfigException(name + ": orders.port is missing; give 1 to 65535");
        }
        final InetSocketAddress backup = node.has("backup") ? backup(node.child("backup"), name) : null;
        final Path secret = Path.of(node.requiredText("secretFile", "a file of mode 0600 that holds the secret key"));
        final SessionSettings session = session(node.child("session"), name);
        final Map<RiskLimit, Long> limits = limits(node.child("limits"));
        final YamlNode strategy = node.child("strategy");
        final String type =
                strategy.requiredText("class", "the name of a class that implements aether.gateway.Strategy");
        final String jar = strategy.text("jar", null);
        final Map<String, String> settings = strategy.child("settings").texts();
        strategy.finish();
        final int maxOrders = node.integer("maxOrders", GatewayContext.DEFAULT_MAX_ORDERS);
        final int maxInstruments = node.integer("maxInstruments", GatewayContext.DEFAULT_MAX_INSTRUMENTS);
        final GatewayContext context =
                node.settings(() -> new GatewayContext(session, limits, settings, maxOrders, maxInstruments));
        final SiteConfig.DropCopy dropCopy = node.has("dropCopy") ? dropCopy(node.child("dropCopy"), name) : null;
        node.finish();
        return new SiteConfig.Orders(
                host, port, backup, secret, context, type, jar == null ? null : Path.of(jar), dropCopy);
    }

    private static InetSocketAddress backup(final YamlNode node, final String name) {
        final String host = node.requiredText("host", "the host of the backup order gateway");
        final int port = node.integer("port", 0, 1, 65_535);
        if (port == 0) {
            throw new ConfigException(name + ": orders.backup.port is missing; give 1 to 65535");
        }
        node.finish();
        return new InetSocketAddress(host, port);
    }

    private static SiteConfig.DropCopy dropCopy(final YamlNode node, final String name) {
        final String host = node.requiredText("host", "the host of the venue's drop copy");
        final int port = node.integer("port", 0, 1, 65_535);
        if (port == 0) {
            throw new ConfigException(name + ": orders.dropCopy.port is missing; give 1 to 65535");
        }
        final SiteConfig.DropCopy dropCopy = new SiteConfig.DropCopy(
                host, port, node.duration("patience", 5_000 * NS_PER_MS), node.flag("kill", false));
        node.finish();
        return dropCopy;
    }

    private static SessionSettings session(final YamlNode node, final String name) {
        try {
            final SessionSettings session = new SessionSettings(
                    node.requiredText("session", "three characters"),
                    node.requiredText("firm", "up to five characters"),
                    node.requiredText("accessKey", "the id of the key, up to twenty characters"),
                    node.text("sender", "AETHER"),
                    node.text("location", "DE"),
                    node.text("system", "Aether"),
                    node.text("version", "0.1"),
                    node.text("vendor", "Aether"),
                    (int) (node.duration("keepAlive", 10_000 * NS_PER_MS) / NS_PER_MS));
            node.finish();
            return session;
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(name + ": orders.session: " + e.getMessage(), e);
        }
    }

    /** Durations for what is one, else whole numbers; a limit that is left out allows nothing. */
    private static Map<RiskLimit, Long> limits(final YamlNode node) {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            final String key = RiskLimits.name(limit);
            if (node.has(key)) {
                limits.put(limit, limit(node, limit, key));
            }
        }
        node.finish();
        return new LinkedHashMap<>(limits);
    }

    private static long limit(final YamlNode node, final RiskLimit limit, final String key) {
        try {
            return RiskLimits.value(limit, node.text(key, ""));
        } catch (final ConfigException e) {
            throw node.failed(e.getMessage());
        }
    }
}
