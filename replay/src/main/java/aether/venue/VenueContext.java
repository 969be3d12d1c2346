package aether.venue;

/**
 * Settings of the simulated venue.
 *
 * @param seed makes the session repeatable
 * @param instruments number of instruments, 1 to 1000
 * @param depth visible levels of each side, 1 to 10
 * @param lossA share of packets that line A loses, 0 to 1
 * @param lossB share of packets that line B loses, 0 to 1
 * @param bothLost share of packets that neither line delivers, 0 to 1; 0 never loses a packet on both
 */
public record VenueContext(long seed, int instruments, int depth, double lossA, double lossB, double bothLost) {
    /** Checks the ranges. */
    public VenueContext {
        if (instruments < 1 || instruments > 1000 || depth < 1 || depth > 10) {
            throw new IllegalArgumentException("the venue has 1 to 1000 instruments with a depth of 1 to 10");
        }
        requireShare(lossA);
        requireShare(lossB);
        requireShare(bothLost);
    }

    private static void requireShare(final double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a loss is a share between 0 and 1, not " + share);
        }
    }
}
