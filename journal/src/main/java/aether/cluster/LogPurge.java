package aether.cluster;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes what no start of this machine will need: the log in front of the oldest snapshot that is kept, in whole files, and the snapshots before that one. Asks and
 * waits: not for a thread that trades.
 *
 * <p>A member whose log ends in front of what is kept cannot catch up from here. Who calls this knows that there is none.
 */
final class LogPurge {
    private static final int OWN_SERVICE = 0;

    /** Of the log's recording, as its catalog has it. */
    private record Extent(long start, int termLength, int segmentLength) {}

    private final ClusterContext context;
    private final AeronArchive.Context archive;

    /** In the log, where what is kept begins since the last time; nobody else removes anything. */
    private long done;

    LogPurge(final ClusterContext context, final AeronArchive.Context archive) {
        this.context = context;
        this.archive = archive;
    }

    /**
     * Does it, where there are as many snapshots as are kept.
     *
     * @param known all who may come have the log up to there
     * @return bytes of log that are gone
     * @throws ClusterException when the archive does not do it
     */
    long upTo(final long known) {
        if (context.keepSnapshots() == 0) {
            return 0;
        }
        try (RecordingLog log = new RecordingLog(
                        context.directory().resolve(ClusterDirectory.CLUSTER).toFile(), false);
                AeronArchive client = AeronArchive.connect(archive.clone())) {
            final List<Long> places = places(log.entries());
            if (places.size() < context.keepSnapshots()) {
                return 0;
            }
            final long first = places.get(context.keepSnapshots() - 1);
            if (first > known || first == done) {
                return 0;
            }
            dropSnapshots(client, log.entries(), first);
            final long removed = dropLog(client, log.findLastTermRecordingId(), first);
            done = first;
            return removed;
        } catch (final Exception e) {
            // The files' own faults are told as they are, whatever they are declared to be.
            throw new ClusterException(context.directory() + ": the log cannot be purged: " + e.getMessage(), e);
        }
    }

    /** Where in the log there are snapshots that a member can start from, the newest first. */
    private static List<Long> places(final List<RecordingLog.Entry> entries) {
        final Set<Long> whole = new HashSet<>(placesOf(entries, ConsensusModule.Configuration.SERVICE_ID));
        whole.retainAll(placesOf(entries, OWN_SERVICE));
        return whole.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static Set<Long> placesOf(final List<RecordingLog.Entry> entries, final int service) {
        return entries.stream()
                .filter(entry -> isSnapshot(entry) && entry.isValid && entry.serviceId == service)
                .map(entry -> entry.logPosition)
                .collect(Collectors.toSet());
    }

    private static boolean isSnapshot(final RecordingLog.Entry entry) {
        return entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT;
    }

    /** Their entries stay, and are never looked at: there are newer ones. */
    private static void dropSnapshots(
            final AeronArchive client, final List<RecordingLog.Entry> entries, final long before) {
        for (final RecordingLog.Entry entry : entries) {
            if (isSnapshot(entry) && entry.logPosition < before) {
                dropRecording(client, entry.recordingId);
            }
        }
    }

    private static void dropRecording(final AeronArchive client, final long recordingId) {
        try {
            client.purgeRecording(recordingId);
        } catch (final ArchiveException e) {
            if (e.errorCode() != ArchiveException.UNKNOWN_RECORDING) {
                throw e;
            }
            // Gone already.
        }
    }

    private static long dropLog(final AeronArchive client, final long recordingId, final long before) {
        final Extent[] found = new Extent[1];
        client.listRecording(
                recordingId,
                (session,
                        correlation,
                        id,
                        startTime,
                        stopTime,
                        start,
                        stop,
                        initialTerm,
                        segmentLength,
                        termLength,
                        mtu,
                        sessionId,
                        stream,
                        channel,
                        original,
                        identity) -> found[0] = new Extent(start, termLength, segmentLength));
        if (found[0] == null) {
            return 0;
        }
        final Extent extent = found[0];
        final long base =
                AeronArchive.segmentFileBasePosition(extent.start, before, extent.termLength, extent.segmentLength);
        if (base <= extent.start) {
            return 0;
        }
        client.purgeSegments(recordingId, base);
        return base - extent.start;
    }
}
