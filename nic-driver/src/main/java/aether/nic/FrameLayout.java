package aether.nic;

/**
 * Where the fields of a UDP datagram over IPv4 in an Ethernet frame are, stated once for all that read, write and filter frames. {@link UdpFrame}
 * draws it. Offsets are from the beginning of their own header; all fields are big-endian.
 *
 * <p>A frame of a feed is one with, behind any tags of {@link EtherTypes}, an IPv4 header without options, no fragment, of UDP, to one of the feed's
 * groups and ports. That is what the filters let through; the packet ring's knows no tags but the one that the kernel takes off before it. A capture
 * may hold more, and is read as it is.
 */
public final class FrameLayout {
    /** Ethernet. */
    public static final int ETHERTYPE = 12;

    public static final int ETHERNET_LENGTH = 14;

    /** IPv4. */
    public static final int IP_TOTAL_LENGTH = 2;

    public static final int IP_FLAGS = 6;
    public static final int IP_TTL = 8;
    public static final int IP_PROTOCOL = 9;
    public static final int IP_CHECKSUM = 10;
    public static final int IP_SOURCE = 12;
    public static final int IP_DESTINATION = 16;

    /** Of a header without options. */
    public static final int IP_LENGTH = 20;

    /** First byte of a header without options: version 4, five words. */
    public static final int IP_WITHOUT_OPTIONS = 0x45;

    /** Of the flags: more fragments follow, or this one is not the first. */
    public static final int FRAGMENT_BITS = 0x3FFF;

    public static final int DO_NOT_FRAGMENT = 0x4000;
    public static final int PROTOCOL_TCP = 6;
    public static final int PROTOCOL_UDP = 17;

    /** UDP. */
    public static final int UDP_DESTINATION_PORT = 2;

    public static final int UDP_TOTAL_LENGTH = 4;
    public static final int UDP_CHECKSUM = 6;
    public static final int UDP_LENGTH = 8;

    private FrameLayout() {}
}
