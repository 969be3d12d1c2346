package aether.channel;

import aether.feed.AcceptedPacket;
import aether.feed.MarketEvents;
import aether.feed.PacketDecoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies of all packets from the first missing one on, so that the whole stretch can be replayed in order once nothing is
 * missing any more. Bounded: when it is full or too old it is given up, and the books concerned stay stale. One thread.
 */
final class GapRepair {
    private final UnsafeBuffer bytes;
    private final int[] offsets;
    private final int[] lengths;
    private final long[] rxTimesNs;
    private int used;
    private long base;
    private long missing;
    private long openedNs;
    private boolean isOpen;

    GapRepair(final int maxPackets, final int maxBytes) {
        bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(maxBytes));
        offsets = new int[maxPackets];
        lengths = new int[maxPackets];
        rxTimesNs = new long[maxPackets];
    }

    boolean isOpen() {
        return isOpen;
    }

    /** A gap of {@code lost} packets from {@code firstMissing} on; adds to one that is already open. */
    void open(final long firstMissing, final long lost, final long nowNs) {
        if (!isOpen) {
            isOpen = true;
            base = firstMissing;
        }
        openedNs = nowNs;
        missing += lost;
    }

    boolean isOlderThan(final long ageNs, final long nowNs) {
        return nowNs - openedNs > ageNs;
    }

    void close() {
        if (isOpen) {
            isOpen = false;
            Arrays.fill(lengths, 0);
            used = 0;
            missing = 0;
        }
    }

    /** True when the packet belongs to the open stretch and is not there yet. */
    boolean lacks(final long sequence) {
        final long slot = sequence - base;
        return isOpen && slot >= 0 && slot < lengths.length && lengths[(int) slot] == 0;
    }

    /** Keeps a copy; false when there is no room. */
    boolean add(final AcceptedPacket packet) {
        final long slot = packet.sequence() - base;
        if (slot >= lengths.length || used + packet.length() > bytes.capacity()) {
            return false;
        }
        bytes.putBytes(used, packet.buffer(), packet.offset(), packet.length());
        offsets[(int) slot] = used;
        lengths[(int) slot] = packet.length();
        rxTimesNs[(int) slot] = packet.rxTimeNs();
        used += packet.length();
        return true;
    }

    /** One missing packet has been added; true when it was the last. */
    boolean foundOne() {
        missing--;
        return missing == 0;
    }

    /** Decodes the whole stretch up to {@code lastSequence}, in order. */
    void replay(final long lastSequence, final PacketDecoder decoder, final MarketEvents events) {
        for (int slot = 0; slot <= lastSequence - base; slot++) {
            decoder.decode(bytes, offsets[slot], lengths[slot], rxTimesNs[slot], events);
        }
    }
}
