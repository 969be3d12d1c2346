package aether.channel;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketKind;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Accepted packets on their way to another thread: the pipelined layout, in which one core receives and arbitrates and the next
 * decodes, builds books and trades. One thread offers, one polls; neither blocks. A packet that finds no room is counted and
 * lost: the books behind it notice by RptSeq, and recover as after any other loss.
 *
 * <pre>
 *   message:  0 line u16  2 kind u16  4 (pad)  8 sequence i64  16 receive time i64  24 packet
 * </pre>
 */
public final class AcceptedPacketRing implements AcceptedPacketHandler {
    private static final int LINE = 0;
    private static final int KIND = 2;
    private static final int SEQUENCE = 8;
    private static final int TIME = 16;
    private static final int PACKET = 24;
    private static final int TYPE = 1;

    private final OneToOneRingBuffer ring;
    private final AtomicBuffer bytes;
    private final AcceptedPacketHandler next;
    private final MessageHandler onMessage = this::onMessage;
    private final AcceptedPacket polled = new AcceptedPacket();
    private volatile long lost;

    /**
     * An empty ring.
     *
     * @param length of the ring, a power of two
     * @param next on the polling thread
     */
    public AcceptedPacketRing(final int length, final AcceptedPacketHandler next) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(length + RingBufferDescriptor.TRAILER_LENGTH)));
        bytes = ring.buffer();
        this.next = next;
    }

    @Override
    public void onPacket(final AcceptedPacket packet) {
        final int index = ring.tryClaim(TYPE, PACKET + packet.length());
        if (index < 0) {
            lose();
            return;
        }
        bytes.putShort(index + LINE, (short) packet.line());
        bytes.putShort(index + KIND, (short) packet.kind().number());
        bytes.putLong(index + SEQUENCE, packet.sequence());
        bytes.putLong(index + TIME, packet.rxTimeNs());
        bytes.putBytes(index + PACKET, packet.buffer(), packet.offset(), packet.length());
        ring.commit(index);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes it, others read
    private void lose() {
        lost++;
    }

    /** Hands on what has come, up to {@code limit} packets; returns how many. On the other thread. */
    public int poll(final int limit) {
        return ring.read(onMessage, limit);
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        next.onPacket(polled.of(
                        buffer.getShort(index + LINE),
                        PacketKind.of(buffer.getShort(index + KIND)),
                        buffer.getLong(index + SEQUENCE),
                        buffer.getLong(index + TIME))
                .wrap(buffer, index + PACKET, length - PACKET));
    }

    /** Packets that found no room; from any thread. */
    public long lost() {
        return lost;
    }
}
