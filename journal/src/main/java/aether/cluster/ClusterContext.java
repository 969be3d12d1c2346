package aether.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Settings of one member of a cluster. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class ClusterContext {
    /** Ports that a member takes, beginning with its own. */
    public static final int PORTS = 6;

    /** As many as Aeron tells apart. */
    public static final int MOST_VERSIONS = 255;

    /** The newest may turn out to be unreadable. */
    public static final int LEAST_SNAPSHOTS = 2;

    private static final long NS_PER_MS = 1_000_000L;
    private static final int MOST_PORT = 65_535;
    private static final int SHORTEST_RING = 64 * 1024;
    private static final long LEAST_ELECTION_NS = 10 * NS_PER_MS;
    private static final long LEAST_PARK_NS = 1_000;
    private static final long MOST_PARK_NS = 10 * NS_PER_MS;
    private static final int SPINS = 100;
    private static final int YIELDS = 10;

    /** Where a member is: the host that all others reach it by, and the first of its {@link #PORTS} ports. */
    public record Member(String host, int port) {
        /** Of {@code HOST:PORT}; null when it is not that. */
        public static Member parse(final String text) {
            final int colon = text.lastIndexOf(':');
            try {
                return new Member(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            } catch (final IndexOutOfBoundsException | NumberFormatException e) {
                return null;
            }
        }
    }

    private int memberId;
    private List<Member> members = List.of();
    private Path directory;
    private Path aeronDirectory;
    private long heartbeatNs = 200 * NS_PER_MS;
    private long electionNs = 50 * NS_PER_MS;
    private int version = 1;
    private int proposalsLength = 4 * 1024 * 1024;
    private int ringLength = 16 * 1024 * 1024;
    private long parkNs = 50_000;
    private LongSupplier clock = System::nanoTime;
    private NetworkCut cut;
    private Member place;
    private int keepSnapshots;

    /** Which of the members this one is, from 0. */
    public ClusterContext memberId(final int id) {
        memberId = id;
        return this;
    }

    public int memberId() {
        return memberId;
    }

    /** All of them, in the same order everywhere; an odd number. */
    public ClusterContext members(final List<Member> all) {
        members = List.copyOf(all);
        return this;
    }

    public List<Member> members() {
        return members;
    }

    /** On a disk of its own machine: the log and what the member has promised to others. */
    public ClusterContext directory(final Path path) {
        directory = path;
        return this;
    }

    public Path directory() {
        return directory;
    }

    /** In shared memory; made anew at each start. */
    public ClusterContext aeronDirectory(final Path path) {
        aeronDirectory = path;
        return this;
    }

    public Path aeronDirectory() {
        return aeronDirectory;
    }

    /** Without a word of the leader for this long, the others elect another; a leader that hears no majority for as long steps down. Nanoseconds. */
    public ClusterContext heartbeatNs(final long timeoutNs) {
        heartbeatNs = timeoutNs;
        return this;
    }

    public long heartbeatNs() {
        return heartbeatNs;
    }

    /** For which a candidate waits for votes, nanoseconds. */
    public ClusterContext electionNs(final long timeoutNs) {
        electionNs = timeoutNs;
        return this;
    }

    public long electionNs() {
        return electionNs;
    }

    /** Of what the core does with the same inputs, 1 to {@link #MOST_VERSIONS}: members with different ones do not work together. */
    public ClusterContext version(final int number) {
        version = number;
        return this;
    }

    int version() {
        return version;
    }

    /** Bytes of inputs that wait to be recorded by a majority; a power of two. */
    public ClusterContext proposalsLength(final int bytes) {
        proposalsLength = bytes;
        return this;
    }

    int proposalsLength() {
        return proposalsLength;
    }

    /** Bytes of inputs that are recorded, and wait for their owner; a power of two. */
    public ClusterContext ringLength(final int bytes) {
        ringLength = bytes;
        return this;
    }

    int ringLength() {
        return ringLength;
    }

    /** For how long a thread of the cluster that has nothing to do may sleep, nanoseconds; 0: it never does, and wants a core of its own. */
    public ClusterContext parkNs(final long mostNs) {
        parkNs = mostNs;
        return this;
    }

    public long parkNs() {
        return parkNs;
    }

    IdleStrategy idle() {
        return parkNs == 0 ? new BusySpinIdleStrategy() : new BackoffIdleStrategy(SPINS, YIELDS, LEAST_PARK_NS, parkNs);
    }

    /** What tells the time between two moments, nanoseconds; the system's, which does not jump, when nothing is said. */
    public ClusterContext clock(final LongSupplier value) {
        clock = value;
        return this;
    }

    LongSupplier clock() {
        return clock;
    }

    /** For trials: what parts this member from the others. */
    public ClusterContext cut(final NetworkCut value) {
        cut = value;
        return this;
    }

    NetworkCut cut() {
        return cut;
    }

    /** Where something listens that is no member: a copy of what the members have. */
    public ClusterContext place(final Member value) {
        place = value;
        return this;
    }

    /** The entry of this member, or where the copy is. */
    public Member own() {
        return place == null ? members.get(memberId) : place;
    }

    /** Snapshots that are kept, with the log behind the oldest of them; at least {@link #LEAST_SNAPSHOTS}, or 0: everything is kept. */
    public ClusterContext keepSnapshots(final int count) {
        keepSnapshots = count;
        return this;
    }

    public int keepSnapshots() {
        return keepSnapshots;
    }

    /** Checks ranges and relations. */
    public ClusterContext conclude() {
        checkMembers();
        if (directory == null || aeronDirectory == null) {
            throw refused("a member needs a directory");
        }
        checkTimes();
        if (version < 1 || version > MOST_VERSIONS) {
            throw refused("version must be 1 to " + MOST_VERSIONS);
        }
        if (keepSnapshots != 0 && keepSnapshots < LEAST_SNAPSHOTS) {
            throw refused("keepSnapshots must be 0, for all, or at least " + LEAST_SNAPSHOTS);
        }
        if (!isRing(proposalsLength) || !isRing(ringLength)) {
            throw refused("lengths of rings are powers of two, at least " + SHORTEST_RING);
        }
        return this;
    }

    private void checkMembers() {
        if (members.size() % 2 == 0) {
            throw refused("members must be an odd number, or half of them cannot decide; there are " + members.size());
        }
        if (memberId < 0 || memberId >= members.size()) {
            throw refused("member must be 0 to " + (members.size() - 1) + ", not " + memberId);
        }
        for (int i = 0; i < members.size(); i++) {
            final Member member = members.get(i);
            checkPort("members: the port of member " + i, member);
            checkApart("member " + i, member, members.subList(0, i));
        }
        if (place != null && !members.contains(place)) {
            checkPort("the port of the copy", place);
            checkApart("the copy", place, members);
        }
    }

    private static void checkPort(final String whose, final Member member) {
        if (member.port() < 1 || member.port() + PORTS - 1 > MOST_PORT) {
            throw refused(whose + " must be 1 to " + (MOST_PORT - PORTS + 1) + ", not " + member.port());
        }
    }

    private static void checkApart(final String who, final Member member, final List<Member> others) {
        for (int other = 0; other < others.size(); other++) {
            final Member there = others.get(other);
            if (there.host().equals(member.host()) && Math.abs(there.port() - member.port()) < PORTS) {
                throw refused("member " + other + " and " + who + " share ports of " + member.host() + ": each takes "
                        + PORTS);
            }
        }
    }

    private void checkTimes() {
        if (electionNs < LEAST_ELECTION_NS) {
            throw refused("election must be at least 10ms");
        }
        if (heartbeatNs < 2 * electionNs) {
            throw refused("heartbeat must be at least twice the election's time");
        }
        if (parkNs != 0 && (parkNs < LEAST_PARK_NS || parkNs > MOST_PARK_NS)) {
            throw refused("park must be 0, or 1us to 10ms");
        }
    }

    private static boolean isRing(final int length) {
        return BitUtil.isPowerOfTwo(length) && length >= SHORTEST_RING;
    }

    private static IllegalArgumentException refused(final String why) {
        return new IllegalArgumentException(why);
    }
}
