package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import aether.config.SharedMemory.Part;
import aether.console.UsageException;
import aether.monitor.ChannelLock;
import aether.monitor.PublishedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several appliances of one user on one machine: each command reads the one that is meant, or says that it cannot know. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PublishedChannelTest {
    @TempDir
    Path memory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (final Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /** An appliance in a process of its own, whose usual directory lies in the test's own. */
    private Process demo() throws IOException {
        return start("demo", "--duration", "10min", "--headless");
    }

    private Process start(final Object... words) throws IOException {
        Files.createDirectories(work());
        final Process process = new ProcessBuilder(FreshJvm.command(
                        List.of("-Daether.memory=" + memory),
                        AetherCommand.class,
                        Arrays.stream(words).map(Object::toString).toArray(String[]::new)))
                .redirectErrorStream(true)
                .directory(work().toFile())
                .start();
        started.add(process);
        return process;
    }

    private static String lineWith(final Process process, final String text) throws IOException {
        final BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        final StringBuilder all = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.contains(text)) {
            all.append(line).append('\n');
            line = said.readLine();
        }
        assertNotNull(line, all::toString);
        return line;
    }

    /** What another process is told. */
    private String ask(final int exitCode, final Object... words) throws IOException, InterruptedException {
        final Process process = start(words);
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(exitCode, process.exitValue(), said);
        return said;
    }

    @Test
    void shouldNotReadTheOtherDemosSession() throws Exception {
        final Process first = demo();
        lineWith(first, "simulated exchange");
        final Process second = demo();
        final String place = lineWith(second, "published in");
        assertTrue(place.contains("process " + first.pid() + " publishes this channel in the usual place"), place);
        final Path own = usual().resolve(Long.toString(second.pid()));
        assertTrue(place.contains("'aether stat --directory " + own + "'"), place);

        final String undecided = ask(2, "orders");
        assertTrue(
                undecided.contains(
                        "choose with --channel 0 --directory " + usual() + ", or --channel 0 --directory " + own),
                undecided);
        assertFalse(sessionOf(usual()).equals(sessionOf(own)));
        assertTrue(ask(0, "stat", "--directory", own).contains("packets"));

        second.destroyForcibly().waitFor();
        ask(0, "orders");
        assertTrue(ask(0, "limit").contains("maxQuantity "));
        assertEquals(1, ask(0, "limit", "maxPosition").lines().count());
        first.destroyForcibly().waitFor();
        final String dead = ask(1, "stat", "--directory", usual());
        assertTrue(dead.contains("the appliance of channel 0 is not alive since 20"), dead);
        final String orders = ask(1, "orders", "--directory", usual());
        assertTrue(
                orders.contains("is not alive since 20") && orders.contains("this is what its journal holds"), orders);
        final String kill = ask(1, "kill", "--directory", usual());
        assertTrue(kill.contains("is not alive since 20") && kill.contains("nothing was sent"), kill);
        final String book = ask(1, "book", "AEAA0", "--once", "--directory", usual());
        assertTrue(book.contains("is not alive since 20") && book.contains("this is its last book"), book);

        final Process third = demo();
        lineWith(third, "simulated exchange");
        assertFalse(Files.exists(own), "what a killed process left is cleared away");
        ask(0, "stat");
        try (Stream<Path> left = Files.list(work())) {
            assertEquals(List.of(), left.toList(), "left in the working directory by processes that were killed");
        }
    }

    private Path work() {
        return memory.resolve("work");
    }

    private Path usual() {
        return memory.resolve("aether-" + System.getProperty("user.name"));
    }

    private static String sessionOf(final Path directory) throws IOException {
        return Files.readString(Part.SESSION.file(directory, 0));
    }

    @Test
    void shouldRefuseADirectoryInWhichAnotherPublishesThatChannel() throws IOException {
        final Path site = Files.writeString(memory.resolve("site.yaml"), """
                channel: { lines: { A: { group: 239.255.77.98, port: 31098 } } }
                publication: { directory: '%s' }
                """.formatted(memory.resolve("books")));
        final ChannelLock lock = ChannelLock.tryTake(memory.resolve("books"), 0);
        assertNotNull(lock);
        assertNull(ChannelLock.tryTake(memory.resolve("books"), 0));
        final CommandLine refused = CommandLine.run("run", "-c", site, "--duration", "1s", "--headless");
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err()
                        .contains("process " + ProcessHandle.current().pid()
                                + " publishes channel 0 there; end it, or name another publication.directory"),
                refused.err());
        lock.close();
        assertEquals(
                0,
                CommandLine.run("run", "-c", site, "--duration", "1ms", "--headless")
                        .exitCode());
    }

    @Test
    void shouldNameTheChannelsOfOneDirectory() {
        final List<PublishedChannel> found = List.of(
                new PublishedChannel(memory, 310, true),
                new PublishedChannel(memory, 320, true),
                new PublishedChannel(memory, 330, false));
        final UsageException undecided =
                assertThrows(UsageException.class, () -> PublishedChannel.choose(found, null, memory));
        assertEquals(
                "several channels are published; choose with --channel 310, or --channel 320", undecided.getMessage());
        assertEquals(330, PublishedChannel.choose(found, 330, memory).channel());
        final UsageException none =
                assertThrows(UsageException.class, () -> PublishedChannel.choose(found, 340, memory));
        assertEquals(memory + ": no channel 340 is published there; there is 310, 320, 330", none.getMessage());
        assertEquals(
                320, PublishedChannel.choose(found.subList(1, 3), null, memory).channel(), "the dead are not meant");
    }
}
