package aether.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.cli.AetherMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three machines trade as one; what kills one of them loses and doubles nothing. */
class TrialClusterTest {
    @TempDir
    Path directory;

    @Test
    void shouldLoseAndDoubleNothingOverKillsOfTheLeader() {
        try (TrialCluster cluster = new TrialCluster(directory, 7, AetherMain.MAIN)) {
            cluster.start();
            cluster.awaitOrders(100);
            for (int kill = 0; kill < 2; kill++) {
                final TrialMachine leader = cluster.leader();
                cluster.kill(leader);
                cluster.awaitOrders(50);
                cluster.restart(leader);
            }
            final TrialAccount account = cluster.conclude();
            System.out.println(account + " " + cluster.takeovers().all());
            assertTrue(account.isClean(), account::toString);
        }
    }
}
