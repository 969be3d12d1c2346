package aether.nic.chip.intel;

import aether.nic.chip.Dma;
import aether.nic.chip.Registers;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The transmit ring of an Intel controller. Frames are copied into memory that the card can only read. Only the last of those that are handed
 * over together is reported back, and frees all before it.
 */
final class TransmitRing {
    static final int FRAME_LENGTH = 2048;

    private static final int HANDED_OVER_AFTER = 32;

    private final DescriptorFormat format;
    private final Registers registers;
    private final int tail;
    private final Dma ring;
    private final Dma frames;
    private final AtomicBuffer descriptors;
    private final AtomicBuffer memory;
    private final int mask;
    private final int[] reports;
    private int firstReport;
    private int nextReport;
    private int next;
    private int told;
    private int clean;
    private long offered;
    private long full;

    /** {@code count} is a power of two; {@code tail} the register's offset. */
    TransmitRing(
            final DescriptorFormat format,
            final Registers registers,
            final int tail,
            final Dma ring,
            final Dma frames,
            final int count) {
        this.format = format;
        this.registers = registers;
        this.tail = tail;
        this.ring = ring;
        this.frames = frames;
        descriptors = ring.memory();
        memory = frames.memory();
        mask = count - 1;
        reports = new int[count];
    }

    /** Nothing is to be sent; before the card is started. */
    void clear() {
        firstReport = 0;
        nextReport = 0;
        next = 0;
        told = 0;
        clean = 0;
        descriptors.setMemory(0, length(), (byte) 0);
    }

    long address() {
        return ring.iova();
    }

    int length() {
        return (mask + 1) * DescriptorFormat.LENGTH;
    }

    boolean offer(final DirectBuffer frame, final int length) {
        if (!hasRoom()) {
            flush();
            reclaim();
            if (!hasRoom()) {
                full++;
                return false;
            }
        }
        final int at = next * DescriptorFormat.LENGTH;
        memory.putBytes(next * FRAME_LENGTH, frame, 0, length);
        descriptors.putLong(at, frames.address(next * FRAME_LENGTH));
        descriptors.putLong(at + 8, length | format.send() | (long) length << format.payloadShift());
        next = next + 1 & mask;
        offered++;
        if ((next - told & mask) >= HANDED_OVER_AFTER) {
            flush();
        }
        return true;
    }

    private boolean hasRoom() {
        return (next + 1 & mask) != clean;
    }

    void flush() {
        if (next == told) {
            return;
        }
        final int last = next - 1 & mask;
        final int at = last * DescriptorFormat.LENGTH + 8;
        // The card has not seen it yet: it looks no further than the tail.
        descriptors.putLong(at, descriptors.getLong(at) | DescriptorFormat.REPORT);
        reports[nextReport] = last;
        nextReport = nextReport + 1 & mask;
        told = next;
        registers.write(tail, next);
    }

    private void reclaim() {
        while (firstReport != nextReport) {
            final int reported = reports[firstReport];
            if ((descriptors.getLongAcquire(reported * DescriptorFormat.LENGTH + 8) & DescriptorFormat.SENT) == 0) {
                return;
            }
            clean = reported + 1 & mask;
            firstReport = firstReport + 1 & mask;
        }
    }

    /** Frames taken from the caller. */
    long offered() {
        return offered;
    }

    /** Times that there was no room. */
    long full() {
        return full;
    }
}
