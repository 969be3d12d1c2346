package aether.nic.packet;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.ReceiveClock;
import aether.nic.TransportException;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.LinkWatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Receives chosen multicast feeds of an interface through an AF_PACKET ring, with the kernel's receive times and no call into the
 * kernel. The network stack still sees the frames as well. Joins no group: keep a {@link aether.nic.socket.GroupMembership} beside it.
 */
public final class PacketRingSource implements FrameSource {
    /** Frames of the ring: 16 MiB. */
    public static final int DEFAULT_FRAMES = 8192;

    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int CAPTURED = 8;
    private static final int FRAME_OFFSET = 12;
    private static final int SECONDS = 16;
    private static final int NANOSECONDS = 20;
    private static final int STATUS_KERNEL = 0;
    private static final int STATUS_USER = 1;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final PacketRing ring;
    private final UnsafeBuffer frames;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final LinkWatch link;
    private final int end;
    private int next;
    private long delivered;
    private long invalid;
    private long dropped;

    private PacketRingSource(final PacketRing ring) {
        this.ring = ring;
        frames = ring.view();
        link = new LinkWatch(ring.device());
        end = ring.frames() * PacketRing.FRAME_LENGTH;
    }

    /**
     * Opens one.
     *
     * @param feeds groups and ports that are wanted; their sources are not looked at here
     * @param frames of the ring, a multiple of 32
     * @throws TransportException saying what is missing
     */
    public static PacketRingSource open(
            final String networkInterface, final List<MulticastEndpoint> feeds, final int frames) {
        final PacketRing ring = PacketRing.open(networkInterface, frames, "receiving");
        try {
            FeedFilter.attach(ring.socket(), feeds);
            ring.map(PACKET_RX_RING);
            ring.set(PACKET_IGNORE_OUTGOING, 1, "leaving our own frames out");
            ring.bindToReceive();
            return new PacketRingSource(ring);
        } catch (final TransportException e) {
            ring.close();
            throw e;
        }
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int count = 0;
        while (count < limit && (frames.getIntAcquire(next + PacketRing.STATUS) & STATUS_USER) != 0) {
            final int at = next;
            next = next + PacketRing.FRAME_LENGTH == end ? 0 : next + PacketRing.FRAME_LENGTH;
            try {
                deliver(handler, at);
            } finally {
                // Also when a handler throws: the kernel stops at the first frame that it does not get back.
                frames.putIntRelease(at + PacketRing.STATUS, STATUS_KERNEL);
            }
            count++;
        }
        return count;
    }

    private void deliver(final FrameHandler handler, final int at) {
        final int length = frames.getInt(at + PacketRing.LENGTH);
        final int offset = Short.toUnsignedInt(frames.getShort(at + FRAME_OFFSET));
        if (frames.getInt(at + CAPTURED) != length || offset + length > PacketRing.FRAME_LENGTH) {
            invalid++;
            return;
        }
        final long stampNs =
                (Integer.toUnsignedLong(frames.getInt(at + SECONDS))) * NS_PER_SECOND + frames.getInt(at + NANOSECONDS);
        delivered++;
        frame.wrap(frames, at + offset, length);
        handler.onFrame(frame, length, stampNs);
    }

    @Override
    public ReceiveClock receiveClock() {
        return ReceiveClock.KERNEL;
    }

    @Override
    public long counter(final NicCounter counter) {
        return switch (counter) {
            case FRAMES -> delivered;
            case INVALID -> invalid;
            case RING_FULL -> dropped();
            case LINK_DOWN -> link.downs();
            default -> 0;
        };
    }

    /** The kernel starts to count anew whenever it is asked. */
    private synchronized long dropped() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment statistics = arena.allocate(JAVA_INT, 2);
            if (ring.get(PACKET_STATISTICS, statistics) >= 0) {
                dropped += Integer.toUnsignedLong(statistics.getAtIndex(JAVA_INT, 1));
            }
            return dropped;
        }
    }

    @Override
    public String toString() {
        return "AF_PACKET ring on " + ring.device() + ", " + ring.frames() + " frames";
    }

    @Override
    public void close() {
        link.close();
        ring.close();
    }
}
