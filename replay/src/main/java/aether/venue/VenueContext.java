package aether.venue;

/** Settings of the simulated venue. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class VenueContext {
    private long seed = 1;
    private int instruments = 10;
    private int spreads;
    private int depth = 10;
    private int maxResting = 400;
    private double cancelShare = 0.42;
    private double modifyShare;
    private double crossShare = 0.08;
    private double burstShare;
    private int burstLength = 100;
    private boolean hasOrders;
    private boolean hasStatistics;
    private int recoveryEvery;
    private double lossA;
    private double lossB;
    private double bothLost;
    private double duplicates;
    private double corruption;
    private double recoveryLoss;
    private long skewNs;
    private long jitterNs;

    /** Makes the session repeatable. */
    public VenueContext seed(final long value) {
        seed = value;
        return this;
    }

    public long seed() {
        return seed;
    }

    /** Number of outright instruments, 1 to 10000. */
    public VenueContext instruments(final int count) {
        instruments = count;
        return this;
    }

    public int instruments() {
        return instruments;
    }

    /** Number of calendar spreads between neighbouring instruments, each with implied rows from its legs. */
    public VenueContext spreads(final int count) {
        spreads = count;
        return this;
    }

    public int spreads() {
        return spreads;
    }

    /** Visible levels of each side, 1 to 10. */
    public VenueContext depth(final int levels) {
        depth = levels;
        return this;
    }

    public int depth() {
        return depth;
    }

    /** Orders of one instrument above which the flow cancels only. */
    public VenueContext maxResting(final int orders) {
        maxResting = orders;
        return this;
    }

    public int maxResting() {
        return maxResting;
    }

    /** Shares of commands that cancel, that change an order, and that cross the market; the rest are orders that come to rest. */
    public VenueContext flow(final double cancels, final double modifies, final double crosses) {
        cancelShare = cancels;
        modifyShare = modifies;
        crossShare = crosses;
        return this;
    }

    public double cancelShare() {
        return cancelShare;
    }

    public double modifyShare() {
        return modifyShare;
    }

    public double crossShare() {
        return crossShare;
    }

    /** Share of commands that start a burst of so many commands for one instrument, all at the same moment. */
    public VenueContext bursts(final double share, final int length) {
        burstShare = share;
        burstLength = length;
        return this;
    }

    public double burstShare() {
        return burstShare;
    }

    public int burstLength() {
        return burstLength;
    }

    /** Whether single orders are published as well. */
    public VenueContext orders(final boolean publishes) {
        hasOrders = publishes;
        return this;
    }

    public boolean hasOrders() {
        return hasOrders;
    }

    /** Whether volume, statistics, limits, status and quote requests are published as well. */
    public VenueContext statistics(final boolean publishes) {
        hasStatistics = publishes;
        return this;
    }

    public boolean hasStatistics() {
        return hasStatistics;
    }

    /** Commands between two packets of each recovery feed; 0 for no recovery feeds. */
    public VenueContext recoveryEvery(final int commands) {
        recoveryEvery = commands;
        return this;
    }

    public int recoveryEvery() {
        return recoveryEvery;
    }

    /** Shares of packets that line A and line B lose, each by itself, and that both of them lose besides; 0 to 1. */
    public VenueContext loss(final double a, final double b, final double both) {
        lossA = a;
        lossB = b;
        bothLost = both;
        return this;
    }

    public double lossA() {
        return lossA;
    }

    public double lossB() {
        return lossB;
    }

    public double bothLost() {
        return bothLost;
    }

    /** Share of packets of a recovery line that are lost. */
    public VenueContext recoveryLoss(final double share) {
        recoveryLoss = share;
        return this;
    }

    public double recoveryLoss() {
        return recoveryLoss;
    }

    /** Share of packets that a line brings twice. */
    public VenueContext duplicates(final double share) {
        duplicates = share;
        return this;
    }

    public double duplicates() {
        return duplicates;
    }

    /** Share of packets whose lengths are damaged on a line: such as a receiver can notice. */
    public VenueContext corruption(final double share) {
        corruption = share;
        return this;
    }

    public double corruption() {
        return corruption;
    }

    /** How much later line B is, and within what bounds each packet is delayed at random: more than its distance reorders. */
    public VenueContext delays(final long skew, final long jitter) {
        skewNs = skew;
        jitterNs = jitter;
        return this;
    }

    public long skewNs() {
        return skewNs;
    }

    public long jitterNs() {
        return jitterNs;
    }

    /**
     * Checks ranges and relations.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public VenueContext conclude() {
        check(instruments >= 1 && instruments <= 10_000, "instruments must be 1 to 10000, not " + instruments);
        check(depth >= 1 && depth <= 10, "depth must be 1 to 10, not " + depth);
        check(
                spreads >= 0 && spreads < Math.max(1, instruments),
                "spreads must be 0 to fewer than instruments, not " + spreads);
        check(maxResting >= 10 && maxResting <= 100_000, "maxResting must be 10 to 100000, not " + maxResting);
        check(burstLength >= 1 && burstLength <= 10_000, "the length of bursts must be 1 to 10000, not " + burstLength);
        check(recoveryEvery >= 0, "recoveryEvery must not be negative, but is " + recoveryEvery);
        check(skewNs >= 0 && jitterNs >= 0, "delays must not be negative");
        share("loss of line A", lossA);
        share("loss of line B", lossB);
        share("loss of both lines", bothLost);
        share("loss of recovery lines", recoveryLoss);
        share("share of duplicates", duplicates);
        share("share of damaged packets", corruption);
        share("share of bursts", burstShare);
        share("shares of cancels, changes and crossing orders together", cancelShare + modifyShare + crossShare);
        return this;
    }

    private static void share(final String what, final double share) {
        check(share >= 0 && share <= 1, "the " + what + " must be 0 to 1, not " + share);
    }

    private static void check(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
