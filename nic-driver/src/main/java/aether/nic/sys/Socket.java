package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import aether.nic.TransportException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A socket of any family by its descriptor. Errors of setting up are {@link TransportException}s that name the call, the socket and
 * the kernel's reason.
 */
public final class Socket implements AutoCloseable {
    /** Levels and options of sys/socket.h that every family has. */
    public static final int SOL_SOCKET = 1;

    public static final int SO_REUSEADDR = 2;
    public static final int SO_RCVBUF = 8;
    public static final int SO_ATTACH_FILTER = 26;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int SO_TIMESTAMPNS = 35;
    public static final int SO_TIMESTAMPING = 37;
    public static final int SO_BUSY_POLL = 46;
    public static final int SO_MEMINFO = 55;
    public static final int SO_PREFER_BUSY_POLL = 69;
    public static final int SO_BUSY_POLL_BUDGET = 70;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;

    private final int fd;
    private final String what;
    private boolean isClosed;

    private Socket(final int fd, final String what) {
        this.fd = fd;
        this.what = what;
    }

    /**
     * Opens one.
     *
     * @param what for messages, such as "the AF_XDP socket on eth1"
     * @throws TransportException when the kernel refuses
     */
    public static Socket open(final int domain, final int type, final int protocol, final String what) {
        final int fd = LibC.socket(domain, type, protocol);
        if (fd < 0) {
            throw new TransportException(what + " cannot be opened: " + Errno.text(fd));
        }
        return new Socket(fd, what);
    }

    public int fd() {
        return fd;
    }

    /** Sets a number; returns 0 or the negated error number. */
    public int trySet(final int level, final int option, final int value) {
        try (Arena arena = Arena.ofConfined()) {
            return LibC.setsockopt(fd, level, option, arena.allocateFrom(JAVA_INT, value));
        }
    }

    /** Sets a number, or throws. */
    public void set(final int level, final int option, final int value, final String name) {
        check(trySet(level, option, value), name);
    }

    /** Sets a structure, or throws. */
    public void set(final int level, final int option, final MemorySegment value, final String name) {
        check(LibC.setsockopt(fd, level, option, value), name);
    }

    /** Reads a structure into {@code value} and returns its length, or the negated error number. */
    public int get(final int level, final int option, final MemorySegment value) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            final int result = LibC.getsockopt(fd, level, option, value, length);
            return result < 0 ? result : length.get(JAVA_INT, 0);
        }
    }

    /** Reads a number, or the negated error number. */
    public int get(final int level, final int option) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment value = arena.allocate(JAVA_INT);
            final int result = get(level, option, value);
            return result < 0 ? result : value.get(JAVA_INT, 0);
        }
    }

    /** Returns a result that is no error. */
    public int check(final int result, final String step) {
        if (result < 0) {
            throw new TransportException(what + ": " + step + ": " + Errno.text(result));
        }
        return result;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            LibC.close(fd);
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
