package aether.desk;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.cluster.Peers;
import aether.feed.BookKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a machine says to the others of its clock, its place in the log and its books, little-endian.
 *
 * <pre>
 *   0        4        8              16             24                   32
 *  +--------+--------+--------------+--------------+--------------------+- - - - - - - - -+
 *  | member | count  | its clock,   | term that it | position that its  | points of books |
 *  |        |        | ns           | has joined   | owner has applied  |                 |
 *  +--------+--------+--------------+--------------+--------------------+- - - - - - - - -+
 *
 *  a point:
 *   0            4             8        16     24
 *  +------------+-------------+--------+------+
 *  | SecurityID | kind, 0 by  | RptSeq | hash |
 *  |            | price, 1 by |        |      |
 *  |            | order       |        |      |
 *  +------------+-------------+--------+------+
 * </pre>
 */
final class PeerWord {
    /** Where a word that was heard is taken apart. */
    interface Handler {
        void onClock(int member, long theirNs);

        void onProgress(int member, long term, long position);

        void onPoint(int member, int securityId, BookKind kind, long rptSeq, long hash);
    }

    private static final int COUNT = 4;
    private static final int CLOCK = 8;
    private static final int TERM = 16;
    private static final int POSITION = 24;
    private static final int POINTS = 32;
    private static final int KIND = 4;
    private static final int RPT_SEQ = 8;
    private static final int HASH = 16;
    private static final int POINT_LENGTH = 24;
    private static final int MOST_POINTS = (Peers.MOST_LENGTH - POINTS) / POINT_LENGTH;
    private static final BookKind[] KINDS = BookKind.values();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Peers.MOST_LENGTH]);
    private int count;

    /** False when it is full. */
    boolean add(final int securityId, final BookKind kind, final long rptSeq, final long hash) {
        if (count == MOST_POINTS) {
            return false;
        }
        final int at = POINTS + count * POINT_LENGTH;
        buffer.putInt(at, securityId, LITTLE_ENDIAN);
        buffer.putInt(at + KIND, kind.ordinal(), LITTLE_ENDIAN);
        buffer.putLong(at + RPT_SEQ, rptSeq, LITTLE_ENDIAN);
        buffer.putLong(at + HASH, hash, LITTLE_ENDIAN);
        count++;
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What goes with the next word. */
    void progress(final long term, final long position) {
        buffer.putLong(TERM, term, LITTLE_ENDIAN);
        buffer.putLong(POSITION, position, LITTLE_ENDIAN);
    }

    /** Says it, and begins anew; false when it could not be said, and is lost. */
    boolean say(final Peers peers, final int member, final long nowNs) {
        buffer.putInt(0, member, LITTLE_ENDIAN);
        buffer.putInt(COUNT, count, LITTLE_ENDIAN);
        buffer.putLong(CLOCK, nowNs, LITTLE_ENDIAN);
        final int length = POINTS + count * POINT_LENGTH;
        count = 0;
        return peers.offer(buffer, 0, length);
    }

    /** Takes apart what another has said; false when it is no such thing. */
    static boolean read(final DirectBuffer in, final int offset, final int length, final Handler handler) {
        if (length < POINTS) {
            return false;
        }
        final int member = in.getInt(offset, LITTLE_ENDIAN);
        final int points = in.getInt(offset + COUNT, LITTLE_ENDIAN);
        if (points < 0 || points > MOST_POINTS || length != POINTS + points * POINT_LENGTH) {
            return false;
        }
        handler.onClock(member, in.getLong(offset + CLOCK, LITTLE_ENDIAN));
        handler.onProgress(
                member, in.getLong(offset + TERM, LITTLE_ENDIAN), in.getLong(offset + POSITION, LITTLE_ENDIAN));
        for (int at = offset + POINTS; at < offset + length; at += POINT_LENGTH) {
            final int kind = in.getInt(at + KIND, LITTLE_ENDIAN);
            if (kind >= 0 && kind < KINDS.length) {
                handler.onPoint(
                        member,
                        in.getInt(at, LITTLE_ENDIAN),
                        KINDS[kind],
                        in.getLong(at + RPT_SEQ, LITTLE_ENDIAN),
                        in.getLong(at + HASH, LITTLE_ENDIAN));
            }
        }
        return true;
    }
}
