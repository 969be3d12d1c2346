package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The frame around each iLink 3 message on its TCP stream, little-endian. Source: CME's iLink 3 framing pages.
 *
 * <pre>
 *   0              2               4             6            8          10        12
 *  +--------------+---------------+-------------+------------+----------+---------+------- - -
 *  | size, of all | 0xCAFE        | blockLength | templateId | schemaId | version | root block
 *  +--------------+---------------+-------------+------------+----------+---------+------- - -
 * </pre>
 */
public final class Sofh {
    public static final int LENGTH = 4;
    public static final int ENCODING_TYPE = 0xCAFE;
    public static final int MESSAGE_HEADER_LENGTH = 8;

    /** Where the root block begins. */
    public static final int BODY = LENGTH + MESSAGE_HEADER_LENGTH;

    public static final int SCHEMA_ID = 8;

    /** Longest frame that either side sends: definition of a party with its memo and some, with room. */
    public static final int MAX_FRAME = 4096;

    private Sofh() {}

    /** Size of the whole frame. */
    public static int size(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame, LITTLE_ENDIAN));
    }

    static int encodingType(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame + 2, LITTLE_ENDIAN));
    }

    public static int blockLength(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame + LENGTH, LITTLE_ENDIAN));
    }

    public static int templateId(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame + LENGTH + 2, LITTLE_ENDIAN));
    }

    public static int schemaId(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame + LENGTH + 4, LITTLE_ENDIAN));
    }

    public static int version(final DirectBuffer buffer, final int frame) {
        return Short.toUnsignedInt(buffer.getShort(frame + LENGTH + 6, LITTLE_ENDIAN));
    }

    /** Writes size and encoding type in front of a message of {@code length} bytes, its header included; returns the frame's size. */
    public static int write(final MutableDirectBuffer buffer, final int frame, final int length) {
        buffer.putShort(frame, (short) (LENGTH + length), LITTLE_ENDIAN);
        buffer.putShort(frame + 2, (short) ENCODING_TYPE, LITTLE_ENDIAN);
        return LENGTH + length;
    }
}
