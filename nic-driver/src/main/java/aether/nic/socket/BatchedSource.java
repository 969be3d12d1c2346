package aether.nic.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.ReceiveClock;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.sys.DatagramBatch;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import aether.nic.sys.LinkWatch;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Socket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One multicast group over a kernel socket, many datagrams with each call into the kernel, each with the time at which the NIC or the kernel
 * received it. Headers are made up as {@link MulticastSource} does. Needs no rights.
 */
public final class BatchedSource implements FrameSource {
    /** Datagrams that one call takes. */
    public static final int BATCH = 64;

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IP_MULTICAST_ALL = 49;
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_JOIN_SOURCE_GROUP = 46;
    private static final int SOCKADDR_LENGTH = 16;
    private static final int SOCKADDR_STORAGE = 128;
    /** RX_HARDWARE, RX_SOFTWARE, SOFTWARE, RAW_HARDWARE of linux/net_tstamp.h. */
    private static final int STAMP_ALL = 4 | 8 | 16 | 64;

    private static final int SLOT_LENGTH = 2048;
    private static final int MEMINFO_WORDS = 9;
    private static final int MEMINFO_DROPS = 8;

    private final MulticastEndpoint endpoint;
    private final Socket socket;
    private final NetworkDevice device;
    private final EpochNanoClock clock;
    private final DatagramBatch batch = new DatagramBatch(BATCH, SLOT_LENGTH, UdpFrame.PLAIN_HEADER_LENGTH, true);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final LinkWatch link;
    private long frames;
    private long systemCalls;
    private long invalid;
    private volatile ReceiveClock receiveClock = ReceiveClock.KERNEL;

    private BatchedSource(final MulticastEndpoint endpoint, final Socket socket, final EpochNanoClock clock) {
        this.endpoint = endpoint;
        this.socket = socket;
        this.clock = clock;
        device = NetworkDevice.named(endpoint.networkInterface());
        link = new LinkWatch(device);
        for (int i = 0; i < BATCH; i++) {
            frame.wrap(batch.slots(), batch.slot(i), UdpFrame.PLAIN_HEADER_LENGTH);
            UdpFrameWriter.writeHeader(frame, 0, 0, endpoint.address(), endpoint.port());
        }
    }

    /**
     * Joins the group and starts to receive.
     *
     * @param receiveBufferLength socket buffer to ask for, bytes
     * @param clock stamps what neither NIC nor kernel has stamped
     * @throws TransportException when the interface, the port or the group cannot be had
     */
    public static BatchedSource open(
            final MulticastEndpoint endpoint, final int receiveBufferLength, final EpochNanoClock clock) {
        Interfaces.byName(endpoint.networkInterface());
        if (!LibC.isSupported()) {
            throw new TransportException("receiving in batches (recvmmsg) is a part of Linux on x86-64 and aarch64");
        }
        final Socket socket = Socket.open(AF_INET, SOCK_DGRAM, IPPROTO_UDP, "the UDP socket for " + endpoint);
        try {
            final BatchedSource source = new BatchedSource(endpoint, socket, clock);
            source.configure(receiveBufferLength);
            return source;
        } catch (final TransportException e) {
            socket.close();
            throw e;
        }
    }

    private void configure(final int receiveBufferLength) {
        socket.set(Socket.SOL_SOCKET, Socket.SO_REUSEADDR, 1, "sharing its port");
        // The first is not bound by the system's limit, and needs a right that need not be there.
        if (socket.trySet(Socket.SOL_SOCKET, Socket.SO_RCVBUFFORCE, receiveBufferLength) < 0) {
            socket.set(Socket.SOL_SOCKET, Socket.SO_RCVBUF, receiveBufferLength, "setting its buffer");
        }
        socket.set(IPPROTO_IP, IP_MULTICAST_ALL, 0, "leaving other groups out");
        final boolean hasHardware =
                device.hasReceiveClock() && socket.trySet(Socket.SOL_SOCKET, Socket.SO_TIMESTAMPING, STAMP_ALL) == 0;
        if (!hasHardware) {
            socket.set(Socket.SOL_SOCKET, Socket.SO_TIMESTAMPNS, 1, "asking for receive times");
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment address = arena.allocate(SOCKADDR_LENGTH, Integer.BYTES);
            address(address, 0, endpoint.address(), endpoint.port());
            socket.check(LibC.bind(socket.fd(), address), "binding it");
            join(arena);
        }
    }

