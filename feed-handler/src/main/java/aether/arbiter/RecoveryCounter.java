package aether.arbiter;

/** What arrived on recovery feeds. */
public enum RecoveryCounter {
    /** Packets of any recovery feed. */
    PACKETS,
    /** Packets that another line brought before. */
    DUPLICATES,
    /** Packets refused by the whole-packet check. */
    MALFORMED,
    /** Packets handed on. */
    ACCEPTED,
    /** Packets refused since a checksum of IPv4 or UDP is wrong. */
    BAD_CHECKSUMS
}
