package aether.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members of the real engine in one process. */
class ClusterNodeTest {
    @TempDir
    Path directory;

    @Test
    void shouldBringOutTheSameOnAllMembers() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner leader = trio.leader();
            propose(trio, leader, 0, 2_000);
            trio.until("all to have all", () -> hasAll(trio, 2_000));
            for (int id = 0; id < 3; id++) {
                assertEquals(numbers(0, 2_000), trio.owner(id).values, "member " + id);
                assertEquals(leader.sum, trio.owner(id).sum, "member " + id);
            }
        }
    }

    /** Each hears of all others, and not of itself; a message is as long as may be. */
    @Test
    void shouldCarryWordBetweenMembersBesideTheLog() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            trio.leader();
            final List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            final UnsafeBuffer word = new UnsafeBuffer(new byte[Peers.MOST_LENGTH]);
            trio.until("all to hear of all others", () -> {
                for (int id = 0; id < 3; id++) {
                    final List<Integer> mine = heard.get(id);
                    word.putInt(Peers.MOST_LENGTH - Integer.BYTES, id);
                    trio.owner(id).node.peers().offer(word, 0, Peers.MOST_LENGTH);
                    trio.owner(id).node.peers().poll((buffer, offset, length) -> {
                        assertEquals(Peers.MOST_LENGTH, length);
                        mine.add(buffer.getInt(offset + length - Integer.BYTES));
                    });
                }
                return heard.stream().allMatch(mine -> mine.stream().distinct().count() == 2);
            });
            for (int id = 0; id < 3; id++) {
                assertFalse(heard.get(id).contains(id));
            }
        }
    }

    @Test
    void shouldLetNobodyProposeWhoDoesNotLead() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner leader = trio.leader();
            for (int id = 0; id < 3; id++) {
                assertEquals(trio.owner(id) == leader, trio.offer(trio.owner(id), 1));
            }
        }
    }

    /** What the first leader had recorded stays, another goes on behind it, and whoever comes back has the same from the snapshot and the log. */
    @Test
    void shouldGoOnWithAnotherLeader() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner first = trio.leader();
            propose(trio, first, 0, 500);
            trio.until("all to have it", () -> hasAll(trio, 500));
            assertTrue(first.node.snapshot());
            trio.until("the snapshot", () -> first.node.snapshots() == 1);
            propose(trio, first, 500, 600);
            trio.until("all to have it", () -> hasAll(trio, 600));
            final int id = List.of(trio.owner(0), trio.owner(1), trio.owner(2)).indexOf(first);
            trio.stop(first);
            final Trio.Owner second = trio.leader();
            propose(trio, second, 600, 900);
            final Trio.Owner back = trio.start(id);
            trio.until("all to have it", () -> hasAll(trio, 900));
            assertEquals("checkpoint of 500", back.words.getFirst());
            assertEquals(numbers(500, 900), back.values);
            assertEquals(second.sum, back.sum);
        }
    }

    /** Whoever has led before and came back leads like any other, and takes nothing of its own past for its present. */
    @Test
    void shouldLeadAgainAfterARestart() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            long next = 0;
            for (int round = 0; round < 4; round++) {
                final Trio.Owner leader = trio.leader();
                propose(trio, leader, next, next + 100);
                next += 100;
                final long count = next;
                trio.until("all to have it", () -> hasAll(trio, count));
                final int id =
                        List.of(trio.owner(0), trio.owner(1), trio.owner(2)).indexOf(leader);
                trio.stop(leader);
                final Trio.Owner back = trio.start(id);
                trio.until("it to be back", () -> back.count == count);
                assertEquals(List.of(), back.words);
                trio.leader();
            }
        }
    }

    /** A machine whose disk is gone gets all from the others, what was before their snapshots included. */
    @Test
    void shouldComeBackWithNothing() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner leader = trio.leader();
            propose(trio, leader, 0, 300);
            trio.until("all to have it", () -> hasAll(trio, 300));
            assertTrue(leader.node.snapshot());
            trio.until("the snapshot", () -> leader.node.snapshots() == 1);
            propose(trio, leader, 300, 400);
            trio.until("all to have it", () -> hasAll(trio, 400));
            final int id = (List.of(trio.owner(0), trio.owner(1), trio.owner(2)).indexOf(leader) + 1) % 3;
            trio.stop(trio.owner(id));
            IoUtil.delete(directory.resolve("node" + id).toFile(), false);
            final Trio.Owner back = trio.start(id);
            trio.until("it to have all", () -> back.count == 400);
            assertEquals(numbers(0, 400), back.values);
            assertEquals(leader.sum, back.sum);
        }
    }

    /** Its proposals are not lost with the connection alone, and are not doubled either. */
    @Test
    void shouldLoseNothingThatTheLeaderGoesOnProposing() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner first = trio.leader();
            propose(trio, first, 0, 100);
            trio.until("all to have it", () -> hasAll(trio, 100));
            trio.cut(first, true);
            assertTrue(trio.offer(first, -1), "it cannot know yet");
            final Trio.Owner second = trio.leaderOther(first);
            trio.until("the first to notice", () -> !first.node.log().isLeading());
            assertFalse(first.node.log().mayRelease(first.node.log().proposedNs()));
            propose(trio, second, 100, 200);
            trio.until("the second to have it", () -> second.count == 200);
            trio.cut(first, false);
            trio.until("all to have it", () -> hasAll(trio, 200));
            assertEquals(numbers(0, 200), first.values, "what it proposed alone is void");
            assertEquals("follows", first.words.getLast());
        }
    }

    /** A leader's owner that pauses for longer than an election finds that it must not send any more what it had recorded before. */
    @Test
    void shouldNotReleaseAfterAPause() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            final Trio.Owner leader = trio.leader();
            final List<Boolean> released = new ArrayList<>();
            propose(trio, leader, 0, 1);
            trio.until("it", () -> {
                if (leader.count == 1 && released.isEmpty()) {
                    released.add(leader.node.log().mayRelease(leader.node.log().proposedNs()));
                }
                return leader.count == 1;
            });
            assertEquals(List.of(true), released);
            assertTrue(trio.offer(leader, 1));
            leader.isFrozen = true;
            trio.until(
                    "the others", () -> trio.owner(0).count + trio.owner(1).count + trio.owner(2).count >= 1 + 2 + 2);
            trio.aheadNs = 1_000_000_000L;
            leader.node.log().poll();
            assertEquals(2, leader.count);
            assertFalse(leader.node.log().mayRelease(leader.node.log().proposedNs()));
        }
    }

    /** One whose core would decide differently takes no part, and the others go on. */
    @Test
    void shouldTakeNoPartWithAnotherVersion() {
        try (Trio trio = new Trio(directory)) {
            trio.start(0);
            trio.start(1);
            final Trio.Owner leader = trio.leader();
            final Trio.Owner other = trio.start(2, context -> context.version(2));
            trio.until("it to notice", other.node::isOver);
            assertTrue(other.node.nextReport().contains("incompatible version"));
            propose(trio, leader, 0, 10);
            trio.until("the others to go on", () -> trio.owner(0).count == 10 && trio.owner(1).count == 10);
            assertEquals(0, other.count);
        }
    }

    @Test
    void shouldSayWhatIsWrongAtOnce() {
        try (Trio trio = new Trio(directory)) {
            final Trio.Owner first = trio.start(0);
            assertTrue(assertThrows(ClusterException.class, () -> trio.start(0))
                    .getMessage()
                    .contains("in use by another process"));
            final ClusterContext.Member taken = trio.context(0, new Trio.Link()).own();
            final ClusterContext twin = new ClusterContext()
                    .members(List.of(taken))
                    .directory(directory.resolve("twin"))
                    .aeronDirectory(directory.resolve("twin-aeron"))
                    .conclude();
            final String port = assertThrows(ClusterException.class, () -> new ClusterNode(twin))
                    .getMessage();
            assertTrue(port.contains("UDP port " + taken.port()), port);
            assertFalse(first.node.isOver());
        }
    }

    private static void propose(final Trio trio, final Trio.Owner leader, final long from, final long to) {
        for (long value = from; value < to; value++) {
            final long number = value;
            trio.until("room for " + value, () -> trio.offer(leader, number));
        }
    }

    private static boolean hasAll(final Trio trio, final long count) {
        return LongStream.range(0, 3).allMatch(id -> trio.owner((int) id).count == count);
    }

    private static List<Long> numbers(final long from, final long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
