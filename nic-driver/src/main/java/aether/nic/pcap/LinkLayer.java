package aether.nic.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.nic.EtherTypes;
import aether.nic.FrameLayout;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What precedes the IP packet in a capture, by link type. A record is taken apart into a number of bytes to leave out and what is behind
 * them: an Ethernet frame, or something of an Ethernet type that gets an empty Ethernet header, so that there is one kind of frame above the
 * port.
 *
 * <pre>
 *   1             Ethernet
 *   12 14 101 228 IPv4 or IPv6 at once
 *   0 108         BSD loopback: 4 family
 *   113           Linux cooked: 2 kind | 2 hardware | 2 length | 8 address | 2 type
 *   276           Linux cooked, second version: 2 type | 2 reserved | 4 interface | 2 hardware | 1 kind | 1 length | 8 address
 *   192           PPI: 1 version | 1 flags | 2 length LE | 4 link type LE | fields
 *   197           ERF: 8 time LE | 1 type | 1 flags | 2 record length | 2 losses | 2 wire length | 8 more each while the top bit is set
 *                 | 2 padding | Ethernet frame, with its check sum
 * </pre>
 *
 * Source: the registry at tcpdump.org; Endace's ERF specification.
 */
final class LinkLayer {
    /** Bytes of the Ethernet header put in front. */
    static final int SYNTHETIC_LENGTH = 14;

    private static final int ETHERNET = 1;
    private static final int PPI = 192;
    private static final int NO_TYPE = 0;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int FAMILY_IPV4 = 2;
    private static final int ERF_HEADER_LENGTH = 16;
    private static final int ERF_EXTENSION_LENGTH = 8;
    private static final int ERF_PADDING = 2;
    private static final int ERF_MORE = 0x80;
    private static final int MOST_ERF_EXTENSIONS = 16;

    private static final Map<Integer, String> OTHERS = Map.of(
            105, "IEEE 802.11",
            127, "IEEE 802.11 with radiotap",
            147, "user-defined",
            187, "Bluetooth",
            189, "USB",
            195, "IEEE 802.15.4",
            220, "USB",
            229, "IPv6",
            239, "netfilter log",
            253, "netlink");

    private int headerLength;
    private int etherType;
    private boolean isEthernet;

    /**
     * Takes a record apart.
     *
     * @return false for a link type, or an ERF record, that carries nothing that we know of
     */
    boolean take(final int linkType, final DirectBuffer record, final int length) {
        isEthernet = false;
        etherType = NO_TYPE;
        headerLength = 0;
        switch (linkType) {
            case ETHERNET -> isEthernet = true;
            case 12, 14, 101, 228 -> etherType = ipType(record, length);
            case 0, 108 -> {
                headerLength = 4;
                etherType = loopbackType(record, length);
            }
            case 113 -> {
                headerLength = 16;
                etherType = typeAt(14, record, length);
            }
            case 276 -> {
                headerLength = 20;
                etherType = typeAt(0, record, length);
            }
            case 197 -> {
                return takeErf(record, length);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The link type inside PPI, its fields left out before; the type itself for any other. */
    static int innerType(final int linkType, final DirectBuffer record, final int length) {
        return linkType == PPI && length >= 8 ? record.getInt(4, LITTLE_ENDIAN) : linkType;
    }

    /** Bytes of PPI's own header; 0 for any other type. */
    static int outerLength(final int linkType, final DirectBuffer record, final int length) {
        return linkType == PPI && length >= 8
                ? Math.min(length, Short.toUnsignedInt(record.getShort(2, LITTLE_ENDIAN)))
                : 0;
    }

    private static int typeAt(final int offset, final DirectBuffer record, final int length) {
        return offset + Short.BYTES <= length ? Short.toUnsignedInt(record.getShort(offset, BIG_ENDIAN)) : NO_TYPE;
    }

    private static int ipType(final DirectBuffer record, final int length) {
        final int version = length == 0 ? 0 : record.getByte(0) >> 4 & 0xF;
        return switch (version) {
            case 4 -> EtherTypes.IPV4;
            case 6 -> ETHERTYPE_IPV6;
            default -> NO_TYPE;
        };
    }

    /** In the byte order of the machine that captured, or of the network. */
    private static int loopbackType(final DirectBuffer record, final int length) {
        final int family = length < Integer.BYTES ? 0 : record.getInt(0, BIG_ENDIAN);
        return family == FAMILY_IPV4 || Integer.reverseBytes(family) == FAMILY_IPV4 ? EtherTypes.IPV4 : NO_TYPE;
    }

    private boolean takeErf(final DirectBuffer record, final int length) {
        if (length < ERF_HEADER_LENGTH) {
            return false;
        }
        int at = ERF_HEADER_LENGTH;
        int more = Byte.toUnsignedInt(record.getByte(8));
        final int type = more & ~ERF_MORE;
        for (int i = 0; (more & ERF_MORE) != 0 && i < MOST_ERF_EXTENSIONS && at + ERF_EXTENSION_LENGTH <= length; i++) {
            more = Byte.toUnsignedInt(record.getByte(at));
            at += ERF_EXTENSION_LENGTH;
        }
        headerLength = at + ERF_PADDING;
        isEthernet = true;
        // Ethernet; the same with colours, hashes and more in front.
        return switch (type) {
            case 2, 11, 16, 20 -> headerLength <= length;
            default -> false;
        };
    }

    /** Bytes to leave out at the front of the record. */
    int headerLength() {
        return headerLength;
    }

    /** Whether an Ethernet frame is behind them. */
    boolean isEthernet() {
        return isEthernet;
    }

    /** Otherwise, the Ethernet type of what is; 0 when it has none. */
    int etherType() {
        return etherType;
    }

    /** A link type for people. */
    static String text(final int linkType) {
        final String name = OTHERS.get(linkType);
        return "link type " + linkType + (name == null ? "" : " (" + name + ")");
    }

    static void writeSyntheticHeader(final org.agrona.MutableDirectBuffer frame, final int etherType) {
        frame.setMemory(0, SYNTHETIC_LENGTH, (byte) 0);
        frame.putShort(FrameLayout.ETHERTYPE, (short) etherType, BIG_ENDIAN);
    }
}
