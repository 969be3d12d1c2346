package aether.bench.simulation;

import aether.cluster.LogDoor;
import aether.cluster.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The consensus module of one member, as a model: it promises what Aeron Cluster promises and nothing else. What a majority has is never lost and never changes its
 * place; what is offered may be lost without a word, or come twice when it is offered twice; a leader may not know for a while that it is none any more.
 */
final class ConsensusModel implements Standing {
    private static final int BATCH = 64;
    private static final int MOST_WAITING = 4_096;
    private static final int LOST_ONE_IN = 500;
    private static final long CONNECT_NS = 20_000_000;
    private static final long HEARTBEAT_EVERY_NS = 5_000_000;
    private static final byte[] NOTHING = new byte[0];

    private enum Role {
        FOLLOWER,
        CANDIDATE,
        LEADER
    }

    /** What a leader says, which is also its heartbeat. */
    private record Append(int from, long term, int behind, LogEntry before, List<LogEntry> entries, int committed) {}

    private record Appended(int from, long term, int size, boolean isAccepted) {}

    private record Ballot(int from, long term, LogEntry last) {}

    private record Vote(int from, long term) {}

    private final int id;
    private final LogDisk disk;
    private final VirtualTime time;
    private final VirtualNetwork network;
    private final SplittableRandom random;
    private final long heartbeatNs;
    private final Deque<Object> inbox = new ArrayDeque<>();
    private final Deque<byte[]> proposed = new ArrayDeque<>();
    private final int[] next;
    private final int[] has;
    private final long[] heardNs;
    private final long[] sentNs;
    private ConsensusModel[] members;
    private Witness witness;
    private Role role = Role.FOLLOWER;
    private long leaderNs;
    private long patienceNs;
    private int votes;
    private int committed;
    private long openAtNs;
    private Door door;
    private boolean isLearning;
    private boolean isOver;

    /** Has heard nothing; {@code committed} entries it knows to be with a majority. */
    ConsensusModel(
            final int id,
            final LogDisk disk,
            final VirtualNetwork network,
            final SplittableRandom random,
            final Plan plan,
            final int committed) {
        this.id = id;
        this.disk = disk;
        this.network = network;
        this.random = random;
        this.committed = committed;
        time = network.time();
        heartbeatNs = plan.heartbeatNs();
        next = new int[plan.size()];
        has = new int[plan.size()];
        heardNs = new long[plan.size()];
        sentNs = new long[plan.size()];
        isLearning = disk.size() == 0 && plan.isLate();
        await();
    }

    /**
     * What does not change.
     *
     * @param isLate whether the others have begun long ago: who comes without a log then has no vote until it has one
     */
    record Plan(int size, long heartbeatNs, boolean isLate) {}

    /** The modules of all members, null where a process is gone; and who hears of what is offered. */
    void know(final ConsensusModel[] all, final Witness who) {
        members = all;
        witness = who;
    }

    private void await() {
        leaderNs = time.nowNs();
        patienceNs = heartbeatNs + random.nextLong(heartbeatNs);
    }

    /** Its process ends. */
    void end() {
        isOver = true;
        role = Role.FOLLOWER;
        door = null;
    }

    private void tell(final int to, final Object message) {
        network.datagram(id, to, () -> {
            final ConsensusModel other = members[to];
            if (other != null && !other.isOver && other.inbox.size() < MOST_WAITING) {
                other.inbox.add(message);
            }
        });
    }

    private void tellOthers(final Object message) {
        for (int other = 0; other < next.length; other++) {
            if (other != id) {
                tell(other, message);
            }
        }
    }

    /** One turn of its thread. */
    void turn() {
        for (Object message = inbox.poll(); message != null; message = inbox.poll()) {
            switch (message) {
                case Append append -> onAppend(append);
                case Appended appended -> onAppended(appended);
                case Ballot ballot -> onBallot(ballot);
                case Vote vote -> onVote(vote);
                default -> throw new IllegalStateException("nobody says that: " + message);
            }
        }
        if (role == Role.LEADER) {
            lead();
        } else if (time.nowNs() - leaderNs > patienceNs && !isLearning) {
            stand();
        }
    }

    private void stand() {
        role = Role.CANDIDATE;
        disk.promise(disk.term() + 1);
        votes = 1;
        await();
        tellOthers(new Ballot(id, disk.term(), disk.last()));
    }

    private void onBallot(final Ballot ballot) {
        if (ballot.term() > disk.term() && !isLearning) {
            disk.promise(ballot.term());
            follow();
            if (!disk.isAhead(ballot.last())) {
                await();
                tell(ballot.from(), new Vote(id, ballot.term()));
            }
        }
    }

    private void follow() {
        role = Role.FOLLOWER;
        door = null;
        proposed.clear();
    }

    private void onVote(final Vote vote) {
        if (role == Role.CANDIDATE && vote.term() == disk.term() && ++votes > next.length / 2) {
            role = Role.LEADER;
            Arrays.fill(next, disk.size());
            Arrays.fill(has, 0);
            Arrays.fill(heardNs, time.nowNs());
            append(LogEntry.Kind.TERM, NOTHING);
            openAtNs = time.nowNs() + random.nextLong(CONNECT_NS);
        }
    }

