package aether.cluster;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.MessageHeaderEncoder;
import io.aeron.cluster.codecs.SessionMessageHeaderEncoder;
import io.aeron.exceptions.AeronException;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way into the log for the member that leads: a client of its own consensus module, over shared memory. Connecting, keeping alive and listening is done here, on
 * a thread that may wait; what is proposed is offered by the owner's thread, through {@link #door}.
 */
final class Ingress implements Agent {
    private static final String IPC = "aeron:ipc";
    private static final long KEEP_ALIVE_NS = 500_000_000L;
    private static final long PAUSE_NS = 20_000_000L;

    private final AeronCluster.Context context;
    private final BooleanSupplier isLeader;
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster client;
    private long nextKeepAliveNs;
    private long notBeforeNs;
    private volatile OpenDoor door;

    /** {@code isLeader} says whether this member leads, by its consensus module; {@code aeron} stays its owner's. */
    Ingress(final Aeron aeron, final BooleanSupplier isLeader) {
        this.isLeader = isLeader;
        context = new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel(IPC)
                .egressChannel(IPC)
                .isIngressExclusive(false)
                .errorHandler(cause -> {});
    }

    /** What the owner's thread offers through; another one after each connection, and null while there is none. */
    OpenDoor door() {
        return door;
    }

    @Override
    public int doWork() {
        final long nowNs = System.nanoTime();
        if (!isLeader.getAsBoolean()) {
            leave();
            return 0;
        }
        try {
            return client == null ? connect(nowNs) : keep(nowNs);
        } catch (final AeronException | IllegalStateException e) {
            // The election may be under way still, or the session was closed: again, a little later.
            leave();
            notBeforeNs = nowNs + PAUSE_NS;
            return 0;
        }
    }

    private int connect(final long nowNs) {
        if (connecting == null) {
            if (nowNs < notBeforeNs) {
                return 0;
            }
            connecting = AeronCluster.asyncConnect(context.clone());
        }
        client = connecting.poll();
        if (client != null) {
            connecting = null;
            nextKeepAliveNs = nowNs + KEEP_ALIVE_NS;
            door = OpenDoor.of(client);
        }
        return 1;
    }

    private int keep(final long nowNs) {
        final int work = client.pollEgress();
        if (client.isClosed()) {
            leave();
        } else if (!door.isOf(client)) {
            // The client hears of a leader, be it the one that it is connected to, and opens another publication.
            door = OpenDoor.of(client);
        } else if (nowNs >= nextKeepAliveNs) {
            nextKeepAliveNs = nowNs + KEEP_ALIVE_NS;
            client.sendKeepAlive();
        }
        return work;
    }

    private void leave() {
        door = null;
        CloseHelper.quietCloseAll(connecting, client);
        connecting = null;
        client = null;
    }

    @Override
    public void onClose() {
        leave();
    }

    @Override
    public String roleName() {
        return "cluster ingress";
    }

    /** One connection; offered through by the owner's thread. A publication that another thread closes meanwhile takes nothing. */
    static final class OpenDoor implements LogDoor {
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final SessionMessageHeaderEncoder session = new SessionMessageHeaderEncoder();
        private final Publication publication;
        private final long term;
        private final long sessionId;

        private OpenDoor(final Publication publication, final long term, final long sessionId) {
            this.publication = publication;
            this.term = term;
            this.sessionId = sessionId;
        }

        static OpenDoor of(final AeronCluster client) {
            return new OpenDoor(client.ingressPublication(), client.leadershipTermId(), client.clusterSessionId());
        }

        boolean isOf(final AeronCluster client) {
            return publication == client.ingressPublication() && term == client.leadershipTermId();
        }

        @Override
        public boolean offer(final UnsafeBuffer buffer, final int offset, final int length) {
            session.wrapAndApplyHeader(buffer, offset, header)
                    .leadershipTermId(term)
                    .clusterSessionId(sessionId)
                    .timestamp(0);
            return publication.offer(buffer, offset, length) > 0;
        }
    }
}
