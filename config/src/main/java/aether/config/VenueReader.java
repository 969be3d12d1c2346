package aether.config;

import aether.nic.Tier;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryContext;
import java.nio.file.Path;

/** Reads what the simulated venue is to be like. */
final class VenueReader {
    private static final int DEFAULT_RATE = 5000;

    private VenueReader() {}

    static SiteConfig.Venue read(final YamlNode node, final String name) {
        final VenueContext context = new VenueContext()
                .seed(node.integer("seed", 1, 0, Integer.MAX_VALUE))
                .instruments(node.integer("instruments", 20))
                .spreads(node.integer("spreads", 0))
                .depth(node.integer("depth", 10))
                .maxResting(node.integer("maxResting", 400))
                .orders(node.flag("orders", true))
                .statistics(node.flag("statistics", true))
                .recoveryEvery(node.integer("recoveryEvery", 20));
        final YamlNode flow = node.child("flow");
        context.flow(flow.share("cancels", 0.35), flow.share("changes", 0.15), flow.share("crosses", 0.08));
        flow.finish();
        final YamlNode bursts = node.child("bursts");
        context.bursts(bursts.share("share", 0), bursts.integer("length", 100));
        bursts.finish();
        impair(node.child("impairments"), context);
        final int rate = node.integer("rate", DEFAULT_RATE, 1, 10_000_000);
        final YamlNode orders = node.has("orderEntry") ? node.child("orderEntry") : null;
        final YamlNode send = node.child("send");
        final Tier tier = send.choice("tier", Tier.SOCKET, Tier.class);
        final int timeToLive = send.integer("timeToLive", 0, 0, 255);
        send.finish();
        node.finish();
        try {
            return new SiteConfig.Venue(
                    context.conclude(), rate, tier, timeToLive, orders == null ? null : orderEntry(orders, name));
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(name + ": venue: " + e.getMessage(), e);
        }
    }

    private static SiteConfig.VenueOrders orderEntry(final YamlNode node, final String name) {
        final int port = node.integer("port", 0, 1, 65_535);
        if (port == 0) {
            throw new ConfigException(name + ": venue.orderEntry.port is missing; give 1 to 65535");
        }
        final Path secret =
                Path.of(node.requiredText("secretFile", "where the client's secret key is, or is to be made"));
        final OrderEntryContext context = new OrderEntryContext().seed(node.integer("seed", 1, 0, Integer.MAX_VALUE));
        final int backupPort = node.integer("backupPort", 0, 1, 65_535);
        final int dropCopyPort = node.integer("dropCopyPort", 0, 1, 65_535);
        final YamlNode throttle = node.child("throttle");
        context.window(throttle.duration("window", 3_000_000_000L))
                .orders(
                        throttle.integer("orders", 1_500, 1, 1 << 20),
                        throttle.integer("ordersLogout", 2_250, 1, 1 << 20))
                .cancels(
                        throttle.integer("cancels", 3_000, 1, 1 << 20),
                        throttle.integer("cancelsLogout", 4_500, 1, 1 << 20));
        throttle.finish();
        final YamlNode faults = node.child("faults");
        context.disorder(faults.share("drop", 0), faults.share("duplicate", 0), faults.share("swap", 0))
                .cuts(faults.share("half", 0), faults.share("lose", 0))
                .delays(faults.share("late", 0), faults.duration("delay", 20_000_000L))
                .amendments(faults.share("bust", 0), faults.share("correct", 0));
        faults.finish();
        node.finish();
        return new SiteConfig.VenueOrders(port, backupPort, dropCopyPort, secret, context.conclude());
    }

    private static void impair(final YamlNode node, final VenueContext context) {
        context.loss(node.share("lossA", 0), node.share("lossB", 0), node.share("lossBoth", 0))
                .recoveryLoss(node.share("lossRecovery", 0))
                .duplicates(node.share("duplicates", 0))
                .corruption(node.share("corruption", 0))
                .delays(node.duration("skew", 0), node.duration("jitter", 0));
        node.finish();
    }
}
