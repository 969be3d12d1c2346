package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames inside other frames, as mirrors and overlay networks carry them. For captures; a live tier has the kernel unwrap them.
 *
 * <pre>
 *   VXLAN   UDP to port 4789: 1 flags, 08 set | 3 reserved | 3 network | 1 reserved | Ethernet frame
 *   GRE     IPv4 protocol 47: 2 flags and version | 2 type | 4 check sum? | 4 key? | 4 sequence? | what the type says:
 *           0800 IPv4, 6558 Ethernet, 88BE mirrored (ERSPAN: 8 bytes | Ethernet when there is a sequence), 22EB (12 bytes | Ethernet)
 * </pre>
 *
 * Sources: RFC 7348, RFC 2784, RFC 2890, draft-foschiano-erspan.
 */
public final class Encapsulation {
    private static final int PROTOCOL_GRE = 47;
    private static final int VXLAN_PORT = 4789;
    private static final int VXLAN_LENGTH = 8;
    private static final int VXLAN_FLAGS = 0x08;
    private static final int GRE_LENGTH = 4;
    private static final int GRE_FIELD = 4;
    private static final int GRE_CHECK_SUM = 0x8000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_VERSION = 0x0007;
    private static final int TYPE_ETHERNET = 0x6558;
    private static final int TYPE_ERSPAN_2 = 0x88BE;
    private static final int TYPE_ERSPAN_3 = 0x22EB;
    private static final int ERSPAN_2_LENGTH = 8;
    private static final int ERSPAN_3_LENGTH = 12;
    private static final int NOTHING = -1;

    private final UdpFrame outer = new UdpFrame();
    private final UdpFrame inner = new UdpFrame();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int offset;
    private boolean isBareIpv4;

    /** True when the frame carries another one that is whole enough to be looked at; the getters tell where. */
    public boolean wrap(final DirectBuffer frame, final int length) {
        final FrameStatus status = outer.wrap(frame, length);
        isBareIpv4 = false;
        if (status == FrameStatus.OK && outer.destinationPort() == VXLAN_PORT) {
            offset = vxlan(frame);
        } else if (status == FrameStatus.NOT_UDP && outer.protocol() == PROTOCOL_GRE) {
            offset = gre(frame);
        } else {
            return false;
        }
        return offset != NOTHING && offset < end() && (isBareIpv4 || isFrame(frame));
    }

    private int end() {
        return outer.ipPayloadOffset() + outer.ipPayloadLength();
    }

    private boolean isFrame(final DirectBuffer frame) {
        view.wrap(frame, offset, length());
        final FrameStatus status = inner.wrap(view, length());
        return status != FrameStatus.BAD_IP_HEADER && status != FrameStatus.BAD_UDP_LENGTH;
    }

    private int vxlan(final DirectBuffer frame) {
        final boolean isVxlan =
                outer.payloadLength() > VXLAN_LENGTH && (frame.getByte(outer.payloadOffset()) & VXLAN_FLAGS) != 0;
        return isVxlan ? outer.payloadOffset() + VXLAN_LENGTH : NOTHING;
    }

    private int gre(final DirectBuffer frame) {
        final int at = outer.ipPayloadOffset();
        if (outer.ipPayloadLength() < GRE_LENGTH) {
            return NOTHING;
        }
        final int flags = Short.toUnsignedInt(frame.getShort(at, BIG_ENDIAN));
        final int behind =
                at + GRE_LENGTH + field(flags, GRE_CHECK_SUM) + field(flags, GRE_KEY) + field(flags, GRE_SEQUENCE);
        if ((flags & GRE_VERSION) != 0) {
            return NOTHING;
        }
        return switch (Short.toUnsignedInt(frame.getShort(at + 2, BIG_ENDIAN))) {
            case EtherTypes.IPV4 -> {
                isBareIpv4 = true;
                yield behind;
            }
            case TYPE_ETHERNET -> behind;
            case TYPE_ERSPAN_2 -> behind + ((flags & GRE_SEQUENCE) == 0 ? 0 : ERSPAN_2_LENGTH);
            case TYPE_ERSPAN_3 -> behind + ERSPAN_3_LENGTH;
            default -> NOTHING;
        };
    }

    private static int field(final int flags, final int flag) {
        return (flags & flag) == 0 ? 0 : GRE_FIELD;
    }

    /** Index of the inner frame, or of the inner IPv4 packet. */
    public int offset() {
        return offset;
    }

    /** Bytes of it. */
    public int length() {
        return end() - offset;
    }

    /** Whether it is an IPv4 packet without an Ethernet header. */
    public boolean isBareIpv4() {
        return isBareIpv4;
    }
}
