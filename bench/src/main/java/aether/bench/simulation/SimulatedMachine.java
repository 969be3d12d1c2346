package aether.bench.simulation;

import aether.cluster.ClusterContext;
import aether.cluster.ClusterLog;
import aether.cluster.CommittedRing;
import aether.cluster.LogReader;
import aether.config.SiteConfig;
import aether.desk.Administration;
import aether.desk.OrderDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** One machine: the product's feed, desk and end of the log; its process may end and begin again. */
final class SimulatedMachine implements IdleStrategy {
    private static final int RING_LENGTH = 128 * 1024;
    private static final int PROPOSALS_LENGTH = 64 * 1024;
    private static final int MOST_ENTRIES = 32;
    private static final int MOST_IDLE = 10_000;
    private static final long HEARTBEATS_APART = 8;
    private static final long LEAST_TURN_NS = 200_000;
    private static final long MOST_TURN_NS = 1_500_000;
    private static final long WATCH_NS = 10_000_000;

    private final int id;
    private final SiteConfig config;
    private final Path commands;
    private final VirtualNetwork.Host host;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final Witness witness;
    private final ConsensusModel[] members;
    private final SimulatedPeers peers;
    private final ClusterContext context;
    private LogDisk disk = new LogDisk();
    private long clockNs;
    private long pausedUntilNs;
    private long stalledUntilNs;
    private long misreadsUntilNs;
    private OrderDesk desk;
    private SimulatedFeed feed;
    private CommittedRing ring;
    private LogReader reader;
    private ClusterLog log;
    private ConsensusModel module;
    private int read;
    private boolean isParting;
    private long joinAtNs;
    private int idles;
    private boolean wasLeading;
    private boolean wasHere;
    private Runnable onLead = () -> {};

    /** Not started. */
    SimulatedMachine(
            final int id,
            final SimulatedSite site,
            final VirtualNetwork network,
            final SplittableRandom random,
            final Witness witness,
            final Others others) {
        this.id = id;
        peers = new SimulatedPeers(id, network, others.peers());
        this.random = random;
        this.witness = witness;
        members = others.modules();
        config = site.config(id);
        commands = site.commands(id);
        host = network.host(id);
        time = network.time();
        context = new ClusterContext()
                .memberId(id)
                .proposalsLength(PROPOSALS_LENGTH)
                .ringLength(RING_LENGTH)
                .clock(time::nowNs);
        time.every(LEAST_TURN_NS, MOST_TURN_NS, this::feedTurn);
        time.every(LEAST_TURN_NS, MOST_TURN_NS, this::moduleTurn);
        time.every(LEAST_TURN_NS, MOST_TURN_NS, this::serviceTurn);
        time.every(WATCH_NS, WATCH_NS, this::watch);
    }

    int id() {
        return id;
    }

    /** {@code action} is run each time that it begins to lead. */
    void onLead(final Runnable action) {
        onLead = action;
    }

    /** Its process begins, with what is on its disk. */
    void start() {
        witness.story().tell(id, "starts");
        desk = new OrderDesk(
                config,
                this::wallNs,
                new WatchedPorts(host, witness, () -> desk.gateway().core()));
        desk.obey(commands);
        feed = new SimulatedFeed(config, desk.books());
        join(0);
        desk.begin();
    }

    private void join(final long from) {
        ring = new CommittedRing(RING_LENGTH);
        reader = new LogReader(ring, from);
        read = disk.restore(reader, this);
        module = new ConsensusModel(
                id,
                disk,
                host.network(),
                random.split(),
                new ConsensusModel.Plan(members.length, context.heartbeatNs(), wasHere),
                read);
        wasHere = true;
        module.know(members, witness);
        members[id] = module;
        log = new ClusterLog(context, ring, module, from);
        desk.replicate(new OrderDesk.Membership(log, peers), feed.books());
    }

    private void leave() {
        if (module != null) {
            module.end();
        }
        module = null;
        members[id] = null;
        isParting = false;
    }

