package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import aether.journal.JournalReport;
import aether.journal.JournalSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed in the middle of its work, and one that is asked to stop. */
class KilledProcessTest {
    private static final long DEADLINE_NS = 180_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void shouldReplayAKilledSessionUpToTheLastPacketOffered() throws Exception {
        final Process demo = start();
        final Path session = awaitPackets(demo);
        // SIGKILL: no hook, no flush, nothing runs any more.
        demo.destroyForcibly().waitFor();

        assertEquals(0, CommandLine.run("journal", "verify", session).exitCode());
        final long before = JournalReport.of(session).records();
        final CommandLine recover = CommandLine.run("journal", "recover", session);
        assertEquals(0, recover.exitCode(), recover.err());
        final JournalReport report = JournalReport.of(session);
        assertTrue(report.isSound() && report.records() >= before && report.unwritten() == 0, report.toString());
        final CommandLine replay = CommandLine.run("replay", session, "--verify");
        assertEquals(0, replay.exitCode(), replay.out() + replay.err());
        assertTrue(replay.out().contains("verified"), replay.out());
    }

    @Test
    void shouldEndInOrderWhenAskedToStop() throws Exception {
        final Process demo = start();
        final Path session = awaitPackets(demo);
        // SIGTERM, as Ctrl-C would be SIGINT: the shutdown hook runs.
        demo.toHandle().destroy();
        final String out = new String(demo.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(demo.waitFor(30, TimeUnit.SECONDS));
        assertTrue(out.endsWith("PASS\n"), out);
        assertTrue(JournalReport.of(session).endedInOrder());
    }

    private Process start() throws IOException {
        final List<String> command = FreshJvm.command(
                List.of(),
                AetherCommand.class,
                "demo",
                "--headless",
                "--duration",
                "60s",
                "--journal",
                directory.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits until a good number of packets is in the journal's file. */
    private Path awaitPackets(final Process process) throws InterruptedException, IOException {
        final long deadline = System.nanoTime() + DEADLINE_NS;
        while (System.nanoTime() < deadline && process.isAlive()) {
            final List<Path> sessions = Files.isDirectory(directory) ? JournalSessions.list(directory) : List.of();
            if (!sessions.isEmpty() && JournalReport.of(sessions.getFirst()).records() > 3000) {
                return sessions.getFirst();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroyForcibly();
        throw new AssertionError("the process journaled nothing");
    }
}
