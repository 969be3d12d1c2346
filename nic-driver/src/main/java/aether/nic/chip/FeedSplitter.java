package aether.nic.chip;

import aether.nic.EtherTypes;
import aether.nic.FrameHandler;
import aether.nic.FrameLayout;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
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
    private static final int SHORTEST = FrameLayout.IP_LENGTH + FrameLayout.UDP_LENGTH;
    private static final int PORT = FrameLayout.IP_LENGTH + FrameLayout.UDP_DESTINATION_PORT;

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
        feeds.forEach(feed -> wanted.add(feed.group().key()));
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

    /** See {@link FrameLayout}. */
    private boolean isWanted(final DirectBuffer frame, final int length) {
        final int at = EtherTypes.ipv4Offset(frame, length);
        return at >= 0
                && at + SHORTEST <= length
                && frame.getByte(at) == FrameLayout.IP_WITHOUT_OPTIONS
                && frame.getByte(at + FrameLayout.IP_PROTOCOL) == FrameLayout.PROTOCOL_UDP
                && (frame.getShort(at + FrameLayout.IP_FLAGS, ByteOrder.BIG_ENDIAN) & FrameLayout.FRAGMENT_BITS) == 0
                && wanted.contains(MulticastGroup.key(
                        frame.getInt(at + FrameLayout.IP_DESTINATION, ByteOrder.BIG_ENDIAN),
                        Short.toUnsignedInt(frame.getShort(at + PORT, ByteOrder.BIG_ENDIAN))));
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
