package aether.nic.xdp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.memory.DmaRegion;
import aether.nic.sys.Capability;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Socket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An AF_XDP socket on one queue of an interface, with the memory for its frames and its four rings. The first half of the frames is
 * for receiving, the second for sending; one thread receives, one sends.
 *
 * <pre>
 *  struct xdp_umem_reg:  0 address u64 | 8 length u64 | 16 chunk u32 | 20 headroom u32 | 24 flags u32 | 28 metadata length u32
 *  struct sockaddr_xdp:  0 family u16 | 2 flags u16 | 4 interface u32 | 8 queue u32 | 12 shared descriptor u32
 * </pre>
 *
 * Safe because the kernel writes only into the registered memory, which outlives the socket: it is unmapped after the descriptor is
 * closed, and descriptors are checked against its bounds before they are used.
 */
final class XdpSocket implements AutoCloseable {
    static final int FRAME_LENGTH = 2048;

    private static final int AF_XDP = 44;
    private static final int SOCK_RAW = 3;
    private static final int SOL_XDP = 283;
    private static final int MMAP_OFFSETS = 1;
    private static final int UMEM_REG = 4;
    private static final int STATISTICS = 7;
    private static final int OPTIONS = 8;
    private static final int MAX_TX_SKB_BUDGET = 9;
    private static final int LONGEST_BATCH = 256;
    private static final int OPTION_ZERO_COPY = 1;
    private static final int BIND_COPY = 2;
    private static final int BIND_ZERO_COPY = 4;
    private static final int BIND_NEED_WAKEUP = 8;
    private static final int OFFSETS_LENGTH = 128;
    private static final int STATISTICS_LENGTH = 48;
    private static final int BIND_ATTEMPTS = 100;
    private static final long BIND_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final XdpContext context;
    private final int queue;
    private final Socket socket;
    private DmaRegion memory;
    private XdpRing rx;
    private XdpRing tx;
    private XdpRing fill;
    private XdpRing completion;
    private boolean isZeroCopy;
    private boolean isBusyPolled;

    /**
     * Opens and binds one.
     *
     * @throws TransportException saying what is missing; nothing is left open
     */
    XdpSocket(final XdpContext context, final NetworkDevice device, final int queue) {
        this.context = context;
        this.queue = queue;
        final String what = "the AF_XDP socket of " + device + " queue " + queue;
        socket = openSocket(what);
        try {
            memory = DmaRegion.allocate(
                    2L * context.frames() * FRAME_LENGTH, context.wantsHugePages(), what + ": frame memory");
            register();
            mapRings();
            bind(device);
            busyPoll();
        } catch (final TransportException e) {
            close();
            throw e;
        }
    }

    private static Socket openSocket(final String what) {
        if (!LibC.isSupported()) {
            throw new TransportException(what + ": AF_XDP is a part of Linux on x86-64 and aarch64");
        }
        try {
            return Socket.open(AF_XDP, SOCK_RAW, 0, what);
        } catch (final TransportException e) {
            throw new TransportException(
                    e.getMessage()
                            + (Capability.NET_RAW.isHeld()
                                    ? "; the kernel must be built with CONFIG_XDP_SOCKETS"
                                    : "; it needs CAP_NET_RAW"),
                    e);
        }
    }

