package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Flyweight over one Ethernet frame with a UDP datagram. All header fields are big-endian.
 *
 * <pre>
 *   0                   6                   12    14
 *  +-------------------+-------------------+-----+ - - - - - - - - - - - - +
 *  |  destination MAC  |    source MAC     | type| tags, see EtherTypes    |   Ethernet
 *  +-------------------+-------------------+-----+ - - - - - - - - - - - - +
 *   0       1     2          4     6            8    9        10    12         16         20
 *  +-------+-----+----------+-----+------------+----+--------+-----+----------+----------+ - - - - - +
 *  |ver|IHL| TOS |total len | id  |flags|offset|TTL |protocol| sum |source IP |target IP |  options  |   IPv4
 *  +-------+-----+----------+-----+------------+----+--------+-----+----------+----------+ - - - - - +
 *   0        2        4        6        8
 *  +--------+--------+--------+--------+---------
 *  |src port|dst port| length |checksum| payload   UDP
 *  +--------+--------+--------+--------+---------
 * </pre>
 *
 * Checksums are a step of their own ({@link #hasRightChecksums}), for frames that are wanted. Sources: IEEE 802.3 and 802.1Q,
 * RFC 791, RFC 768, RFC 1071.
 */
public final class UdpFrame {
    /** Bytes before the payload when there is neither a VLAN tag nor an IPv4 option. */
    public static final int PLAIN_HEADER_LENGTH = 42;

    static final int MAX_IP_LENGTH = 0xFFFF;

    private int destinationAddress;
    private long versionToFlags;
    private long ttlToSource;
    private int ipOffset;
    private int ipPayloadOffset;
    private int ipPayloadLength;
    private long ports;
    private int payloadLength;

    /**
     * Reads the headers. The getters are meaningful only after {@link FrameStatus#OK}, the addresses and the IPv4 payload
     * also after {@link FrameStatus#NOT_UDP}.
     *
     * @param frame the frame from index 0
     * @param length of the frame in bytes, at most the buffer's capacity
     * @return what it is; never throws, whatever the bytes
     */
    public FrameStatus wrap(final DirectBuffer frame, final int length) {
        if (length < FrameLayout.ETHERNET_LENGTH) {
            return FrameStatus.TRUNCATED;
        }
        final int offset = EtherTypes.ipv4Offset(frame, length);
        if (offset < 0) {
            return offset == EtherTypes.CUT ? FrameStatus.TRUNCATED : FrameStatus.NOT_IPV4;
        }
        return wrapIpv4(frame, offset, length);
    }

    private FrameStatus wrapIpv4(final DirectBuffer frame, final int offset, final int length) {
        if (offset + FrameLayout.IP_LENGTH > length) {
            return FrameStatus.TRUNCATED;
        }
        // Neighbouring fields share a read: each one is bounds-checked, and this is done for every frame.
        versionToFlags = frame.getLong(offset, BIG_ENDIAN);
        final int headerLength = (int) (versionToFlags >>> 56 & 0xF) << 2;
        final int statedLength = (int) (versionToFlags >>> 32) & 0xFFFF;
        // 0: the sender's card was to cut the packet into smaller ones, and would have filled it in.
        final int totalLength = statedLength == 0 ? Math.min(length - offset, MAX_IP_LENGTH) : statedLength;
        if (versionToFlags >>> 60 != 4 || headerLength < FrameLayout.IP_LENGTH || totalLength < headerLength) {
            return FrameStatus.BAD_IP_HEADER;
        }
        if (offset + totalLength > length) {
            return FrameStatus.TRUNCATED;
        }
        if ((versionToFlags & FrameLayout.FRAGMENT_BITS) != 0) {
            return FrameStatus.FRAGMENT;
        }
        ttlToSource = frame.getLong(offset + FrameLayout.IP_TTL, BIG_ENDIAN);
        destinationAddress = frame.getInt(offset + FrameLayout.IP_DESTINATION, BIG_ENDIAN);
        ipOffset = offset;
        ipPayloadOffset = offset + headerLength;
        ipPayloadLength = totalLength - headerLength;
        return protocol() == FrameLayout.PROTOCOL_UDP ? wrapUdp(frame) : FrameStatus.NOT_UDP;
    }

    private FrameStatus wrapUdp(final DirectBuffer frame) {
        if (ipPayloadLength < FrameLayout.UDP_LENGTH) {
            return FrameStatus.BAD_UDP_LENGTH;
        }
        ports = frame.getLong(ipPayloadOffset, BIG_ENDIAN);
        final int udpLength = (int) (ports >>> 16) & 0xFFFF;
        if (udpLength < FrameLayout.UDP_LENGTH || udpLength > ipPayloadLength) {
            return FrameStatus.BAD_UDP_LENGTH;
        }
        payloadLength = udpLength - FrameLayout.UDP_LENGTH;
        return FrameStatus.OK;
    }

    /**
     * Whether the frame's checksums of IPv4 and UDP are right, or say nothing: 0 is "not computed", and a frame that has not left its own
     * machine may carry the sum of addresses and length alone, which a card would have completed.
     *
     * @param frame the one that {@link #wrap} found to be {@link FrameStatus#OK}
     */
    public boolean hasRightChecksums(final DirectBuffer frame) {
        return hasRightHeaderChecksum(frame) && (!hasUdpChecksum() || hasRightUdpChecksum(frame));
    }

    /** Whether its sender made a UDP checksum. */
    public boolean hasUdpChecksum() {
        return (ports & 0xFFFF) != 0;
    }

    /** The fields of a header without options have been read already. */
    private boolean hasRightHeaderChecksum(final DirectBuffer frame) {
        if ((ttlToSource >>> Integer.SIZE & 0xFFFF) == 0) {
            return true;
        }
        final int options = ipOffset + FrameLayout.IP_LENGTH;
        final long sum = InternetChecksum.words(versionToFlags)
                + InternetChecksum.words(ttlToSource)
                + (destinationAddress & 0xFFFF_FFFFL)
                + InternetChecksum.sum(frame, options, ipPayloadOffset - options);
        return InternetChecksum.fold(sum) == InternetChecksum.RIGHT;
    }

    private boolean hasRightUdpChecksum(final DirectBuffer frame) {
        final long pseudoHeader = (ttlToSource & 0xFFFF_FFFFL)
                + (destinationAddress & 0xFFFF_FFFFL)
                + FrameLayout.PROTOCOL_UDP
                + (payloadLength + FrameLayout.UDP_LENGTH);
        final long sum = pseudoHeader
                + InternetChecksum.words(ports)
                + InternetChecksum.sum(frame, payloadOffset(), payloadLength);
        // A frame that never left its machine has the sum of the pseudo-header alone, not inverted.
        return InternetChecksum.fold(sum) == InternetChecksum.RIGHT
                || (ports & 0xFFFF) == InternetChecksum.fold(pseudoHeader);
    }

    /** IPv4 address as its 32 bits, first octet highest. */
    public int sourceAddress() {
        return (int) ttlToSource;
    }

    /** IPv4 address as its 32 bits, first octet highest. */
    public int destinationAddress() {
        return destinationAddress;
    }

    /** 0 to 65535. */
    public int sourcePort() {
        return (int) (ports >>> 48);
    }

    /** 0 to 65535. */
    public int destinationPort() {
        return (int) (ports >>> 32) & 0xFFFF;
    }

    /** Where it is sent to, as {@link MulticastGroup#key()}. */
    public long destination() {
        return MulticastGroup.key(destinationAddress(), destinationPort());
    }

    /** IPv4 protocol number. */
    int protocol() {
        return (int) (ttlToSource >>> 48) & 0xFF;
    }

    int ipPayloadOffset() {
        return ipPayloadOffset;
    }

    int ipPayloadLength() {
        return ipPayloadLength;
    }

    /** Index of the first payload byte in the frame. */
    public int payloadOffset() {
        return ipPayloadOffset + FrameLayout.UDP_LENGTH;
    }

    /** Payload bytes; 0 to 65507. */
    public int payloadLength() {
        return payloadLength;
    }
}
