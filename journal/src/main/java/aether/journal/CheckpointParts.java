package aether.journal;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * A checkpoint in records of {@link RecordType#CHECKPOINT}, one behind the other. The source of each says how many are still to follow, and its highest bit
 * that it is the first. One that breaks off, since a process was killed or the tap was full, is none.
 *
 * <pre>
 *  15      14                    0
 * +-------+-----------------------+
 * | first | parts that follow     |
 * +-------+-----------------------+
 * </pre>
 */
public final class CheckpointParts {
    private static final int LONGEST_PART = 32 * 1024;
    private static final int FIRST = 1 << 15;
    private static final int MOST_PARTS = FIRST;
    private static final int NONE = -1;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
    private int length;
    private int due = NONE;

    /**
     * Offers a checkpoint, part by part, when there is room for all of them and half of the ring stays free. On the tap's thread.
     *
     * @return false without room: nothing was offered then
     */
    public static boolean offer(final JournalTap tap, final long timeNs, final DirectBuffer bytes, final int length) {
        return tap.hasAmpleRoomFor(length) && offer(tap, timeNs, bytes, length, () -> {});
    }

    /**
     * As above, while nobody else empties the tap.
     *
     * @param beforeEach empties it
     * @return false when it does not: what was offered is of no use then
     */
    public static boolean offer(
            final JournalTap tap,
            final long timeNs,
            final DirectBuffer bytes,
            final int length,
            final Runnable beforeEach) {
        final int partLength = Math.min(LONGEST_PART, tap.longestPayload());
        final int parts = (length + partLength - 1) / partLength;
        if (parts < 1 || parts > MOST_PARTS) {
            throw new JournalException("a checkpoint of " + length + " bytes");
        }
        boolean hasRoom = true;
        for (int part = 0; part < parts && hasRoom; part++) {
            beforeEach.run();
            final int from = part * partLength;
            final int some = Math.min(partLength, length - from);
            hasRoom = tap.hasRoomFor(some)
                    && tap.offer(RecordType.CHECKPOINT, source(part, parts), timeNs, bytes, from, some);
        }
        return hasRoom;
    }

    private static int source(final int part, final int parts) {
        return parts - 1 - part | (part == 0 ? FIRST : 0);
    }

    static boolean isFirst(final int source) {
        return (source & FIRST) != 0;
    }

    /** Takes the next part; true when it was the last, and all are there. */
    public boolean add(final int source, final DirectBuffer buffer, final int offset, final int partLength) {
        final int following = source & ~FIRST;
        if (isFirst(source)) {
            length = 0;
        } else if (following != due) {
            due = NONE;
            return false;
        }
        bytes.putBytes(length, buffer, offset, partLength);
        length += partLength;
        due = following - 1;
        return following == 0;
    }

    /** The whole checkpoint, from 0; valid until the next part. */
    public DirectBuffer bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** What came of one is of no use any more. */
    public void forget() {
        due = NONE;
    }

    /** True while parts of one are still to come. */
    public boolean isUnderWay() {
        return due != NONE;
    }
}
