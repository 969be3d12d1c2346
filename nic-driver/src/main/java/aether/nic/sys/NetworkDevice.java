package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.TransportException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A network interface as the kernel sees it from the calling thread's network namespace: its number, address, link and the settings
 * that ethtool shows. Sources: netdevice(7), the kernel's linux/ethtool.h.
 *
 * <pre>
 *  struct ifreq: 0 name, 16 bytes | 16 union: flags, hardware address, index, or a pointer to an ethtool structure
 * </pre>
 */
public final class NetworkDevice {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int IFREQ_LENGTH = 40;
    private static final int NAME_LENGTH = 16;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final long SIOCGIFMTU = 0x8921;
    private static final long SIOCGIFHWADDR = 0x8927;
    private static final long SIOCETHTOOL = 0x8946;
    private static final int IFF_UP = 1;
    private static final int IFF_RUNNING = 0x40;
    private static final int MAC_LENGTH = 6;
    private static final int ETHTOOL_GRINGPARAM = 0x10;
    private static final int ETHTOOL_SRINGPARAM = 0x11;
    private static final int RING_WORDS = 9;
    private static final int ETHTOOL_GCHANNELS = 0x3c;
    private static final int CHANNEL_WORDS = 9;
    private static final int ETHTOOL_GET_TS_INFO = 0x41;
    private static final int TS_INFO_WORDS = 11;
    private static final int TS_RX_HARDWARE = 4;

    /**
     * Receive and send descriptors of a NIC.
     *
     * @param mostReceive the NIC can have
     * @param mostSend the NIC can have
     */
    public record Rings(int receive, int send, int mostReceive, int mostSend) {}

    private final String name;
    private final int index;

    private NetworkDevice(final String name, final int index) {
        this.name = name;
        this.index = index;
    }

    /**
     * Finds one.
     *
     * @throws TransportException when this namespace has no such interface
     */
    public static NetworkDevice named(final String name) {
        final int index = name.length() >= NAME_LENGTH ? -Errno.ENODEV : LibC.ifNameToIndex(name);
        if (index < 0) {
            throw new TransportException("no network interface '" + name + "'; 'ip -br link' lists what there is");
        }
        return new NetworkDevice(name, index);
    }

    /** Whether the calling thread's namespace has an interface of this name. */
    public static boolean isThere(final String name) {
        return name.length() < NAME_LENGTH && LibC.isSupported() && LibC.ifNameToIndex(name) > 0;
    }

    public String name() {
        return name;
    }

    /** The kernel's number. */
    public int index() {
        return index;
    }

    /** Whether it is up and has a carrier, in the namespace of {@code control}. */
    boolean isRunning(final Socket control) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena);
            final int result = LibC.ioctl(control.fd(), SIOCGIFFLAGS, request);
            final int flags = result < 0 ? 0 : request.get(JAVA_SHORT, NAME_LENGTH);
            return (flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
        }
    }

    /** Whether the interface of this name in the namespace of {@code control} is still this one. */
    boolean isPresent(final Socket control) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena);
            return LibC.ioctl(control.fd(), SIOCGIFINDEX, request) >= 0 && request.get(JAVA_INT, NAME_LENGTH) == index;
        }
    }

    /** Largest IP packet, bytes; 0 when the kernel does not say. */
    public int mtu() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena);
            return ioctl(SIOCGIFMTU, request) < 0 ? 0 : request.get(JAVA_INT, NAME_LENGTH);
        }
    }

    /** The six bytes of its MAC address, or zeros. */
    public byte[] hardwareAddress() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena);
            final byte[] address = new byte[MAC_LENGTH];
            if (ioctl(SIOCGIFHWADDR, request) >= 0) {
                MemorySegment.copy(request, JAVA_BYTE, NAME_LENGTH + 2, address, 0, MAC_LENGTH);
            }
            return address;
        }
    }

    /** Receive queues; 1 where the driver does not say. */
    public int receiveQueues() {
        final int[] channels = ethtool(ETHTOOL_GCHANNELS, new int[CHANNEL_WORDS]);
        return channels == null ? 1 : Math.max(1, channels[5] + channels[8]);
    }

    /** The NIC's rings, or null where the driver has none to set. */
    public Rings rings() {
        final int[] words = ethtool(ETHTOOL_GRINGPARAM, new int[RING_WORDS]);
        return words == null ? null : new Rings(words[5], words[8], words[1], words[4]);
    }

    /** Sets the NIC's rings; returns 0 or the negated error number. */
    public int setRings(final int receive, final int send) {
        final int[] words = ethtool(ETHTOOL_GRINGPARAM, new int[RING_WORDS]);
        if (words == null) {
            return -Errno.EOPNOTSUPP;
        }
        words[5] = receive;
        words[8] = send;
        return change(ETHTOOL_SRINGPARAM, words);
    }

    /** A setting that is on or off. */
    public boolean isOn(final Offload offload) {
        final int[] words = ethtool(offload.get(), new int[2]);
        return words != null && (words[1] & offload.mask()) != 0;
    }

    /** Switches a setting; returns 0 or the negated error number. */
    public int set(final Offload offload, final boolean isOn) {
        final int[] words = ethtool(offload.get(), new int[2]);
        if (words == null) {
            return -Errno.EOPNOTSUPP;
        }
        words[1] = isOn ? words[1] | offload.mask() : words[1] & ~offload.mask();
        return change(offload.set(), words);
    }

    /** Whether the NIC can stamp frames with a clock of its own. */
    public boolean hasReceiveClock() {
        final int[] words = ethtool(ETHTOOL_GET_TS_INFO, new int[TS_INFO_WORDS]);
        return words != null && (words[1] & TS_RX_HARDWARE) != 0;
    }

    /** The words that the driver filled in, or null when it has no answer. */
    private int[] ethtool(final int command, final int[] words) {
        words[0] = command;
        return change(command, words) < 0 ? null : words;
    }

    private int change(final int command, final int[] words) {
        words[0] = command;
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment data = arena.allocateFrom(JAVA_INT, words);
            final MemorySegment request = request(arena);
            request.set(JAVA_LONG, NAME_LENGTH, data.address());
            final int result = ioctl(SIOCETHTOOL, request);
            MemorySegment.copy(data, JAVA_INT, 0, words, 0, words.length);
            return result;
        }
    }

    private MemorySegment request(final Arena arena) {
        final MemorySegment request = arena.allocate(IFREQ_LENGTH, Long.BYTES);
        final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, bytes.length);
        return request;
    }

    private static int ioctl(final long command, final MemorySegment request) {
        final int fd = LibC.socket(AF_INET, SOCK_DGRAM, 0);
        if (fd < 0) {
            return fd;
        }
        try {
            return LibC.ioctl(fd, command, request);
        } finally {
            LibC.close(fd);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
