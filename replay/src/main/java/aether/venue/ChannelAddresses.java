package aether.venue;

import aether.nic.MulticastGroup;

/** Where each feed of a channel is published: two lines of each. Null lines are not published. */
public record ChannelAddresses(Feed incremental, Feed definitions, Feed priceSnapshots, Feed orderSnapshots) {
    /** Lines A and B of one feed. */
    public record Feed(MulticastGroup a, MulticastGroup b) {}

    /** The incremental feed alone. */
    public static ChannelAddresses incrementalOnly(final MulticastGroup a, final MulticastGroup b) {
        return new ChannelAddresses(new Feed(a, b), null, null, null);
    }
}
