package aether.feed;

/** How a packet came to be accepted. Journaled with it, since it decides what replay must do. */
public enum PacketKind {
    /** The next one, or the first after a loss was declared. */
    IN_SEQUENCE(0),
    /** Declared lost before, and here after all. */
    LATE(1),
    /** The sequence starts over with this packet. */
    SEQUENCE_RESET(2),
    /** Of the loop of snapshots by price; its sequence is the loop's own. */
    PRICE_SNAPSHOT(3),
    /** Of the loop of snapshots by order. */
    ORDER_SNAPSHOT(4),
    /** Of the replay of all definitions. */
    DEFINITION(5);

    private static final PacketKind[] VALUES = values();

    private final int number;

    PacketKind(final int number) {
        this.number = number;
    }

    /** The number on disk: never reuse one. */
    public int number() {
        return number;
    }

    /** True for packets of the recovery feeds, which have sequences of their own. */
    public boolean isRecovery() {
        return this == PRICE_SNAPSHOT || this == ORDER_SNAPSHOT || this == DEFINITION;
    }

    /** By number; null when this build does not know it. */
    public static PacketKind of(final int number) {
        for (final PacketKind kind : VALUES) {
            if (kind.number == number) {
                return kind;
            }
        }
        return null;
    }
}
