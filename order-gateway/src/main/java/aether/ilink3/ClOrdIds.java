package aether.ilink3;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Our ClOrdIDs are numbers; on the wire they are 16 hexadecimal digits in a field of 20 characters. */
public final class ClOrdIds {
    /** No ClOrdID of ours. */
    public static final long FOREIGN = -1;

    private static final int DIGITS = 16;
    private static final int BITS = 4;

    private ClOrdIds() {}

    /** Writes the digits of an id that is not negative; the rest of the field is the caller's. */
    public static void write(final long id, final MutableDirectBuffer buffer, final int index) {
        buffer.putLong(index, digits((int) (id >>> Integer.SIZE)), ByteOrder.BIG_ENDIAN);
        buffer.putLong(index + Long.BYTES, digits((int) id), ByteOrder.BIG_ENDIAN);
    }

    /** Eight digits at once: a nibble to a byte, then to its character, 39 more from 10 on. */
    private static long digits(final int value) {
        long spread = value & 0xFFFFFFFFL;
        spread = (spread | spread << 16) & 0x0000FFFF0000FFFFL;
        spread = (spread | spread << 8) & 0x00FF00FF00FF00FFL;
        spread = (spread | spread << 4) & 0x0F0F0F0F0F0F0F0FL;
        final long letters = spread + 0x0606060606060606L >>> 4 & 0x0101010101010101L;
        return spread + 0x3030303030303030L + letters * ('a' - '0' - 10);
    }

    /** Reads one, or {@link #FOREIGN}. */
    public static long read(final DirectBuffer buffer, final int index) {
        long id = 0;
        for (int i = 0; i < DIGITS; i++) {
            final byte character = buffer.getByte(index + i);
            final int digit = character >= '0' && character <= '9'
                    ? character - '0'
                    : character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
            if (digit < 0) {
                return FOREIGN;
            }
            id = id << BITS | digit;
        }
        return id < 0 ? FOREIGN : id;
    }
}
