package aether.feed;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies of the packets that followed an open gap, so that a late packet can be put before them. Bounded: when it is full the
 * copies are dropped, and the gap can no longer be repaired this way (the books concerned stay stale). One thread.
 */
final class GapRepair {
    private final UnsafeBuffer bytes;
    private final int[] offsets;
    private final long[] rxTimesNs;
    private int packets;
    private int used;
    private long missing;
    private long openedNs;
    private boolean isOpen;

    GapRepair(final int maxPackets, final int maxBytes) {
        bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(maxBytes));
        offsets = new int[maxPackets + 1];
        rxTimesNs = new long[maxPackets];
    }

    boolean isOpen() {
        return isOpen;
    }

    /** A gap of {@code lost} packets; adds to one that is already open. */
    void open(final long lost, final long nowNs) {
        if (!isOpen) {
            close();
            isOpen = true;
            openedNs = nowNs;
        }
        missing += lost;
    }

    /** One missing packet arrived; true when it was the last. */
    boolean fillOne() {
        missing--;
        return missing <= 0;
    }

    boolean isOlderThan(final long ageNs, final long nowNs) {
        return nowNs - openedNs > ageNs;
    }

    void close() {
        isOpen = false;
        packets = 0;
        used = 0;
        missing = 0;
    }

    /** Keeps a copy; false when there is no room. */
    boolean add(final DirectBuffer buffer, final int offset, final int length, final long rxTimeNs) {
        if (packets == rxTimesNs.length || used + length > bytes.capacity()) {
            return false;
        }
        bytes.putBytes(used, buffer, offset, length);
        offsets[packets] = used;
        rxTimesNs[packets] = rxTimeNs;
        used += length;
        packets++;
        offsets[packets] = used;
        return true;
    }

    /** Decodes all copies again, oldest first. */
    void replay(final PacketDecoder decoder, final MarketEvents events) {
        for (int i = 0; i < packets; i++) {
            decoder.decode(bytes, offsets[i], offsets[i + 1] - offsets[i], rxTimesNs[i], events);
        }
    }
}
