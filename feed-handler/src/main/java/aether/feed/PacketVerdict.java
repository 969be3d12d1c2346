package aether.feed;

/** The result of looking a packet over as a whole, before anything is changed by it. */
public enum PacketVerdict {
    /** Every length in it fits. */
    WHOLE("whole"),
    /** Shorter than the packet header. */
    TOO_SHORT("packet shorter than its header"),
    /** Another length than the packet's own header says. */
    LENGTH_DIFFERS("packet length differs from what its header says"),
    /** A message claims fewer bytes than its own header has. */
    MESSAGE_SIZE_TOO_SMALL("message size smaller than a message header"),
    /** A message claims more bytes than are left. */
    MESSAGE_PAST_END("message runs past the end of the packet"),
    /** Bytes behind the last message that are too few for another. */
    TRAILING_BYTES("trailing bytes that are no message"),
    /** A root block is longer than its message. */
    BLOCK_PAST_MESSAGE("root block runs past the end of its message"),
    /** A repeating group is longer than its message. */
    GROUP_PAST_MESSAGE("repeating group runs past the end of its message"),
    /** Longer than the reorder ring's slots, so that it could not be held back. */
    TOO_LONG("packet longer than the configured maximum");

    private final String text;

    PacketVerdict(final String text) {
        this.text = text;
    }

    /** The reason in plain words. */
    public String text() {
        return text;
    }
}
