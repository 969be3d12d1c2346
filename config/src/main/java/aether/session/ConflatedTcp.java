package aether.session;

import aether.feed.mdp3.Mdp3Packet;
import aether.nic.Ipv4;
import aether.nic.TcpFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds the packets of a conflated MDP 3.0 feed, which travels over TCP, in captured segments. */
final class ConflatedTcp {
    /** Receives what was found: a packet as it would have come in a datagram. */
    interface PacketHandler {
        void onPacket(String destination, DirectBuffer buffer, int offset, int length);
    }

    private static final int PACKET_OFFSET = Mdp3Packet.TCP_PREAMBLE_LENGTH;
    private static final int HEADER_LENGTH = PACKET_OFFSET + Mdp3Packet.HEADER_LENGTH;

    private final TcpFrame tcp = new TcpFrame();
    private final UnsafeBuffer segment = new UnsafeBuffer(0, 0);

    /** False for a segment that does not begin with such a packet: it is somebody else's. */
    boolean onFrame(final DirectBuffer buffer, final int length, final PacketHandler handler) {
        if (!tcp.wrap(buffer, length) || tcp.payloadLength() < HEADER_LENGTH) {
            return false;
        }
        segment.wrap(buffer, tcp.payloadOffset(), tcp.payloadLength());
        if (Mdp3Packet.messageSize(segment, 0) != Mdp3Packet.TCP_ENCODING_TYPE) {
            return false;
        }
        final String destination = Ipv4.format(tcp.destinationAddress()) + ':' + tcp.destinationPort();
        int start = 0;
        while (start < segment.capacity()) {
            final int end = endOfPacket(start);
            handler.onPacket(destination, segment, start + PACKET_OFFSET, end - start - PACKET_OFFSET);
            start = end;
        }
        return true;
    }

    /** Packets follow each other without a length of their own: one ends where the next preamble stands for a size. */
    private int endOfPacket(final int start) {
        int message = start + HEADER_LENGTH;
        while (message + 2 <= segment.capacity()) {
            final int size = Mdp3Packet.messageSize(segment, message);
            if (size == Mdp3Packet.TCP_ENCODING_TYPE) {
                return message;
            }
            if (size < Mdp3Packet.MESSAGE_HEADER_LENGTH || size > segment.capacity() - message) {
                break;
            }
            message += size;
        }
        return segment.capacity();
    }
}
