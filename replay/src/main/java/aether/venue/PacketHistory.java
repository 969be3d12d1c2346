package aether.venue;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The latest packets of the incremental feed, as they were sent: what a replay service repeats on request. */
public final class PacketHistory {
    /** Packets that are kept. */
    public static final int PACKETS = 65_536;

    private final byte[][] packets = new byte[PACKETS][];
    private final int[] lengths = new int[PACKETS];
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private long newest;

    synchronized void add(final long sequence, final DirectBuffer packet, final int length) {
        final int slot = (int) (sequence % PACKETS);
        if (packets[slot] == null || packets[slot].length < length) {
            packets[slot] = new byte[length];
        }
        packet.getBytes(0, packets[slot], 0, length);
        lengths[slot] = length;
        newest = sequence;
    }

    synchronized void clear() {
        newest = 0;
    }

    /** A copy of a packet, or null when it is too old, or not sent yet. */
    public synchronized byte[] packet(final long sequence) {
        if (sequence < 1 || sequence > newest || sequence <= newest - PACKETS) {
            return null;
        }
        final int slot = (int) (sequence % PACKETS);
        view.wrap(packets[slot]);
        final byte[] copy = new byte[lengths[slot]];
        view.getBytes(0, copy);
        return copy;
    }
}
