package aether.arbiter;

/** What happened on a channel behind and between its lines. */
public enum ChannelCounter {
    /** Runs of packets declared lost on all lines. */
    GAPS,
    /** Packets declared lost; a late twin does not take it back. */
    LOST_PACKETS,
    /** Lost packets that arrived after all. */
    LATE_PACKETS,
    /** Sequence jumps too wide for the reorder ring, declared lost at once. */
    FAR_JUMPS,
    /** Packets held in the reorder ring until the hole in front of them closed. */
    HELD_PACKETS,
    /** Restarts of the sequence: a new trading week, or a failover of the feed gateway. */
    SEQUENCE_RESETS,
    /** Frames that are no whole UDP datagram. */
    UNUSABLE_FRAMES,
    /** Datagrams for a group or port that is no line of this channel. */
    FOREIGN_DATAGRAMS,
    /** Datagrams on a line's group and port, but from another sender than the configured one. */
    WRONG_SOURCES,
    /** Packets held in the reorder ring when the sequence started over: they were of the old one. */
    ABANDONED_PACKETS
}
