package aether.feed;

/** How a venue's snapshots show that all of them were seen, and what live packet each of them belongs to. */
public enum RecoveryPolicy {
    /**
     * Each pass is numbered from 1 and says of how many reports it consists; each snapshot names the live packet up to which
     * everything is in it ({@link BookSnapshot#lastSequence}).
     */
    COUNTED_PASSES,
    /**
     * Messages mark where a pass begins and ends, and the decoder tells so; each snapshot names the change up to which
     * everything is in it ({@link BookSnapshot#rptSeq}) and when it was taken.
     */
    MARKED_PASSES
}