    /** SIGKILL: what was sent arrives, and the other ends hear that it is gone. */
    void kill() {
        try {
            host.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        end();
    }

    /** No power: nobody hears of it. */
    void powerOff() {
        host.vanish();
        end();
    }

    /** As an operator ends it. */
    void terminate() {
        desk.stop();
        kill();
    }

    private void end() {
        leave();
        desk.close();
        desk = null;
        peers.clear();
        wasLeading = false;
    }

    /** Another disk, without anything; only while it is down. */
    void wipe() {
        disk = new LogDisk();
    }

    boolean isUp() {
        return desk != null;
    }

    boolean isRunning() {
        return isUp() && time.nowNs() >= pausedUntilNs;
    }

    /** SIGSTOP, for a while. */
    void pause(final long forNs) {
        pausedUntilNs = time.nowNs() + forNs;
    }

    /** The feed's thread alone gets no core for a while. */
    void stall(final long forNs) {
        stalledUntilNs = time.nowNs() + forNs;
    }

    /** Its clock jumps, to so far from the exchange's. */
    void clock(final long awayNs) {
        clockNs = awayNs;
    }

    private long wallNs() {
        return VirtualTime.START_NS + time.nowNs() + clockNs;
    }

    /** For a while it reads something else than was sent. */
    void misread(final long forNs) {
        misreadsUntilNs = time.nowNs() + forNs;
    }

    /** Market data arrives. */
    void receive(final byte[] frame) {
        if (isUp()) {
            if (time.nowNs() < misreadsUntilNs) {
                witness.misread();
                feed.misread(frame);
            } else {
                feed.receive(frame);
            }
        }
    }

    private void feedTurn() {
        if (!isRunning() || time.nowNs() < stalledUntilNs) {
            return;
        }
        feed.turn(wallNs());
        desk.poll();
        tellNews();
        final boolean isLeading = module != null && log.isLeading();
        if (isLeading && !wasLeading) {
            onLead.run();
        }
        wasLeading = isLeading;
        if (desk.booksDiffered() > 0) {
            witness.distrusted(id);
        }
        if (!desk.divergence().isEmpty()) {
            witness.violated("machine " + id + ": " + desk.divergence());
        }
    }

    private void tellNews() {
        if (witness.story().isHeard()) {
            for (String news = desk.nextNews(); news != null; news = desk.nextNews()) {
                witness.story().tell(id, news);
            }
        }
    }

    private void moduleTurn() {
        if (isRunning() && module != null) {
            module.turn();
        }
    }

    private void serviceTurn() {
        if (!isRunning() || module == null || isParting || time.nowNs() < stalledUntilNs) {
            return;
        }
        for (int i = random.nextInt(MOST_ENTRIES);
                i > 0 && module != null && read < module.committed() && ring.waiting() < RING_LENGTH / 4;
                i--) {
            onEntry(disk.entry(read));
        }
    }

    private void onEntry(final LogEntry entry) {
        read++;
        idles = 0;
        switch (entry.kind()) {
            case TERM -> reader.onTerm(entry.term(), entry.leader(), this);
            case MESSAGE -> {
                final UnsafeBuffer message = new UnsafeBuffer(entry.content());
                witness.recorded(message, 0, message.capacity());
                reader.onMessage(entry.position(), message, 0, message.capacity(), this);
            }
            case SNAPSHOT -> snapshot(entry.position());
        }
    }

    private void snapshot(final long position) {
        try {
            disk.snapshot(reader, read, position, this);
        } catch (final AgentTerminationException e) {
            // As the container does: the member is over, and the process with it.
            kill();
        }
    }

    /** The thread that reads the log waits for the feed's thread. */
    @Override
    public void idle() {
        if (++idles > MOST_IDLE) {
            witness.violated("machine " + id + ": its feed's thread does not answer");
            ring.close();
        }
        feedTurn();
    }

    @Override
    public void idle(final int workCount) {
        idle();
    }

    @Override
    public void reset() {
        idles = 0;
    }

    /** What the process does beside: obeys, parts from the others and comes back. */
    private void watch() {
        if (!isRunning()) {
            return;
        }
        if (module == null) {
            if (time.nowNs() >= joinAtNs) {
                join(desk.applied());
            }
            return;
        }
        if (isParting) {
            if (desk.part(0)) {
                leave();
                joinAtNs = time.nowNs() + HEARTBEATS_APART * context.heartbeatNs();
            }
            return;
        }
        final Administration wanted = desk.nextWanted();
        if (wanted == Administration.STEP_DOWN && module.isLeader()) {
            isParting = true;
            desk.part(0);
        } else if (wanted == Administration.SNAPSHOT) {
            module.snapshot();
        }
    }

    /** An operator's file of commands. */
    Path commands() {
        return commands;
    }

    OrderDesk desk() {
        return desk;
    }

    SimulatedFeed feed() {
        return feed;
    }

    /** Null while it takes no part. */
    ConsensusModel module() {
        return module;
    }

    boolean isLeading() {
        return isRunning() && module != null && log.isLeading() && module.isLeader();
    }

    /** In the log, of what it applied last. */
    boolean hasApplied(final int size) {
        return module != null && read >= size && ring.waiting() == 0;
    }
}
