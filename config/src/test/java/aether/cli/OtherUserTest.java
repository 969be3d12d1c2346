package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.appliance.FreshJvm;
import aether.journal.JournalReport;
import aether.journal.JournalSessions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance that is started by root, and goes on as somebody without rights. */
class OtherUserTest {
    private static final long DEADLINE_NS = 180_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void shouldGoOnWithoutRightsAndEndItsJournalInOrder() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root has rights to give up");
        // Others may pass through, as they may on any machine that is set up for this.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        final Path roots = Files.writeString(directory.resolve("roots-own"), "");
        Files.createDirectories(directory.resolve("journal"));
        final Path trap = Files.createSymbolicLink(directory.resolve("journal/trap"), roots);
        final Process appliance = start("nobody");
        awaitUser(appliance.toHandle(), "65534");
        awaitUser(writerOf(appliance), "65534");
        final String said = new String(appliance.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(appliance.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, appliance.exitValue(), said);
        assertEquals("root", Files.getOwner(roots).getName(), "given away through a link");
        Files.delete(trap);
        final Path session = JournalSessions.list(directory.resolve("journal")).getFirst();
        assertTrue(JournalReport.of(session).endedInOrder(), said);
        try (Stream<Path> files = Files.walk(session)) {
            for (final Path file : files.toList()) {
                assertEquals("nobody", Files.getOwner(file).getName(), file.toString());
            }
        }
    }

    @Test
    void shouldNotStartAsAUserThatIsNotThere() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root has rights to give up");
        final Process appliance = start("no-such-user");
        final String said = new String(appliance.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(appliance.waitFor(30, TimeUnit.SECONDS));
        assertEquals(2, appliance.exitValue(), said);
        assertTrue(said.contains("no-such-user"), said);
    }

    private Process start(final String user) throws IOException {
        final Path site = Files.writeString(directory.resolve("site.yaml"), """
                channel: { lines: { A: { group: 239.255.77.99, port: 31099 } } }
                publication: { directory: '%s' }
                journal: { directory: '%s', process: own }
                runtime: { user: %s }
                """.formatted(
                        directory.resolve("books"), directory.resolve("journal"), user));
        final List<String> command = FreshJvm.command(
                List.of(), AetherCommand.class, "run", "--headless", "--duration", "3s", "-c", site.toString());
        final int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, readable(command.get(classPath)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The journal's process reads its classes as the other user, who may not enter where the build keeps libraries. */
    private String readable(final String classPath) throws IOException {
        final Path installed = Files.createDirectories(directory.resolve("lib"));
        final List<String> copies = new ArrayList<>();
        for (final String entry : classPath.split(File.pathSeparator)) {
            final Path copy =
                    installed.resolve(copies.size() + "-" + Path.of(entry).getFileName());
            if (Files.isRegularFile(Path.of(entry))) {
                Files.copy(Path.of(entry), copy);
            } else if (Files.isDirectory(Path.of(entry))) {
                copyTree(Path.of(entry), copy);
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyTree(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** The journal's process. */
    private static ProcessHandle writerOf(final Process appliance) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (appliance.children().findFirst().isEmpty()) {
            assertTrue(System.nanoTime() < deadlineNs && appliance.isAlive(), "no process for the journal");
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return appliance.children().findFirst().orElseThrow();
    }

    private static void awaitUser(final ProcessHandle process, final String user)
            throws InterruptedException, IOException {
        final Path status = Path.of("/proc/" + process.pid() + "/status");
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!Files.readString(status).contains("Uid:\t" + user + "\t" + user)) {
            assertTrue(System.nanoTime() < deadlineNs && process.isAlive(), "the process did not become another user");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
