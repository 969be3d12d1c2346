package aether.nic.fault;

/**
 * How often each fault happens, as a probability of 0 to 1 for each frame.
 *
 * @param seed makes the faults repeatable; print it when a test fails
 * @param loss the frame never arrives
 * @param duplication the frame arrives twice
 * @param reorder the frame is held back behind one to {@code maxHold} later ones
 * @param corruption one byte of the frame is changed
 * @param maxHold frames, at least 1
 */
public record FaultPlan(long seed, double loss, double duplication, double reorder, double corruption, int maxHold) {
    /** Checks the ranges. */
    public FaultPlan {
        if (loss < 0
                || duplication < 0
                || reorder < 0
                || corruption < 0
                || maxHold < 1
                || loss > 1
                || duplication > 1
                || reorder > 1
                || corruption > 1) {
            throw new IllegalArgumentException("probabilities lie in 0 to 1, and maxHold is at least 1");
        }
    }

    /** Loss alone. */
    public static FaultPlan lossOf(final long seed, final double probability) {
        return new FaultPlan(seed, probability, 0, 0, 0, 1);
    }
}
