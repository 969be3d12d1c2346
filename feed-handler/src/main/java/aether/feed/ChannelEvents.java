package aether.feed;

/** Events of the channel itself: losses, and what became of them. None of them is on the wire. All methods do nothing by default. */
public interface ChannelEvents {
    /** The channel begins with this packet; what was before it is unknown. */
    default void onFirstPacket(final long sequence) {}

    /** The packets that are missing will not be repaired any more. */
    default void onGapGivenUp() {}

    /** {@code count} packets from {@code firstMissing} on are lost, and more packets follow. */
    default void onGap(final long firstMissing, final long count) {}

    /** What follows up to {@link #onRepairEnd} is late or repeated, and may close RptSeq breaks. */
    default void onRepairStart() {}

    /**
     * The repair has reached the present.
     *
     * @param nothingMissing true when no packet has been lost for good since the books were last certain
     */
    default void onRepairEnd(final boolean nothingMissing) {}

    /**
     * The packet sequence starts over from 1, and with it every book. When the first packet seen is not
     * number 1, an {@link #onGap} follows at once.
     */
    default void onSequenceReset() {}
}
