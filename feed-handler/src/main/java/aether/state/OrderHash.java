package aether.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The mixing step of every state hash of the order plane. */
public final class OrderHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private static final int WORDS = 512;
    private static final long[] FACTORS = factors();

    private OrderHash() {}

    private static long[] factors() {
        final long[] factors = new long[WORDS];
        long factor = 0;
        for (int i = 0; i < WORDS; i++) {
            factor = mix(factor, i);
            factors[i] = factor | 1;
        }
        return factors;
    }

    /**
     * Of a frame: each of its words times an odd number of its own, summed, so that the products need not wait for each other. Any
     * single word that differs makes a difference.
     */
    public static long ofFrame(final DirectBuffer buffer, final int offset, final int length) {
        long sum = length;
        final int words = length >>> 3;
        for (int i = 0; i < words; i++) {
            sum += buffer.getLong(offset + (i << 3), ByteOrder.LITTLE_ENDIAN) * FACTORS[i & WORDS - 1];
        }
        for (int at = words << 3; at < length; at++) {
            sum += (long) buffer.getByte(offset + at) * FACTORS[at & WORDS - 1];
        }
        return sum;
    }

    public static long mix(final long hash, final long value) {
        final long mixed = (hash ^ value) * FIRST;
        return (mixed ^ mixed >>> 29) * SECOND;
    }
}
