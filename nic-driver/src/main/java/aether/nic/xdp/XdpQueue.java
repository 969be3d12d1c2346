package aether.nic.xdp;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** The receiving half of one socket: its frames go from the fill ring to the kernel, from the rx ring to the handler, and back. */
final class XdpQueue {
    private static final int STAMP_LENGTH = 8;
    private static final long CHUNK_MASK = -XdpSocket.FRAME_LENGTH;

    private final XdpSocket socket;
    private final XdpRing rx;
    private final XdpRing fill;
    private final UnsafeBuffer memory;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final EpochNanoClock clock;
    private final boolean hasStamps;
    private int produced;
    private int consumed;
    private int filled;
    private long frames;
    private long systemCalls;
    private long invalid;

    XdpQueue(final XdpSocket socket, final boolean hasStamps, final EpochNanoClock clock) {
        this.socket = socket;
        this.hasStamps = hasStamps;
        this.clock = clock;
        rx = socket.rx();
        fill = socket.fill();
        memory = socket.memory().view();
        while (filled < socket.frames()) {
            fill.address(filled, (long) filled * XdpSocket.FRAME_LENGTH);
            filled++;
        }
        fill.produce(filled);
    }

    boolean hasStamps() {
        return hasStamps;
    }

    XdpSocket socket() {
        return socket;
    }

    int poll(final FrameHandler handler, final int limit) {
        if (produced == consumed) {
            produced = rx.produced();
            if (produced == consumed) {
                if (socket.isBusyPolled() || fill.needsWakeup()) {
                    systemCalls++;
                    socket.wakeReceiver();
                }
                return 0;
            }
        }
        final int count = Math.min(produced - consumed, limit);
        final long nowNs = clock.nanoTime();
        final long epochNs = hasStamps ? nowNs - System.nanoTime() : 0;
        final int first = consumed;
        try {
            while (consumed - first < count) {
                deliver(handler, nowNs, epochNs);
            }
        } finally {
            // Also when a handler throws: the frames it has seen must not come again.
            rx.consume(consumed);
            fill.produce(filled);
        }
        return count;
    }

    private void deliver(final FrameHandler handler, final long nowNs, final long epochNs) {
        final int index = consumed++;
        final long address = rx.address(index);
        final int length = rx.length(index);
        fill.address(filled++, address & CHUNK_MASK);
        if (address < 0 || length <= 0 || address + length > memory.capacity()) {
            invalid++;
            return;
        }
        frames++;
        frame.wrap(memory, (int) address, length);
        handler.onFrame(frame, length, hasStamps ? stamp((int) address, nowNs, epochNs) : nowNs);
    }

    /** The stamp is wiped: a driver that leaves none must not show that of an earlier frame. */
    private long stamp(final int address, final long nowNs, final long epochNs) {
        if (address < STAMP_LENGTH) {
            return nowNs;
        }
        final long monotonicNs = memory.getLong(address - STAMP_LENGTH);
        memory.putLong(address - STAMP_LENGTH, 0);
        return monotonicNs == 0 ? nowNs : monotonicNs + epochNs;
    }

    long counter(final NicCounter counter) {
        return switch (counter) {
            case FRAMES -> frames;
            case SYSTEM_CALLS -> systemCalls;
            case INVALID -> invalid + socket.counter(counter);
            default -> socket.counter(counter);
        };
    }
}
