package aether.cluster;

import io.aeron.Aeron;
import io.aeron.archive.Archive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * One member of a cluster: a media driver, an archive that records the log, the consensus module, and the service that reads the log for this member's
 * {@link ClusterLog}. Each has a thread of its own; so has the way in.
 */
public final class ClusterNode implements AutoCloseable {
    private static final int MOST_REPORTS = 16;
    private static final String NO_CATCH_UP = "failed to join catchup log";
    private static final long INGRESS_PARK_NS = 1_000_000;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private final AtomicLong errors = new AtomicLong();
    private final CommittedRing ring;
    private final LogReader reader;
    private final ConsensusModule module;
    private final Leadership leadership;
    private final Ingress ingress;
    private final ClusterLog log;
    private final PeerStream peers;
    private final LogPurge purge;
    private volatile boolean isEnded;

    /**
     * Starts everything; whether there is a leader yet is another question.
     *
     * @throws ClusterException when this member cannot be what the settings say
     */
    public ClusterNode(final ClusterContext context) {
        this(context, 0);
    }

    /** As above, for an owner that has been here before, and has everything up to a place in the log. */
    public ClusterNode(final ClusterContext context, final long from) {
        ring = new CommittedRing(context.ringLength());
        reader = new LogReader(ring, from);
        try {
            open(ClusterDirectory.open(context.directory()));
            MemberPorts.requireFree(context.memberId(), context.own());
            final EngineSettings engine =
                    new EngineSettings(context, context.directory(), this::onError, this::onEnded);
            open(MediaDriver.launch(engine.driver()));
            purge = new LogPurge(context, engine.archiveClient());
            final Aeron aeron = open(Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(context.aeronDirectory().toString())
                    .errorHandler(this::onError)));
            peers = open(new PeerStream(aeron, context));
            open(Archive.launch(engine.archive()));
            module = open(ConsensusModule.launch(engine.module()));
            open(ClusteredServiceContainer.launch(engine.container(new LogService(reader))));
            leadership = new Leadership(aeron.countersReader(), module.context());
            ingress = new Ingress(aeron, leadership::isLeader);
            log = new ClusterLog(context, ring, new MemberStanding(leadership, ingress), from);
            final AgentRunner runner = open(new AgentRunner(
                    new BackoffIdleStrategy(1, 1, INGRESS_PARK_NS, INGRESS_PARK_NS), this::onError, null, ingress));
            AgentRunner.startOnThread(runner);
        } catch (final AeronException | IllegalStateException e) {
            close();
            throw new ClusterException(
                    "member " + context.memberId() + " of the cluster cannot start: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(final T part) {
        opened.push(part);
        return part;
    }

    private void onEnded() {
        isEnded = true;
        final Leadership present = leadership;
        if (present != null) {
            present.close();
        }
    }

    private void onError(final Throwable cause) {
        errors.incrementAndGet();
        if (reports.size() < MOST_REPORTS) {
            reports.add("cluster: " + cause.getMessage() + advice(cause));
        }
    }

    /** Aeron asks again and again for a place that the others' logs do not have any more. */
    private static String advice(final Throwable cause) {
        return String.valueOf(cause.getMessage()).contains(NO_CATCH_UP)
                ? "; if that goes on, the others have this part of the log no more: stop this machine, empty cluster.directory, "
                        + "'aether cluster fetch', and start it"
                : "";
    }

    /** The owner's end. */
    public ClusterLog log() {
        return log;
    }

    /** Word from and to the others, beside the log; of the owner's thread as well. */
    public Peers peers() {
        return peers;
    }

    /** What this member is at this moment: leader, follower or candidate. */
    public String role() {
        return leadership.role().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it leads, by its consensus module. */
    public boolean isLeader() {
        return leadership.isLeader();
    }

    public long term() {
        return leadership.term();
    }

    /** Up to where a majority has the log. */
    public long committed() {
        return leadership.committed();
    }

    /** Elections that this member took part in. */
    public long elections() {
        return leadership.elections();
    }

    /** Whether a leader's inputs can go into the log. */
    public boolean isOpen() {
        return ingress.door() != null;
    }

    /** Inputs in the log that did not count, since their proposer did not lead any more or had proposed them twice. */
    public long outdated() {
        return reader.outdated();
    }

    /** Bytes that wait for the owner. */
    public long waiting() {
        return ring.waiting();
    }

    public long errors() {
        return errors.get();
    }

    /** The next message for the operator, or null. */
    public String nextReport() {
        return reports.poll();
    }

    /** True when it takes part no more, and will not without a new start. */
    public boolean isOver() {
        return isEnded || leadership.isOver();
    }

    /** Asks for a snapshot on all members; false where this one does not lead, or is at it. */
    public boolean snapshot() {
        final AtomicCounter toggle = module.context().controlToggleCounter();
        return !isOver() && isLeader() && ClusterControl.ToggleState.SNAPSHOT.toggle(toggle);
    }

    /** Snapshots that this member has taken part in. */
    public long snapshots() {
        return leadership.snapshots();
    }

    /**
     * Removes what lies in front of the snapshots that are to be kept; for a thread that may wait.
     *
     * @param known all members have applied the log up to there
     * @return bytes of log that are gone
     * @throws ClusterException when the archive does not do it
     */
    public long purge(final long known) {
        return purge.upTo(known);
    }

    /** Takes part no more, at once, and whatever the owner's thread is at: what that uses stays until {@link #close}. */
    public void resign() {
        leadership.close();
        CloseHelper.quietClose(module);
    }

    /** When the owner polls no more. */
    @Override
    public void close() {
        ring.close();
        if (leadership != null) {
            leadership.close();
        }
        while (!opened.isEmpty()) {
            CloseHelper.quietClose(opened.pop());
        }
    }
}
