package aether.ilink3;

import org.agrona.DirectBuffer;

/** Our ClOrdIDs are numbers; on the wire they are 16 hexadecimal digits in a field of 20 characters. */
public final class ClOrdIds {
    /** No ClOrdID of ours. */
    public static final long FOREIGN = -1;

    private static final int DIGITS = 16;
    private static final int BITS = 4;

    private ClOrdIds() {}

    /** Writes an id that is not negative; the rest of the field is zero. */
    public static void write(final long id, final byte[] field) {
        for (int i = 0; i < DIGITS; i++) {
            final int digit = (int) (id >>> (DIGITS - 1 - i) * BITS) & 0xF;
            field[i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
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
