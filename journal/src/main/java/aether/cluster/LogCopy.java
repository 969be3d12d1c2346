package aether.cluster;

import io.aeron.archive.Archive;
import io.aeron.cluster.ClusterBackup;
import io.aeron.cluster.ClusterBackupEventsListener;
import io.aeron.cluster.ClusterMember;
import io.aeron.cluster.RecordingLog;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * What the members have, kept once more by one that is none: the latest snapshot and the log behind it, and from there on what comes. Its directory is one
 * that a member can start from. It decides nothing and promises nothing to anybody: what it has may be a moment behind.
 */
public final class LogCopy implements AutoCloseable {
    private static final int MOST_REPORTS = 16;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private final LogPurge purge;
    private final AtomicCounter state;
    private final AtomicCounter live;
    private volatile long snapshots;
    private volatile int source = -1;
    private volatile boolean isOver;

    /**
     * Begins, or goes on where the directory's files end.
     *
     * @param context where it listens is its {@link ClusterContext#place}
     * @throws ClusterException when it cannot
     */
    public LogCopy(final ClusterContext context) {
        try {
            open(ClusterDirectory.open(context.directory()));
            MemberPorts.requireFree("the copy", context.own());
            final EngineSettings engine =
                    new EngineSettings(context, context.directory(), this::onError, () -> isOver = true);
            open(MediaDriver.launch(engine.driver()));
            open(Archive.launch(engine.archive()));
            final ClusterBackup.Context settings = engine.copy(new Listener());
            open(ClusterBackup.launch(settings));
            state = settings.stateCounter();
            live = settings.liveLogPositionCounter();
            purge = new LogPurge(context, engine.archiveClient());
        } catch (final AeronException | IllegalStateException e) {
            close();
            throw new ClusterException(context.directory() + ": no copy can be made: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(final T part) {
        opened.push(part);
        return part;
    }

    private void onError(final Throwable cause) {
        if (reports.size() < MOST_REPORTS) {
            reports.add(cause.getMessage());
        }
    }

    /** Whether it has what a member would start from, and hears what comes. */
    public boolean isFollowing() {
        return !isOver && ClusterBackup.State.get(state) == ClusterBackup.State.BACKING_UP;
    }

    /** Up to where it has the log; -1 when it has nothing yet. */
    public long position() {
        return live.isClosed() ? -1 : live.get();
    }

    /** Snapshots that it has got since it began; the one of a member is two of them, its engine's and its owner's. */
    public long snapshots() {
        return snapshots;
    }

    /** The member that it hears; -1 for none. */
    public int source() {
        return source;
    }

    /** True when it goes on no more. */
    public boolean isOver() {
        return isOver;
    }

    /** The next message for the operator, or null. */
    public String nextReport() {
        return reports.poll();
    }

    /**
     * Removes what lies in front of the snapshots that are to be kept.
     *
     * @return bytes of log that are gone
     */
    public long purge() {
        return isFollowing() ? purge.upTo(position()) : 0;
    }

    private final class Listener implements ClusterBackupEventsListener {
        @Override
        public void onBackupQuery() {}

        @Override
        public void onPossibleFailure(final Exception cause) {
            onError(cause);
        }

        @Override
        public void onBackupResponse(
                final ClusterMember[] members, final ClusterMember from, final List<RecordingLog.Snapshot> retrieved) {
            source = from.id();
        }

        @Override
        public void onUpdatedRecordingLog(final RecordingLog log, final List<RecordingLog.Snapshot> retrieved) {
            snapshots += retrieved.size();
        }

        @Override
        public void onLiveLogProgress(final long recordingId, final long counterId, final long logPosition) {}
    }

    /** What it has got stays. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            CloseHelper.quietClose(opened.pop());
        }
    }
}
