package aether.venue;

/** Where each feed of a channel is published: two lines of each. Null lines are not published. */
public record ChannelAddresses(Feed incremental, Feed definitions, Feed priceSnapshots, Feed orderSnapshots) {
    /** Lines A and B of one feed. */
    public record Feed(LineAddress a, LineAddress b) {}

    /** The incremental feed alone. */
    public static ChannelAddresses incrementalOnly(final LineAddress a, final LineAddress b) {
        return new ChannelAddresses(new Feed(a, b), null, null, null);
    }
}
