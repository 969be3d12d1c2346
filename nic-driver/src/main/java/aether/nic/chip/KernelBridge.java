package aether.nic.chip;

import aether.nic.FrameSink;
import aether.nic.sys.TapInterface;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.MessageHandler;

/**
 * Lets the kernel use a card that it does not have: through an interface of its own it answers address resolution, joins groups and carries TCP,
 * and this thread moves the frames. Not for what must be fast.
 */
public final class KernelBridge implements Agent {
    private static final int LIMIT = 64;

    private final FeedSplitter source;
    private final FrameSink sink;
    private final TapInterface kernel;
    private final MessageHandler toKernel = (type, buffer, index, length) -> give(buffer, index, length);
    private long given;
    private long refused;
    private long sent;
    private long unsent;

    /** What {@code source} leaves over goes to the kernel, what that sends goes to {@code sink}. All three stay the caller's. */
    public KernelBridge(final FeedSplitter source, final FrameSink sink, final TapInterface kernel) {
        this.source = source;
        this.sink = sink;
        this.kernel = kernel;
    }

    private void give(final DirectBuffer buffer, final int index, final int length) {
        if (kernel.write(buffer, index, length)) {
            given++;
        } else {
            refused++;
        }
    }

    @Override
    public int doWork() {
        int work = source.takeOthers(toKernel, LIMIT);
        int taken = 0;
        for (int length = kernel.read(); length > 0; length = taken < LIMIT ? kernel.read() : 0) {
            taken++;
            if (sink.offer(kernel.frame(), length)) {
                sent++;
            } else {
                // As any network does: TCP sends it again.
                unsent++;
            }
        }
        if (taken > 0) {
            sink.flush();
        }
        work += taken;
        return work;
    }

    /** Frames that the kernel was given. */
    public long given() {
        return given;
    }

    /** Frames that the kernel sent, and that left. */
    public long sent() {
        return sent;
    }

    /** Frames that were lost between the card and the kernel, either way. */
    public long lost() {
        return refused + unsent + source.dropped();
    }

    @Override
    public String roleName() {
        return "kernel";
    }
}
