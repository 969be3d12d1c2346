package aether.arbiter;

/** The health of one line of a channel. */
public enum LineCounter {
    /** Packets that arrived on the line, whatever became of them. */
    PACKETS,
    /** Payload bytes of those packets. */
    BYTES,
    /** Packets that this line delivered first and that were accepted. */
    FIRST_ARRIVALS,
    /** Packets that another line had already delivered. */
    DUPLICATES,
    /** Packets that this same line had already delivered. */
    REPEATS,
    /** Packets refused by the whole-packet check; their sequence numbers count as not received. */
    MALFORMED,
    /** Packets refused since a checksum of IPv4 or UDP is wrong. */
    BAD_CHECKSUMS,
    /** Packets of an earlier trading week, or too old to tell; left alone. */
    STALE_SEQUENCES,
    /** Packets whose bytes differ from their twin's: an alarm. Counted in verify mode only. */
    CONTENT_MISMATCHES,
    /** Total nanoseconds by which the line's duplicates were received after their twins; below zero where they were received before, and taken later. */
    SKEW_NANOS,
    /** Receive time of the newest packet, nanoseconds since the epoch; a gauge. */
    LAST_PACKET_TIME
}
