package aether.cluster;

import io.aeron.cluster.ClusterMembership;
import io.aeron.cluster.ClusterTool;
import io.aeron.exceptions.AeronException;
import java.nio.file.Path;
import java.util.List;

/**
 * What one member's consensus module, in whatever process, knows of all.
 *
 * @param position in the log, of what the member has; as far as it has told this one: followers tell the leader alone
 */
public record ClusterMembers(int id, boolean isLeader, long position) {
    private static final long PATIENCE_MS = 2_000;

    /**
     * Asks.
     *
     * @param directory of the member, as in its settings
     * @throws ClusterException when nobody answers
     */
    public static List<ClusterMembers> of(final Path directory) {
        final ClusterMembership membership = new ClusterMembership();
        try {
            if (ClusterTool.listMembers(
                    membership, directory.resolve(ClusterDirectory.CLUSTER).toFile(), PATIENCE_MS)) {
                return membership.activeMembers.stream()
                        .map(member -> new ClusterMembers(
                                member.id(), member.id() == membership.leaderMemberId, member.logPosition()))
                        .toList();
            }
        } catch (final AeronException | IllegalStateException e) {
            throw new ClusterException(directory + ": no member answers: " + e.getMessage(), e);
        }
        throw new ClusterException(directory + ": no member answers; is it running?");
    }
}
