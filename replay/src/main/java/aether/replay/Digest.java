package aether.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A state hash and where it was taken. Little-endian:
 *
 * <pre>
 *   0         8                 16      24
 *  +---------+-----------------+-------+
 *  | events  | packet sequence | hash  |
 *  +---------+-----------------+-------+
 * </pre>
 *
 * @param events match events before it
 * @param sequence packet that closed the last of them
 * @param hash of the state then
 */
public record Digest(long events, long sequence, long hash) {
    /** Encoded length, bytes. */
    public static final int LENGTH = 24;

    static void write(
            final MutableDirectBuffer buffer,
            final int offset,
            final long events,
            final long sequence,
            final long hash) {
        buffer.putLong(offset, events, LITTLE_ENDIAN);
        buffer.putLong(offset + 8, sequence, LITTLE_ENDIAN);
        buffer.putLong(offset + 16, hash, LITTLE_ENDIAN);
    }

    /** Reads one; the buffer must hold {@link #LENGTH} bytes from {@code offset}. */
    public static Digest read(final DirectBuffer buffer, final int offset) {
        return new Digest(
                buffer.getLong(offset, LITTLE_ENDIAN),
                buffer.getLong(offset + 8, LITTLE_ENDIAN),
                buffer.getLong(offset + 16, LITTLE_ENDIAN));
    }

    /** The hash as 16 hexadecimal digits. */
    public String hex() {
        return String.format("%016x", hash);
    }

    @Override
    public String toString() {
        return hex() + " after " + events + " events, packet " + sequence;
    }
}
