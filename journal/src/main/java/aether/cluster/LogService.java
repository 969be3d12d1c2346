package aether.cluster;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.cluster.client.ClusterException;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the cluster's log on one member and hands its inputs on. What it leaves out, it leaves out on all: what was proposed by anybody but the present
 * leader in the present term, and what came before. That is all of its state.
 *
 * <pre>
 * snapshot, little-endian, in messages:
 *   0       8        12         16      24        28             32       40
 *  +-------+--------+----------+-------+---------+--------------+--------+- - - - - - - - - - - - -+
 *  | magic | format | leader   | term  | owner   | length of    | last   | the owner's state, cut  |
 *  |       |        |          |       | or -1   | the state    | number | to messages' length     |
 *  +-------+--------+----------+-------+---------+--------------+--------+- - - - - - - - - - - - -+
 * </pre>
 */
final class LogService implements ClusteredService {
    private static final long MAGIC = 0x3153_554C_4341_4541L;
    private static final int FORMAT = 1;
    private static final int FORMAT_OFFSET = 8;
    private static final int LEADER_OFFSET = 12;
    private static final int TERM_OFFSET = 16;
    private static final int OWNER_OFFSET = 24;
    private static final int STATE_LENGTH_OFFSET = 28;
    private static final int NUMBER_OFFSET = 32;
    private static final int HEADER_LENGTH = 40;
    private static final int NOBODY = -1;
    private static final int FRAGMENTS = 16;

    private final CommittedRing ring;
    private final long from;
    private Cluster cluster;
    private long term = -1;
    private int leader = NOBODY;
    private int owner = NOBODY;
    private long lastNumber;
    private volatile long outdated;
    private UnsafeBuffer state;
    private int read;

    /** {@code from}: the owner has everything up to there in the log. */
    LogService(final CommittedRing ring, final long from) {
        this.ring = ring;
        this.from = from;
    }

    @Override
    public void onStart(final Cluster value, final Image snapshot) {
        cluster = value;
        if (snapshot != null) {
            load(snapshot);
        }
    }

    private void load(final Image snapshot) {
        final FragmentHandler handler = new FragmentAssembler(this::onSnapshot);
        while (state == null || read < state.capacity()) {
            if (snapshot.poll(handler, FRAGMENTS) == 0) {
                if (snapshot.isClosed()) {
                    throw new ClusterException("the snapshot ends before its end");
                }
                cluster.idleStrategy().idle();
            }
        }
        if (from == 0) {
            ring.loaded(new LogListener.Checkpoint(state, state.capacity()), cluster.idleStrategy());
        }
        state = null;
        // No word of the present term comes behind a snapshot that was taken within it.
        ring.term(term, leader, cluster.idleStrategy());
    }

    private void onSnapshot(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (state != null) {
            state.putBytes(read, buffer, offset, length);
            read += length;
            return;
        }
        if (length < HEADER_LENGTH
                || buffer.getLong(offset, LITTLE_ENDIAN) != MAGIC
                || buffer.getInt(offset + FORMAT_OFFSET, LITTLE_ENDIAN) != FORMAT) {
            throw new ClusterException("a snapshot of another kind or format than this build reads");
        }
        leader = buffer.getInt(offset + LEADER_OFFSET, LITTLE_ENDIAN);
        term = buffer.getLong(offset + TERM_OFFSET, LITTLE_ENDIAN);
        owner = buffer.getInt(offset + OWNER_OFFSET, LITTLE_ENDIAN);
        lastNumber = buffer.getLong(offset + NUMBER_OFFSET, LITTLE_ENDIAN);
        state = new UnsafeBuffer(new byte[buffer.getInt(offset + STATE_LENGTH_OFFSET, LITTLE_ENDIAN)]);
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication publication) {
        if (cluster.logPosition() < from) {
            throw new AgentTerminationException(
                    "the owner is beyond this place of the log, and cannot say what the state was");
        }
        final LogListener.Checkpoint checkpoint = ring.wanted(cluster.idleStrategy());
        if (checkpoint == null) {
            throw new AgentTerminationException("ending: nobody is there who could say what the state is");
        }
        final UnsafeBuffer header = new UnsafeBuffer(new byte[HEADER_LENGTH]);
        header.putLong(0, MAGIC, LITTLE_ENDIAN);
        header.putInt(FORMAT_OFFSET, FORMAT, LITTLE_ENDIAN);
        header.putInt(LEADER_OFFSET, leader, LITTLE_ENDIAN);
        header.putLong(TERM_OFFSET, term, LITTLE_ENDIAN);
        header.putInt(OWNER_OFFSET, owner, LITTLE_ENDIAN);
        header.putInt(STATE_LENGTH_OFFSET, checkpoint.length(), LITTLE_ENDIAN);
        header.putLong(NUMBER_OFFSET, lastNumber, LITTLE_ENDIAN);
        offer(publication, header, 0, HEADER_LENGTH);
        final int most = publication.maxMessageLength();
        for (int at = 0; at < checkpoint.length(); at += most) {
            offer(publication, checkpoint.buffer(), at, Math.min(most, checkpoint.length() - at));
        }
    }

    private void offer(
            final ExclusivePublication publication, final DirectBuffer buffer, final int offset, final int length) {
        long result = publication.offer(buffer, offset, length);
        while (result < 0) {
            if (result == Publication.CLOSED
                    || result == Publication.NOT_CONNECTED
                    || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new ClusterException("the snapshot cannot be written: " + Publication.errorString(result));
            }
            cluster.idleStrategy().idle();
            result = publication.offer(buffer, offset, length);
        }
    }

    @Override
    public void onNewLeadershipTermEvent(
            final long leadershipTermId,
            final long logPosition,
            final long timestamp,
            final long termBaseLogPosition,
            final int leaderMemberId,
            final int logSessionId,
            final TimeUnit timeUnit,
            final int appVersion) {
        term = leadershipTermId;
        leader = leaderMemberId;
        owner = NOBODY;
        ring.term(term, leader, cluster.idleStrategy());
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        final long position = header.position();
        if (length >= InputLayout.LENGTH && admit(buffer, offset)) {
            lastNumber = InputLayout.number(buffer, offset);
            if (position > from) {
                ring.input(position, buffer, offset, length, cluster.idleStrategy());
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

    /** Inputs that were left out. */
    long outdated() {
        return outdated;
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {}

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason reason) {}

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {}

    @Override
    public void onRoleChange(final Cluster.Role role) {}

    @Override
    public void onTerminate(final Cluster value) {}
}
