package aether.desk;

import aether.gateway.OrderWire;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What is to leave a machine of several waits here until the owners of a majority have applied what caused it: what the log's engine has recorded, it may have to take back
 * where links come and go. Fixed room; when it is full, the connection to the venue is closed. One thread.
 *
 * <pre>
 *   0                     8                16
 *  +---------------------+----------------+- - - - -+
 *  | position in the log | proposed at    | frame   |
 *  |                     | its turn, ns   |         |
 *  +---------------------+----------------+- - - - -+
 * </pre>
 */
final class HeldOutput implements OrderWire {
    private static final int LENGTH = 1 << 20;
    private static final int PROPOSED = 8;
    private static final int FRAME = 16;
    private static final int SEND = 1;
    private static final int CLOSE = 2;
    private static final int LIMIT = 256;
    private static final long NOTHING_WAITS = Long.MAX_VALUE;

    /** What has brought it about, and whether it may still go. */
    interface Cause {
        /** Whether it belongs to a connection that is there. */
        boolean isOfThisLine();

        /** In the log, of the input that is applied at this moment. */
        long position();

        /** When that one was proposed. */
        long proposedNs();

        /** Asked when it is to go: false when another machine may lead by now. */
        boolean mayLeave(long proposedNs);

        /** It came too late. */
        void onLate();
    }

    private final OrderWire wire;
    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH + RingBufferDescriptor.TRAILER_LENGTH)));
    private final ControlledMessageHandler onHeld = this::onHeld;
    private final ControlledMessageHandler onDropped =
            (type, buffer, index, length) -> ControlledMessageHandler.Action.CONTINUE;
    private Cause cause;
    private long safePosition;
    private long waitingNs;
    private volatile long overflows;

    /** What leaves goes on to {@code wire}. */
    HeldOutput(final OrderWire wire) {
        this.wire = wire;
    }

    /** Asked from here on; nothing leaves before. */
    void of(final Cause value) {
        cause = value;
        drop();
    }

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int length) {
        if (cause == null || !cause.isOfThisLine()) {
            return;
        }
        final int index = ring.tryClaim(SEND, FRAME + length);
        if (index < 0) {
            // What the venue does not get, it will say is not applied.
            overflows++;
            drop();
            cause.onLate();
            return;
        }
        mark(index);
        ring.buffer().putBytes(index + FRAME, buffer, offset, length);
        ring.commit(index);
    }

    private void mark(final int index) {
        ring.buffer().putLong(index, cause.position());
        ring.buffer().putLong(index + PROPOSED, cause.proposedNs());
    }

    @Override
    public void close() {
        final int index = cause == null || ring.size() == 0 ? -1 : ring.tryClaim(CLOSE, FRAME);
        if (index < 0) {
            drop();
            wire.close();
        } else {
            mark(index);
            ring.commit(index);
        }
    }

    /** Lets go what was caused up to a place in the log, in order. */
    void release(final long position) {
        safePosition = position;
        waitingNs = NOTHING_WAITS;
        ring.controlledRead(onHeld, LIMIT);
        if (waitingNs != NOTHING_WAITS && !cause.mayLeave(waitingNs)) {
            // Nobody says in time that he has applied it.
            drop();
            cause.onLate();
        }
    }

    private ControlledMessageHandler.Action onHeld(
            final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (buffer.getLong(index) > safePosition) {
            waitingNs = buffer.getLong(index + PROPOSED);
            return ControlledMessageHandler.Action.ABORT;
        }
        if (type == CLOSE) {
            wire.close();
        } else if (cause.isOfThisLine()) {
            sendInTime(buffer, index, length);
        }
        return ControlledMessageHandler.Action.CONTINUE;
    }

    private void sendInTime(final DirectBuffer buffer, final int index, final int length) {
        if (cause.mayLeave(buffer.getLong(index + PROPOSED))) {
            wire.send(buffer, index + FRAME, length - FRAME);
        } else {
            cause.onLate();
        }
    }

    /** Nothing of what waits will leave. */
    void drop() {
        while (ring.controlledRead(onDropped, LIMIT) > 0) {
            // Until there is none.
        }
    }

    /** Bytes that wait. */
    int waiting() {
        return ring.size();
    }

    /** Times that there was no room. */
    long overflows() {
        return overflows;
    }
}
