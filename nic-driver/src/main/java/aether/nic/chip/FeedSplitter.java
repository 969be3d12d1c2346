package aether.nic.chip;

import aether.nic.EtherTypes;
import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.ReceiveClock;
import aether.nic.socket.MulticastEndpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Parts what a card receives: frames of the feeds go to the handler, in place; all others (address resolution, TCP, group management) are copied
 * into a ring, from which another thread takes them to the kernel. When that ring is full they are dropped, and counted: the feeds come first.
 */
public final class FeedSplitter implements FrameSource, FrameHandler {
    private static final int RING_LENGTH = 1 << 20;
    private static final int MESSAGE = 1;
    /** IPv4 and UDP headers. */
    private static final int SHORTEST = 28;

    private static final int PLAIN_HEADER = 0x45;
    private static final int FRAGMENT_BITS = 0x3FFF;
    private static final int UDP = 17;

    private final FrameSource source;
    private final LongHashSet wanted = new LongHashSet();
    private final OneToOneRingBuffer others = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_LENGTH + RingBufferDescriptor.TRAILER_LENGTH)));
    private FrameHandler handler;
    private int delivered;
    private long dropped;

    /** {@code source} is closed with this. */
    public FeedSplitter(final FrameSource source, final List<MulticastEndpoint> feeds) {
        this.source = source;
        feeds.forEach(feed -> wanted.add(key(feed.group(), feed.port())));
    }

    private static long key(final int group, final int port) {
        return Integer.toUnsignedLong(group) << Short.SIZE | port;
    }

    @Override
    public int poll(final FrameHandler feeds, final int limit) {
        handler = feeds;
        delivered = 0;
        source.poll(this, limit);
        return delivered;
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (isWanted(frame, length)) {
            delivered++;
            handler.onFrame(frame, length, rxTimeNs);
        } else if (!others.write(MESSAGE, frame, 0, length)) {
            dropped++;
        }
    }

    /** UDP over IPv4 to a group and port of the feeds, whatever tags are in front, not in fragments. */
    private boolean isWanted(final DirectBuffer frame, final int length) {
        final int at = EtherTypes.ipv4Offset(frame, length);
        return at >= 0
                && at + SHORTEST <= length
                && frame.getByte(at) == PLAIN_HEADER
                && frame.getByte(at + 9) == UDP
                && (frame.getShort(at + 6, ByteOrder.BIG_ENDIAN) & FRAGMENT_BITS) == 0
                && wanted.contains(key(
                        frame.getInt(at + 16, ByteOrder.BIG_ENDIAN),
                        Short.toUnsignedInt(frame.getShort(at + 22, ByteOrder.BIG_ENDIAN))));
    }

    /** Takes frames that are not the feeds'; on one other thread. */
    int takeOthers(final MessageHandler taker, final int limit) {
        return others.read(taker, limit);
    }

    /** Frames for which the kernel's thread was too slow. */
    public long dropped() {
        return dropped;
    }

    @Override
    public ReceiveClock receiveClock() {
        return source.receiveClock();
    }

    @Override
    public long counter(final NicCounter counter) {
        return source.counter(counter);
    }

    @Override
    public String toString() {
        return source.toString();
    }

    @Override
    public void close() {
        source.close();
    }
}
