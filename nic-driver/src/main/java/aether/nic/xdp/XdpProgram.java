package aether.nic.xdp;

import static aether.nic.xdp.BpfAssembler.R0;
import static aether.nic.xdp.BpfAssembler.R1;
import static aether.nic.xdp.BpfAssembler.R2;
import static aether.nic.xdp.BpfAssembler.R3;
import static aether.nic.xdp.BpfAssembler.R4;
import static aether.nic.xdp.BpfAssembler.R5;
import static aether.nic.xdp.BpfAssembler.R6;
import static aether.nic.xdp.BpfAssembler.R7;
import static aether.nic.xdp.BpfAssembler.STACK;

import aether.nic.EtherTypes;
import aether.nic.FrameLayout;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import aether.nic.sys.NetworkDevice;
import java.util.List;

/**
 * The program that decides about each frame in front of the kernel's network stack: UDP over IPv4 for a configured group and port, with
 * or without tags in front, not fragmented, goes to the socket of the queue that it came on; everything else passes on to the kernel,
 * so that the machine stays reachable. It holds as long as this object, or its process, lives.
 */
final class XdpProgram implements AutoCloseable {
    private static final String PASS = "pass";
    private static final String UNTAGGED = "untagged";
    private static final String REDIRECT = "redirect";
    private static final int VERDICT_PASS = 2;
    private static final int HELPER_LOOKUP = 1;
    private static final int HELPER_KTIME = 5;
    private static final int HELPER_REDIRECT = 51;
    private static final int HELPER_ADJUST_META = 54;
    /** Offsets in struct xdp_md, the program's argument. */
    private static final int MD_DATA = 0;

    private static final int MD_DATA_END = 4;
    private static final int MD_DATA_META = 8;
    private static final int MD_QUEUE = 16;

    private static final int HEADERS = UdpFrame.PLAIN_HEADER_LENGTH;
    private static final int VLAN_TAG = 4;
    private static final int STAMP_LENGTH = 8;
    /** Network order, as a little-endian load sees it. */
    private static final int ETHERTYPE_IPV4 = networkOrder(EtherTypes.IPV4);

    private static final int[] VLAN_TYPES = {0x0081, 0xA888, 0x0091, 0x0092, 0x0093};
    private static final int ETHERTYPE_ARISTA = 0x8BD2;
    private static final int ARISTA_SUBTYPE = 0x0100;
    private static final int ARISTA_FORMAT = 0xF0;
    private static final int ARISTA_64_BIT = 0x10;
    private static final int ARISTA_48_BIT = 0x20;
    /** More than a network has on top of each other; what has more passes on to the kernel. */
    private static final int MOST_TAGS = 4;

    private static final int FRAGMENT_BITS = networkOrder(FrameLayout.FRAGMENT_BITS);
    private static final int IP = FrameLayout.ETHERNET_LENGTH;
    private static final int PORT = IP + FrameLayout.IP_LENGTH + FrameLayout.UDP_DESTINATION_PORT;

    private final int sockets;
    private final int groups;
    private final int program;
    private int link = -1;
    private boolean isNative;
    private boolean isClosed;

    /** Loads it; nothing is attached yet. */
    XdpProgram(final List<MulticastEndpoint> feeds, final int queues, final boolean stamps) {
        int madeSockets = -1;
        int madeGroups = -1;
        try {
            madeSockets = Bpf.createMap(Bpf.MAP_XSK, Integer.BYTES, Integer.BYTES, queues);
            madeGroups = Bpf.createMap(Bpf.MAP_HASH, Long.BYTES, Integer.BYTES, Math.max(1, feeds.size()));
            for (final MulticastEndpoint feed : feeds) {
                Bpf.put(madeGroups, key(feed.address(), feed.port()), 1);
            }
            program = Bpf.load(instructions(madeSockets, madeGroups, stamps), "aether_redirect");
        } catch (final TransportException e) {
            closeIfOpen(madeSockets);
            closeIfOpen(madeGroups);
            throw e;
        }
        sockets = madeSockets;
        groups = madeGroups;
    }

    private static int networkOrder(final int halfWord) {
        return Short.toUnsignedInt(Short.reverseBytes((short) halfWord));
    }

    /** Address and port as the program puts them on its stack: network order both, the port in a word of its own. */
    private static long key(final int group, final int port) {
        return Integer.toUnsignedLong(Integer.reverseBytes(group))
                | (long) (Short.reverseBytes((short) port) & 0xFFFF) << 32;
    }

    /** A socket takes the frames of a queue. */
    void redirect(final int queue, final int socket) {
        Bpf.put(sockets, queue, socket);
    }

