package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The strategy in the module's README, with the commands there: compiled, packed, loaded, and trading at a venue. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OwnStrategyTest {
    private static final long PAUSE_MS = 20;
    private static final int MOST_PAUSES = 3_000;

    @TempDir
    Path directory;

    private Process venue;
    private Process appliance;

    @AfterEach
    void end() throws InterruptedException {
        for (final Process process : new Process[] {appliance, venue}) {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../order-gateway/README.md"));
    }

    private static String between(final String text, final String start, final String end) {
        final int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    /** A line of the README, with what the build puts into config/target/lib; the tests run before it does. */
    private void execute(final String line) throws IOException, InterruptedException {
        final String bin = Path.of(System.getProperty("java.home"), "bin").toString();
        final String command = line.strip().replace("config/target/lib/*", System.getProperty("java.class.path"));
        final Process process = new ProcessBuilder("bash", "-c", "PATH=" + bin + ":$PATH; " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void shouldTradeAsTheReadmeSays() throws Exception {
        final String code = between(readme(), "```java\n", "```\n");
        Files.createDirectories(directory.resolve("desk"));
        Files.writeString(directory.resolve("desk/JoinTheBid.java"), code);
        final List<String> commands = readme().lines()
                .filter(line -> line.matches("    (javac|jar) .*"))
                .toList();
        assertEquals(2, commands.size());
        for (final String command : commands) {
            execute(command);
        }
        final Path site = site();
        venue = start("venue", site, "venue.log");
        await("the venue", () -> said("venue.log").contains("simulated venue:"));
        appliance = start("run", site, "run.log");
        await("the strategy", () -> said("run.log").contains("strategy desk.JoinTheBid"));
        await(
                "an order",
                () -> CommandLine.run("orders", "--directory", directory.resolve("books"))
                        .out()
                        .contains("\"side\":\"buy\""));
    }

    private Process start(final String command, final Path site, final String log) throws IOException {
        return new ProcessBuilder(FreshJvm.command(
                        List.of(), AetherCommand.class, command, "-c", site.toString(), "--duration", "2min"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
    }

    private String said(final String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (final IOException e) {
            return "";
        }
    }

    private void await(final String what, final BooleanSupplier isThere) throws InterruptedException {
        for (int i = 0; !isThere.getAsBoolean(); i++) {
            assertTrue(i < MOST_PAUSES, () -> what + " did not come: " + said("venue.log") + said("run.log"));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    /** The shipped profile, on ports of its own, with the strategy line of the README. */
    private Path site() throws IOException {
        final String line = readme().lines()
                .filter(each -> each.contains("strategy: { class: desk.JoinTheBid"))
                .findFirst()
                .orElseThrow();
        final String profile = Files.readString(Path.of("profiles/venue.yaml"))
                .replaceAll("\\b310(\\d\\d)\\b", "314$1")
                .replace("venue.secret", directory.resolve("venue.secret").toString())
                .replace("journal-data", directory.resolve("j").toString());
        final String settings = line.substring(line.indexOf("strategy:"))
                .replace("join.jar", directory.resolve("join.jar").toString());
        return Files.writeString(
                directory.resolve("site.yaml"),
                profile.substring(0, profile.indexOf("  strategy:\n")) + "  " + settings
                        + "\npublication: { directory: " + directory.resolve("books") + " }\n");
    }
}
