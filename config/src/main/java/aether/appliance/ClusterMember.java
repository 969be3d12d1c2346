package aether.appliance;

import aether.book.BookBuilder;
import aether.cluster.ClusterContext;
import aether.cluster.ClusterException;
import aether.cluster.ClusterNode;
import aether.desk.Administration;
import aether.desk.OrderDesk;
import aether.host.Part;
import aether.nic.CounterRegister;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/**
 * This machine as one of several that trade as one. It joins when the process is who it will be: the log's files belong to its user. What takes a while is done
 * on a thread of its own.
 */
final class ClusterMember implements Part, Agent {
    private static final long NOBODY = -1;
    private static final long NEW_NS = 10_000_000_000L;
    /** Without a turn of the thread that trades, after which a leader is none. */
    private static final long HEARTBEATS_STUCK = 10;

    private static final long LEAST_AWAKE_NS = 500_000_000L;

    private static final long PURGE_EVERY_NS = 10_000_000_000L;
    private static final long PARTING_NS = 5_000_000_000L;

    /** Heartbeats that the others are given to elect somebody before this machine takes part again. */
    private static final long HEARTBEATS_APART = 8;

    private final ClusterContext context;
    private final LongSupplier silentNs;
    private final ConcurrentLinkedQueue<String> news = new ConcurrentLinkedQueue<>();
    private volatile OrderDesk desk;
    private volatile BookBuilder books;
    private long joinAtNs;
    private volatile boolean isToPart;
    private volatile boolean isApart;
    private volatile ClusterNode node;
    private volatile long joinedNs;
    private volatile long removed;
    private long purgedNs;
    private long watchedNs;
    private boolean isTold;

    /** {@code silentNs}: for how long a thread that trades has taken no turn. */
    ClusterMember(final ClusterContext context, final LongSupplier silentNs) {
        this.context = context;
        this.silentNs = silentNs;
    }

    /**
     * Takes part from here on.
     *
     * @param tradedBooks what a strategy hears of when this machine leads
     * @throws ClusterException when it cannot
     */
    void join(final OrderDesk orders, final BookBuilder tradedBooks) {
        desk = orders;
        books = tradedBooks;
        node = new ClusterNode(context);
        joinedNs = System.nanoTime();
        desk.replicate(new OrderDesk.Membership(node.log(), node.peers()), books);
    }

    /** What an operator wants; null for nothing. */
    private void obey(final Administration wanted) {
        final ClusterNode present = node;
        if (wanted == null || present == null) {
            return;
        }
        if (!present.isLeader()) {
            news.add("a command was not obeyed: this machine does not lead");
        } else if (wanted == Administration.STEP_DOWN) {
            isToPart = true;
        } else if (!present.snapshot()) {
            news.add("no snapshot: there is one under way");
        }
    }

    /** Parts from the others and comes back; on a thread that may wait. */
    @Override
    public int doWork() {
        if (isToPart) {
            isToPart = false;
            part();
        } else if (isApart && System.nanoTime() >= joinAtNs) {
            node = new ClusterNode(context, desk.applied());
            desk.replicate(new OrderDesk.Membership(node.log(), node.peers()), books);
            isApart = false;
        } else {
            purge();
        }
        return 0;
    }

    /** What no start needs any more goes, but not while a machine that may need it is away. */
    private void purge() {
        final ClusterNode present = node;
        final long nowNs = System.nanoTime();
        if (present == null || context.keepSnapshots() == 0 || nowNs - purgedNs < PURGE_EVERY_NS) {
            return;
        }
        purgedNs = nowNs;
        try {
            removed += present.purge(desk.appliedByAll());
        } catch (final ClusterException e) {
            news.add(e.getMessage());
        }
    }

    private void part() {
        news.add("this machine steps down");
        if (!desk.part(PARTING_NS)) {
            throw new ClusterException(
                    "this machine was to step down, and its feed's thread does not answer; start it again");
        }
        final ClusterNode left = node;
        node = null;
        CloseHelper.close(left);
        isApart = true;
        joinAtNs = System.nanoTime() + HEARTBEATS_APART * context.heartbeatNs();
    }