    /**
     * Attaches it: in the driver where it can, in front of the stack where it cannot.
     *
     * @throws TransportException when neither is possible
     */
    void attach(final NetworkDevice device, final XdpContext.Mode mode) {
        int result = -Errno.EOPNOTSUPP;
        if (mode != XdpContext.Mode.GENERIC) {
            result = Bpf.link(program, device.index(), Bpf.NATIVE);
            isNative = result >= 0;
        }
        if (result < 0 && mode != XdpContext.Mode.NATIVE && result != -Errno.EBUSY) {
            result = Bpf.link(program, device.index(), Bpf.GENERIC);
        }
        if (result < 0) {
            throw new TransportException("the XDP program cannot be attached to " + device + ": " + Errno.text(result)
                    + (result == -Errno.EBUSY ? "; another program is attached: 'ip link show " + device + "'" : ""));
        }
        link = result;
    }

    /** Whether the driver runs it, before the kernel has made a buffer of its own. */
    boolean isNative() {
        return isNative;
    }

    /**
     * The instructions. With {@code stamps}, the kernel's monotonic time lies in the eight bytes in front of the frame: of its arrival
     * at the program.
     */
    static long[] instructions(final int sockets, final int groups, final boolean stamps) {
        final BpfAssembler code = new BpfAssembler()
                .move(R6, R1)
                .word(R2, R6, MD_DATA)
                .word(R3, R6, MD_DATA_END)
                .move(R4, R2)
                .add(R4, HEADERS)
                .ifAbove(R4, R3, PASS);
        for (int tag = 0; tag < MOST_TAGS; tag++) {
            skipTag(code, tag);
        }
        code.half(R5, R2, FrameLayout.ETHERTYPE)
                .ifNotEqual(R5, ETHERTYPE_IPV4, PASS)
                .label(UNTAGGED)
                .octet(R5, R2, IP)
                .ifNotEqual(R5, FrameLayout.IP_WITHOUT_OPTIONS, PASS)
                .half(R5, R2, IP + FrameLayout.IP_FLAGS)
                .and(R5, FRAGMENT_BITS)
                .ifNotEqual(R5, 0, PASS)
                .octet(R5, R2, IP + FrameLayout.IP_PROTOCOL)
                .ifNotEqual(R5, FrameLayout.PROTOCOL_UDP, PASS)
                .word(R5, R2, IP + FrameLayout.IP_DESTINATION)
                .storeWord(STACK, -8, R5)
                .half(R5, R2, PORT)
                .storeWord(STACK, -4, R5)
                .move(R2, STACK)
                .add(R2, -8)
                .map(R1, groups)
                .call(HELPER_LOOKUP)
                .ifEqual(R0, 0, PASS);
        if (stamps) {
            stamp(code);
        }
        return code.label(REDIRECT)
                .word(R2, R6, MD_QUEUE)
                .map(R1, sockets)
                .value(R3, VERDICT_PASS)
                .call(HELPER_REDIRECT)
                .exit()
                .label(PASS)
                .value(R0, VERDICT_PASS)
                .exit()
                .assemble();
    }

    /** Moves the frame's beginning behind one tag; see {@link aether.nic.EtherTypes}. */
    private static void skipTag(final BpfAssembler code, final int tag) {
        final String behind = "behind" + tag;
        final String isVlan = "vlan" + tag;
        final String isShort = "short" + tag;
        code.half(R5, R2, FrameLayout.ETHERTYPE).ifEqual(R5, ETHERTYPE_IPV4, UNTAGGED);
        for (final int type : VLAN_TYPES) {
            code.ifEqual(R5, type, isVlan);
        }
        code.ifNotEqual(R5, ETHERTYPE_ARISTA, PASS)
                .half(R5, R2, 14)
                .ifNotEqual(R5, ARISTA_SUBTYPE, PASS)
                .octet(R5, R2, 17)
                .and(R5, ARISTA_FORMAT)
                .ifEqual(R5, ARISTA_48_BIT, isShort)
                .ifNotEqual(R5, ARISTA_64_BIT, PASS)
                .add(R2, 14)
                .ifEqual(R5, ARISTA_64_BIT, behind)
                .label(isShort)
                .add(R2, 12)
                .ifEqual(R5, ARISTA_48_BIT, behind)
                .label(isVlan)
                .add(R2, VLAN_TAG)
                .label(behind)
                .move(R4, R2)
                .add(R4, HEADERS)
                .ifAbove(R4, R3, PASS);
    }

    /** A driver that has no room in front of the frame lets it go without. */
    private static void stamp(final BpfAssembler code) {
        code.move(R1, R6)
                .value(R2, -STAMP_LENGTH)
                .call(HELPER_ADJUST_META)
                .ifNotEqual(R0, 0, REDIRECT)
                .call(HELPER_KTIME)
                .move(R7, R0)
                .word(R2, R6, MD_DATA_META)
                .word(R3, R6, MD_DATA)
                .move(R4, R2)
                .add(R4, STAMP_LENGTH)
                .ifAbove(R4, R3, PASS)
                .storeDouble(R2, 0, R7);
    }

    private static void closeIfOpen(final int fd) {
        if (fd >= 0) {
            LibC.close(fd);
        }
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        closeIfOpen(link);
        closeIfOpen(program);
        closeIfOpen(groups);
        closeIfOpen(sockets);
    }
}
