package aether.nic;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/**
 * The one's-complement sum of IPv4 and UDP (RFC 1071), over wide reads. The words may be read in either byte order, as long as all are read in the
 * same: here it is the order of the machines that this runs on, and the sum is turned round at the end.
 *
 * <p>The loops are as simple as they are because the compiler makes vector instructions of them only so; it does not of reads through
 * {@link DirectBuffer}, which cost three times as much. All reads are bounds-checked.
 */
final class InternetChecksum {
    /** Folded sum of data that include their own right checksum. */
    static final int RIGHT = 0xFFFF;

    private static final VarHandle IN_BUFFER = MethodHandles.byteBufferViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final VarHandle IN_ARRAY = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int WORD = Long.BYTES;

    private InternetChecksum() {}

    /** Sum of the words of {@code length} bytes, in network order; an odd byte at the end counts with a zero behind it. */
    static long sum(final DirectBuffer buffer, final int offset, final int length) {
        if (length == 0) {
            return 0;
        }
        buffer.boundsCheck(offset, length);
        final int wide = length & -WORD;
        final long sum = wide(buffer, offset, wide) + ofRest(buffer, offset + wide, offset + length);
        return Short.reverseBytes((short) fold(sum)) & 0xFFFF;
    }

    /** Sum of the words of eight bytes that have been read already. */
    static long words(final long eightBytes) {
        return (eightBytes & LOW) + (eightBytes >>> Integer.SIZE);
    }

    private static long wide(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] array = buffer.byteArray();
        if (array != null) {
            return ofArray(array, buffer.wrapAdjustment() + offset, length);
        }
        final ByteBuffer bytes = buffer.byteBuffer();
        return bytes == null || bytes.limit() != bytes.capacity()
                ? ofAny(buffer, offset, length)
                : ofBuffer(bytes, buffer.wrapAdjustment() + offset, length);
    }

    private static long ofArray(final byte[] array, final int offset, final int length) {
        long low = 0;
        long high = 0;
        for (int at = offset, end = offset + length; at < end; at += WORD) {
            final long word = (long) IN_ARRAY.get(array, at);
            low += word & LOW;
            high += word >>> Integer.SIZE;
        }
        return low + high;
    }

    private static long ofBuffer(final ByteBuffer buffer, final int offset, final int length) {
        long low = 0;
        long high = 0;
        for (int at = offset, end = offset + length; at < end; at += WORD) {
            final long word = (long) IN_BUFFER.get(buffer, at);
            low += word & LOW;
            high += word >>> Integer.SIZE;
        }
        return low + high;
    }

    private static long ofAny(final DirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        for (int at = offset, end = offset + length; at < end; at += WORD) {
            sum += words(buffer.getLong(at, LITTLE_ENDIAN));
        }
        return sum;
    }

    /** Fewer than eight bytes. */
    private static long ofRest(final DirectBuffer buffer, final int offset, final int end) {
        long sum = 0;
        int at = offset;
        if (at + Integer.BYTES <= end) {
            sum += buffer.getInt(at, LITTLE_ENDIAN) & LOW;
            at += Integer.BYTES;
        }
        if (at + Short.BYTES <= end) {
            sum += Short.toUnsignedInt(buffer.getShort(at, LITTLE_ENDIAN));
            at += Short.BYTES;
        }
        return at < end ? sum + Byte.toUnsignedInt(buffer.getByte(at)) : sum;
    }

    /** The 16 bits of a sum. */
    static int fold(final long sum) {
        final long words = words(sum);
        final long half = (words & 0xFFFF) + (words >>> Short.SIZE & 0xFFFF) + (words >>> Integer.SIZE);
        final long folded = (half & 0xFFFF) + (half >>> Short.SIZE);
        return (int) ((folded & 0xFFFF) + (folded >>> Short.SIZE));
    }
}
