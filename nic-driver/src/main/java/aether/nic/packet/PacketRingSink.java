package aether.nic.packet;

import aether.nic.FrameSink;
import aether.nic.TransportException;
import aether.nic.sys.LibC;
import aether.nic.sys.Socket;
import java.lang.foreign.MemorySegment;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends frames as they are, headers included, through an AF_PACKET ring and past the queueing of the kernel. A frame leaves with the next
 * {@link #flush}, or by itself when {@link #batch} frames wait.
 */
public final class PacketRingSink implements FrameSink {
    /** Frames of the ring: 4 MiB. */
    public static final int DEFAULT_FRAMES = 2048;

    private static final int PACKET_TX_RING = 13;
    private static final int PACKET_LOSS = 14;
    private static final int PACKET_QDISC_BYPASS = 20;
    private static final int STATUS_AVAILABLE = 0;
    private static final int STATUS_SEND_REQUEST = 1;
    private static final int DATA_OFFSET = 32;
    private static final int MOST_LENGTH = PacketRing.FRAME_LENGTH - DATA_OFFSET;

    private final PacketRing ring;
    private final UnsafeBuffer frames;
    private final int end;
    private int next;
    private int last;
    private int waiting;
    private int batch = 1;
    private long sent;
    private long refused;

    private PacketRingSink(final PacketRing ring) {
        this.ring = ring;
        frames = ring.view();
        end = ring.frames() * PacketRing.FRAME_LENGTH;
    }

    /**
     * Opens one.
     *
     * @throws TransportException saying what is missing
     */
    public static PacketRingSink open(final String networkInterface, final int frames) {
        final PacketRing ring = PacketRing.open(networkInterface, frames, "sending");
        try {
            // A frame that cannot be sent is skipped; it must not block those behind it.
            ring.set(PACKET_LOSS, 1, "skipping what cannot be sent");
            ring.map(PACKET_TX_RING);
            ring.set(PACKET_QDISC_BYPASS, 1, "going past the kernel's queues");
            ring.bindToSend();
            return new PacketRingSink(ring);
        } catch (final TransportException e) {
            ring.close();
            throw e;
        }
    }

    /** Frames that are gathered before the kernel is called; 1 to the frames of the ring. Set before use. */
    public PacketRingSink batch(final int count) {
        if (count < 1 || count > ring.frames()) {
            throw new IllegalArgumentException("a batch has 1 to " + ring.frames() + " frames, not " + count);
        }
        batch = count;
        return this;
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (length <= 0 || length > MOST_LENGTH) {
            throw new IllegalArgumentException("frames have 1 to " + MOST_LENGTH + " bytes, not " + length);
        }
        if (frames.getIntAcquire(next + PacketRing.STATUS) != STATUS_AVAILABLE) {
            flush();
            if (frames.getIntAcquire(next + PacketRing.STATUS) != STATUS_AVAILABLE) {
                return false;
            }
        }
        frames.putBytes(next + DATA_OFFSET, frame, 0, length);
        frames.putInt(next + PacketRing.LENGTH, length);
        frames.putIntRelease(next + PacketRing.STATUS, STATUS_SEND_REQUEST);
        final int at = next;
        next = next + PacketRing.FRAME_LENGTH == end ? 0 : next + PacketRing.FRAME_LENGTH;
        sent++;
        last = at;
        if (++waiting >= batch) {
            flush();
        }
        return true;
    }

    /** One call may leave a part of the ring, when the socket's own buffer is full; it is called again as long as something moves. */
    @Override
    public void flush() {
        long result = 1;
        while (result > 0 && frames.getIntAcquire(last + PacketRing.STATUS) == STATUS_SEND_REQUEST) {
            result = LibC.sendto(ring.socket().fd(), 0, 0, Socket.MSG_DONTWAIT, MemorySegment.NULL);
            refused += result < 0 ? 1 : 0;
        }
        waiting = 0;
    }

    /** Frames taken from the caller. */
    public long frames() {
        return sent;
    }

    /** Calls that the kernel refused: the interface was down, or had no room. */
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        flush();
        ring.close();
    }
}
