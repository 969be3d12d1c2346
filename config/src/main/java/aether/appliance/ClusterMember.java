package aether.appliance;

import aether.cluster.ClusterContext;
import aether.cluster.ClusterException;
import aether.cluster.ClusterNode;
import aether.host.Part;
import aether.nic.CounterRegister;
import java.util.List;
import java.util.function.ToLongFunction;
import org.agrona.CloseHelper;

/** This machine as one of several that trade as one. It joins when the process is who it will be: the log's files belong to its user. */
final class ClusterMember implements Part {
    private final ClusterContext context;
    private volatile ClusterNode node;

    ClusterMember(final ClusterContext context) {
        this.context = context;
    }

    /**
     * Takes part from here on.
     *
     * @throws ClusterException when it cannot
     */
    ClusterNode join() {
        node = new ClusterNode(context);
        return node;
    }

    /** Throws when this machine takes part no more, which its orders must not outlive. */
    void requireMembership() {
        final ClusterNode present = node;
        if (present != null && present.isOver()) {
            final String report = present.nextReport();
            throw new ClusterException("this machine is no member of the cluster any more; start it again"
                    + (report == null ? "" : " (" + report + ")"));
        }
    }

    /** Asks for a snapshot; done where this machine leads. */
    void snapshot() {
        final ClusterNode present = node;
        if (present != null) {
            present.snapshot();
        }
    }

    void registerCounters(final CounterRegister register) {
        register.add("cluster leading", () -> read(each -> each.isLeader() ? 1 : 0));
        register.add("cluster term", () -> read(ClusterNode::term));
        register.add("cluster log committed", () -> read(ClusterNode::committed));
        register.add("cluster log applied", () -> read(each -> each.log().position()));
        register.add("cluster bytes waiting", () -> read(ClusterNode::waiting));
        register.add("cluster bytes unrecorded", () -> read(each -> each.log().unrecorded()));
        register.add("cluster way in", () -> read(each -> each.isOpen() ? 1 : 0));
        register.add("cluster elections", () -> read(ClusterNode::elections));
        register.add("cluster snapshots", () -> read(ClusterNode::snapshots));
        register.add("cluster inputs left out", () -> read(ClusterNode::outdated));
        register.add(
                "cluster inputs proposed again", () -> read(each -> each.log().repeated()));
        register.add("cluster errors", () -> read(ClusterNode::errors));
    }

    private long read(final ToLongFunction<ClusterNode> figure) {
        final ClusterNode present = node;
        return present == null ? 0 : figure.applyAsLong(present);
    }

    @Override
    public List<String> describe() {
        final ClusterContext.Member own = context.members().get(context.memberId());
        return List.of("cluster member " + context.memberId() + " of "
                + context.members().size() + ", " + own.host() + ":" + own.port() + "; log " + context.directory());
    }

    @Override
    public String nextNews() {
        final ClusterNode present = node;
        return present == null ? null : present.nextReport();
    }

    /** When the feed's thread has ended. */
    @Override
    public void close() {
        CloseHelper.close(node);
        node = null;
    }
}
