package aether.cluster;

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
import org.agrona.concurrent.UnsafeBuffer;

/** Brings the log of Aeron Cluster to its reader; snapshots go in messages: the head, then the owner's state, cut to their length. */
final class LogService implements ClusteredService {
    private static final int FRAGMENTS = 16;

    private final LogReader reader;
    private Cluster cluster;
    private UnsafeBuffer state;
    private int read;

    LogService(final LogReader reader) {
        this.reader = reader;
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
        reader.onLoaded(state, cluster.idleStrategy());
        state = null;
    }

    private void onSnapshot(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (state == null) {
            state = reader.onHead(buffer, offset, length);
        } else {
            state.putBytes(read, buffer, offset, length);
            read += length;
        }
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication publication) {
        final LogListener.Checkpoint checkpoint = reader.state(cluster.logPosition(), cluster.idleStrategy());
        final UnsafeBuffer head = reader.head(checkpoint);
        offer(publication, head, 0, head.capacity());
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
        reader.onTerm(leadershipTermId, leaderMemberId, cluster.idleStrategy());
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        reader.onMessage(header.position(), buffer, offset, length, cluster.idleStrategy());
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
