package aether.cluster;

import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.Cluster;
import org.agrona.concurrent.status.CountersReader;

/** What this member's consensus module knows, at any moment and on any thread; through a client of its own, which outlives the module. */
final class Leadership {
    private final CountersReader counters;
    private final int role;
    private final int term;
    private final int committed;
    private final int election;
    private final int elections;
    private final int snapshots;
    private final int state;
    private volatile boolean isClosed;

    Leadership(final CountersReader counters, final ConsensusModule.Context module) {
        this.counters = counters;
        role = module.clusterNodeRoleCounter().id();
        term = module.leadershipTermIdCounter().id();
        committed = module.commitPositionCounter().id();
        election = module.electionStateCounter().id();
        elections = module.electionCounter().id();
        snapshots = module.snapshotCounter().id();
        state = module.moduleStateCounter().id();
    }

    /** Not while it is being elected: a leader that lost the others and stands again has that role at once, and its old term still. */
    boolean isLeader() {
        return role() == Cluster.Role.LEADER && !isElecting();
    }

    /** Whether it is not settled who leads, or this member has not got to where it can follow. */
    boolean isElecting() {
        return read(election) != ElectionState.CLOSED.code();
    }

    Cluster.Role role() {
        return isClosed ? Cluster.Role.FOLLOWER : Cluster.Role.get(counters.getCounterValue(role));
    }

    long term() {
        return read(term);
    }

    /** Up to where a majority has the log. */
    long committed() {
        return read(committed);
    }

    /** Snapshots that this member has taken part in. */
    long snapshots() {
        return Math.max(0, read(snapshots));
    }

    /** Elections that this member took part in. */
    long elections() {
        return read(elections);
    }

    /** Whether the module has ended, for whatever reason. */
    boolean isOver() {
        return isClosed || read(state) == ConsensusModule.State.CLOSED.code();
    }

    private long read(final int counter) {
        return isClosed ? -1 : counters.getCounterValue(counter);
    }

    /** Before the client goes. */
    void close() {
        isClosed = true;
    }
}
