package aether.nic.vfio;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import aether.nic.chip.Trouble;
import aether.nic.sys.Descriptors;
import aether.nic.sys.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel signals about a card outside its traffic: an error on its bus, and the wish to take it out. The card itself interrupts
 * nobody: it is polled.
 *
 * <pre>
 *  struct vfio_irq_set: 0 size u32 | 4 flags u32: 4 event descriptors, 32 trigger | 8 index u32 | 12 start u32 | 16 count u32 | 20 descriptor
 * </pre>
 */
final class VfioEvents implements AutoCloseable {
    private static final long SET_IRQS = 0x3B6E;
    private static final int EVENT_AND_TRIGGER = 4 | 32;
    private static final int LENGTH = 24;
    private static final int ERROR_INDEX = 3;
    private static final int REQUEST_INDEX = 4;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment count = arena.allocate(Long.BYTES, Long.BYTES);
    private final int errors;
    private final int requests;

    /** A card, or a kernel, that has no such signals is served all the same. */
    VfioEvents(final int device) {
        errors = listen(device, ERROR_INDEX);
        requests = listen(device, REQUEST_INDEX);
    }

    private static int listen(final int device, final int index) {
        final int event = Descriptors.event();
        if (event < 0) {
            return event;
        }
        try (Arena once = Arena.ofConfined()) {
            final MemorySegment set = once.allocateFrom(JAVA_INT, LENGTH, EVENT_AND_TRIGGER, index, 0, 1, event);
            if (LibC.ioctl(device, SET_IRQS, set) < 0) {
                LibC.close(event);
                return -1;
            }
        }
        return event;
    }

    /** The next one, or nothing; for one thread. */
    Trouble next() {
        if (isRaised(requests)) {
            return Trouble.REMOVED;
        }
        return isRaised(errors) ? Trouble.DEVICE_FAULT : Trouble.NONE;
    }

    private boolean isRaised(final int event) {
        return event >= 0 && Descriptors.read(event, count) == Long.BYTES;
    }

    @Override
    public void close() {
        for (final int event : new int[] {errors, requests}) {
            if (event >= 0) {
                LibC.close(event);
            }
        }
        arena.close();
    }
}
