package aether.nic.xdp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import aether.nic.TransportException;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Maps, programs and links through bpf(2), without any library. Everything is a file descriptor: what the process does not close, the
 * kernel closes when it dies. Source: the kernel's linux/bpf.h, union bpf_attr.
 *
 * <p>Safe because all attributes lie in segments that live until the call returns, each at least as large as its fields.
 */
final class Bpf {
    static final int MAP_HASH = 1;
    static final int MAP_XSK = 17;
    static final int NATIVE = 4;
    static final int GENERIC = 2;

    private static final int MAP_CREATE = 0;
    private static final int MAP_UPDATE = 2;
    private static final int PROG_LOAD = 5;
    private static final int LINK_CREATE = 28;
    private static final int PROGRAM_XDP = 6;
    private static final int ATTACH_XDP = 37;
    private static final int ATTRIBUTES = 144;
    private static final int LOG_LENGTH = 64 * 1024;
    private static final int NAME_OFFSET = 48;

    private Bpf() {}

    /** A map of {@code keyLength} to {@code valueLength} bytes; returns its descriptor. */
    static int createMap(final int type, final int keyLength, final int valueLength, final int entries) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, type);
            attributes.set(JAVA_INT, 4, keyLength);
            attributes.set(JAVA_INT, 8, valueLength);
            attributes.set(JAVA_INT, 12, entries);
            return check(LibC.bpf(MAP_CREATE, attributes), "a BPF map cannot be made");
        }
    }

    /** Puts one entry; {@code key} is 4 or 8 bytes long by the map's definition, taken from the low end. */
    static void put(final int map, final long key, final int value) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, map);
            attributes.set(JAVA_LONG, 8, arena.allocateFrom(JAVA_LONG, key).address());
            attributes.set(JAVA_LONG, 16, arena.allocateFrom(JAVA_INT, value).address());
            check(LibC.bpf(MAP_UPDATE, attributes), "an entry cannot be put into a BPF map");
        }
    }

    /** Has the kernel verify and take a program; returns its descriptor. */
    static int load(final long[] instructions, final String name) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment log = arena.allocate(LOG_LENGTH);
            final MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, PROGRAM_XDP);
            attributes.set(JAVA_INT, 4, instructions.length);
            attributes.set(
                    JAVA_LONG, 8, arena.allocateFrom(JAVA_LONG, instructions).address());
            // Helper functions are open to programs under this licence only; the program is written here.
            attributes.set(JAVA_LONG, 16, arena.allocateFrom("GPL").address());
            attributes.set(JAVA_INT, 24, 1);
            attributes.set(JAVA_INT, 28, LOG_LENGTH);
            attributes.set(JAVA_LONG, 32, log.address());
            final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(bytes, 0, attributes, JAVA_BYTE, NAME_OFFSET, bytes.length);
            attributes.set(JAVA_INT, 68, ATTACH_XDP);
            final int result = LibC.bpf(PROG_LOAD, attributes);
            final String said = log.getString(0).strip();
            return check(result, "the XDP program cannot be loaded" + (said.isEmpty() ? "" : " (" + said + ")"));
        }
    }

    /**
     * Attaches a program to an interface through a link, which holds for as long as its descriptor is open; returns that, or the
     * negated error number.
     *
     * @param mode {@link #NATIVE} or {@link #GENERIC}
     */
    static int link(final int program, final int interfaceIndex, final int mode) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, program);
            attributes.set(JAVA_INT, 4, interfaceIndex);
            attributes.set(JAVA_INT, 8, ATTACH_XDP);
            attributes.set(JAVA_INT, 12, mode);
            return LibC.bpf(LINK_CREATE, attributes);
        }
    }

    private static int check(final int result, final String what) {
        if (result < 0) {
            final boolean isForbidden = result == -Errno.EPERM || result == -Errno.EACCES;
            throw new TransportException(
                    what + ": " + Errno.text(result) + (isForbidden ? "; AF_XDP needs CAP_BPF and CAP_NET_ADMIN" : ""));
        }
        return result;
    }
}
