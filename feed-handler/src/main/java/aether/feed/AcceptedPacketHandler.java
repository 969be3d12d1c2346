package aether.feed;

import org.agrona.DirectBuffer;

/** Receives each packet once, in sequence, after arbitration: what is journaled, and where replay comes in. */
@FunctionalInterface
public interface AcceptedPacketHandler {
    /**
     * One whole packet.
     *
     * @param line index of the line that delivered it first
     * @param sequence packet sequence number, unsigned 32 bits widened
     * @param rxTimeNs receive time of this packet, nanoseconds since the epoch; not monotonic across held packets
     * @param buffer valid during the call only
     */
    void onPacket(int line, PacketKind kind, long sequence, long rxTimeNs, DirectBuffer buffer, int offset, int length);
}
