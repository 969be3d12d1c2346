package aether.nic.chip.virtio;

import aether.nic.chip.Dma;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;

/** What a virtio card sends; it may give buffers back in any order. */
final class VirtioSender {
    private static final int FRAME_LENGTH = VirtioReceiver.FRAME_LENGTH;
    private static final int HEADER_LENGTH = VirtioReceiver.HEADER_LENGTH;
    private static final int PUBLISHED_AFTER = 32;

    private final SplitQueue queue;
    private final Dma frames;
    private final AtomicBuffer memory;
    private final int[] free;
    private final boolean[] isOut;
    private int freeCount;
    private int unpublished;
    private long completed;
    private boolean isBroken;

    VirtioSender(final SplitQueue queue, final Dma frames, final int count) {
        this.queue = queue;
        this.frames = frames;
        memory = frames.memory();
        free = new int[count];
        isOut = new boolean[count];
    }

    SplitQueue queue() {
        return queue;
    }

    /** All buffers are free. */
    void restart() {
        isBroken = false;
        unpublished = 0;
        freeCount = Math.min(free.length, queue.size());
        for (int index = 0; index < freeCount; index++) {
            free[index] = index;
            isOut[index] = false;
            memory.setMemory(index * FRAME_LENGTH, HEADER_LENGTH, (byte) 0);
            queue.describe(index, frames.address(index * FRAME_LENGTH), 0, 0, 0);
        }
    }

    boolean offer(final DirectBuffer frame, final int length) {
        if (freeCount == 0) {
            flush();
            reclaim();
            if (freeCount == 0) {
                return false;
            }
        }
        final int index = free[--freeCount];
        isOut[index] = true;
        memory.putBytes(index * FRAME_LENGTH + HEADER_LENGTH, frame, 0, length);
        queue.length(index, HEADER_LENGTH + length);
        queue.post(index);
        if (++unpublished >= PUBLISHED_AFTER) {
            flush();
        }
        return true;
    }

    void flush() {
        if (unpublished > 0) {
            unpublished = 0;
            queue.publish();
        }
    }

    private void reclaim() {
        while (!isBroken && queue.seeUsed()) {
            final int index = queue.usedDescriptor();
            queue.take();
            if (index < 0 || index >= isOut.length || !isOut[index]) {
                isBroken = true;
                return;
            }
            isOut[index] = false;
            free[freeCount++] = index;
            completed++;
        }
    }

    long completed() {
        return completed;
    }

    /** Whether the card has given back what it did not have. */
    boolean isBroken() {
        return isBroken;
    }
}
