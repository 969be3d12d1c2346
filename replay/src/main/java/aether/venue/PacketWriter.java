package aether.venue;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.mdp3.Mdp3Packet;
import aether.feed.mdp3.codec.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames MDP 3.0 packets: the packet header, and message after message with its size in front. */
final class PacketWriter {
    /** Payload that fits an Ethernet frame. */
    static final int MAX_LENGTH = 1400;

    private static final int SIZE_LENGTH = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64 * 1024));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;
    private int message;
    private int messages;

    /** Starts a packet. */
    void begin(final long sequence, final long sendingTimeNs) {
        buffer.putInt(0, (int) sequence, LITTLE_ENDIAN);
        buffer.putLong(4, sendingTimeNs, LITTLE_ENDIAN);
        length = Mdp3Packet.HEADER_LENGTH;
        messages = 0;
    }

    /** Bytes so far; 12 while the packet holds no message. */
    int length() {
        return length;
    }

    /** Messages so far. */
    int messages() {
        return messages;
    }

    boolean isEmpty() {
        return length == Mdp3Packet.HEADER_LENGTH;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /** For encoders: {@code wrapAndApplyHeader(target(), start(n), header())}, with n bytes of root block set to zero. */
    MutableDirectBuffer target() {
        return buffer;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    int start(final int blockLength) {
        message = length;
        final int start = message + SIZE_LENGTH;
        buffer.setMemory(start, MessageHeaderEncoder.ENCODED_LENGTH + blockLength, (byte) 0);
        return start;
    }

    /** The message that was started ends here. */
    void end(final int limit) {
        buffer.putShort(message, (short) (limit - message), LITTLE_ENDIAN);
        length = limit;
        messages++;
    }
}
