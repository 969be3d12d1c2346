package aether.config;

import aether.venue.VenueContext;

/** Reads what the simulated venue is to be like. */
final class VenueReader {
    private static final int DEFAULT_RATE = 5000;

    private VenueReader() {}

    static SiteConfig.Venue read(final YamlNode node, final String name) {
        final VenueContext context = new VenueContext()
                .seed(node.integer("seed", 1, 0, Integer.MAX_VALUE))
                .instruments(node.integer("instruments", 20, 1, 10_000))
                .spreads(node.integer("spreads", 0, 0, 10_000))
                .depth(node.integer("depth", 10, 1, 10))
                .maxResting(node.integer("maxResting", 400, 10, 100_000))
                .orders(node.flag("orders", true))
                .statistics(node.flag("statistics", true))
                .recoveryEvery(node.integer("recoveryEvery", 20, 0, Integer.MAX_VALUE));
        final YamlNode flow = node.child("flow");
        context.flow(flow.share("cancels", 0.35), flow.share("changes", 0.15), flow.share("crosses", 0.08));
        flow.finish();
        final YamlNode bursts = node.child("bursts");
        context.bursts(bursts.share("share", 0), bursts.integer("length", 100, 1, 10_000));
        bursts.finish();
        impair(node.child("impairments"), context);
        final int rate = node.integer("rate", DEFAULT_RATE, 1, 10_000_000);
        node.finish();
        try {
            return new SiteConfig.Venue(context.conclude(), rate);
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(name + ": venue: " + e.getMessage(), e);
        }
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
