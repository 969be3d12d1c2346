package aether.nic.chip.virtio;

import aether.nic.FrameHandler;
import aether.nic.chip.Dma;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a virtio card receives: each frame in a buffer of its own, behind a header of 12 bytes that says nothing here, as no offload is
 * agreed on.
 */
final class VirtioReceiver {
    static final int FRAME_LENGTH = 2048;
    static final int HEADER_LENGTH = 12;

    private static final int SHORTEST = 14;
    private static final long WIPED = 0;

    private final SplitQueue queue;
    private final Dma frames;
    private final AtomicBuffer memory;
    private final EpochNanoClock clock;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final int count;
    private long delivered;
    private long invalid;
    private long blocked;
    private boolean isBroken;

    VirtioReceiver(final SplitQueue queue, final Dma frames, final int count, final EpochNanoClock clock) {
        this.queue = queue;
        this.frames = frames;
        this.count = count;
        this.clock = clock;
        memory = frames.memory();
    }

    SplitQueue queue() {
        return queue;
    }

    /** All buffers belong to the card; it sees them with the queue's next publication. */
    void restart() {
        isBroken = false;
        for (int index = 0; index < Math.min(count, queue.size()); index++) {
            queue.describe(index, frames.address(index * FRAME_LENGTH), FRAME_LENGTH, SplitQueue.DEVICE_WRITES, 0);
            recycle(index);
        }
    }

    private void recycle(final int index) {
        memory.putLong(index * FRAME_LENGTH + HEADER_LENGTH, WIPED);
        queue.post(index);
    }

    int poll(final FrameHandler handler, final int limit) {
        int taken = 0;
        long nowNs = 0;
        try {
            while (taken < limit && !isBroken && queue.seeUsed()) {
                if (taken == 0) {
                    nowNs = clock.nanoTime();
                }
                taken++;
                final int index = queue.usedDescriptor();
                final int length = queue.usedLength() - HEADER_LENGTH;
                queue.take();
                if (index < 0 || index >= queue.size()) {
                    // A device that gives back what it never had is not to be trusted with another buffer.
                    isBroken = true;
                    invalid++;
                } else {
                    deliverAndRecycle(handler, index, length, nowNs);
                }
            }
        } finally {
            if (taken > 0) {
                queue.publish();
            }
        }
        return taken;
    }

    private void deliverAndRecycle(final FrameHandler handler, final int index, final int length, final long nowNs) {
        try {
            final int at = index * FRAME_LENGTH + HEADER_LENGTH;
            if (length < SHORTEST || length > FRAME_LENGTH - HEADER_LENGTH) {
                invalid++;
            } else if (memory.getLong(at) == WIPED) {
                blocked++;
            } else {
                delivered++;
                frame.wrap(memory, at, length);
                handler.onFrame(frame, length, nowNs);
            }
        } finally {
            recycle(index);
        }
    }

    long delivered() {
        return delivered;
    }

    long invalid() {
        return invalid;
    }

    /** Frames that the card could not write to memory. */
    long blocked() {
        return blocked;
    }

    boolean isBroken() {
        return isBroken;
    }
}
