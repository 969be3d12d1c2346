package aether.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterBackup;
import io.aeron.cluster.ClusterBackupEventsListener;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.NanosecondClusterClock;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.SemanticVersion;

/**
 * How the parts of Aeron are set up, for a member and for what it is measured against. What is not said here is as Aeron has it. Nothing is forced to disk: what a majority has, it has in memory at least.
 */
public final class EngineSettings {
    private static final long STARTUP_CANVASS_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long IMAGE_LIVENESS_NS = TimeUnit.SECONDS.toNanos(1);

    /** A process that stood still for so long is no member any more; one that did for less follows. */
    private static final long CLIENT_LIVENESS_NS = TimeUnit.MINUTES.toNanos(5);

    private static final long UNBLOCK_NS = TimeUnit.MINUTES.toNanos(6);

    /** How often a copy asks whether there is another snapshot. */
    private static final long COPY_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

    private static final long COPY_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long COPY_ANSWER_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int PER_TIMEOUT = 10;
    private static final long LEAST_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TERM_BUFFER = 1 << 20;
    private static final int SEGMENT_LENGTH = 16 << 20;
    private static final String LOCAL_CONTROL = "aeron:ipc?term-length=64k";
    private static final String INGRESS = "aeron:udp?term-length=1m";
    private static final String LOG = "aeron:udp?term-length=4m";

    private final ClusterContext context;
    private final Path directory;
    private final ErrorHandler errors;
    private final Runnable ended;

    /**
     * Settings of one member.
     *
     * @param directory where archive and cluster keep their files
     * @param errors hears what goes wrong on any of their threads
     * @param ended hears that the cluster was told to end
     */
    public EngineSettings(
            final ClusterContext context, final Path directory, final ErrorHandler errors, final Runnable ended) {
        this.context = context;
        this.directory = directory;
        this.errors = errors;
        this.ended = ended;
    }

    public MediaDriver.Context driver() {
        final MediaDriver.Context driver = new MediaDriver.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(context.idle())
                .termBufferSparseFile(true)
                .publicationTermBufferLength(TERM_BUFFER)
                .ipcTermBufferLength(TERM_BUFFER)
                .imageLivenessTimeoutNs(IMAGE_LIVENESS_NS)
                .clientLivenessTimeoutNs(CLIENT_LIVENESS_NS)
                .publicationUnblockTimeoutNs(UNBLOCK_NS)
                .errorHandler(errors);
        if (context.cut() != null) {
            context.cut().into(driver);
        }
        return driver;
    }

    /** To the archive of the same process. */
    AeronArchive.Context archiveClient() {
        return new AeronArchive.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .controlRequestChannel(LOCAL_CONTROL)
                .controlResponseChannel(LOCAL_CONTROL)
                .errorHandler(errors);
    }

    public Archive.Context archive() {
        return new Archive.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .archiveDir(directory.resolve(ClusterDirectory.ARCHIVE).toFile())
                .controlChannel(MemberPorts.archive(context.own()))
                .localControlChannel(LOCAL_CONTROL)
                .replicationChannel(MemberPorts.replication(context.own()))
                .recordingEventsEnabled(false)
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(context::idle)
                .segmentFileLength(SEGMENT_LENGTH)
                .errorHandler(errors);
    }

    public ConsensusModule.Context module() {
        return new ConsensusModule.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .clusterMemberId(context.memberId())
                .clusterMembers(MemberPorts.all(context.members()))
                .clusterDir(directory.resolve(ClusterDirectory.CLUSTER).toFile())
                .ingressChannel(INGRESS)
                .isIpcIngressAllowed(true)
                .logChannel(LOG)
                .replicationChannel(MemberPorts.replication(context.own()))
                .archiveContext(archiveClient())
                .idleStrategySupplier(context::idle)
                .clusterClock(new NanosecondClusterClock())
                .leaderHeartbeatTimeoutNs(context.heartbeatNs())
                .leaderHeartbeatIntervalNs(interval(context.heartbeatNs()))
                .electionTimeoutNs(context.electionNs())
                .electionStatusIntervalNs(interval(context.electionNs()))
                .startupCanvassTimeoutNs(STARTUP_CANVASS_NS)
                .sessionTimeoutNs(SESSION_TIMEOUT_NS)
                .appVersion(SemanticVersion.compose(context.version(), 0, 0))
                .terminationHook(ended)
                .errorHandler(errors);
    }

    /** For a copy: what has been recorded elsewhere, from the latest snapshot on. */
    ClusterBackup.Context copy(final ClusterBackupEventsListener listener) {
        return new ClusterBackup.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .clusterDir(directory.resolve(ClusterDirectory.CLUSTER).toFile())
                .clusterConsensusEndpoints(MemberPorts.consensusOf(context.members()))
                .consensusChannel(MemberPorts.consensus(context.own()))
                .catchupEndpoint(MemberPorts.catchUp(context.own()))
                .archiveContext(archiveClient())
                .clusterArchiveContext(new AeronArchive.Context()
                        .aeronDirectoryName(context.aeronDirectory().toString())
                        // The member that answers puts its own place in.
                        .controlRequestChannel("aeron:udp")
                        .controlResponseChannel(MemberPorts.replication(context.own()))
                        .errorHandler(errors))
                .sourceType(ClusterBackup.SourceType.ANY)
                .initialReplayStart(ClusterBackup.Configuration.ReplayStart.LATEST_SNAPSHOT)
                .clusterBackupIntervalNs(COPY_INTERVAL_NS)
                .clusterBackupCoolDownIntervalNs(COPY_PAUSE_NS)
                .clusterBackupResponseTimeoutNs(COPY_ANSWER_NS)
                .idleStrategySupplier(context::idle)
                .eventsListener(listener)
                .terminationHook(ended)
                .errorHandler(errors);
    }

    private static long interval(final long timeoutNs) {
        return Math.max(LEAST_INTERVAL_NS, timeoutNs / PER_TIMEOUT);
    }

    public ClusteredServiceContainer.Context container(final ClusteredService service) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(context.aeronDirectory().toString())
                .archiveContext(archiveClient())
                .clusterDir(directory.resolve(ClusterDirectory.CLUSTER).toFile())
                .clusteredService(service)
                .idleStrategySupplier(context::idle)
                .appVersion(SemanticVersion.compose(context.version(), 0, 0))
                .terminationHook(ended)
                .errorHandler(errors);
    }
}