    private void append(final LogEntry.Kind kind, final byte[] content) {
        disk.append(LogEntry.behind(disk.last().position(), disk.term(), id, kind, content));
        has[id] = disk.size();
    }

    private void lead() {
        int silent = 0;
        for (int other = 0; other < next.length; other++) {
            silent += other != id && time.nowNs() - heardNs[other] > heartbeatNs ? 1 : 0;
        }
        if (silent > next.length / 2) {
            // In the majority of members it would be somebody else's turn.
            follow();
            await();
            return;
        }
        if (door == null && time.nowNs() >= openAtNs) {
            door = new Door();
        }
        for (byte[] content = proposed.poll(); content != null; content = proposed.poll()) {
            append(LogEntry.Kind.MESSAGE, content);
        }
        for (int other = 0; other < next.length; other++) {
            if (other != id) {
                send(other);
            }
        }
    }

    private void send(final int other) {
        if (next[other] >= disk.size() && time.nowNs() - sentNs[other] < HEARTBEAT_EVERY_NS) {
            return;
        }
        final int from = Math.min(next[other], disk.size());
        final int to = Math.min(disk.size(), from + BATCH);
        final List<LogEntry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            entries.add(disk.entry(i));
        }
        sentNs[other] = time.nowNs();
        next[other] = to;
        tell(other, new Append(id, disk.term(), from, disk.entry(from - 1), entries, committed));
    }

    private void onAppend(final Append append) {
        if (append.term() < disk.term()) {
            tell(append.from(), new Appended(id, disk.term(), disk.size(), false));
            return;
        }
        if (append.term() > disk.term() || role != Role.FOLLOWER) {
            disk.promise(append.term());
            follow();
        }
        await();
        final boolean fits = append.behind() <= disk.size()
                && disk.entry(append.behind() - 1).isSame(append.before());
        if (fits) {
            take(append);
        }
        tell(
                append.from(),
                new Appended(
                        id,
                        disk.term(),
                        fits ? append.behind() + append.entries().size() : disk.size(),
                        fits));
    }

    private void take(final Append append) {
        int at = append.behind();
        for (final LogEntry entry : append.entries()) {
            if (at < disk.size() && !disk.entry(at).isSame(entry)) {
                if (at < committed) {
                    throw new IllegalStateException("the model is wrong: what a majority had is taken back");
                }
                disk.cutBehind(at);
            }
            if (at == disk.size()) {
                disk.append(entry);
            }
            at++;
        }
        committed = Math.max(committed, Math.min(append.committed(), at));
        isLearning &= committed < append.committed();
    }

    private void onAppended(final Appended appended) {
        if (appended.term() > disk.term()) {
            disk.promise(appended.term());
            follow();
        }
        if (role != Role.LEADER || appended.term() != disk.term()) {
            return;
        }
        heardNs[appended.from()] = time.nowNs();
        if (!appended.isAccepted()) {
            final int present = next[appended.from()];
            next[appended.from()] = appended.size() < present ? appended.size() : Math.max(0, present - BATCH);
            return;
        }
        final ConsensusModel other = members[appended.from()];
        if (other != null && !other.isLearning) {
            has[appended.from()] = Math.max(has[appended.from()], appended.size());
        }
        final int[] sorted = has.clone();
        Arrays.sort(sorted);
        final int majority = sorted[sorted.length / 2];
        if (majority > committed && disk.entry(majority - 1).term() == disk.term()) {
            committed = majority;
        }
    }

    /** Entries that a majority has, as far as it knows. */
    int committed() {
        return Math.min(committed, disk.size());
    }

    /** Whether it has a vote: who comes without a log has none until it has what the others have. */
    boolean isVoting() {
        return !isLearning;
    }

    /** Asks all for a snapshot; false where it does not lead. */
    boolean snapshot() {
        if (role == Role.LEADER) {
            append(LogEntry.Kind.SNAPSHOT, NOTHING);
        }
        return role == Role.LEADER;
    }

    /** Its client opens another way in; what goes by the old one meanwhile may be gone. */
    void reopen() {
        if (door != null) {
            door.isVoid = random.nextBoolean();
            openAtNs = time.nowNs() + random.nextLong(CONNECT_NS);
            time.after(openAtNs - time.nowNs(), () -> door = null);
        }
    }

    @Override
    public boolean isLeader() {
        return role == Role.LEADER;
    }

    @Override
    public boolean isSettled() {
        return role != Role.CANDIDATE && disk.last().term() == disk.term();
    }

    @Override
    public long term() {
        return disk.term();
    }

    @Override
    public LogDoor door() {
        return door;
    }

    private final class Door implements LogDoor {
        private boolean isVoid;

        @Override
        public boolean offer(final UnsafeBuffer buffer, final int offset, final int length) {
            if (proposed.size() >= BATCH) {
                return false;
            }
            witness.proposed(id, buffer, offset + HEADER_LENGTH, length - HEADER_LENGTH);
            if (!isVoid && role == Role.LEADER && random.nextInt(LOST_ONE_IN) != 0) {
                final byte[] message = new byte[length - HEADER_LENGTH];
                buffer.getBytes(offset + HEADER_LENGTH, message);
                proposed.add(message);
            }
            return true;
        }
    }
}
