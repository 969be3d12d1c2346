package aether.bench.simulation;

import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.bench.simulation.LogDisk.Snapshot;
import aether.channel.ChannelPipeline;
import aether.cluster.ClusterContext;
import aether.cluster.ClusterLog;
import aether.cluster.CommittedRing;
import aether.cluster.LogListener;
import aether.cluster.LogReader;
import aether.config.SiteConfig;
import aether.desk.Administration;
import aether.desk.OrderDesk;
import aether.desk.OrderPorts;
import aether.feed.PacketKind;
import aether.gateway.InputJournal;
import aether.gateway.OrderInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** One machine: the product's feed, desk and end of the log; its process may end and begin again. */
final class SimulatedMachine implements OrderPorts, IdleStrategy {
    /** What the machines' clocks say when the simulation begins. */
    static final long START_NS = 1_700_400_000_000_000_000L;

    private static final int RING_LENGTH = 128 * 1024;
    private static final int PROPOSALS_LENGTH = 64 * 1024;
    private static final int MOST_ENTRIES = 32;
    private static final int MOST_FRAMES = 64;
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
    private final ClusterContext context;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private LogDisk disk = new LogDisk();
    private long clockNs;
    private long pausedUntilNs;
    private long stalledUntilNs;
    private OrderDesk desk;
    private ChannelPipeline pipeline;
    private FeedHandler feed;
    private CommittedRing ring;
    private LogReader reader;
    private ClusterLog log;
    private ConsensusModel module;
    private int read;
    private boolean isParting;
    private long joinAtNs;
    private int idles;
    private boolean wasLeading;
    private Runnable onLead = () -> {};

    /** Not started. */
    SimulatedMachine(
            final int id,
            final SimulatedSite site,
            final VirtualNetwork network,
            final SplittableRandom random,
            final Witness witness,
            final ConsensusModel[] members) {
        this.id = id;
        this.random = random;
        this.witness = witness;
        this.members = members;
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
    void start(final boolean isLate) {
        witness.story().tell(id, "starts");
        desk = new OrderDesk(config, this::wallNs, this);
        desk.obey(commands);
        pipeline = new ChannelPipeline(
                config.channel().venue(), config.bookContext(), config.channelContext(), desk.books());
        feed = pipeline.feed(config.arbiterContext(), table(), pipeline.channel());
        frames.clear();
        join(0, isLate);
        desk.begin();
    }

    private static LineTable table() {
        final LineTable table = new LineTable(SimulatedExchange.lines());
        for (int line = 0; line < SimulatedExchange.lines(); line++) {
            table.set(line, SimulatedExchange.group(line));
        }
        return table.recovery(2, PacketKind.DEFINITION)
                .recovery(3, PacketKind.DEFINITION)
                .recovery(4, PacketKind.PRICE_SNAPSHOT)
                .recovery(5, PacketKind.PRICE_SNAPSHOT);
    }

    private void join(final long from, final boolean isLate) {
        ring = new CommittedRing(RING_LENGTH);
        reader = new LogReader(ring, from);
        read = 0;
        final Snapshot snapshot = disk.snapshot();
        if (snapshot != null) {
            final UnsafeBuffer state = reader.onHead(new UnsafeBuffer(snapshot.head()), 0, snapshot.head().length);
            state.putBytes(0, snapshot.state());
            reader.onLoaded(state, this);
            read = snapshot.index();
        }
        module = new ConsensusModel(
                id,
                disk,
                host.network(),
                random.split(),
                new ConsensusModel.Plan(members.length, context.heartbeatNs(), isLate),
                read);
        module.know(members, witness);
        members[id] = module;
        log = new ClusterLog(context, ring, module, from);
        desk.replicate(log, pipeline.books());
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
        return START_NS + time.nowNs() + clockNs;
    }

    /** Market data arrives. */
    void receive(final byte[] frame) {
        if (isUp()) {
            frames.add(frame);
        }
    }

    private void feedTurn() {
        if (!isRunning() || time.nowNs() < stalledUntilNs) {
            return;
        }
        for (int i = 0; i < MOST_FRAMES && !frames.isEmpty(); i++) {
            final byte[] frame = frames.remove();
            bytes.wrap(frame);
            feed.onFrame(bytes, frame.length, wallNs());
        }
        desk.poll();
        tellNews();
        final boolean isLeading = module != null && log.isLeading();
        if (isLeading && !wasLeading) {
            onLead.run();
        }
        wasLeading = isLeading;
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
            final LogListener.Checkpoint checkpoint = reader.state(position, this);
            final byte[] state = new byte[checkpoint.length()];
            checkpoint.buffer().getBytes(0, state);
            disk.keep(new Snapshot(read, reader.head(checkpoint).byteArray(), state));
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
                join(desk.applied(), false);
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

    @Override
    public SelectorProvider network() {
        return host;
    }

    @Override
    public InputJournal journal(final InputJournal journal) {
        return new InputJournal() {
            @Override
            public boolean record(
                    final OrderInput input,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                final var core = desk.gateway().core();
                witness.applying(id, core.inputs(), core.outputHash());
                // Limits of a configuration go into the log together.
                if (input != OrderInput.LIMIT) {
                    witness.applied(id, Witness.key(timeNs, input.number(), buffer, offset, length));
                }
                return journal.record(input, timeNs, buffer, offset, length);
            }

            @Override
            public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
                return journal.checkpoint(timeNs, buffer, length);
            }

            @Override
            public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
                journal.digest(inputs, timeNs, outputHash, stateHash);
            }
        };
    }
}
