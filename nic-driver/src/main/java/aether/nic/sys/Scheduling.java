package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * Where and how the calling thread runs, and whether the process may be swapped out. Sources: sched(7), mlockall(2), the kernel's
 * Documentation/power/pm_qos_interface.rst.
 */
public final class Scheduling {
    private static final int MASK_BYTES = 128;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int MCL_CURRENT_AND_FUTURE = 3;
    private static final int O_RDWR = 2;

    private static final int RUSAGE_THREAD = 1;
    private static final int RUSAGE_LENGTH = 144;
    private static final int VOLUNTARY = 128;
    private static final int INVOLUNTARY = 136;
    private static final ThreadLocal<MemorySegment> USAGE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(RUSAGE_LENGTH, Long.BYTES));

    private Scheduling() {}

    /** Binds the calling thread to a core; returns 0 or the negated error number. */
    public static int pin(final int core) {
        if (!LibC.isSupported()) {
            return -Errno.EOPNOTSUPP;
        }
        if (core < 0) {
            return -Errno.EINVAL;
        }
        final BitSet cores = new BitSet();
        cores.set(core);
        return bind(0, cores);
    }

    /** Binds a thread of this process, by the kernel's number of it, 0 for the calling one; returns 0 or the negated error number. */
    public static int bind(final int thread, final BitSet cores) {
        if (cores.isEmpty() || cores.length() > MASK_BYTES * Byte.SIZE) {
            return -Errno.EINVAL;
        }
        try (Arena arena = Arena.ofConfined()) {
            final byte[] bytes = cores.toByteArray();
            final MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            MemorySegment.copy(bytes, 0, mask, JAVA_BYTE, 0, bytes.length);
            return LibC.schedSetAffinity(thread, mask);
        }
    }

    /** The kernel's numbers of this process's threads; empty where nobody can say. */
    public static int[] threads() {
        final String[] names = LibC.isSupported() ? new File("/proc/self/task").list() : null;
        return names == null
                ? new int[0]
                : Stream.of(names).mapToInt(Integer::parseInt).toArray();
    }

    /** Cores that the calling thread may run on; empty where nobody can say. */
    public static BitSet cores() {
        return cores(0);
    }

    /** Cores that a thread of this process may run on; empty where nobody can say, or when it has ended. */
    public static BitSet cores(final int thread) {
        if (!LibC.isSupported()) {
            return new BitSet();
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            return LibC.schedGetAffinity(thread, mask) < 0 ? new BitSet() : BitSet.valueOf(mask.toArray(JAVA_BYTE));
        }
    }

    /**
     * Gives the calling thread a real-time priority, 1 to 99, or the usual scheduling with 0; returns 0 or the negated error number. A
     * thread that never sleeps is then still stopped for 50 ms of every second, unless the system's limit on real-time work is lifted.
     */
    public static int fifo(final int priority) {
        if (!LibC.isSupported()) {
            return -Errno.EOPNOTSUPP;
        }
        try (Arena arena = Arena.ofConfined()) {
            return LibC.schedSetScheduler(
                    0, priority == 0 ? SCHED_OTHER : SCHED_FIFO, arena.allocateFrom(JAVA_INT, priority));
        }
    }

    /** How often the calling thread has been taken off its core so far, or has left it; -1 where nobody can say. */
    public static long contextSwitches() {
        final MemorySegment usage = USAGE.get();
        return !LibC.isSupported() || LibC.getrusage(RUSAGE_THREAD, usage) < 0
                ? -1
                : usage.get(JAVA_LONG, VOLUNTARY) + usage.get(JAVA_LONG, INVOLUNTARY);
    }

    /** Keeps all memory of the process, present and future, from being paged out; returns 0 or the negated error number. */
    public static int lockMemory() {
        return LibC.isSupported() ? LibC.mlockall(MCL_CURRENT_AND_FUTURE) : -Errno.EOPNOTSUPP;
    }

    /** Takes {@link #lockMemory} back. */
    public static void unlockMemory() {
        if (LibC.isSupported()) {
            LibC.munlockall();
        }
    }

    /**
     * Asks the processor to wake up at once: no core sleeps deeply as long as the descriptor that is returned stays open; it is closed
     * with {@link #release}, or by the end of the process. Negative: the error number.
     */
    public static int holdWakeUpLatency() {
        if (!LibC.isSupported()) {
            return -Errno.EOPNOTSUPP;
        }
        final int fd = LibC.open("/dev/cpu_dma_latency", O_RDWR);
        if (fd < 0) {
            return fd;
        }
        try (Arena arena = Arena.ofConfined()) {
            final long written = LibC.write(fd, arena.allocateFrom(JAVA_INT, 0));
            if (written < 0) {
                LibC.close(fd);
                return (int) written;
            }
            return fd;
        }
    }

    /** Ends {@link #holdWakeUpLatency}. */
    public static void release(final int fd) {
        if (fd >= 0) {
            LibC.close(fd);
        }
    }
}
