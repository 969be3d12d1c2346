package aether.arbiter;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies of packets that came before their turn, by sequence number, in slots allocated once. */
final class ReorderRing {
    private static final long FREE = -1;

    private final int mask;
    private final int slotLength;
    private final UnsafeBuffer slab;
    private final long[] sequences;
    private final long[] rxTimesNs;
    private final int[] lengths;
    private final byte[] lines;
    private final AcceptedPacket taken = new AcceptedPacket();
    private int size;

    ReorderRing(final int slots, final int slotLength) {
        mask = slots - 1;
        this.slotLength = slotLength;
        slab = new UnsafeBuffer(ByteBuffer.allocateDirect(slots * slotLength));
        sequences = new long[slots];
        rxTimesNs = new long[slots];
        lengths = new int[slots];
        lines = new byte[slots];
        Arrays.fill(sequences, FREE);
    }

    int capacity() {
        return mask + 1;
    }

    int size() {
        return size;
    }

    boolean contains(final long sequence) {
        return sequences[slot(sequence)] == sequence;
    }

    /** Copies the packet in; the slot must be free, which holds for all sequences of one ring's length. */
    void put(final AcceptedPacket packet) {
        final int slot = slot(packet.sequence());
        sequences[slot] = packet.sequence();
        rxTimesNs[slot] = packet.rxTimeNs();
        lengths[slot] = packet.length();
        lines[slot] = (byte) packet.line();
        slab.putBytes(slot * slotLength, packet.buffer(), packet.offset(), packet.length());
        size++;
    }

    /** Hands the packet out and frees its slot. */
    void take(final long sequence, final AcceptedPacketHandler handler) {
        final int slot = slot(sequence);
        sequences[slot] = FREE;
        size--;
        handler.onPacket(taken.of(lines[slot], PacketKind.IN_SEQUENCE, sequence, rxTimesNs[slot])
                .wrap(slab, slot * slotLength, lengths[slot]));
    }

    /** The line that brought a packet that is held. */
    int line(final long sequence) {
        return lines[slot(sequence)];
    }

    /** True when the bytes are not those that are held. */
    boolean differs(final AcceptedPacket twin) {
        final int slot = slot(twin.sequence());
        boolean isEqual = lengths[slot] == twin.length();
        for (int i = 0; isEqual && i < twin.length(); i++) {
            isEqual = slab.getByte(slot * slotLength + i) == twin.buffer().getByte(twin.offset() + i);
        }
        return !isEqual;
    }

    /** The lowest sequence held, searched upward from {@code from}; the ring must not be empty. */
    long lowestFrom(final long from) {
        long sequence = from;
        while (!contains(sequence)) {
            sequence++;
        }
        return sequence;
    }

    long rxTimeNs(final long sequence) {
        return rxTimesNs[slot(sequence)];
    }

    void clear() {
        Arrays.fill(sequences, FREE);
        size = 0;
    }

    private int slot(final long sequence) {
        return (int) sequence & mask;
    }
}
