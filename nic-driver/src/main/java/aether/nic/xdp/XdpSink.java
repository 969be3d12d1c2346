package aether.nic.xdp;

import aether.nic.FrameSink;
import aether.nic.TransportException;
import aether.nic.sys.Errno;
import aether.nic.sys.NetworkDevice;
import java.lang.invoke.VarHandle;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends frames as they are, headers included, past the kernel's network stack. A frame is copied into shared memory and leaves with the
 * next {@link #flush}, or by itself when {@link #batch} frames wait.
 */
public final class XdpSink implements FrameSink {
    private final XdpSocket socket;
    private final boolean isOwner;
    private final XdpRing tx;
    private final XdpRing completion;
    private final UnsafeBuffer memory;
    private final long[] free;
    private int freeCount;
    private int produced;
    private int completed;
    private int waiting;
    private int batch = 1;
    private long frames;
    private long systemCalls;
    private long refused;

    private XdpSink(final XdpSocket socket, final boolean isOwner) {
        this.socket = socket;
        this.isOwner = isOwner;
        tx = socket.tx();
        completion = socket.completion();
        memory = socket.memory().view();
        free = new long[socket.frames()];
        socket.sendAtOnce(free.length);
        while (freeCount < free.length) {
            free[freeCount] = (long) (free.length + freeCount) * XdpSocket.FRAME_LENGTH;
            freeCount++;
        }
    }

    /**
     * Opens a socket of its own on queue 0. An interface that a source receives from has that socket already: ask the source.
     *
     * @throws TransportException saying what is missing
     */
    public static XdpSink open(final XdpContext context) {
        return new XdpSink(new XdpSocket(context, NetworkDevice.named(context.networkInterface()), 0), true);
    }

    static XdpSink over(final XdpSocket socket) {
        return new XdpSink(socket, false);
    }

    /** Frames that are gathered before the kernel is called; 1 to the number of frames. Set before use. */
    public XdpSink batch(final int count) {
        if (count < 1 || count > free.length) {
            throw new IllegalArgumentException("a batch has 1 to " + free.length + " frames, not " + count);
        }
        batch = count;
        return this;
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (length <= 0 || length > XdpSocket.FRAME_LENGTH) {
            throw new IllegalArgumentException("frames have 1 to " + XdpSocket.FRAME_LENGTH + " bytes, not " + length);
        }
        if (freeCount == 0) {
            flush();
            if (freeCount == 0) {
                return false;
            }
        }
        final long address = free[--freeCount];
        memory.putBytes((int) address, frame, 0, length);
        tx.frame(produced++, address, length);
        frames++;
        if (++waiting >= batch) {
            flush();
        }
        return true;
    }

    /** The kernel takes a few dozen frames at each call, so it is called until the ring is empty or nothing moves any more. */
    @Override
    public void flush() {
        tx.produce(produced);
        // The kernel reads the index, then goes to sleep and says so; here it is the other way round, and neither may
        // see old values.
        VarHandle.fullFence();
        boolean isMoving = true;
        while (isMoving && tx.consumed() != produced && tx.needsWakeup()) {
            final int before = tx.consumed();
            systemCalls++;
            if (socket.wakeSender() == -Errno.ENETDOWN) {
                refused++;
                break;
            }
            isMoving = tx.consumed() != before;
        }
        waiting = produced - tx.consumed();
        reclaim();
    }

    private void reclaim() {
        final int until = completion.produced();
        while (completed != until) {
            free[freeCount++] = completion.address(completed++);
        }
        completion.consume(completed);
    }

    /** Frames taken from the caller. */
    public long frames() {
        return frames;
    }

    /** Frames that could not leave since the interface was down, by calls. */
    public long refused() {
        return refused;
    }

    /** Calls into the kernel. */
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        if (isOwner) {
            flush();
            socket.close();
        }
    }
}
