package aether.cluster;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An input in the cluster's log, little-endian; behind it, its content.
 *
 * <pre>
 *   0       8        16         24     28       32
 *  +-------+--------+----------+------+--------+- - - - - -+
 *  | term  | number | time, ns | type | member | content   |
 *  +-------+--------+----------+------+--------+- - - - - -+
 * </pre>
 *
 * The number counts what a leader proposes within its term, from 1: the take-over itself.
 */
public final class InputLayout {
    /** Bytes in front of the content. */
    public static final int LENGTH = 32;

    /** A leader's first word: from here on, only what it proposes counts. Types of the owner are not negative. */
    static final int TAKE_OVER = -1;

    private static final int TERM = 0;
    private static final int NUMBER = 8;
    private static final int TIME = 16;
    private static final int TYPE = 24;
    private static final int MEMBER = 28;

    private InputLayout() {}

    static void term(final MutableDirectBuffer buffer, final int at, final long term, final int member) {
        buffer.putLong(at + TERM, term, LITTLE_ENDIAN);
        buffer.putInt(at + MEMBER, member, LITTLE_ENDIAN);
    }

    static void input(
            final MutableDirectBuffer buffer, final int at, final long number, final int type, final long timeNs) {
        buffer.putLong(at + NUMBER, number, LITTLE_ENDIAN);
        buffer.putLong(at + TIME, timeNs, LITTLE_ENDIAN);
        buffer.putInt(at + TYPE, type, LITTLE_ENDIAN);
    }

    static long term(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + TERM, LITTLE_ENDIAN);
    }

    static long number(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + NUMBER, LITTLE_ENDIAN);
    }

    /** The time that goes with it. */
    public static long timeNs(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + TIME, LITTLE_ENDIAN);
    }

    /** Of the owner, or negative. */
    public static int type(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + TYPE, LITTLE_ENDIAN);
    }

    static int member(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + MEMBER, LITTLE_ENDIAN);
    }
}
