package aether.nic.chip.intel;

import aether.nic.FrameHandler;
import aether.nic.chip.Dma;
import aether.nic.chip.Registers;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The receive ring of an Intel controller. A frame is read where the card has put it, and goes back behind its handler; the card is told now
 * and then. The first bytes of a buffer are wiped before the card gets it: when it says that a frame has come and they are still wiped, the
 * IOMMU has kept it from writing.
 */
final class ReceiveRing {
    static final int FRAME_LENGTH = 2048;

    private static final int SHORTEST = 14;
    private static final int TOLD_EVERY = 16;
    private static final long WIPED = 0;

    private final DescriptorFormat format;
    private final Registers registers;
    private final int tail;
    private final Dma ring;
    private final Dma frames;
    private final AtomicBuffer descriptors;
    private final AtomicBuffer memory;
    private final int mask;
    private final EpochNanoClock clock;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private int next;
    private int untold;
    private boolean isContinued;
    private long polls;
    private long delivered;
    private long invalid;
    private long blocked;

    /** {@code count} is a power of two; {@code tail} the register's offset. */
    ReceiveRing(
            final DescriptorFormat format,
            final Registers registers,
            final int tail,
            final Dma ring,
            final Dma frames,
            final int count,
            final EpochNanoClock clock) {
        this.format = format;
        this.registers = registers;
        this.tail = tail;
        this.ring = ring;
        this.frames = frames;
        this.clock = clock;
        descriptors = ring.memory();
        memory = frames.memory();
        mask = count - 1;
    }

    /** All buffers belong to the card, but for one that keeps its ends apart; before the card is started. */
    void fill() {
        next = 0;
        untold = 0;
        isContinued = false;
        for (int index = 0; index <= mask; index++) {
            recycle(index);
        }
    }

    /** Tells the card about all of them, when it has been started. */
    void handOver() {
        registers.write(tail, mask);
    }

    long address() {
        return ring.iova();
    }

    int length() {
        return (mask + 1) * DescriptorFormat.LENGTH;
    }

    int poll(final FrameHandler handler, final int limit) {
        polls++;
        int count = 0;
        long nowNs = 0;
        while (count < limit) {
            final long word = descriptors.getLongAcquire(next * DescriptorFormat.LENGTH + 8);
            if ((word & format.done()) == 0) {
                break;
            }
            if (count == 0) {
                nowNs = clock.nanoTime();
            }
            final int index = next;
            next = index + 1 & mask;
            count++;
            try {
                deliver(handler, word, index, nowNs);
            } finally {
                // Also when a handler throws: the card stops at the first buffer that it does not get back.
                giveBack(index);
            }
        }
        return count;
    }

    private void deliver(final FrameHandler handler, final long word, final int index, final long nowNs) {
        final int length = (int) (word >>> format.lengthShift()) & 0xFFFF;
        final boolean isWhole = (word & format.whole()) != 0;
        final boolean isAlone = isWhole && !isContinued;
        isContinued = !isWhole;
        if (!isAlone || (word & format.errors()) != 0 || length < SHORTEST || length > FRAME_LENGTH) {
            invalid++;
            return;
        }
        final int at = index * FRAME_LENGTH;
        if (memory.getLong(at) == WIPED) {
            blocked++;
            return;
        }
        delivered++;
        frame.wrap(memory, at, length);
        handler.onFrame(frame, length, nowNs);
    }

    private void giveBack(final int index) {
        recycle(index);
        if (++untold >= TOLD_EVERY) {
            untold = 0;
            registers.write(tail, index);
        }
    }

    private void recycle(final int index) {
        memory.putLong(index * FRAME_LENGTH, WIPED);
        final int at = index * DescriptorFormat.LENGTH;
        descriptors.putLong(at, frames.address(index * FRAME_LENGTH));
        descriptors.putLong(at + 8, 0);
    }

    long polls() {
        return polls;
    }

    long delivered() {
        return delivered;
    }

    /** Frames that are broken, or too long for a buffer. */
    long invalid() {
        return invalid;
    }

    /** Frames that the card could not write to memory. */
    long blocked() {
        return blocked;
    }

    /** Everything that the card has handed over. */
    long taken() {
        return delivered + invalid + blocked;
    }
}
