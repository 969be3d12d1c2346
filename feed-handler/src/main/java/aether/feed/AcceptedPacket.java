package aether.feed;

import org.agrona.DirectBuffer;

/** One whole packet of a channel, as arbitration accepted it. Reused: valid, with its buffer, during the call that hands it over. */
public final class AcceptedPacket {
    private int line;
    private PacketKind kind = PacketKind.IN_SEQUENCE;
    private long sequence;
    private long rxTimeNs;
    private DirectBuffer buffer;
    private int offset;
    private int length;

    /** Where its bytes are; they are not copied. */
    public AcceptedPacket wrap(final DirectBuffer bytes, final int at, final int count) {
        if (buffer != bytes) {
            // A reference that is stored costs the collector's mark too, and this is mostly the same.
            buffer = bytes;
        }
        offset = at;
        length = count;
        return this;
    }

    /** Which it is, and how it came. */
    public AcceptedPacket of(final int fromLine, final PacketKind ofKind, final long number, final long receivedNs) {
        line = fromLine;
        as(ofKind);
        sequence = number;
        rxTimeNs = receivedNs;
        return this;
    }

    /** How it came to be accepted. */
    public AcceptedPacket as(final PacketKind ofKind) {
        if (kind != ofKind) {
            kind = ofKind;
        }
        return this;
    }

    /** Index of the line that delivered it first. */
    public int line() {
        return line;
    }

    /** How it came to be accepted. */
    public PacketKind kind() {
        return kind;
    }

    /** Packet sequence number, unsigned 32 bits widened; a recovery feed's own on such a feed. */
    public long sequence() {
        return sequence;
    }

    /** Receive time of this packet, nanoseconds since the epoch; not monotonic across held packets. */
    public long rxTimeNs() {
        return rxTimeNs;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where in the buffer it begins. */
    public int offset() {
        return offset;
    }

    /** Bytes. */
    public int length() {
        return length;
    }
}
