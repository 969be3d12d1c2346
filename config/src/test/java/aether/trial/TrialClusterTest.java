package aether.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.cli.AetherMain;
import aether.cluster.LoopbackPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three machines trade as one; whatever happens to one of them, nothing is lost and nothing doubled. */
class TrialClusterTest {
    private static final int ORDERS = 30;
    private static final int KILLS = Integer.getInteger("aether.failover.kills", 4);
    private static final long SEED = Long.getLong("aether.failover.seed", System.nanoTime());

    @TempDir
    Path directory;

    /** A leader that sleeps through an election wakes up with frames that it must not send. */
    @Test
    void shouldBearWhateverHappensToALeader() {
        try (TrialCluster cluster = new TrialCluster(directory, 7, AetherMain.MAIN)) {
            cluster.start();
            cluster.awaitOrders(ORDERS);
            final TrialMachine killed = cluster.leader();
            cluster.kill(killed);
            cluster.awaitOrders(ORDERS);
            cluster.restart(killed);
            cluster.snapshot();

            final TrialMachine paused = cluster.leader();
            cluster.pause(paused);
            cluster.awaitOrders(ORDERS);
            cluster.resume(paused);

            final TrialMachine cut = cluster.leader();
            cluster.cut(cut);
            cluster.awaitOrders(ORDERS);
            cluster.heal(cut);

            cluster.stepDown(cluster.leader());
            cluster.awaitOrders(ORDERS);

            final TrialMachine ended = cluster.leader();
            cluster.end(ended);
            cluster.awaitOrders(ORDERS);
            cluster.restart(ended);

            assertEquals(5, cluster.takeovers().all().size());
            final TrialAccount account = cluster.conclude();
            System.out.println(account + " " + cluster.takeovers().all());
            assertTrue(account.isClean(), account::toString);
        }
    }

    /** A leader that does not hear the others, and one that they do not hear. */
    @Test
    void shouldBearLinksThatWorkInOneDirection() {
        try (TrialCluster cluster = new TrialCluster(directory, 10, AetherMain.MAIN)) {
            cluster.start();
            cluster.awaitOrders(ORDERS);
            final TrialMachine deaf = cluster.leader();
            cluster.deafen(deaf);
            cluster.awaitOrders(ORDERS);
            cluster.heal(deaf);

            final TrialMachine mute = cluster.leader();
            cluster.silence(mute);
            cluster.awaitOrders(ORDERS);
            cluster.heal(mute);
            cluster.awaitOrders(10 * ORDERS);

            final TrialAccount account = cluster.conclude();
            System.out.println(account + " " + cluster.takeovers().all());
            assertTrue(account.isClean(), account::toString);
        }
    }

    /** A strategy that does not come back keeps its machine's thread, and so all machines from trading: the machine gives up leading, and ends. */
    @Test
    void shouldLeadNoMoreWhenTheThreadThatTradesStandsStill() {
        try (TrialCluster cluster = new TrialCluster(directory, 9, AetherMain.MAIN, StandingQuoter.class)) {
            cluster.start();
            cluster.awaitOrders(ORDERS);
            final TrialMachine leader = cluster.leader();
            cluster.stand(leader, TrialClusterTest::leaveFile);
            assertTrue(leader.lastWords().contains("took no turn for 10 heartbeats"), leader.lastWords());
            assertTrue(cluster.leader() != leader);
            cluster.restart(leader);
            cluster.awaitOrders(ORDERS);
            final TrialAccount account = cluster.conclude();
            System.out.println(account + " " + cluster.takeovers().all());
            assertTrue(account.isClean(), account::toString);
        }
    }

