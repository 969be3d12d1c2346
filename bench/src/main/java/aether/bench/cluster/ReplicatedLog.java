package aether.bench.cluster;

import aether.cluster.ClusterContext;
import aether.cluster.ClusterLog;
import aether.cluster.ClusterNode;
import aether.cluster.LogListener;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The product's own: {@link ClusterLog}, as the order plane uses it. */
final class ReplicatedLog implements Contender {
    private static final int TYPE = 5;

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final ClusterLog[] logs;
    private ClusterLog leader;
    private Out heard = stamp -> {};

    ReplicatedLog(final List<ClusterContext> contexts) {
        contexts.forEach(context -> nodes.add(new ClusterNode(context)));
        logs = nodes.stream().map(ClusterNode::log).toArray(ClusterLog[]::new);
        for (final ClusterLog log : logs) {
            log.listen(new Member(log));
        }
    }

    private final class Member implements LogListener {
        private final ClusterLog log;

        Member(final ClusterLog log) {
            this.log = log;
        }

        @Override
        public void onCheckpoint(final DirectBuffer buffer, final int length) {
            // There is none.
        }

        @Override
        public void onInput(
                final int type, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
            if (log == leader && log.mayRelease(log.proposedNs())) {
                heard.onInput(buffer.getLong(offset));
            }
        }

        @Override
        public Checkpoint checkpoint() {
            return new Checkpoint(new UnsafeBuffer(new byte[Long.BYTES]), Long.BYTES);
        }

        @Override
        public void onLead() {
            leader = log;
        }

        @Override
        public void onFollow() {
            leader = leader == log ? null : leader;
        }
    }

    @Override
    public boolean prepare() {
        return leader != null;
    }

    @Override
    public boolean offer(final UnsafeBuffer input, final int length) {
        return leader != null && leader.hasRoom() && leader.offer(TYPE, input.getLong(0), input, 0, length);
    }

    @Override
    public void poll(final Out out) {
        heard = out;
        for (final ClusterLog log : logs) {
            log.poll();
        }
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(nodes);
    }
}
