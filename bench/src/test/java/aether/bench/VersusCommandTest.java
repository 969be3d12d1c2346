package aether.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.cli.AetherCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds that are scripts, so that what they need is known. */
class VersusCommandTest {
    @TempDir
    Path directory;

    private Path build(final String name, final String script) throws IOException {
        final Path build = Files.createDirectory(directory.resolve(name));
        final Path launcher = Files.writeString(build.resolve("aether"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return build;
    }

    private record Run(int code, String out, String err) {}

    private Run versus(final Object... arguments) {
        final PrintStream out = System.out;
        final PrintStream err = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            final String[] all = new String[arguments.length + 1];
            all[0] = "versus";
            for (int i = 0; i < arguments.length; i++) {
                all[i + 1] = arguments[i].toString();
            }
            final int code = AetherCommand.execute(new BenchCommand(), all);
            return new Run(code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void shouldCompareMediansOfRoundsInTurn() throws IOException {
        final Path trace = directory.resolve("trace");
        final Path slow = build("slow", "echo slow >> " + trace + "; echo '{\"cpuNsPerEvent\":200.0}'");
        final Path fast = build(
                "fast",
                "echo fast >> " + trace + "; n=$(grep -c fast " + trace
                        + "); echo \"{\\\"cpuNsPerEvent\\\":$((40 * n)).0}\"");
        final Path raw = directory.resolve("raw.txt");
        final Run run = versus(slow, fast, "--only", "session", "--rounds", 3, "--raw", raw);
        assertEquals(0, run.code, run.err);
        assertTrue(
                run.out.lines().anyMatch(line -> line.matches("session, 50 and 1,200 +200\\.0 +80\\.0 +0\\.40")),
                run.out);
        assertEquals(List.of("slow", "fast", "slow", "fast", "slow", "fast"), Files.readAllLines(trace));
        assertEquals(
                List.of(
                        "1 other session, 50 and 1,200 200.0",
                        "1 this session, 50 and 1,200 40.0",
                        "2 other session, 50 and 1,200 200.0"),
                Files.readAllLines(raw).subList(0, 3));
        assertTrue(run.err.contains("round 2 of 3: session, 50 and 1,200, this build"), run.err);
    }

    @Test
    void shouldSayWhatABuildSaidThatFailed() throws IOException {
        final Path broken = build("broken", "echo 'no such benchmark'; exit 2");
        final Run run = versus(broken, broken, "--only", "session", "--rounds", 1);
        assertEquals(2, run.code, run.err);
        assertTrue(run.err.contains("exit code 2") && run.err.contains("no such benchmark"), run.err);
    }

    @Test
    void shouldRefuseWhatIsNoBuildAndNamesOfNoBenchmark() throws IOException {
        final Run none = versus(directory);
        assertEquals(2, none.code);
        assertTrue(none.err.contains("no build of aether"), none.err);
        final Path build = build("some", "true");
        final Run unknown = versus(build, build, "--only", "nonsense");
        assertEquals(2, unknown.code);
        assertTrue(unknown.err.contains("known: [orders, 50 instruments"), unknown.err);
    }
}
