package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * What may stand between an Ethernet frame's addresses and its IPv4 packet, in any number and order. One table for captures and for
 * the live tiers that see whole frames.
 *
 * <pre>
 *   type                     bytes behind the type, the next type included
 *   8100 88A8 9100 9200 9300 4    VLAN tag: 2 identifier | 2 next type
 *   D28B                     14   Arista: 2 subtype 1 | 2 version | 8 time | 2 next type
 *                            12   the same with 6 bytes of time
 *                                 version: timescale u8, 0 TAI, 1 UTC | format u4, 1 of 8 bytes, 2 of 6 bytes | hardware u4
 * </pre>
 *
 * Sources: IEEE 802.1Q; Arista's overview of time stamps and tcpdump's reading of it.
 */
public final class EtherTypes {
    /** IPv4. */
    public static final int IPV4 = 0x0800;

    /** Behind the types there is no IPv4 packet. */
    public static final int NO_IPV4 = -1;

    /** The frame ends before its types do. */
    public static final int CUT = -2;

    static final int ARISTA = 0xD28B;
    static final int ARISTA_SUBTYPE = 1;

    private static final int TYPE_LENGTH = 2;
    private static final int VLAN_LENGTH = 4;
    private static final int ARISTA_FORMAT_64_BIT = 1;
    private static final int ARISTA_FORMAT_48_BIT = 2;
    private static final int UNKNOWN = -1;

    private EtherTypes() {}

    /** Index of the IPv4 packet in a frame, {@link #NO_IPV4} or {@link #CUT}. Never throws, whatever the bytes. */
    public static int ipv4Offset(final DirectBuffer frame, final int length) {
        int at = FrameLayout.ETHERTYPE;
        while (at + TYPE_LENGTH <= length) {
            final int type = u16(frame, at);
            if (type == IPV4) {
                return at + TYPE_LENGTH;
            }
            final int step = stepBehind(frame, at, type, length);
            if (step == UNKNOWN) {
                return NO_IPV4;
            }
            at += step;
        }
        return CUT;
    }

    /** Bytes from a type to the next one; unknown when this is not a type that another one follows. */
    private static int stepBehind(final DirectBuffer frame, final int at, final int type, final int length) {
        return switch (type) {
            case 0x8100, 0x88A8, 0x9100, 0x9200, 0x9300 -> VLAN_LENGTH;
            case ARISTA -> aristaLength(frame, at, length);
            default -> UNKNOWN;
        };
    }

    /** Bytes from Arista's type to the next one. A frame that is cut inside is left to end there. */
    static int aristaLength(final DirectBuffer frame, final int at, final int length) {
        if (at + 6 > length) {
            return length;
        }
        if (u16(frame, at + 2) != ARISTA_SUBTYPE) {
            return UNKNOWN;
        }
        return switch (frame.getByte(at + 5) >> 4 & 0xF) {
            case ARISTA_FORMAT_64_BIT -> 14;
            case ARISTA_FORMAT_48_BIT -> 12;
            default -> UNKNOWN;
        };
    }

    /** Index of Arista's type in a frame; -1 without one. */
    static int aristaOffset(final DirectBuffer frame, final int length) {
        int at = FrameLayout.ETHERTYPE;
        while (at + TYPE_LENGTH <= length) {
            final int type = u16(frame, at);
            if (type == ARISTA) {
                return at;
            }
            final int step = stepBehind(frame, at, type, length);
            if (step == UNKNOWN) {
                return UNKNOWN;
            }
            at += step;
        }
        return UNKNOWN;
    }

    private static int u16(final DirectBuffer buffer, final int index) {
        return Short.toUnsignedInt(buffer.getShort(index, BIG_ENDIAN));
    }
}
