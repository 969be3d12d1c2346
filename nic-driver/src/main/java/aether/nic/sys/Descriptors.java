package aether.nic.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Reading and writing by descriptor. Safe, and with the same results, as {@link LibC}: segments are passed with their own size. */
public final class Descriptors {
    private static final MethodHandle READ = LibC.longs("read", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle PREAD = LibC.longs("pread", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE = LibC.longs("pwrite", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle EVENTFD = LibC.ints("eventfd", JAVA_INT, JAVA_INT);
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EFD_CLOEXEC = 0x80000;

    private Descriptors() {}

    /** Reads what is there, as much as {@code bytes} hold; the number of bytes, or the negated error number. */
    public static long read(final int fd, final MemorySegment bytes) {
        try {
            return LibC.result((long) READ.invokeExact(LibC.CAPTURED.get(), fd, bytes, bytes.byteSize()));
        } catch (final Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** Reads {@code bytes} from a place. */
    public static long read(final int fd, final MemorySegment bytes, final long offset) {
        try {
            return LibC.result((long) PREAD.invokeExact(LibC.CAPTURED.get(), fd, bytes, bytes.byteSize(), offset));
        } catch (final Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** Writes {@code bytes} to a place. */
    public static long write(final int fd, final MemorySegment bytes, final long offset) {
        try {
            return LibC.result((long) PWRITE.invokeExact(LibC.CAPTURED.get(), fd, bytes, bytes.byteSize(), offset));
        } catch (final Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** A counter that somebody else raises; reading it does not block. */
    public static int event() {
        try {
            return LibC.result((int) EVENTFD.invokeExact(LibC.CAPTURED.get(), 0, EFD_NONBLOCK | EFD_CLOEXEC));
        } catch (final Throwable e) {
            throw LibC.unexpected(e);
        }
    }
}
