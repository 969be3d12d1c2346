package aether.nic.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of the C library that transports and threads need. Each one returns its result, or the negated error number
 * ({@link Errno}) instead of -1: nothing throws for what the kernel refuses.
 *
 * <p>Safe because every descriptor here is the prototype of the manual page (man7.org, sections 2 and 3), because segments are
 * passed with their own size and outlive the call, and because addresses that are passed as numbers come from {@link #mmap} or
 * from a segment that its owner keeps alive. The error number is captured into memory of the calling thread.
 */
public final class LibC {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = ints("close", JAVA_INT);
    private static final MethodHandle BIND = ints("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT = ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT = ints("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle MMAP =
            longs("mmap", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = ints("munmap", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MADVISE = ints("madvise", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDTO =
            longs("sendto", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECV = longs("recv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMMSG = ints("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG = ints("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle IF_NAMETOINDEX = ints("if_nametoindex", ADDRESS);
    private static final MethodHandle SCHED_SETAFFINITY = ints("sched_setaffinity", JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle SCHED_GETAFFINITY = ints("sched_getaffinity", JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle SCHED_SETSCHEDULER = ints("sched_setscheduler", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SCHED_GETCPU = ints("sched_getcpu");
    private static final MethodHandle MLOCKALL = ints("mlockall", JAVA_INT);
    private static final MethodHandle MUNLOCKALL = ints("munlockall");
    private static final MethodHandle UNSHARE = ints("unshare", JAVA_INT);
    private static final MethodHandle GETTID = ints("gettid");
    private static final MethodHandle GETRUSAGE = ints("getrusage", JAVA_INT, ADDRESS);
    private static final MethodHandle WRITE = longs("write", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL = handle(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SYSCALL = handle(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final int LONGEST_ERROR_TEXT = 256;

    private LibC() {}

    static MethodHandle ints(final String name, final MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    static MethodHandle longs(final String name, final MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    /** Null where the C library has no such function: on systems that are not Linux. */
    private static MethodHandle handle(
            final String name, final FunctionDescriptor descriptor, final Linker.Option... more) {
        final Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = ERRNO;
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.defaultLookup()
                .find(name)
                .map(found -> LINKER.downcallHandle(found, descriptor, options))
                .orElse(null);
    }

    /** Whether this is a Linux whose numbers and layouts are those that this package is written for. */
    public static boolean isSupported() {
        return RECVMMSG != null && Arch.CURRENT != null;
    }

    static int result(final int returned) {
        return returned == -1 ? -CAPTURED.get().get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    static long result(final long returned) {
        return returned == -1 ? -CAPTURED.get().get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    /** A method handle declares that it throws anything; these do not. */
    static IllegalStateException unexpected(final Throwable cause) {
        return new IllegalStateException("a downcall threw", cause);
    }

    public static int socket(final int domain, final int type, final int protocol) {
        try {
            return result((int) SOCKET.invokeExact(CAPTURED.get(), domain, type, protocol));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int close(final int fd) {
        try {
            return result((int) CLOSE.invokeExact(CAPTURED.get(), fd));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code address} is the whole socket address. */
    public static int bind(final int fd, final MemorySegment address) {
        try {
            return result((int) BIND.invokeExact(CAPTURED.get(), fd, address, (int) address.byteSize()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int setsockopt(final int fd, final int level, final int option, final MemorySegment value) {
        try {
            return result(
                    (int) SETSOCKOPT.invokeExact(CAPTURED.get(), fd, level, option, value, (int) value.byteSize()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code length} holds the room in {@code value}, and afterwards the bytes that were written. */
    public static int getsockopt(
            final int fd, final int level, final int option, final MemorySegment value, final MemorySegment length) {
        try {
            return result((int) GETSOCKOPT.invokeExact(CAPTURED.get(), fd, level, option, value, length));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns the address; the kernel chooses it. */
    public static long mmap(final long length, final int protection, final int flags, final int fd, final long offset) {
        try {
            return result((long) MMAP.invokeExact(CAPTURED.get(), 0L, length, protection, flags, fd, offset));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int munmap(final long address, final long length) {
        try {
            return result((int) MUNMAP.invokeExact(CAPTURED.get(), address, length));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int madvise(final long address, final long length, final int advice) {
        try {
            return result((int) MADVISE.invokeExact(CAPTURED.get(), address, length, advice));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code bytes} may be 0 with a length of 0: it then only wakes the kernel. */
    public static long sendto(
            final int fd, final long bytes, final long length, final int flags, final MemorySegment address) {
        try {
            return result((long)
                    SENDTO.invokeExact(CAPTURED.get(), fd, bytes, length, flags, address, (int) address.byteSize()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code bytes} may be 0 with a length of 0: it then only wakes the kernel. */
    public static long recv(final int fd, final long bytes, final long length, final int flags) {
        try {
            return result((long) RECV.invokeExact(CAPTURED.get(), fd, bytes, length, flags));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code headers} is the address of {@code count} mmsghdr structures. */
    public static int sendmmsg(final int fd, final long headers, final int count, final int flags) {
        try {
            return result((int) SENDMMSG.invokeExact(CAPTURED.get(), fd, headers, count, flags));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code headers} is the address of {@code count} mmsghdr structures; no time limit. */
    public static int recvmmsg(final int fd, final long headers, final int count, final int flags) {
        try {
            return result((int) RECVMMSG.invokeExact(CAPTURED.get(), fd, headers, count, flags, MemorySegment.NULL));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** The number of a network interface in the calling thread's network namespace. */
    public static int ifNameToIndex(final String name) {
        try (Arena arena = Arena.ofConfined()) {
            final int index = (int) IF_NAMETOINDEX.invokeExact(CAPTURED.get(), arena.allocateFrom(name));
            return index == 0 ? -CAPTURED.get().get(JAVA_INT, ERRNO_OFFSET) : index;
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code threadId} 0 is the calling thread. */
    public static int schedSetAffinity(final int threadId, final MemorySegment mask) {
        try {
            return result((int) SCHED_SETAFFINITY.invokeExact(CAPTURED.get(), threadId, mask.byteSize(), mask));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int schedGetAffinity(final int threadId, final MemorySegment mask) {
        try {
            return result((int) SCHED_GETAFFINITY.invokeExact(CAPTURED.get(), threadId, mask.byteSize(), mask));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code priority} is a sched_param. */
    public static int schedSetScheduler(final int threadId, final int policy, final MemorySegment priority) {
        try {
            return result((int) SCHED_SETSCHEDULER.invokeExact(CAPTURED.get(), threadId, policy, priority));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int schedGetCpu() {
        try {
            return result((int) SCHED_GETCPU.invokeExact(CAPTURED.get()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int mlockall(final int flags) {
        try {
            return result((int) MLOCKALL.invokeExact(CAPTURED.get(), flags));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int munlockall() {
        try {
            return result((int) MUNLOCKALL.invokeExact(CAPTURED.get()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int unshare(final int flags) {
        try {
            return result((int) UNSHARE.invokeExact(CAPTURED.get(), flags));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** The kernel's number of the calling thread. */
    public static int gettid() {
        try {
            return result((int) GETTID.invokeExact(CAPTURED.get()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code usage} is a struct rusage, 144 bytes. */
    static int getrusage(final int who, final MemorySegment usage) {
        try {
            return result((int) GETRUSAGE.invokeExact(CAPTURED.get(), who, usage));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int open(final String path, final int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return result((int) OPEN.invokeExact(CAPTURED.get(), arena.allocateFrom(path), flags));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static long write(final int fd, final MemorySegment bytes) {
        try {
            return result((long) WRITE.invokeExact(CAPTURED.get(), fd, bytes, bytes.byteSize()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    public static int ioctl(final int fd, final long request, final MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(CAPTURED.get(), fd, request, argument));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** bpf(2), which the C library has no function for. */
    public static int bpf(final int command, final MemorySegment attributes) {
        try {
            return (int) result((long) SYSCALL.invokeExact(
                    CAPTURED.get(), Arch.CURRENT.bpf(), (long) command, attributes, attributes.byteSize()));
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }

    /** What the C library says about an error number, positive. */
    static String errorText(final int errno) {
        try {
            // Safe: the library's own zero-terminated text, valid until the next call; the longest is far below the
            // bound.
            return ((MemorySegment) STRERROR.invokeExact(errno))
                    .reinterpret(LONGEST_ERROR_TEXT)
                    .getString(0);
        } catch (final Throwable e) {
            throw unexpected(e);
        }
    }
}
