package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * Writes the 42 header bytes of a plain UDP frame ({@link UdpFrame} draws them), for transports and tests that have only a
 * payload: everything above the port then sees the same frame on every tier. The UDP checksum is left 0, "not computed", unless it
 * is asked for.
 */
public final class UdpFrameWriter {
    private static final int IPV4 = FrameLayout.ETHERNET_LENGTH;
    private static final int UDP = IPV4 + FrameLayout.IP_LENGTH;

    private static final int ALL_ONES = 0xFFFF;

    private UdpFrameWriter() {}

    /** Writes the fields that do not change from packet to packet. Addresses are 32 bits, first octet highest. */
    public static void writeHeader(
            final MutableDirectBuffer frame,
            final int sourceAddress,
            final int sourcePort,
            final int destinationAddress,
            final int destinationPort) {
        frame.setMemory(0, UdpFrame.PLAIN_HEADER_LENGTH, (byte) 0);
        // RFC 1112, section 6.4: a group's MAC address is 01:00:5e and the low 23 bits of the group.
        frame.putInt(0, 0x01005E00 | destinationAddress >> 16 & 0x7F, BIG_ENDIAN);
        frame.putShort(4, (short) destinationAddress, BIG_ENDIAN);
        frame.putShort(FrameLayout.ETHERTYPE, (short) EtherTypes.IPV4, BIG_ENDIAN);
        frame.putByte(IPV4, (byte) FrameLayout.IP_WITHOUT_OPTIONS);
        frame.putShort(IPV4 + FrameLayout.IP_FLAGS, (short) FrameLayout.DO_NOT_FRAGMENT, BIG_ENDIAN);
        frame.putByte(IPV4 + FrameLayout.IP_TTL, (byte) 1);
        frame.putByte(IPV4 + FrameLayout.IP_PROTOCOL, (byte) FrameLayout.PROTOCOL_UDP);
        frame.putInt(IPV4 + FrameLayout.IP_SOURCE, sourceAddress, BIG_ENDIAN);
        frame.putInt(IPV4 + FrameLayout.IP_DESTINATION, destinationAddress, BIG_ENDIAN);
        frame.putShort(UDP, (short) sourcePort, BIG_ENDIAN);
        frame.putShort(UDP + FrameLayout.UDP_DESTINATION_PORT, (short) destinationPort, BIG_ENDIAN);
    }

    /** Overwrites the source, which a socket learns with each datagram. */
    public static void writeSource(final MutableDirectBuffer frame, final int sourceAddress, final int sourcePort) {
        frame.putInt(IPV4 + FrameLayout.IP_SOURCE, sourceAddress, BIG_ENDIAN);
        frame.putShort(UDP, (short) sourcePort, BIG_ENDIAN);
    }

    /**
     * Writes the length fields and the IPv4 checksum.
     *
     * @param payloadLength bytes behind the header, 0 to 65507
     * @return the length of the whole frame in bytes
     */
    public static int writeLength(final MutableDirectBuffer frame, final int payloadLength) {
        final int udpLength = FrameLayout.UDP_LENGTH + payloadLength;
        frame.putShort(IPV4 + FrameLayout.IP_TOTAL_LENGTH, (short) (FrameLayout.IP_LENGTH + udpLength), BIG_ENDIAN);
        frame.putShort(UDP + FrameLayout.UDP_TOTAL_LENGTH, (short) udpLength, BIG_ENDIAN);
        frame.putShort(IPV4 + FrameLayout.IP_CHECKSUM, (short) 0, BIG_ENDIAN);
        frame.putShort(IPV4 + FrameLayout.IP_CHECKSUM, (short) headerChecksum(frame), BIG_ENDIAN);
        return UdpFrame.PLAIN_HEADER_LENGTH + payloadLength;
    }

    /**
     * Writes the UDP checksum of a frame that is otherwise complete (RFC 768).
     *
     * @param udp has found the frame to be {@link FrameStatus#OK}; what it says of the frame is not changed by this
     */
    public static void writeUdpChecksum(final MutableDirectBuffer frame, final UdpFrame udp) {
        final int header = udp.payloadOffset() - FrameLayout.UDP_LENGTH;
        final int length = FrameLayout.UDP_LENGTH + udp.payloadLength();
        frame.putShort(header + FrameLayout.UDP_CHECKSUM, (short) 0);
        final long sum = Integer.toUnsignedLong(udp.sourceAddress())
                + Integer.toUnsignedLong(udp.destinationAddress())
                + FrameLayout.PROTOCOL_UDP
                + length
                + InternetChecksum.sum(frame, header, length);
        final int checksum = ~InternetChecksum.fold(sum) & ALL_ONES;
        // 0 would say that there is none.
        frame.putShort(header + FrameLayout.UDP_CHECKSUM, (short) (checksum == 0 ? ALL_ONES : checksum), BIG_ENDIAN);
    }

    private static int headerChecksum(final MutableDirectBuffer frame) {
        int sum = 0;
        for (int i = IPV4; i < UDP; i += 2) {
            sum += Short.toUnsignedInt(frame.getShort(i, BIG_ENDIAN));
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~(sum + (sum >>> 16));
    }
}
