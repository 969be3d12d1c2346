package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.SharedMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/QUANT.md, from its first command to its last: each line is run as it stands, in a directory of the test's own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class QuantPageTest {
    private static final Path PAGE = Path.of("../docs/QUANT.md");
    private static final Pattern CODE = Pattern.compile("```(java|python)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^    (\\S.*)$");
    private static final String PLACE = "quant/";
    private static final String EARLY = "--duration 60s";
    private static final String SHORT = "--duration 20s";
    private static final long PAUSE_MS = 100;
    private static final int MOST_PAUSES = 300;

    @TempDir
    Path directory;

    private final List<String> ran = new ArrayList<>();

    private String here(final String text) {
        return text.replace(PLACE, directory.resolve(PLACE) + "/");
    }

    private void writeCode(final String page) throws IOException {
        final Matcher code = CODE.matcher(page);
        while (code.find()) {
            final Path file = code.group(1).equals("java")
                    ? directory.resolve("quant/desk/Patient.java")
                    : directory.resolve("quant/plot.py");
            Files.createDirectories(file.getParent());
            // In Python the place stands in the code itself.
            Files.writeString(file, here(code.group(2)));
        }
    }

    @Test
    void shouldGoThroughTheDay() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: no python3 here");
        final String page = Files.readString(PAGE);
        final Matcher commands = COMMAND.matcher(CODE.matcher(page).replaceAll(""));
        CompletableFuture<CommandLine> demo = null;
        while (commands.find()) {
            final String command = commands.group(1);
            ran.add(command);
            if (command.startsWith("./aether demo")) {
                demo = CompletableFuture.supplyAsync(() -> aether(command.replace(SHORT, "--duration 8s")));
            } else if (command.contains("/0.books")) {
                readWhileItRuns(command, demo);
            } else if (command.startsWith("./aether")) {
                final CommandLine line = aether(command.replace("SESSION", session(command)));
                assertEquals(0, line.exitCode(), command + "\n" + line.out() + line.err());
                assertTrue(!line.out().isBlank(), command);
            } else {
                // Not before: the first command makes the directory.
                writeCode(page);
                execute(command);
            }
        }
        assertEquals(13, ran.size(), ran.toString());
        assertTrue(Files.readString(directory.resolve("quant/middle.svg")).contains("<polyline"));
        assertTrue(
                Files.readString(directory.resolve("quant/result/result.json")).contains("\"symbol\":\"AEAM0\""));
        assertTrue(Files.size(directory.resolve("quant/result/index.html")) > 1_000);
    }

    private static CommandLine run(final String withoutPipe) {
        return CommandLine.run(
                (Object[]) withoutPipe.replaceFirst("^\\./aether ", "").split(" +"));
    }

    /** In this process; of a minute, a third is enough to test, and of the times in it those of the first third. */
    private CommandLine aether(final String command) {
        final String withoutPipe = command.replaceAll(" \\|.*", "").replace("config/profiles/", "profiles/");
        return run(here(withoutPipe.replace(EARLY, SHORT).replace("13:20:30", "13:20:10")));
    }

    /** The one that the demonstration has written, where a command names it. */
    private String session(final String command) throws IOException {
        if (!command.contains("SESSION")) {
            return "";
        }
        try (Stream<Path> sessions = Files.list(directory.resolve("quant/journal"))) {
            return sessions.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .getFileName()
                    .toString();
        }
    }

    private void readWhileItRuns(final String command, final CompletableFuture<CommandLine> demo) throws Exception {
        final Path books = SharedMemory.Part.BOOKS.file(SharedMemory.defaultDirectory(), 0);
        final String read = command.replaceAll("/dev/shm/aether-\\$USER/0.books", books.toString());
        String said = "";
        for (int i = 0; i < MOST_PAUSES && !said.contains("\"state\": \"LIVE\""); i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            said = Files.exists(books) ? output(read) : "";
            assertTrue(
                    !demo.isDone() || said.contains("LIVE"),
                    () -> "the demonstration ended before: " + demo.join().err());
        }
        assertTrue(said.contains("\"symbol\": \"AEAA0\""), said);
        final CommandLine ended = demo.get();
        assertEquals(0, ended.exitCode(), ended.out() + ended.err());
    }

    private Process start(final String command) throws IOException {
        final String bin = Path.of(System.getProperty("java.home"), "bin").toString();
        final String ready = here(command.replace("config/target/lib/*", System.getProperty("java.class.path")))
                .replace("PYTHONPATH=python ", "PYTHONPATH=../python ")
                .replace(" python/", " ../python/");
        return new ProcessBuilder("bash", "-c", "PATH=" + bin + ":$PATH; " + ready)
                .redirectErrorStream(true)
                .start();
    }

    private String output(final String command) throws IOException, InterruptedException {
        final Process process = start(command);
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void execute(final String command) throws IOException, InterruptedException {
        final Process process = start(command);
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command + "\n" + said);
    }
}
