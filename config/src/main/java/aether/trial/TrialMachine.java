package aether.trial;

import aether.appliance.FreshJvm;
import aether.config.SharedMemory;
import aether.config.TrialLink;
import aether.console.UsageException;
import aether.desk.Administration;
import aether.desk.OperatorCommands;
import aether.gateway.InputWriter;
import aether.gateway.OrderInput;
import aether.monitor.CounterFile;
import aether.risk.KillScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/** One machine of a trial: a process that {@code aether run} is, with files of its own. */
public final class TrialMachine {
    static final int CHANNEL = 17;
    private static final long END_SECONDS = 30;
    private static final List<String> FLAGS = List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final int id;
    private final Path directory;
    private final Class<?> main;
    private Process process;
    private boolean isPaused;

    /** Not started; {@code main} takes the words of the command line. */
    TrialMachine(final int id, final Path directory, final Class<?> main) {
        this.id = id;
        this.directory = directory;
        this.main = main;
        try {
            Files.createDirectories(directory);
            Files.write(cutFile(), TrialLink.WHOLE.bytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its place among the members. */
    public int id() {
        return id;
    }

    Path journals() {
        return directory.resolve("journal");
    }

    Path configuration() {
        return directory.resolve("site.yaml");
    }

    /** Where it has the cluster's log. */
    Path log() {
        return directory.resolve("cluster");
    }

    private Path cutFile() {
        return directory.resolve("cut");
    }

    /** The part of its configuration that is its own. */
    void configure(final String common) {
        final String own = """
                publication: { directory: '%s' }
                journal: { directory: '%s', lowWater: 1 MiB, tapLength: 4 MiB }
                runtime: { warmUp: 0 }
                """.formatted(published(), journals());
        write(
                configuration(),
                common.replace("MEMBER", String.valueOf(id))
                                .replace("DIRECTORY", log().toString())
                                .replace("CUT", cutFile().toString())
                        + own);
    }

    private static void write(final Path file, final String text) {
        try {
            Files.writeString(file, text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        // What the process before has counted says nothing of this one.
        IoUtil.deleteIfExists(file(SharedMemory.Part.COUNTERS).toFile());
        final List<String> command = FreshJvm.command(
                FLAGS, main, "run", "--headless", "-c", configuration().toString());
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("out.txt").toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("err.txt").toFile()))
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        isPaused = false;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Alive, and not stopped by us. */
    boolean isRunning() {
        return isAlive() && !isPaused;
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; returns when it has ended. */
    void end() {
        if (isAlive()) {
            process.toHandle().destroy();
            await();
        }
    }

    private void await() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("machine " + id + " did not end; see " + directory.resolve("err.txt"));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: it does nothing, and all its connections stay. */
    void pause() {
        signal("STOP");
        isPaused = true;
    }

    void resume() {
        signal("CONT");
        isPaused = false;
    }

    private void signal(final String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What its link to the other members is like; the exchange it reaches all the same. */
    void link(final TrialLink link) {
        try {
            Files.write(cutFile(), link.bytes(), StandardOpenOption.WRITE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Books that it publishes and that are not the exchange's. */
    List<Integer> differingBooks(final List<TrialBooks.Book> exchange) {
        return TrialBooks.differing(file(SharedMemory.Part.BOOKS), exchange);
    }

    private Path file(final SharedMemory.Part part) {
        return part.file(published(), CHANNEL);
    }

    /** As it was counted last; -1 while it counts nothing yet. */
    long counter(final String name) {
        final Path file = file(SharedMemory.Part.COUNTERS);
        if (!Files.exists(file)) {
            return -1;
        }
        try {
            return CounterFile.read(file).stream()
                    .filter(value -> value.name().equals(name))
                    .mapToLong(CounterFile.Value::value)
                    .findFirst()
                    .orElse(-1);
        } catch (final UsageException | IllegalStateException e) {
            // It is being made at this moment.
            return -1;
        }
    }

    /** Throws its kill switch, as an operator would. */
    void throwKillSwitch() {
        final InputWriter writer = new InputWriter();
        final int length = writer.kill(KillScope.ALL, 0, 0, true);
        try (OperatorCommands commands = OperatorCommands.open(file(SharedMemory.Part.COMMANDS))) {
            commands.send(OrderInput.KILL, writer.buffer(), length);
        }
    }

    /** Asks something of it, as an operator would. */
    void ask(final Administration wanted) {
        try (OperatorCommands commands = OperatorCommands.open(file(SharedMemory.Part.COMMANDS))) {
            commands.send(wanted);
        }
    }

    /** Where it publishes. */
    public Path published() {
        return directory.resolve("books");
    }

    /** The end of what it said. */
    String lastWords() {
        try {
            final List<String> lines = Files.readAllLines(directory.resolve("err.txt"));
            return "machine " + id + ": "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (final IOException e) {
            return "machine " + id + " said nothing";
        }
    }
}
