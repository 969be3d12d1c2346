package aether.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Three members on this machine whose owners write down what comes out, all polled by one thread. */
final class Trio implements AutoCloseable {
    private static final int SIZE = 3;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

    /** One member, and what its owner knows: the sum of what came out, whatever it began with. */
    static final class Owner implements LogListener {
        final List<Long> values = new ArrayList<>();
        final List<String> words = new ArrayList<>();
        final ClusterNode node;
        private final Link link;
        boolean isFrozen;
        long sum;
        long count;

        Owner(final ClusterNode node, final Link link) {
            this.node = node;
            this.link = link;
            node.log().listen(this);
        }

        @Override
        public void onCheckpoint(final DirectBuffer buffer, final int length) {
            sum = buffer.getLong(0);
            count = buffer.getLong(Long.BYTES);
            words.add("checkpoint of " + count);
        }

        @Override
        public void onInput(
                final int type, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
            final long value = buffer.getLong(offset);
            values.add(value);
            sum = sum * 31 + value + timeNs + type;
            count++;
        }

        @Override
        public Checkpoint checkpoint() {
            final UnsafeBuffer state = new UnsafeBuffer(new byte[CHECKPOINT_LENGTH]);
            state.putLong(0, sum);
            state.putLong(Long.BYTES, count);
            return new Checkpoint(state, CHECKPOINT_LENGTH);
        }

        @Override
        public void onLead() {
            words.add("leads");
        }

        @Override
        public void onFollow() {
            words.add("follows");
        }
    }

    /** What all owners' clocks are ahead, set by hand. */
    volatile long aheadNs;

    /** More than a message takes. */
    private static final int CHECKPOINT_LENGTH = 3_000_000;

    /** What parts a member from the others. */
    static final class Link {
        volatile boolean isCut;
    }

    private final Path directory;
    private final List<ClusterContext.Member> members;
    private final Owner[] owners = new Owner[SIZE];
    private final UnsafeBuffer value = new UnsafeBuffer(new byte[Long.BYTES]);

    Trio(final Path directory) {
        this.directory = directory;
        members = LoopbackPlaces.find(SIZE);
    }

    ClusterContext context(final int id, final Link link) {
        return new ClusterContext()
                .memberId(id)
                .members(members)
                .directory(directory.resolve("node" + id))
                .aeronDirectory(directory.resolve("aeron" + id))
                .proposalsLength(64 * 1024)
                .ringLength(64 * 1024)
                .keepSnapshots(ClusterContext.LEAST_SNAPSHOTS)
                .clock(() -> System.nanoTime() + aheadNs)
                .cut(new NetworkCut(() -> link.isCut, () -> link.isCut))
                .conclude();
    }

    /** Of a copy of what the members have. */
    ClusterContext copyContext(final Path copy, final ClusterContext.Member place) {
        return new ClusterContext()
                .members(members)
                .place(place)
                .directory(copy)
                .aeronDirectory(directory.resolve("aeron-copy"))
                .keepSnapshots(ClusterContext.LEAST_SNAPSHOTS)
                .conclude();
    }

    Owner start(final int id) {
        return start(id, context -> context);
    }

    Owner start(final int id, final UnaryOperator<ClusterContext> change) {
        final Link link = new Link();
        owners[id] = new Owner(new ClusterNode(change.apply(context(id, link))), link);
        return owners[id];
    }

    void startAll() {
        IntStream.range(0, SIZE).forEach(this::start);
    }

    /** Takes a member out, as its machine's loss would but for the others' being told. */
    void stop(final Owner owner) {
        for (int id = 0; id < SIZE; id++) {
            if (owners[id] == owner) {
                owners[id] = null;
            }
        }
        CloseHelper.close(owner.node);
    }

    void cut(final Owner owner, final boolean isCut) {
        owner.link.isCut = isCut;
    }

    /** Of a member that is not cut off. */
    ClusterContext context(final int id) {
        return context(id, new Link());
    }

    int idOf(final Owner owner) {
        return Arrays.asList(owners).indexOf(owner);
    }

    Owner owner(final int id) {
        return owners[id];
    }

    /** Who leads, once there is one. */
    Owner leader() {
        return leaderOther(null);
    }

    Owner leaderOther(final Owner than) {
        final Owner[] found = new Owner[1];
        until("a leader", () -> {
            for (final Owner owner : owners) {
                if (owner != null && owner != than && owner.node.log().isLeading()) {
                    found[0] = owner;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** Lets all owners have their turns until it is so. */
    void until(final String what, final BooleanSupplier isSo) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("in vain: " + what + "; " + this);
            }
            poll();
        }
    }

    void poll() {
        for (final Owner owner : owners) {
            if (owner != null && !owner.isFrozen) {
                owner.node.log().poll();
            }
        }
        Thread.yield();
    }

    boolean offer(final Owner owner, final long number) {
        value.putLong(0, number);
        return owner.node.log().offer(7, 1_000 + number, value, 0, Long.BYTES);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        for (final Owner owner : owners) {
            if (owner != null) {
                text.append(owner.node.role()).append(" term ").append(owner.node.term());
                text.append(" committed ").append(owner.node.committed());
                text.append(' ').append(owner.words).append(" last ");
                text.append(owner.values.isEmpty() ? "-" : owner.values.getLast());
                for (String report = owner.node.nextReport(); report != null; report = owner.node.nextReport()) {
                    text.append("; ").append(report);
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        for (final Owner owner : owners) {
            if (owner != null) {
                CloseHelper.close(owner.node);
            }
        }
    }
}
