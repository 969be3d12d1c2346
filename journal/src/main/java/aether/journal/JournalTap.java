package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The hot side of the journal: copies a record into the ring and returns. Never blocks, never allocates. One thread.
 *
 * <pre>
 *   ring message:  0 source u16   8 time i64   16 number u64   24 payload          its type is the record's
 * </pre>
 *
 * The number is the record's input sequence: a writer that comes after a kill knows by it what has been written already.
 */
public final class JournalTap {
    static final int SOURCE = 0;
    static final int TIME = 8;
    static final int NUMBER = 16;
    static final int PAYLOAD = 24;

    /** No room was claimed. */
    public static final int NO_ROOM = -1;

    private static final int RESUME_FREE_SHARE = 4;

    private final OneToOneRingBuffer ring;
    private final AtomicBuffer bytes;
    private final TapPolicy policy;
    private volatile boolean isHalted;
    private long missing;
    private long number;
    private volatile long dropped;

    JournalTap(final OneToOneRingBuffer ring, final TapPolicy policy) {
        this.ring = ring;
        this.policy = policy;
        bytes = ring.buffer();
    }

    /**
     * Offers one record.
     *
     * @param source any 16 bits
     * @param timeNs nanoseconds since the epoch
     * @return false when it did not fit; it is counted, and the policy applies
     */
    public boolean offer(
            final RecordType type,
            final int source,
            final long timeNs,
            final DirectBuffer payload,
            final int offset,
            final int length) {
        return offer(type.number(), source, timeNs, payload, offset, length);
    }

    /** As above, of a type that this build need not know. */
    boolean offer(
            final int type,
            final int source,
            final long timeNs,
            final DirectBuffer payload,
            final int offset,
            final int length) {
        final int index = claim(type, source, timeNs, length);
        if (index == NO_ROOM) {
            return false;
        }
        bytes.putBytes(index, payload, offset, length);
        commit(index);
        return true;
    }

    /**
     * Claims room for one record, for the caller to write its payload into {@link #buffer} and then to {@link #commit}.
     *
     * @param source any 16 bits
     * @param timeNs nanoseconds since the epoch
     * @return where the payload goes, or {@link #NO_ROOM}; that is counted, and the policy applies
     */
    public int claim(final RecordType type, final int source, final long timeNs, final int length) {
        return claim(type.number(), source, timeNs, length);
    }

    private int claim(final int type, final int source, final long timeNs, final int length) {
        if (missing > 0 && !mark(timeNs)) {
            onFull();
            return NO_ROOM;
        }
        final int index = ring.tryClaim(type, PAYLOAD + length);
        if (index < 0) {
            onFull();
            return NO_ROOM;
        }
        bytes.putShort(index + SOURCE, (short) source, LITTLE_ENDIAN);
        bytes.putLong(index + TIME, timeNs, LITTLE_ENDIAN);
        bytes.putLong(index + NUMBER, ++number, LITTLE_ENDIAN);
        return index + PAYLOAD;
    }

    /** Whether so many bytes of payload find room now, in records of {@link #longestPayload} at most. Nothing is offered, so nothing is missing. */
    public boolean hasRoomFor(final int length) {
        return missing == 0 && ring.capacity() - ring.size() > needed(length);
    }

    /** As above, and leaves half of the ring to what comes behind it. */
    boolean hasAmpleRoomFor(final int length) {
        return missing == 0 && ring.capacity() / 2 - ring.size() > needed(length);
    }

    /** With headers, and the padding at the ring's end, which is shorter than a record. */
    private long needed(final int length) {
        final long longest = Math.min(length, longestPayload());
        final long records = 1 + length / longestPayload();
        return length + records * 2 * PAYLOAD + longest + 2 * PAYLOAD;
    }

    /** Longest payload of one record. */
    public int longestPayload() {
        return ring.maxMsgLength() - PAYLOAD;
    }

    /** Where payloads are written that were claimed. */
    public MutableDirectBuffer buffer() {
        return bytes;
    }

    /** The record that was claimed at this place is whole. */
    public void commit(final int index) {
        ring.commit(index - PAYLOAD);
    }

    /** Goes on only once a good part of the ring is free again: one mark for each outage, not one for each record. */
    private boolean mark(final long timeNs) {
        if (ring.size() > ring.capacity() - ring.capacity() / RESUME_FREE_SHARE) {
            return false;
        }
        final int index = ring.tryClaim(RecordType.MISSING.number(), PAYLOAD + Long.BYTES);
        if (index < 0) {
            return false;
        }
        bytes.putShort(index + SOURCE, (short) 0, LITTLE_ENDIAN);
        bytes.putLong(index + TIME, timeNs, LITTLE_ENDIAN);
        bytes.putLong(index + NUMBER, ++number, LITTLE_ENDIAN);
        bytes.putLong(index + PAYLOAD, missing, LITTLE_ENDIAN);
        ring.commit(index);
        missing = 0;
        return true;
    }

    private void onFull() {
        missing++;
        // One writer: the read and the write need not be one step.
        dropped = dropped + 1;
        isHalted |= policy == TapPolicy.HALT;
    }

    /** Records that found no room, since the start. Any thread. */
    public long dropped() {
        return dropped;
    }

    /** True once a record found no room under {@link TapPolicy#HALT}: the desk must stop. Any thread. */
    public boolean isHalted() {
        return isHalted;
    }
}
