package aether.nic.fault;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Seeded loss, duplication, reorder and corruption around any source. For tests, soaks and demonstrations; it allocates. */
public final class FaultySource implements FrameSource {
    private final FrameSource source;
    private final FaultPlan plan;
    private final SplittableRandom random;
    private final List<Held> held = new ArrayList<>();
    private final Deque<Held> due = new ArrayDeque<>();
    private long lost;
    private long duplicated;
    private long reordered;
    private long corrupted;

    public FaultySource(final FrameSource source, final FaultPlan plan) {
        this.source = source;
        this.plan = plan;
        random = new SplittableRandom(plan.seed());
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        if (due.isEmpty()) {
            final int polled = source.poll(this::onFrame, limit);
            if (polled == 0 && source.isExhausted()) {
                due.addAll(held);
                held.clear();
            }
        }
        int frames = 0;
        while (frames < limit && !due.isEmpty()) {
            final Held next = due.poll();
            handler.onFrame(next.bytes, next.bytes.capacity(), next.rxTimeNs);
            frames++;
        }
        return frames;
    }

    private void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        releaseHeld(rxTimeNs);
        if (random.nextDouble() < plan.loss()) {
            lost++;
            return;
        }
        final byte[] copy = new byte[length];
        frame.getBytes(0, copy);
        if (random.nextDouble() < plan.corruption() && length > 0) {
            copy[random.nextInt(length)] ^= (byte) (1 + random.nextInt(255));
            corrupted++;
        }
        if (random.nextDouble() < plan.reorder()) {
            held.add(new Held(new UnsafeBuffer(copy), rxTimeNs, 1 + random.nextInt(plan.maxHold())));
            reordered++;
            return;
        }
        due.add(new Held(new UnsafeBuffer(copy), rxTimeNs, 0));
        if (random.nextDouble() < plan.duplication()) {
            due.add(new Held(new UnsafeBuffer(copy), rxTimeNs, 0));
            duplicated++;
        }
    }

    private void releaseHeld(final long rxTimeNs) {
        for (final Iterator<Held> it = held.iterator(); it.hasNext(); ) {
            final Held one = it.next();
            if (--one.framesToWait <= 0) {
                one.rxTimeNs = rxTimeNs;
                due.add(one);
                it.remove();
            }
        }
    }

    /** Frames swallowed so far. */
    public long lost() {
        return lost;
    }

    /** Frames delivered twice so far. */
    public long duplicated() {
        return duplicated;
    }

    /** Frames held back so far. */
    public long reordered() {
        return reordered;
    }

    /** Frames changed so far. */
    public long corrupted() {
        return corrupted;
    }

    @Override
    public boolean isExhausted() {
        return source.isExhausted() && held.isEmpty() && due.isEmpty();
    }

    @Override
    public void close() {
        source.close();
    }

    private static final class Held {
        private final UnsafeBuffer bytes;
        private long rxTimeNs;
        private int framesToWait;

        Held(final UnsafeBuffer bytes, final long rxTimeNs, final int framesToWait) {
            this.bytes = bytes;
            this.rxTimeNs = rxTimeNs;
            this.framesToWait = framesToWait;
        }
    }
}