    private static void leaveFile() {
        try {
            Files.createFile(StandingQuoter.file());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an operator sees and may want, through the commands. */
    @Test
    void shouldObeyOperators() {
        try (TrialCluster cluster = new TrialCluster(directory, 8, AetherMain.MAIN)) {
            cluster.start();
            cluster.awaitOrders(1);
            final TrialMachine leader = cluster.leader();
            final TrialMachine follower = cluster.machines()
                    .get((leader.id() + 1) % cluster.machines().size());
            cluster.await("it to know", () -> follower.counter("cluster leader") == leader.id());
            assertTrue(say(0, "status", leader).contains("member " + leader.id() + ": leads, term "));
            assertTrue(say(0, "status", follower).contains("follows member " + leader.id()));
            assertTrue(say(0, "status", follower, "--json").contains("\"leader\":" + leader.id()));
            assertTrue(
                    say(0, "members", leader)
                            .contains("{\"member\":" + leader.id() + ",\"host\":\"127.0.0.1\",\"port\":"),
                    "the leader knows all");
            assertEquals(3, say(0, "members", leader).lines().count());
            final String refused = AetherMain.say(2, "kill", "--directory", follower.published());
            assertTrue(refused.contains("does not lead: give the command at member " + leader.id()), refused);
            say(2, "snapshot", follower);
            say(0, "snapshot", leader);
            copy(cluster, leader);
            fetch(cluster, follower);
            assertTrue(say(0, "stepdown", leader).matches("member [0-2] leads\\R"));
            final TrialMachine next = cluster.leader();
            AetherMain.say(0, "kill", "--directory", next.published());
            cluster.await("nothing to rest", () -> cluster.exchange().ask(service -> service.openOrders()) == 0);
            final long orders = cluster.exchange().orders();
            next.kill();
            final TrialMachine last = cluster.leader();
            cluster.await("its session", () -> cluster.exchange().ask(service -> service.isEstablished()));
            assertEquals(orders, cluster.exchange().orders(), "the switch holds over a takeover");
            AetherMain.say(0, "rearm", "--directory", last.published());
            cluster.awaitOrders(1);
        }
    }

    /** What the members have, kept by somebody else. */
    private void copy(final TrialCluster cluster, final TrialMachine leader) {
        final Path backup = directory.resolve("backup");
        final String place = "127.0.0.1:" + LoopbackPlaces.find(1).getFirst().port();
        final String[] words = {
            "cluster", "backup", "--once", "-c", leader.configuration().toString(), "--to", backup.toString(), "--at"
        };
        final String refused = AetherMain.say(2, with(words, "nowhere"));
        assertTrue(refused.contains("give HOST:PORT"), refused);
        final String copied = AetherMain.say(0, with(words, place));
        assertTrue(copied.contains(backup + ": has the log to "), copied);
        assertTrue(Files.exists(backup.resolve("cluster/recording.log")), "a member can start from it");
        cluster.awaitOrders(1);
    }

    private static Object[] with(final String[] words, final String last) {
        final List<Object> all = new ArrayList<>(List.of((Object[]) words));
        all.add(last);
        return all.toArray();
    }

    /** A machine with another disk. */
    private static void fetch(final TrialCluster cluster, final TrialMachine machine) {
        machine.kill();
        final String[] words = {"cluster", "fetch", "-c"};
        final String refused =
                AetherMain.say(2, with(words, machine.configuration().toString()));
        assertTrue(refused.contains("is not empty"), refused);
        IoUtil.delete(machine.log().toFile(), false);
        final String fetched =
                AetherMain.say(0, with(words, machine.configuration().toString()));
        assertTrue(fetched.contains(machine.log() + ": has the log to "), fetched);
        cluster.restart(machine);
    }

    private static String say(final int exitCode, final String verb, final TrialMachine machine, final String... more) {
        final List<Object> words = new ArrayList<>(List.of("cluster", verb, "--directory", machine.published()));
        words.addAll(List.of(more));
        return AetherMain.say(exitCode, words.toArray());
    }

    /** Leaders and followers, killed, stopped and cut off at random moments. */
    @Test
    void shouldLoseAndDoubleNothingWhateverHappens() {
        System.out.println("seed " + SEED + " (-Daether.failover.seed)");
        try (TrialCluster cluster = new TrialCluster(directory, SEED, AetherMain.MAIN)) {
            cluster.start();
            new RandomFaults(cluster, SEED, System.out::println).until(KILLS);
            final TrialAccount account = cluster.conclude();
            assertTrue(account.isClean(), () -> "seed " + SEED + ": " + account);
        }
    }
}
