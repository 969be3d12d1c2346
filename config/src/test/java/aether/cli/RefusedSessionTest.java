package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A venue that will not have us: said with its own code, and not tried for ever. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RefusedSessionTest {
    private static final long PAUSE_MS = 20;
    private static final int MOST_PAUSES = 3_000;

    @TempDir
    Path directory;

    private Process venue;

    @AfterEach
    void end() throws InterruptedException {
        if (venue != null) {
            venue.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldEndWithTheVenuesReasonWhenTheSecretIsWrong() throws Exception {
        final Path right = directory.resolve("right.secret");
        final Path site = site(right, directory.resolve("wrong.secret"));
        venue = new ProcessBuilder(FreshJvm.command(
                        List.of(), AetherCommand.class, "venue", "-c", site.toString(), "--duration", "2min"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("venue.log").toFile())
                .start();
        for (int i = 0; !Files.exists(right) || Files.size(right) == 0; i++) {
            assertTrue(i < MOST_PAUSES && venue.isAlive(), () -> read(directory.resolve("venue.log")));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        final Path wrong = directory.resolve("wrong.secret");
        Files.writeString(
                wrong,
                new StringBuilder(Files.readString(right).strip()).reverse().toString());
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        final CommandLine run = CommandLine.run("run", "-c", site, "--headless", "--duration", "2min");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertTrue(
                run.out()
                        .contains(
                                "order session refused for good: Reject 0, HMACNotAuthenticated; correct orders.session, its "
                                        + "access key or its secret, and start again"),
                run.out() + run.err());
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** The shipped profile, on ports of its own. */
    private Path site(final Path venueSecret, final Path ourSecret) throws IOException {
        final String profile = Files.readString(Path.of("profiles/venue.yaml"))
                        .replaceAll("\\b310(\\d\\d)\\b", "313$1")
                        .replace(
                                "secretFile: venue.secret   # created", "secretFile: '" + venueSecret + "'   # created")
                        .replace("  secretFile: venue.secret\n", "  secretFile: '" + ourSecret + "'\n")
                        .replace(
                                "journal: { directory: journal-data }",
                                "journal: { directory: '" + directory.resolve("j") + "' }")
                + "\npublication: { directory: '" + directory.resolve("books") + "' }\n";
        return Files.writeString(directory.resolve("site.yaml"), profile);
    }
}
