package aether.nic.chip.virtio;

import aether.nic.chip.Dma;
import aether.nic.chip.Registers;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A split virtqueue (2.7): descriptors, the ring of what is available to the device, and the ring of what it has used. Indices count up through
 * 16 bits.
 *
 * <pre>
 *  descriptor, 16 bytes: 0 address u64 | 8 length u32 | 12 flags u16: 1 next, 2 the device writes | 14 next u16
 *  available:            0 flags u16: 1 no interrupts | 2 index u16 | 4 descriptor u16 ...
 *  used:                 0 flags u16: 1 no notification | 2 index u16 | 4 (descriptor u32 | 8 length u32) ...
 * </pre>
 */
final class SplitQueue {
    /** What one queue needs, bytes: a page for each part. */
    static final int LENGTH = 3 * 4096;

    /** Descriptors that fit. */
    static final int MOST = 256;

    static final int DEVICE_WRITES = 2;
    static final int NEXT = 1;

    private static final int DESCRIPTOR_LENGTH = 16;
    private static final int AVAILABLE = 4096;
    private static final int USED = 2 * 4096;
    private static final int INDEX = 2;
    private static final int ENTRIES = 4;
    private static final short NO_INTERRUPTS = 1;
    private static final short NO_NOTIFICATION = 1;

    private final int number;
    private final Dma area;
    private final AtomicBuffer memory;
    private int size;
    private int mask;
    private Registers doorbell;
    private short available;
    private short used;
    private short deviceUsed;

    SplitQueue(final int number, final Dma area) {
        this.number = number;
        this.area = area;
        memory = area.memory();
    }

    /** Starts anew with {@code size} descriptors, a power of two. */
    void restart(final int descriptors, final Registers bell) {
        size = descriptors;
        mask = descriptors - 1;
        doorbell = bell;
        available = 0;
        used = 0;
        deviceUsed = 0;
        memory.setMemory(0, LENGTH, (byte) 0);
        memory.putShort(AVAILABLE, NO_INTERRUPTS);
    }

    int number() {
        return number;
    }

    int size() {
        return size;
    }

    long descriptorAddress() {
        return area.iova();
    }

    long availableAddress() {
        return area.address(AVAILABLE);
    }

    long usedAddress() {
        return area.address(USED);
    }

    void describe(final int descriptor, final long address, final int length, final int flags, final int next) {
        final int at = descriptor * DESCRIPTOR_LENGTH;
        memory.putLong(at, address);
        memory.putInt(at + 8, length);
        memory.putShort(at + 12, (short) flags);
        memory.putShort(at + 14, (short) next);
    }

    void length(final int descriptor, final int length) {
        memory.putInt(descriptor * DESCRIPTOR_LENGTH + 8, length);
    }

    /** Puts a descriptor into the ring; the device sees it with the next {@link #publish}. */
    void post(final int descriptor) {
        memory.putShort(AVAILABLE + ENTRIES + (available++ & mask) * Short.BYTES, (short) descriptor);
    }

    /** Shows the device what was posted, and wakes it unless it looks by itself. */
    void publish() {
        memory.putShortVolatile(AVAILABLE + INDEX, available);
        // The index must be seen before the device's wish is read, or both sides would wait.
        VarHandle.fullFence();
        if ((memory.getShortVolatile(USED) & NO_NOTIFICATION) == 0) {
            doorbell.writeShort(0, number);
        }
    }

    /** Looks whether the device has given something back. */
    boolean seeUsed() {
        if (used == deviceUsed) {
            deviceUsed = memory.getShortVolatile(USED + INDEX);
        }
        return used != deviceUsed;
    }

    /** The descriptor that was given back first; it may be any number. */
    int usedDescriptor() {
        return memory.getInt(USED + ENTRIES + (used & mask) * Long.BYTES);
    }

    /** Bytes that the device says to have written there. */
    int usedLength() {
        return memory.getInt(USED + ENTRIES + (used & mask) * Long.BYTES + Integer.BYTES);
    }

    /** Goes on behind it. */
    void take() {
        used++;
    }

    /** Descriptors that the device has not given back, by its own index; for those who look after it. */
    int outstanding() {
        return available - memory.getShortVolatile(USED + INDEX) & 0xFFFF;
    }

    /** How far the device has come. */
    int progress() {
        return memory.getShortVolatile(USED + INDEX);
    }
}
