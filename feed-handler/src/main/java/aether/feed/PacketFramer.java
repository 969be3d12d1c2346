package aether.feed;

import org.agrona.DirectBuffer;

/** What a venue puts around its messages: the part of an adapter that arbitration needs. Stateless. */
public interface PacketFramer {
    /** Bytes that a packet must have before {@link #sequence} and {@link #sendingTimeNs} may be called. */
    int headerLength();

    /** Packet sequence number, unsigned 32 bits widened. */
    long sequence(DirectBuffer buffer, int offset);

    /** When the exchange sent the packet, nanoseconds since the epoch. */
    long sendingTimeNs(DirectBuffer buffer, int offset);

    /** Checks every length in the packet. Never throws, and changes nothing. */
    PacketVerdict validate(DirectBuffer buffer, int offset, int length);
}
