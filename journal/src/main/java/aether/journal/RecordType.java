package aether.journal;

/** Kinds of records. The number is on disk: never reuse one. */
public enum RecordType {
    /** The configuration that the session runs with, as text; the first record, and again at each change. */
    CONFIGURATION(1),
    /** A packet as it was accepted by arbitration; the source names line and kind. */
    PACKET(2),
    /** The state hash after a number of events. */
    DIGEST(3),
    /** Records before this one are missing: the tap was full. The payload is their number, 8 bytes little-endian. */
    MISSING(4),
    /** The session ended in order; the payload is its last digest. */
    END(5),
    /** An input of the order plane; the source is its kind. */
    ORDER_INPUT(6),
    /** The state of the order plane after a number of inputs: inputs, hash of what went out, hash of the state. */
    ORDER_DIGEST(7),
    /** How the session is received, as text: by which transport, and whose clock the receive times are of. */
    RECEPTION(8),
    /** A part of the order plane's whole state: what was before need not be read to go on. See {@link CheckpointParts}. */
    CHECKPOINT(9),
    /** From here on the books of an instrument are not believed, since other machines have come to something else; the payload is its SecurityID, 4 bytes little-endian. */
    DISTRUST(10);

    private final int number;

    RecordType(final int number) {
        this.number = number;
    }

    /** The number on disk. */
    public int number() {
        return number;
    }

    /** By number; null when this build does not know it. */
    public static RecordType of(final int number) {
        for (final RecordType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }
}
