package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Packet and message headers of MDP 3.0, all little-endian. Source: CME's MDP 3.0 packet and message header pages.
 *
 * <pre>
 *  packet    0             4                             12
 *           +-------------+-----------------------------+-------- - - -
 *           |  MsgSeqNum  |     SendingTime (ns, UTC)   | messages, back to back
 *           +-------------+-----------------------------+-------- - - -
 *  message   0         2             4            6          8         10
 *           +---------+-------------+------------+----------+---------+-------- - - -
 *           | MsgSize | BlockLength | TemplateID | SchemaID | Version | root block, groups
 *           +---------+-------------+------------+----------+---------+-------- - - -
 *  conflated TCP feeds put 14 bytes in front instead:
 *            0        2             6                            14
 *           +--------+-------------+----------------------------+
 *           | 0xCAFE |  MsgSeqNum  |        SendingTime         |
 *           +--------+-------------+----------------------------+
 * </pre>
 *
 * MsgSize counts the whole message, its 10 header bytes included: it alone leads to the next message, since a newer version
 * may have more bytes than this decoder knows.
 */
public final class Mdp3Packet {
    public static final int HEADER_LENGTH = 12;
    public static final int MESSAGE_HEADER_LENGTH = 10;

    /** Bytes before MsgSeqNum in the conflated TCP form. */
    public static final int TCP_PREAMBLE_LENGTH = 2;

    /** Value of the TCP preamble. */
    public static final int TCP_ENCODING_TYPE = 0xCAFE;

    private Mdp3Packet() {}

    /** MsgSeqNum, unsigned 32 bits widened. */
    public static long sequence(final DirectBuffer buffer, final int packet) {
        return Integer.toUnsignedLong(buffer.getInt(packet, LITTLE_ENDIAN));
    }

    /** SendingTime, nanoseconds since the epoch. */
    public static long sendingTimeNs(final DirectBuffer buffer, final int packet) {
        return buffer.getLong(packet + 4, LITTLE_ENDIAN);
    }

    /** The first eight bytes of a message header at once, for the four getters below: one read instead of four. */
    public static long messageHeader(final DirectBuffer buffer, final int message) {
        return buffer.getLong(message, LITTLE_ENDIAN);
    }

    /** MsgSize, of {@link #messageHeader}. */
    public static int messageSize(final long header) {
        return (int) header & 0xFFFF;
    }

    /** BlockLength, of {@link #messageHeader}. */
    public static int blockLength(final long header) {
        return (int) (header >>> 16) & 0xFFFF;
    }

    /** TemplateID, of {@link #messageHeader}. */
    public static int templateId(final long header) {
        return (int) (header >>> 32) & 0xFFFF;
    }

    /** SchemaID, of {@link #messageHeader}. */
    public static int schemaId(final long header) {
        return (int) (header >>> 48);
    }

    /** MsgSize of the message at {@code message}, when nothing but its first two bytes may be there. */
    public static int messageSize(final DirectBuffer buffer, final int message) {
        return Short.toUnsignedInt(buffer.getShort(message, LITTLE_ENDIAN));
    }

    /** Version of the message at {@code message}. */
    public static int version(final DirectBuffer buffer, final int message) {
        return Short.toUnsignedInt(buffer.getShort(message + 8, LITTLE_ENDIAN));
    }
}
