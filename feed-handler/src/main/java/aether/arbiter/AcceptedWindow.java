package aether.arbiter;

import aether.feed.AcceptedPacket;
import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** What was accepted lately, by sequence number: tells duplicates from late packets, and measures lines against each other. */
final class AcceptedWindow {
    private static final long NONE = -1;
    private static final int LINE_SHIFT = 40;
    private static final long SEQUENCE_MASK = 0xFFFFFFFFL;
    private static final long DIGEST_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int mask;
    /** Pairs: sequence number with the line in its upper half, then receive time. One cache line holds four packets. */
    private final long[] entries;

    private final long[] digests;

    /**
     * A window.
     *
     * @param packets a power of two
     * @param withDigests whether contents are remembered as well
     */
    AcceptedWindow(final int packets, final boolean withDigests) {
        mask = packets - 1;
        entries = new long[packets * 2];
        digests = withDigests ? new long[packets] : null;
        Arrays.fill(entries, NONE);
    }

    int capacity() {
        return mask + 1;
    }

    void add(final AcceptedPacket packet) {
        final int slot = (int) packet.sequence() & mask;
        entries[slot * 2] = (long) packet.line() << LINE_SHIFT | packet.sequence();
        entries[slot * 2 + 1] = packet.rxTimeNs();
        if (digests != null) {
            digests[slot] = digest(packet.buffer(), packet.offset(), packet.length());
        }
    }

    boolean contains(final long sequence) {
        final long entry = entries[((int) sequence & mask) * 2];
        return entry != NONE && (entry & SEQUENCE_MASK) == sequence;
    }

    int line(final long sequence) {
        return (int) (entries[((int) sequence & mask) * 2] >>> LINE_SHIFT);
    }

    long rxTimeNs(final long sequence) {
        return entries[((int) sequence & mask) * 2 + 1];
    }

    /** True when contents are remembered and these differ. */
    boolean differs(final AcceptedPacket twin) {
        return digests != null
                && digests[(int) twin.sequence() & mask] != digest(twin.buffer(), twin.offset(), twin.length());
    }

    void clear() {
        Arrays.fill(entries, NONE);
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

    void state(final StateFields fields) {
        fields.numbers(entries, entries.length);
        if (digests != null) {
            fields.numbers(digests, digests.length);
        }
    }
}
