package aether.feed.deribit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Packet, message and group headers of Deribit's multicast, all little-endian. Source: captured packets.
 *
 * <pre>
 *  packet    0        2         4              8
 *           +--------+---------+--------------+-------- - - -
 *           | length | channel |   sequence   | messages, back to back
 *           +--------+---------+--------------+-------- - - -
 *  message   0             2            4          6         8          10             12
 *           +-------------+------------+----------+---------+----------+--------------+-------- - - -
 *           | blockLength | templateId | schemaId | version | groups   | var-data     | root block, groups, var-data
 *           +-------------+------------+----------+---------+----------+--------------+-------- - - -
 *  group     0             2            4          6          8
 *           +-------------+------------+----------+----------+-------- - - -
 *           | blockLength | numInGroup | groups   | var-data | entries
 *           +-------------+------------+----------+----------+-------- - - -
 *  var-data  0        1
 *           +--------+-------- - - -
 *           | length | characters
 *           +--------+-------- - - -
 * </pre>
 *
 * The length counts what follows the packet header. Messages have no length: it follows from the counts of their groups and
 * var-data. Snapshots and definitions of channel n are sent on channel 100 + n, with a sequence of their own.
 */
final class DeribitPacket {
    static final int HEADER_LENGTH = 8;
    static final int MESSAGE_HEADER_LENGTH = 12;
    static final int GROUP_HEADER_LENGTH = 8;

    /** The snapshot channel of channel 0. */
    static final int SNAPSHOT_CHANNELS = 100;

    /** A message that does not fit. */
    static final int DOES_NOT_FIT = -1;

    private static final int MAX_NESTING = 4;

    private DeribitPacket() {}

    static int length(final DirectBuffer buffer, final int packet) {
        return unsigned16(buffer, packet);
    }

    static int channel(final DirectBuffer buffer, final int packet) {
        return unsigned16(buffer, packet + 2);
    }

    /** Unsigned 32 bits widened. */
    static long sequence(final DirectBuffer buffer, final int packet) {
        return Integer.toUnsignedLong(buffer.getInt(packet + 4, LITTLE_ENDIAN));
    }

    static int blockLength(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message);
    }

    static int templateId(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message + 2);
    }

    static int schemaId(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message + 4);
    }

    static int version(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message + 6);
    }

    static int groups(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message + 8);
    }

    private static int varData(final DirectBuffer buffer, final int message) {
        return unsigned16(buffer, message + 10);
    }

    /** Bytes of one entry of the group whose header is at {@code group}. */
    static int entryLength(final DirectBuffer buffer, final int group) {
        return unsigned16(buffer, group);
    }

    static int entries(final DirectBuffer buffer, final int group) {
        return unsigned16(buffer, group + 2);
    }

    /** True when entries of the group follow each other without anything between them. */
    static boolean isFlat(final DirectBuffer buffer, final int group) {
        return buffer.getInt(group + 4, LITTLE_ENDIAN) == 0;
    }

    /** Behind the group of flat entries at {@code group}. */
    static int groupEnd(final DirectBuffer buffer, final int group) {
        return group + GROUP_HEADER_LENGTH + entries(buffer, group) * entryLength(buffer, group);
    }

    private static int unsigned16(final DirectBuffer buffer, final int index) {
        return Short.toUnsignedInt(buffer.getShort(index, LITTLE_ENDIAN));
    }

    /**
     * Where a message ends, or {@link #DOES_NOT_FIT} when that is behind {@code end}.
     *
     * @param message whose header lies before {@code end}
     */
    static int messageEnd(final DirectBuffer buffer, final int message, final int end) {
        final int body = message + MESSAGE_HEADER_LENGTH + blockLength(buffer, message);
        return body > end
                ? DOES_NOT_FIT
                : skip(buffer, body, end, groups(buffer, message), varData(buffer, message), 0);
    }

    /** Every group and every var-data takes at least a byte, so that the work is bounded by the packet's length. */
    private static int skip(
            final DirectBuffer buffer,
            final int start,
            final int end,
            final int groups,
            final int varData,
            final int nesting) {
        int position = start;
        for (int i = 0; i < groups && position != DOES_NOT_FIT; i++) {
            position = skipGroup(buffer, position, end, nesting);
        }
        for (int i = 0; i < varData && position != DOES_NOT_FIT; i++) {
            position = position < end ? position + 1 + Byte.toUnsignedInt(buffer.getByte(position)) : DOES_NOT_FIT;
        }
        return position > end ? DOES_NOT_FIT : position;
    }

    private static int skipGroup(final DirectBuffer buffer, final int group, final int end, final int nesting) {
        if (end - group < GROUP_HEADER_LENGTH || nesting == MAX_NESTING) {
            return DOES_NOT_FIT;
        }
        if (isFlat(buffer, group)) {
            // 65,535 entries of 65,535 bytes do not fit into an int.
            final long groupEnd =
                    (long) group + GROUP_HEADER_LENGTH + (long) entries(buffer, group) * entryLength(buffer, group);
            return groupEnd > end ? DOES_NOT_FIT : (int) groupEnd;
        }
        final int nestedGroups = unsigned16(buffer, group + 4);
        final int nestedVarData = unsigned16(buffer, group + 6);
        int position = group + GROUP_HEADER_LENGTH;
        for (int entry = entries(buffer, group); entry > 0 && position != DOES_NOT_FIT; entry--) {
            position += entryLength(buffer, group);
            position = position > end
                    ? DOES_NOT_FIT
                    : skip(buffer, position, end, nestedGroups, nestedVarData, nesting + 1);
        }
        return position;
    }
}
