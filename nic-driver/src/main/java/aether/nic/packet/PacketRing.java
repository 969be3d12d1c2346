package aether.nic.packet;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.TransportException;
import aether.nic.memory.MappedRegion;
import aether.nic.sys.Capability;
import aether.nic.sys.LibC;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Socket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An AF_PACKET socket with one ring of frames (TPACKET_V2): every frame changes hands by itself, which measures a third of the latency
 * of a kernel socket's call and a hundredth of what the blocks of TPACKET_V3 cost. Source: packet(7), linux/if_packet.h.
 *
 * <pre>
 *  struct tpacket2_hdr: 0 status u32 | 4 length u32 | 8 captured u32 | 12 frame offset u16 | 14 | 16 seconds u32 | 20 nanoseconds u32
 *  struct tpacket_req:  0 block size | 4 blocks | 8 frame size | 12 frames            (u32 each)
 *  struct sockaddr_ll:  0 family u16 | 2 protocol u16, network order | 4 interface u32 | 8 ... 20 bytes in all
 * </pre>
 *
 * Safe because the view of the ring checks its bounds, and the mapping lives as long as the socket.
 */
final class PacketRing implements AutoCloseable {
    static final int FRAME_LENGTH = 2048;
    static final int STATUS = 0;
    static final int LENGTH = 4;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VERSION = 10;
    private static final int TPACKET_V2 = 1;
    private static final int ETH_P_IP_NETWORK_ORDER = 0x0008;
    private static final int BLOCK_LENGTH = 64 * 1024;

    private final Socket socket;
    private final NetworkDevice device;
    private final int frames;
    private MappedRegion region;

    private PacketRing(final Socket socket, final NetworkDevice device, final int frames) {
        this.socket = socket;
        this.device = device;
        this.frames = frames;
    }

    /**
     * Opens a socket that sees nothing yet.
     *
     * @param frames in the ring, a multiple of 32
     */
    static PacketRing open(final String networkInterface, final int frames, final String role) {
        if (frames <= 0 || frames % (BLOCK_LENGTH / FRAME_LENGTH) != 0) {
            throw new IllegalArgumentException("a packet ring has a multiple of 32 frames, not " + frames);
        }
        if (!LibC.isSupported()) {
            throw new TransportException("AF_PACKET is a part of Linux on x86-64 and aarch64");
        }
        final NetworkDevice device = NetworkDevice.named(networkInterface);
        final String what = "the AF_PACKET socket (" + role + ") of " + device;
        try {
            return new PacketRing(Socket.open(AF_PACKET, SOCK_RAW, 0, what), device, frames);
        } catch (final TransportException e) {
            throw Capability.NET_RAW.isHeld()
                    ? e
                    : new TransportException(e.getMessage() + "; it needs CAP_NET_RAW", e);
        }
    }

    /** Makes the ring; {@code option} says which. */
    void map(final int option) {
        socket.set(SOL_PACKET, PACKET_VERSION, TPACKET_V2, "choosing TPACKET_V2");
        try (Arena arena = Arena.ofConfined()) {
            final int perBlock = BLOCK_LENGTH / FRAME_LENGTH;
            socket.set(
                    SOL_PACKET,
                    option,
                    arena.allocateFrom(JAVA_INT, BLOCK_LENGTH, frames / perBlock, FRAME_LENGTH, frames),
                    "making a ring of " + frames + " frames");
        }
        region = MappedRegion.shared(socket.fd(), 0, (long) frames * FRAME_LENGTH, socket + ": its ring");
    }

    /** Starts to see IPv4 frames of the interface. */
    void bindToReceive() {
        bind(ETH_P_IP_NETWORK_ORDER);
    }

    /** Belongs to the interface, and sees nothing of what it receives. */
    void bindToSend() {
        bind(0);
    }

    private void bind(final int protocol) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment address = arena.allocate(20, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(JAVA_SHORT, 2, (short) protocol);
            address.set(JAVA_INT, 4, device.index());
            socket.check(LibC.bind(socket.fd(), address), "binding it to the interface");
        }
    }

    void set(final int option, final int value, final String name) {
        socket.set(SOL_PACKET, option, value, name);
    }

    /** Reads a structure of the packet level; returns its length, or the negated error number. */
    int get(final int option, final MemorySegment value) {
        return socket.get(SOL_PACKET, option, value);
    }

    Socket socket() {
        return socket;
    }

    NetworkDevice device() {
        return device;
    }

    int frames() {
        return frames;
    }

    UnsafeBuffer view() {
        return region.view();
    }

    @Override
    public void close() {
        if (region != null) {
            region.close();
        }
        socket.close();
    }
}
