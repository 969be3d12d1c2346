package aether.cluster;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What this member has proposed as leader and has not come out of the log yet, in order. What a majority never got goes again; whoever reads the log
 * leaves out what it has already. Fixed room. One thread.
 *
 * <pre>
 *   0        4         8                16               16 + SESSION      + 32
 *  +--------+---------+----------------+----------------+---------------+- - - - - -+
 *  | whole  | message | proposed at    | session header | InputLayout   | content   |
 *  | length | length  | its turn, ns   |  of the client |               |           |
 *  +--------+---------+----------------+----------------+---------------+- - - - - -+
 * </pre>
 */
final class Proposals {
    private static final int WHOLE = 0;
    private static final int MESSAGE = 4;
    private static final int PROPOSED = 8;
    private static final int HEADER = 16;
    private static final int INPUT = HEADER + LogDoor.HEADER_LENGTH;
    private static final int CONTENT = INPUT + InputLayout.LENGTH;
    private static final int PADDING = 0;

    private final UnsafeBuffer buffer;
    private final int capacity;
    private long head;
    private long offered;
    private long tail;
    private long term;
    private int member;
    private long lastNumber;

    Proposals(final int length) {
        capacity = length;
        buffer = new UnsafeBuffer(new byte[length]);
    }

    /** A term of this member's begins: what was before is forgotten. */
    void begin(final long ofTerm, final int ofMember) {
        head = tail;
        offered = tail;
        term = ofTerm;
        member = ofMember;
        lastNumber = 0;
    }

    /** Whether half of the room is free. */
    boolean hasRoom() {
        return tail - head <= capacity / 2;
    }

    /** Whether an eighth of it is. */
    boolean hasRoomForMost() {
        return tail - head <= capacity - capacity / 8;
    }

    /** Bytes that wait. */
    long length() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** False when there is no room. {@code turnNs} is the owner's own time, for {@link #release}. */
    boolean add(
            final int type,
            final long timeNs,
            final DirectBuffer content,
            final int offset,
            final int length,
            final long turnNs) {
        final int whole = BitUtil.align(CONTENT + length, Long.BYTES);
        final int toEnd = capacity - index(tail);
        final int padding = whole > toEnd ? toEnd : 0;
        if (tail - head + padding + whole > capacity) {
            return false;
        }
        if (padding > 0) {
            buffer.putInt(index(tail) + WHOLE, padding);
            buffer.putInt(index(tail) + MESSAGE, PADDING);
            tail += padding;
        }
        final int at = index(tail);
        buffer.putInt(at + WHOLE, whole);
        buffer.putInt(at + MESSAGE, LogDoor.HEADER_LENGTH + InputLayout.LENGTH + length);
        buffer.putLong(at + PROPOSED, turnNs);
        InputLayout.term(buffer, at + INPUT, term, member);
        InputLayout.input(buffer, at + INPUT, ++lastNumber, type, timeNs);
        buffer.putBytes(at + CONTENT, content, offset, length);
        tail += whole;
        return true;
    }

    private int index(final long position) {
        return (int) position & capacity - 1;
    }

    /** Offers what has not been offered, as far as the door takes it. */
    void send(final LogDoor door) {
        while (offered < tail) {
            final int at = index(offered);
            final int message = buffer.getInt(at + MESSAGE);
            if (message != PADDING && !door.offer(buffer, at + HEADER, message)) {
                return;
            }
            offered += buffer.getInt(at + WHOLE);
        }
    }

    /** Whether something was offered that has not come out. */
    boolean isUnderWay() {
        return offered > head;
    }

    /** Everything goes again. */
    void again() {
        offered = head;
    }

    /** One came out, and so has all before it. Returns the turn in which it was proposed; the least long when it is none of these. */
    long release(final long number) {
        long turnNs = Long.MIN_VALUE;
        while (head < tail) {
            final int at = index(head);
            if (buffer.getInt(at + MESSAGE) != PADDING) {
                final long present = InputLayout.number(buffer, at + INPUT);
                if (present > number) {
                    break;
                }
                turnNs = present == number ? buffer.getLong(at + PROPOSED) : turnNs;
            }
            head += buffer.getInt(at + WHOLE);
        }
        offered = Math.max(offered, head);
        return turnNs;
    }
}
