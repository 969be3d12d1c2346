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
}