    private void register() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment registration = arena.allocate(32, Long.BYTES);
            registration.set(JAVA_LONG, 0, memory.address());
            registration.set(JAVA_LONG, 8, 2L * context.frames() * FRAME_LENGTH);
            registration.set(JAVA_INT, 16, FRAME_LENGTH);
            final int result = LibC.setsockopt(socket.fd(), SOL_XDP, UMEM_REG, registration);
            if (result == -Errno.ENOBUFS && !Capability.IPC_LOCK.isHeld()) {
                throw new TransportException(socket + ": " + memory.length()
                        + " bytes of frames are more than may be locked; raise the limit (ulimit -l), grant "
                        + "CAP_IPC_LOCK, or configure fewer frames");
            }
            socket.check(result, "registering its memory");
        }
    }

    private void mapRings() {
        for (final XdpRing.Kind kind : XdpRing.Kind.values()) {
            socket.set(SOL_XDP, kind.option(), context.frames(), "setting the size of its " + kind + " ring");
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment offsets = arena.allocate(OFFSETS_LENGTH, Long.BYTES);
            if (socket.get(SOL_XDP, MMAP_OFFSETS, offsets) != OFFSETS_LENGTH) {
                throw new TransportException(socket + ": the kernel is older than 5.4");
            }
            rx = new XdpRing(XdpRing.Kind.RX, socket, offsets, context.frames());
            tx = new XdpRing(XdpRing.Kind.TX, socket, offsets, context.frames());
            fill = new XdpRing(XdpRing.Kind.FILL, socket, offsets, context.frames());
            completion = new XdpRing(XdpRing.Kind.COMPLETION, socket, offsets, context.frames());
        }
    }

    /**
     * An owner that has just gone is forgotten by a kernel thread of its own, so a queue that is busy is asked for again.
     */
    private void bind(final NetworkDevice device) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment address = arena.allocate(16, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) AF_XDP);
            address.set(JAVA_SHORT, 2, (short) bindFlags());
            address.set(JAVA_INT, 4, device.index());
            address.set(JAVA_INT, 8, queue);
            int result = LibC.bind(socket.fd(), address);
            for (int attempt = 1; result == -Errno.EBUSY && attempt < BIND_ATTEMPTS; attempt++) {
                LockSupport.parkNanos(BIND_PAUSE_NS);
                result = LibC.bind(socket.fd(), address);
            }
            if (result < 0) {
                throw new TransportException(socket + " cannot be bound: " + Errno.text(result) + remedy(result));
            }
        }
        isZeroCopy = (socket.get(SOL_XDP, OPTIONS) & OPTION_ZERO_COPY) != 0;
    }

    private int bindFlags() {
        return (context.needsWakeup() ? BIND_NEED_WAKEUP : 0)
                | switch (context.copy()) {
                    // In front of the stack there is nothing but copying, and the kernel is not to try.
                    case AUTO -> context.mode() == XdpContext.Mode.GENERIC ? BIND_COPY : 0;
                    case COPY -> BIND_COPY;
                    case ZERO_COPY -> BIND_ZERO_COPY;
                };
    }

    private String remedy(final int result) {
        return switch (-result) {
            case Errno.EBUSY -> "; another process has it";
            case Errno.EOPNOTSUPP ->
                context.copy() == XdpContext.Copy.ZERO_COPY ? "; this driver cannot do without copying" : "";
            case Errno.EPERM -> "; it needs CAP_NET_RAW";
            case Errno.EINVAL -> "; the interface has no such queue, or another mode is in use";
            default -> "";
        };
    }

    /** Refused by kernels before 5.11 and without CAP_NET_ADMIN; interrupts then do the work. */
    private void busyPoll() {
        if (context.busyPollUs() > 0) {
            isBusyPolled = socket.trySet(Socket.SOL_SOCKET, Socket.SO_PREFER_BUSY_POLL, 1) == 0
                    && socket.trySet(Socket.SOL_SOCKET, Socket.SO_BUSY_POLL, context.busyPollUs()) == 0
                    && socket.trySet(Socket.SOL_SOCKET, Socket.SO_BUSY_POLL_BUDGET, context.busyPollBudget()) == 0;
        }
    }

    /** Has the kernel look for frames. */
    void wakeReceiver() {
        LibC.recv(socket.fd(), 0, 0, Socket.MSG_DONTWAIT);
    }

    /** Has the kernel send what is in the ring; returns 0 or the negated error number. */
    int wakeSender() {
        return (int) Math.min(0, LibC.sendto(socket.fd(), 0, 0, Socket.MSG_DONTWAIT, MemorySegment.NULL));
    }

    /** Lets one call send more than the 32 frames that are the default: Linux 6.17 can; older ones are called more often. */
    void sendAtOnce(final int count) {
        socket.trySet(SOL_XDP, MAX_TX_SKB_BUDGET, Math.min(count, LONGEST_BATCH));
    }

    /** Reads the kernel's own counters; not for the hot path. */
    long counter(final NicCounter counter) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment statistics = arena.allocate(STATISTICS_LENGTH, Long.BYTES);
            if (socket.get(SOL_XDP, STATISTICS, statistics) < 0) {
                return 0;
            }
            return switch (counter) {
                case INVALID -> statistics.get(JAVA_LONG, 8) + statistics.get(JAVA_LONG, 16);
                case RING_FULL -> statistics.get(JAVA_LONG, 24);
                // A frame that finds no buffer is dropped, and once more counted with those that the socket dropped.
                case NO_BUFFER -> statistics.get(JAVA_LONG, 0);
                default -> 0;
            };
        }
    }

    XdpRing rx() {
        return rx;
    }

    XdpRing tx() {
        return tx;
    }

    XdpRing fill() {
        return fill;
    }

    XdpRing completion() {
        return completion;
    }

    DmaRegion memory() {
        return memory;
    }

    int fd() {
        return socket.fd();
    }

    int frames() {
        return context.frames();
    }

    boolean isZeroCopy() {
        return isZeroCopy;
    }

    boolean isBusyPolled() {
        return isBusyPolled;
    }

    /** The rings hold the socket: as long as one is mapped, the queue stays taken. */
    @Override
    public void close() {
        for (final AutoCloseable part : new XdpRing[] {rx, tx, fill, completion}) {
            if (part instanceof final XdpRing ring) {
                ring.close();
            }
        }
        socket.close();
        if (memory != null) {
            memory.close();
        }
    }
}
