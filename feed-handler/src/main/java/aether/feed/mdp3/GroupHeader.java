package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.Primitive;
import org.agrona.DirectBuffer;

/**
 * The two group headers of MDP 3.0, read at once: each read of a buffer is bounds-checked, and a packet has many groups.
 *
 * <pre>
 *  groupSize        0             2       3
 *                  +-------------+-------+
 *                  | blockLength | count |
 *                  +-------------+-------+
 *  groupSize8Byte   0             2                7       8
 *                  +-------------+----------------+-------+
 *                  | blockLength |     unused     | count |
 *                  +-------------+----------------+-------+
 * </pre>
 *
 * The short form may end the packet, so its four bytes are read from one byte before it, which is always there.
 */
final class GroupHeader {
    static final int SHORT_LENGTH = 3;
    static final int LONG_LENGTH = 8;

    private static final int LONG_COUNT_OFFSET = 7;

    private GroupHeader() {}

    /** Fails for a schema whose dimensions are neither of the two. */
    static int requireKnown(final GroupLayout group) {
        final GroupLayout.Dimension dimension = group.dimension();
        final int expectedCountOffset = dimension.length() == SHORT_LENGTH ? 2 : LONG_COUNT_OFFSET;
        if (dimension.length() != SHORT_LENGTH && dimension.length() != LONG_LENGTH
                || dimension.blockLengthOffset() != 0
                || dimension.blockLengthType() != Primitive.UINT16
                || dimension.countOffset() != expectedCountOffset
                || dimension.countType() != Primitive.UINT8) {
            throw new IllegalArgumentException("group " + group.name() + " has a dimension that MDP 3.0 does not use");
        }
        return dimension.length();
    }

    /** Both forms as the long form's eight bytes would be, unused ones aside. */
    static long read(final DirectBuffer buffer, final int index, final int length) {
        return length == SHORT_LENGTH
                ? buffer.getInt(index - 1, LITTLE_ENDIAN) >>> 8
                : buffer.getLong(index, LITTLE_ENDIAN);
    }

    static int stride(final long header) {
        return (int) header & 0xFFFF;
    }

    static int count(final long header, final int length) {
        return length == SHORT_LENGTH ? (int) (header >>> 16) : (int) (header >>> 56);
    }
}
