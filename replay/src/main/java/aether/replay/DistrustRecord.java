package aether.replay;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** How it lies in the journal that the books of an instrument are not believed any more: its SecurityID, i32, little-endian. */
public final class DistrustRecord {
    public static final int LENGTH = Integer.BYTES;

    private DistrustRecord() {}

    /** At the start of {@code buffer}. */
    public static void write(final MutableDirectBuffer buffer, final int securityId) {
        buffer.putInt(0, securityId, ByteOrder.LITTLE_ENDIAN);
    }

    static int read(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }
}
