package aether.feed;

/** How a packet came to be accepted. Journaled with it, since it decides what replay must do. */
public enum PacketKind {
    /** The next one, or the first after a loss was declared. */
    IN_SEQUENCE,
    /** Declared lost before, and here after all. */
    LATE,
    /** The sequence starts over with this packet. */
    SEQUENCE_RESET;

    private static final PacketKind[] VALUES = values();

    /** By ordinal; null when there is none. */
    public static PacketKind of(final int ordinal) {
        return ordinal >= 0 && ordinal < VALUES.length ? VALUES[ordinal] : null;
    }
}
