package aether.nic.words;

import java.lang.ref.Reference;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** Sums of the 32-bit words of memory outside of the heap: what a checksum of a packet is made of. */
public final class WordSum {
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int WORD = Long.BYTES;
    private static final int FOUR_WORDS = 4 * WORD;

    private WordSum() {}

    /**
     * Sum of the 32-bit words, in the machine's byte order.
     *
     * @param buffer without an array behind it
     * @param length a multiple of 8, at most 2³¹ - 8
     */
    public static long ofNative(final DirectBuffer buffer, final int offset, final int length) {
        buffer.boundsCheck(offset, length);
        // Safe: the bytes lie in the buffer, which has no array, so that its offset is an address; and the buffer stays
        // reachable until they are read.
        final long start = buffer.addressOffset() + offset;
        final long sum = sum(start, start + length);
        Reference.reachabilityFence(buffer);
        return sum;
    }

    /** Packets are short: four words at a time, and no more cleverness than that. */
    private static long sum(final long start, final long end) {
        long low = 0;
        long high = 0;
        long at = start;
        for (; at + FOUR_WORDS <= end; at += FOUR_WORDS) {
            final long first = UnsafeApi.getLong(at);
            final long second = UnsafeApi.getLong(at + WORD);
            final long third = UnsafeApi.getLong(at + 2 * WORD);
            final long fourth = UnsafeApi.getLong(at + 3 * WORD);
            low += (first & LOW) + (second & LOW) + (third & LOW) + (fourth & LOW);
            high += (first >>> Integer.SIZE)
                    + (second >>> Integer.SIZE)
                    + (third >>> Integer.SIZE)
                    + (fourth >>> Integer.SIZE);
        }
        for (; at < end; at += WORD) {
            final long word = UnsafeApi.getLong(at);
            low += word & LOW;
            high += word >>> Integer.SIZE;
        }
        return low + high;
    }
}
