package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Flyweight over one captured Ethernet frame with a TCP segment; enough to look into a capture of a TCP feed. It does not
 * reassemble a stream. Source: RFC 9293.
 */
public final class TcpFrame {
    private static final int TCP_MIN_LENGTH = 20;

    private final UdpFrame ip = new UdpFrame();
    private int destinationPort;
    private int payloadOffset;
    private int payloadLength;

    /** True when the frame is a whole TCP segment over IPv4; the getters are meaningful only then. */
    public boolean wrap(final DirectBuffer frame, final int length) {
        if (ip.wrap(frame, length) != FrameStatus.NOT_UDP || ip.protocol() != FrameLayout.PROTOCOL_TCP) {
            return false;
        }
        final int offset = ip.ipPayloadOffset();
        if (ip.ipPayloadLength() < TCP_MIN_LENGTH) {
            return false;
        }
        final int headerLength = (frame.getByte(offset + 12) >> 4 & 0xF) << 2;
        if (headerLength < TCP_MIN_LENGTH || headerLength > ip.ipPayloadLength()) {
            return false;
        }
        destinationPort = Short.toUnsignedInt(frame.getShort(offset + 2, BIG_ENDIAN));
        payloadOffset = offset + headerLength;
        payloadLength = ip.ipPayloadLength() - headerLength;
        return true;
    }

    /** IPv4 address as its 32 bits, first octet highest. */
    public int destinationAddress() {
        return ip.destinationAddress();
    }

    /** 0 to 65535. */
    public int destinationPort() {
        return destinationPort;
    }

    /** Index of the first payload byte in the frame. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Payload bytes; 0 for a bare acknowledgement. */
    public int payloadLength() {
        return payloadLength;
    }
}
