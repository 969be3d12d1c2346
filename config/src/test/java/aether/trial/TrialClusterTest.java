package aether.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.cli.AetherMain;
import java.nio.file.Path;
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
