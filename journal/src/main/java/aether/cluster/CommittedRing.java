package aether.cluster;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What the log says, from the thread that reads it to its owner's. When it is full the log waits: nothing of it may be left out. States do not go through
 * it, only the word that there is one, or that one is wanted.
 *
 * <pre>
 *  TERM     term, 8 bytes; leader, 4
 *  INPUT    position in the log, 8 bytes; then as InputLayout has it
 *  LOADED   nothing: see {@link #loaded}
 *  WANTED   nothing: see {@link #deliver}
 * </pre>
 */
public final class CommittedRing {
    static final int TERM = 1;
    static final int INPUT = 2;
    static final int LOADED = 3;
    static final int WANTED = 4;

    static final int POSITION_LENGTH = Long.BYTES;
    static final int LEADER = Long.BYTES;
    private static final int TERM_LENGTH = Long.BYTES + Integer.BYTES;

    private final OneToOneRingBuffer ring;
    private final UnsafeBuffer small = new UnsafeBuffer(new byte[TERM_LENGTH]);
    private final AtomicReference<LogListener.Checkpoint> loaded = new AtomicReference<>();
    private final AtomicReference<LogListener.Checkpoint> taken = new AtomicReference<>();
    private volatile boolean isClosed;

    /** Empty; {@code length} is a power of two. */
    public CommittedRing(final int length) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(length + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    void term(final long term, final int leader, final IdleStrategy idle) {
        small.putLong(0, term);
        small.putInt(LEADER, leader);
        write(TERM, small, TERM_LENGTH, idle);
    }

    void input(
            final long position,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final IdleStrategy idle) {
        final int whole = POSITION_LENGTH + length;
        int at = ring.tryClaim(INPUT, whole);
        while (at < 0 && !isClosed) {
            idle.idle();
            at = ring.tryClaim(INPUT, whole);
        }
        if (at > 0) {
            idle.reset();
            ring.buffer().putLong(at, position);
            ring.buffer().putBytes(at + POSITION_LENGTH, buffer, offset, length);
            ring.commit(at);
        }
    }

    void loaded(final LogListener.Checkpoint checkpoint, final IdleStrategy idle) {
        loaded.set(checkpoint);
        write(LOADED, small, 0, idle);
    }

    /** The state that the owner comes to when it reaches this place; null when that will not be. */
    LogListener.Checkpoint wanted(final IdleStrategy idle) {
        taken.set(null);
        write(WANTED, small, 0, idle);
        LogListener.Checkpoint checkpoint = taken.getAndSet(null);
        while (checkpoint == null && !isClosed) {
            idle.idle();
            checkpoint = taken.getAndSet(null);
        }
        idle.reset();
        return checkpoint;
    }

    private void write(final int type, final DirectBuffer buffer, final int length, final IdleStrategy idle) {
        while (!ring.write(type, buffer, 0, length) && !isClosed) {
            idle.idle();
        }
        idle.reset();
    }

    /** Owner's end: hands over what has come. */
    int read(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }

    LogListener.Checkpoint takeLoaded() {
        return loaded.getAndSet(null);
    }

    void deliver(final LogListener.Checkpoint checkpoint) {
        taken.set(checkpoint);
    }

    /** Bytes that wait for the owner. */
    public int waiting() {
        return ring.size();
    }

    /** Nobody reads any more. */
    public void close() {
        isClosed = true;
    }
}
