package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.TransportException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A network interface of the kernel whose wire is this process: what the kernel sends there is read here, and what is written here it
 * receives. It is gone when it is closed, or with the process. Source: the kernel's Documentation/networking/tuntap.rst, netdevice(7).
 *
 * <pre>
 *  struct ifreq: 0 name, 16 bytes | 16 flags u16, or an address: family u16 | 18 port u16, or 6 bytes of hardware address | 20 IPv4 address
 * </pre>
 *
 * Safe because frames are copied through a segment of this object's own, whose length the kernel is told.
 */
public final class TapInterface implements AutoCloseable {
    private static final String DEVICE = "/dev/net/tun";
    private static final int O_RDWR_NONBLOCK = 2 | 0x800;
    private static final long TUNSETIFF = 0x400454CAL;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891C;
    private static final long SIOCSIFHWADDR = 0x8924;
    private static final short TAP_WITHOUT_INFO = 0x0002 | 0x1000;
    private static final short UP = 1;
    private static final short ETHERNET = 1;
    private static final short AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int IFREQ_LENGTH = 40;
    private static final int NAME_LENGTH = 16;
    private static final int ADDRESS_LENGTH = 6;
    private static final int LONGEST = 2048;

    private final String name;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes = arena.allocate(LONGEST, Long.BYTES);
    private final UnsafeBuffer view = new UnsafeBuffer(bytes.asByteBuffer());
    private boolean isClosed;

    private TapInterface(final String name, final int fd) {
        this.name = name;
        this.fd = fd;
    }

    /**
     * Makes one, and brings it up.
     *
     * @param hardwareAddress 48 bits, the first octet highest
     * @param address IPv4, the first octet highest
     * @param prefix length of the network's part of the address
     * @throws TransportException when the kernel refuses; nothing is left
     */
    public static TapInterface open(
            final String name, final long hardwareAddress, final int address, final int prefix) {
        if (name.isEmpty() || name.length() >= NAME_LENGTH) {
            throw new TransportException("an interface has a name of 1 to 15 characters, not '" + name + "'");
        }
        if (NetworkDevice.isThere(name)) {
            throw new TransportException(
                    "interface " + name
                            + " is there already, and a card that this process drives gets a new one: choose another name for channel.interface");
        }
        final int fd = LibC.open(DEVICE, O_RDWR_NONBLOCK);
        if (fd < 0) {
            throw new TransportException(DEVICE + ": " + Errno.text(fd) + "; 'modprobe tun', and run as root");
        }
        final TapInterface made = new TapInterface(name, fd);
        try {
            made.configure(hardwareAddress, address, prefix);
            return made;
        } catch (final TransportException e) {
            made.close();
            throw e;
        }
    }

    private void configure(final long hardwareAddress, final int address, final int prefix) {
        final int control = LibC.socket(AF_INET, SOCK_DGRAM, 0);
        try (Arena once = Arena.ofConfined()) {
            final MemorySegment request = once.allocate(IFREQ_LENGTH, Long.BYTES);
            final byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(text, 0, request, JAVA_BYTE, 0, text.length);
            request.set(JAVA_SHORT, NAME_LENGTH, TAP_WITHOUT_INFO);
            check(LibC.ioctl(fd, TUNSETIFF, request), "making it; it needs CAP_NET_ADMIN");
            request.set(JAVA_SHORT, NAME_LENGTH, ETHERNET);
            for (int i = 0; i < ADDRESS_LENGTH; i++) {
                request.set(JAVA_BYTE, NAME_LENGTH + 2 + i, (byte)
                        (hardwareAddress >>> Byte.SIZE * (ADDRESS_LENGTH - 1 - i)));
            }
            check(LibC.ioctl(control, SIOCSIFHWADDR, request), "giving it the card's address");
            address(request, address);
            check(LibC.ioctl(control, SIOCSIFADDR, request), "giving it its IPv4 address");
            address(request, prefix == 0 ? 0 : -1 << Integer.SIZE - prefix);
            check(LibC.ioctl(control, SIOCSIFNETMASK, request), "giving it its network mask");
            check(LibC.ioctl(control, SIOCGIFFLAGS, request), "asking for its flags");
            request.set(JAVA_SHORT, NAME_LENGTH, (short) (request.get(JAVA_SHORT, NAME_LENGTH) | UP));
            check(LibC.ioctl(control, SIOCSIFFLAGS, request), "bringing it up");
        } finally {
            LibC.close(control);
        }
    }

    private static void address(final MemorySegment request, final int address) {
        request.asSlice(NAME_LENGTH).fill((byte) 0);
        request.set(JAVA_SHORT, NAME_LENGTH, AF_INET);
        request.set(JAVA_INT, NAME_LENGTH + 4, Integer.reverseBytes(address));
    }

    private void check(final int result, final String step) {
        if (result < 0) {
            throw new TransportException("interface " + name + ": " + step + ": " + Errno.text(result));
        }
    }

    public String name() {
        return name;
    }

    /** The kernel receives a frame. False when it did not take it, or it is too long. */
    public boolean write(final DirectBuffer frame, final int offset, final int length) {
        if (length > LONGEST) {
            return false;
        }
        frame.getBytes(offset, view, 0, length);
        return LibC.write(fd, bytes.asSlice(0, length)) == length;
    }

    /** The next frame that the kernel sends, in {@link #frame()}; its length, or 0 when there is none. */
    public int read() {
        return (int) Math.max(0, Descriptors.read(fd, bytes));
    }

    /** What {@link #read} has read, until the next call. */
    public DirectBuffer frame() {
        return view;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            LibC.close(fd);
            arena.close();
        }
    }
}
