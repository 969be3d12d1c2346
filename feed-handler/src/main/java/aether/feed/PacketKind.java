package aether.feed;

/** How a packet came to be accepted. Journaled with it, since it decides what replay must do. */
public enum PacketKind {
    /** The next one, or the first after a loss was declared. */
    IN_SEQUENCE,
    /** Declared lost before, and here after all. */
    LATE,
    /** The sequence starts over with this packet. */
    SEQUENCE_RESET,
    /** Of the loop of snapshots by price; its sequence is the loop's own. */
    PRICE_SNAPSHOT,
    /** Of the loop of snapshots by order. */
    ORDER_SNAPSHOT,
    /** Of the replay of all definitions. */
    DEFINITION;

    private static final PacketKind[] VALUES = values();

    /** True for packets of the recovery feeds, which have sequences of their own. */
    public boolean isRecovery() {
        return ordinal() >= PRICE_SNAPSHOT.ordinal();
    }

    /** By ordinal; null when there is none. */
    public static PacketKind of(final int ordinal) {
        return ordinal >= 0 && ordinal < VALUES.length ? VALUES[ordinal] : null;
    }
}
