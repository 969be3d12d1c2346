package aether.cluster;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what the cluster's log says on one member and hands its inputs on. What it leaves out, it leaves out on all: what was proposed by anybody but the
 * present leader in the present term, and what came before. That is all of its state.
 *
 * <pre>
 * head of a snapshot, little-endian; behind it comes the owner's state:
 *   0       8        12         16      24        28             32       40
 *  +-------+--------+----------+-------+---------+--------------+--------+
 *  | magic | format | leader   | term  | owner   | length of    | last   |
 *  |       |        |          |       | or -1   | the state    | number |
 *  +-------+--------+----------+-------+---------+--------------+--------+
 * </pre>
 */
public final class LogReader {
    private static final long MAGIC = 0x3153_554C_4341_4541L;
    private static final int FORMAT = 1;
    private static final int FORMAT_OFFSET = 8;
    private static final int LEADER_OFFSET = 12;
    private static final int TERM_OFFSET = 16;
    private static final int OWNER_OFFSET = 24;
    private static final int STATE_LENGTH_OFFSET = 28;
    private static final int NUMBER_OFFSET = 32;
    private static final int HEAD_LENGTH = 40;
    private static final int NOBODY = -1;

    private final CommittedRing ring;
    private final long from;
    private long term = -1;
    private int leader = NOBODY;
    private int owner = NOBODY;
    private long lastNumber;
    private volatile long outdated;

    /**
     * Has read nothing.
     *
     * @param ring to the owner
     * @param from the owner has everything up to there in the log
     */
    public LogReader(final CommittedRing ring, final long from) {
        this.ring = ring;
        this.from = from;
    }

    /** A term begins. */
    public void onTerm(final long number, final int ofLeader, final IdleStrategy idle) {
        term = number;
        leader = ofLeader;
        owner = NOBODY;
        ring.term(term, leader, idle);
    }

    /** A message, which ends at {@code position} of the log; copied. */
    public void onMessage(
            final long position,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final IdleStrategy idle) {
        if (length >= InputLayout.LENGTH && admit(buffer, offset)) {
            lastNumber = InputLayout.number(buffer, offset);
            if (position > from) {
                ring.input(position, buffer, offset, length, idle);
            }
        } else {
            outdated++;
        }
    }

    /** A leader may have proposed twice what it did not know to be recorded, and the one before may have proposed when it led no more. */
    private boolean admit(final DirectBuffer buffer, final int offset) {
        if (InputLayout.term(buffer, offset) != term || InputLayout.member(buffer, offset) != leader) {
            return false;
        }
        if (InputLayout.type(buffer, offset) == InputLayout.TAKE_OVER) {
            final boolean isFirst = owner == NOBODY;
            owner = leader;
            return isFirst;
        }
        return owner == leader && InputLayout.number(buffer, offset) == lastNumber + 1;
    }

    /**
     * The owner's state, for a snapshot at {@code position} of the log.
     *
     * @throws AgentTerminationException when the owner cannot say what it was
     */
    public LogListener.Checkpoint state(final long position, final IdleStrategy idle) {
        if (position < from) {
            throw new AgentTerminationException(
                    "the owner is beyond this place of the log, and cannot say what the state was");
        }
        final LogListener.Checkpoint checkpoint = ring.wanted(idle);
        if (checkpoint == null) {
            throw new AgentTerminationException("ending: nobody is there who could say what the state is");
        }
        return checkpoint;
    }

    /** What stands in front of a snapshot. */
    public UnsafeBuffer head(final LogListener.Checkpoint checkpoint) {
        final UnsafeBuffer head = new UnsafeBuffer(new byte[HEAD_LENGTH]);
        head.putLong(0, MAGIC, LITTLE_ENDIAN);
        head.putInt(FORMAT_OFFSET, FORMAT, LITTLE_ENDIAN);
        head.putInt(LEADER_OFFSET, leader, LITTLE_ENDIAN);
        head.putLong(TERM_OFFSET, term, LITTLE_ENDIAN);
        head.putInt(OWNER_OFFSET, owner, LITTLE_ENDIAN);
        head.putInt(STATE_LENGTH_OFFSET, checkpoint.length(), LITTLE_ENDIAN);
        head.putLong(NUMBER_OFFSET, lastNumber, LITTLE_ENDIAN);
        return head;
    }

    /**
     * Goes on from a snapshot.
     *
     * @return for the state that comes behind its head
     * @throws ClusterException when it is none
     */
    public UnsafeBuffer onHead(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEAD_LENGTH
                || buffer.getLong(offset, LITTLE_ENDIAN) != MAGIC
                || buffer.getInt(offset + FORMAT_OFFSET, LITTLE_ENDIAN) != FORMAT) {
            throw new ClusterException("a snapshot of another kind or format than this build reads");
        }
        leader = buffer.getInt(offset + LEADER_OFFSET, LITTLE_ENDIAN);
        term = buffer.getLong(offset + TERM_OFFSET, LITTLE_ENDIAN);
        owner = buffer.getInt(offset + OWNER_OFFSET, LITTLE_ENDIAN);
        lastNumber = buffer.getLong(offset + NUMBER_OFFSET, LITTLE_ENDIAN);
        return new UnsafeBuffer(new byte[buffer.getInt(offset + STATE_LENGTH_OFFSET, LITTLE_ENDIAN)]);
    }

    /** All of the state is there. */
    public void onLoaded(final UnsafeBuffer state, final IdleStrategy idle) {
        if (from == 0) {
            ring.loaded(new LogListener.Checkpoint(state, state.capacity()), idle);
        }
        // No word of the present term comes behind a snapshot that was taken within it.
        ring.term(term, leader, idle);
    }

    /** Messages that were left out. */
    long outdated() {
        return outdated;
    }
}