    /** struct group_req and group_source_req: 0 interface u32 | 8 group, 128 bytes | 136 source, 128 bytes. */
    private void join(final Arena arena) {
        if (endpoint.sources().isEmpty()) {
            final MemorySegment request = arena.allocate(8 + SOCKADDR_STORAGE, Long.BYTES);
            request.set(JAVA_INT, 0, device.index());
            address(request, 8, endpoint.address(), 0);
            socket.set(IPPROTO_IP, MCAST_JOIN_GROUP, request, "joining the group");
        }
        for (final int source : endpoint.sources()) {
            final MemorySegment request = arena.allocate(8 + 2 * SOCKADDR_STORAGE, Long.BYTES);
            request.set(JAVA_INT, 0, device.index());
            address(request, 8, endpoint.address(), 0);
            address(request, 8 + SOCKADDR_STORAGE, source, 0);
            socket.set(IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, request, "joining the group for one sender");
        }
    }

    /** struct sockaddr_in. */
    private static void address(final MemorySegment at, final int offset, final int address, final int port) {
        at.set(JAVA_SHORT, offset, (short) AF_INET);
        at.set(JAVA_SHORT, offset + 2, Short.reverseBytes((short) port));
        at.set(JAVA_INT, offset + 4, Integer.reverseBytes(address));
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        final int received = batch.receive(socket, limit);
        systemCalls++;
        if (received <= 0) {
            invalid += received < 0 && received != -Errno.ENETDOWN ? 1 : 0;
            return 0;
        }
        final long nowNs = clock.nanoTime();
        for (int i = 0; i < received; i++) {
            final long stampNs = batch.stampNs(i);
            final int length = batch.length(i);
            if (length > batch.mostLength()) {
                invalid++;
                continue;
            }
            frame.wrap(batch.slots(), batch.slot(i), UdpFrame.PLAIN_HEADER_LENGTH + length);
            UdpFrameWriter.writeSource(frame, batch.senderAddress(i), batch.senderPort(i));
            final int frameLength = UdpFrameWriter.writeLength(frame, length);
            frames++;
            handler.onFrame(frame, frameLength, stampNs == 0 ? nowNs : stampNs);
        }
        final ReceiveClock now = batch.isHardwareStamp() ? ReceiveClock.NIC : ReceiveClock.KERNEL;
        if (receiveClock != now) {
            receiveClock = now;
        }
        return received;
    }

    @Override
    public ReceiveClock receiveClock() {
        return receiveClock;
    }

    /** Socket buffer that the kernel granted, bytes. */
    @Override
    public int receiveBufferLength() {
        // The kernel doubles what it was asked for, for its own book-keeping, and reports that.
        return socket.get(Socket.SOL_SOCKET, Socket.SO_RCVBUF) / 2;
    }

    @Override
    public long counter(final NicCounter counter) {
        return switch (counter) {
            case FRAMES -> frames;
            case SYSTEM_CALLS -> systemCalls;
            case INVALID -> invalid;
            case RING_FULL -> dropped();
            case STRAY_STAMPS -> batch.strayStamps();
            case LINK_DOWN -> link.downs();
            default -> 0;
        };
    }

    /** What the kernel threw away since the socket buffer was full. */
    private long dropped() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment words = arena.allocate(JAVA_INT, MEMINFO_WORDS);
            return socket.get(Socket.SOL_SOCKET, Socket.SO_MEMINFO, words) < 0
                    ? 0
                    : Integer.toUnsignedLong(words.getAtIndex(JAVA_INT, MEMINFO_DROPS));
        }
    }

    @Override
    public String toString() {
        return "kernel socket in batches, " + endpoint;
    }

    @Override
    public void close() {
        link.close();
        socket.close();
    }
}