    @Override
    public String roleName() {
        return "cluster";
    }

    /** Now and then: obeys operators, and throws when this machine must not go on. */
    void watch() {
        final ClusterNode present = node;
        if (present == null) {
            return;
        }
        if (!desk.divergence().isEmpty()) {
            throw new ClusterException(desk.divergence()
                    + "; keep its journal and its log, and start it again with an empty cluster.directory");
        }
        if (present.isOver() && present == node) {
            final String report = present.nextReport();
            throw new ClusterException("this machine is no member of the cluster any more; start it again"
                    + (report == null ? "" : " (" + report + ")"));
        }
        requireTurns(present);
        compareClocks();
        obey(desk.nextWanted());
    }

    /** A leader whose trading thread stands still keeps all others from trading. That the whole process stood still is something else: the others have noticed. */
    private void requireTurns(final ClusterNode present) {
        final long nowNs = System.nanoTime();
        final boolean isProcessAwake =
                nowNs - watchedNs < Math.max(LEAST_AWAKE_NS, context.heartbeatNs() * HEARTBEATS_STUCK / 2);
        watchedNs = nowNs;
        if (isProcessAwake && present.isLeader() && silentNs.getAsLong() > context.heartbeatNs() * HEARTBEATS_STUCK) {
            present.resign();
            throw new ClusterException(
                    "the thread that trades took no turn for " + HEARTBEATS_STUCK
                            + " heartbeats while this machine led: another leads from here on; the warning before says where it stood");
        }
    }

    /** A machine that comes with a wrong clock does not stay; one whose clock goes wrong says so. */
    private void compareClocks() {
        final String apart = desk.clocksApart();
        final boolean isNew = System.nanoTime() - joinedNs < NEW_NS;
        if (desk.isClockWrong() && isNew) {
            throw new ClusterException(
                    apart + "; machines that trade as one need the same time (PTP, chrony): set them, and start again");
        }
        if (!apart.isEmpty() && !isTold) {
            news.add("CLOCKS APART: " + apart);
        }
        isTold = !apart.isEmpty();
    }

    void registerCounters(final CounterRegister register) {
        register.add("cluster member", context::memberId);
        register.add("cluster leader", () -> readOr(NOBODY, each -> each.log().leader()));
        register.add("cluster leading", () -> read(each -> each.isLeader() ? 1 : 0));
        register.add("cluster term", () -> read(ClusterNode::term));
        register.add("cluster log committed", () -> read(ClusterNode::committed));
        register.add("cluster log applied", () -> read(each -> each.log().position()));
        register.add("cluster bytes waiting", () -> read(ClusterNode::waiting));
        register.add("cluster bytes unrecorded", () -> read(each -> each.log().unrecorded()));
        register.add("cluster way in", () -> read(each -> each.isOpen() ? 1 : 0));
        register.add("cluster elections", () -> read(ClusterNode::elections));
        register.add("cluster snapshots", () -> read(ClusterNode::snapshots));
        register.add("cluster log bytes removed", () -> removed);
        register.add("cluster inputs left out", () -> read(ClusterNode::outdated));
        register.add(
                "cluster inputs proposed again", () -> read(each -> each.log().repeated()));
        register.add("cluster errors", () -> read(ClusterNode::errors));
    }

    private long read(final ToLongFunction<ClusterNode> figure) {
        return readOr(0, figure);
    }

    private long readOr(final long otherwise, final ToLongFunction<ClusterNode> figure) {
        final ClusterNode present = node;
        return present == null ? otherwise : figure.applyAsLong(present);
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
        final String own = news.poll();
        return own != null || present == null ? own : present.nextReport();
    }

    /** When the feed's thread has ended. */
    @Override
    public void close() {
        CloseHelper.close(node);
        node = null;
    }
}
