package aether.state;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** Where the words in front of a section lie; {@link StateWriter} draws it. */
final class SectionLayout {
    static final int NUMBER = 0;
    static final int LENGTH = 4;
    static final int CRC = 8;
    static final int ZERO = 12;
    static final int HEADER_LENGTH = 16;

    /** No section is open. */
    static final int NONE = -1;

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private SectionLayout() {}

    static int crc(final DirectBuffer buffer, final int offset, final int length) {
        final CRC32C crc = new CRC32C();
        if (buffer.byteArray() != null) {
            crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
        } else {
            crc.update(buffer.byteBuffer()
                    .duplicate()
                    .limit(buffer.wrapAdjustment() + offset + length)
                    .position(buffer.wrapAdjustment() + offset));
        }
        return (int) crc.getValue();
    }

    static long mix(final long hash, final long value) {
        final long mixed = (hash ^ value) * FIRST;
        return (mixed ^ mixed >>> 29) * SECOND;
    }
}
