package aether.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Frames that say themselves whether they are whole: a number, a length and a pattern made of both.
 *
 * <pre>
 *  0 destination, 6 bytes | 6 source, 6 bytes | 12 type 88 B5 | 14 number u32 | 18 length u16 | 20 pattern ...
 * </pre>
 */
final class TestFrames {
    static final int SHORTEST = 60;
    /** The group 239.1.2.3. */
    static final byte[] GROUP = {1, 0, 0x5E, 1, 2, 3};

    static final byte[] OTHER_GROUP = {1, 0, 0x5E, 0x0A, 0x0B, 0x0C};

    private static final byte[] SOURCE = {2, 0, 0, 0, 0, 1};
    private static final int PATTERN = 20;

    private TestFrames() {}

    static byte[] frame(final byte[] destination, final int number, final int length) {
        final ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(destination)
                .put(SOURCE)
                .put((byte) 0x88)
                .put((byte) 0xB5)
                .putInt(number)
                .putShort((short) length);
        for (int i = PATTERN; i < length; i++) {
            frame.put(i, pattern(number, i));
        }
        return frame.array();
    }

    private static byte pattern(final int number, final int at) {
        return (byte) (number * 31 + at);
    }

    /** Whether it is one of ours at all. */
    static boolean isOurs(final DirectBuffer frame, final int length) {
        return length >= SHORTEST && frame.getByte(12) == (byte) 0x88 && frame.getByte(13) == (byte) 0xB5;
    }

    static int number(final DirectBuffer frame) {
        return frame.getInt(14, ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether it is as it was sent. */
    static boolean isWhole(final DirectBuffer frame, final int length) {
        final int stated = frame.getShort(18, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (stated > length) {
            return false;
        }
        final int number = number(frame);
        for (int i = PATTERN; i < stated; i++) {
            if (frame.getByte(i) != pattern(number, i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isOurs(final byte[] frame) {
        return frame.length >= SHORTEST && frame[12] == (byte) 0x88 && frame[13] == (byte) 0xB5;
    }

    /** Whether it is that very frame, behind its addresses. */
    static boolean isSame(final byte[] frame, final byte[] expected) {
        return frame.length >= expected.length
                && Arrays.equals(frame, 12, expected.length, expected, 12, expected.length);
    }
}
