package aether.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The order plane after a number of inputs. Little-endian:
 *
 * <pre>
 *   0         8              16           24
 *  +---------+--------------+------------+
 *  | inputs  | output hash  | state hash |
 *  +---------+--------------+------------+
 * </pre>
 *
 * @param outputHash over every byte that went out
 */
public record OrderDigest(long inputs, long outputHash, long stateHash) {
    /** Encoded length, bytes. */
    public static final int LENGTH = 24;

    /** Writes one without allocating. */
    public static void write(
            final MutableDirectBuffer buffer, final long inputs, final long outputHash, final long stateHash) {
        buffer.putLong(0, inputs, LITTLE_ENDIAN);
        buffer.putLong(8, outputHash, LITTLE_ENDIAN);
        buffer.putLong(16, stateHash, LITTLE_ENDIAN);
    }

    static OrderDigest read(final DirectBuffer buffer, final int offset) {
        return new OrderDigest(
                buffer.getLong(offset, LITTLE_ENDIAN),
                buffer.getLong(offset + 8, LITTLE_ENDIAN),
                buffer.getLong(offset + 16, LITTLE_ENDIAN));
    }

    @Override
    public String toString() {
        return String.format("%016x after %,d order inputs", stateHash, inputs);
    }
}
