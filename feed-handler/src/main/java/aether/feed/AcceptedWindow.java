package aether.feed;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/** What was accepted lately, by sequence number: tells duplicates from late packets, and measures lines against each other. */
final class AcceptedWindow {
    private static final long NONE = -1;
    private static final long DIGEST_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int mask;
    private final long[] sequences;
    private final long[] rxTimesNs;
    private final long[] digests;
    private final byte[] lines;

    /**
     * A window.
     *
     * @param packets a power of two
     * @param withDigests whether contents are remembered as well
     */
    AcceptedWindow(final int packets, final boolean withDigests) {
        mask = packets - 1;
        sequences = new long[packets];
        rxTimesNs = new long[packets];
        digests = withDigests ? new long[packets] : null;
        lines = new byte[packets];
        Arrays.fill(sequences, NONE);
    }

    int capacity() {
        return mask + 1;
    }

    void add(
            final long sequence,
            final int line,
            final long rxTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int slot = (int) sequence & mask;
        sequences[slot] = sequence;
        rxTimesNs[slot] = rxTimeNs;
        lines[slot] = (byte) line;
        if (digests != null) {
            digests[slot] = digest(buffer, offset, length);
        }
    }

    boolean contains(final long sequence) {
        return sequences[(int) sequence & mask] == sequence;
    }

    int line(final long sequence) {
        return lines[(int) sequence & mask];
    }

    long rxTimeNs(final long sequence) {
        return rxTimesNs[(int) sequence & mask];
    }

    /** True when contents are remembered and these differ. */
    boolean differs(final long sequence, final DirectBuffer buffer, final int offset, final int length) {
        return digests != null && digests[(int) sequence & mask] != digest(buffer, offset, length);
    }

    void clear() {
        Arrays.fill(sequences, NONE);
    }

    private static long digest(final DirectBuffer buffer, final int offset, final int length) {
        long digest = length;
        int index = 0;
        for (; index + 8 <= length; index += 8) {
            digest = Long.rotateLeft((digest ^ buffer.getLong(offset + index)) * DIGEST_MULTIPLIER, 29);
        }
        for (; index < length; index++) {
            digest = Long.rotateLeft((digest ^ buffer.getByte(offset + index)) * DIGEST_MULTIPLIER, 29);
        }
        return digest;
    }
}
