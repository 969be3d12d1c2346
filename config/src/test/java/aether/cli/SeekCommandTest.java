package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any moment of a session that the simulated venue makes, through the commands. */
class SeekCommandTest {
    @TempDir
    Path directory;

    private Path session;

    @BeforeEach
    void make() {
        session = directory.resolve("session.pcapng");
        final CommandLine venue =
                CommandLine.run("venue", "-c", Path.of("profiles/venue.yaml"), "--duration", "4s", "--pcapng", session);
        assertEquals(0, venue.exitCode(), venue.err());
    }

    private CommandLine replay(final Object... options) {
        return CommandLine.run(Stream.concat(Stream.of("replay", session), Arrays.stream(options))
                .toArray());
    }

    /** Typed line by line. */
    private CommandLine browse(final String... lines) {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return replay("--browse", "--depth", 2);
        } finally {
            System.setIn(before);
        }
    }

    private static String digest(final CommandLine line) {
        assertEquals(0, line.exitCode(), line.err());
        return line.out().substring(line.out().indexOf("digest ")).strip();
    }

    @Test
    void shouldShowTheSameBooksWithPlacesNotedAndWithout() {
        final String at = "13:20:02.5";
        final CommandLine plain = replay("--at", at, "--no-index");
        assertEquals(0, plain.exitCode(), plain.err());
        assertTrue(plain.out().lines().count() > 3, plain.out());
        assertFalse(Files.exists(directory.resolve("session.pcapng.natural.seek")));
        for (int time = 0; time < 2; time++) {
            assertEquals(plain.out(), replay("--at", at).out());
            assertTrue(Files.exists(directory.resolve("session.pcapng.natural.seek")));
        }
    }

    /** A part that ends where the session does ends with what the whole has. */
    @Test
    void shouldEndAPartAsTheWholeEnds() {
        final String whole = digest(replay());
        for (int time = 0; time < 2; time++) {
            final CommandLine part = replay("--from", "13:20:03");
            assertTrue(part.out().matches("(?s)replayed [\\d,]+ frames in .*, behind [\\d,]+\n.*"), part.out());
            assertEquals(whole, digest(part));
        }
    }

    @Test
    void shouldTellStepsOfEachSize() {
        final CommandLine packets =
                replay("--from", "13:20:01", "--to", "13:20:01.01", "--step", "packet", "--book", "AEAB0");
        assertEquals(0, packets.exitCode(), packets.err());
        final List<String> lines = packets.out().lines().toList();
        assertTrue(lines.size() >= 4, packets.out());
        assertTrue(
                lines.getFirst().matches("\\S+ 13:20:01\\.\\S+Z  packet [\\d,]+  message \\d+  template \\d+"),
                lines.getFirst());
        assertTrue(lines.stream().filter(line -> line.startsWith("  ")).allMatch(line -> line.contains("AEAB0")));
        final long fewest = replay("--from", "13:20:01", "--to", "13:20:01.1", "--step", "packet")
                .out()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .count();
        for (final String size : List.of("event", "message")) {
            final CommandLine steps = replay("--from", "13:20:01", "--to", "13:20:01.1", "--step", size);
            final long count =
                    steps.out().lines().filter(line -> !line.startsWith(" ")).count();
            assertTrue(count >= fewest, count + " of " + fewest);
        }
        final CommandLine few = replay("--step", "event", "--count", 3);
        assertEquals(3, few.out().lines().filter(line -> !line.startsWith(" ")).count(), few.out());
    }

    @Test
    void shouldGoAboutAsSomebodyTypes() {
        final CommandLine browsed = browse("t", "t", "t", "b", "b", "at 13:20:02", "n 100", "p 100", "q");
        assertEquals(0, browsed.exitCode(), browsed.err());
        final List<String> places =
                browsed.out().lines().filter(line -> line.contains(" played")).toList();
        assertEquals(9, places.size(), browsed.out());
        // The second trade, and the first: where one was before.
        assertEquals(places.get(2), places.get(4));
        assertEquals(places.get(1), places.get(5));
        assertEquals(places.get(6), places.get(8));
        assertTrue(
                browsed.out()
                                .lines()
                                .filter(line -> line.startsWith("  trade "))
                                .count()
                        >= 5,
                browsed.out());
    }

    @Test
    void shouldSayWhatCannotBe() {
        final CommandLine odd =
                browse("at nowhen", "at 15:00", "seq", "seq 12x", "book NONE", "what", "- 1000000", "n -1");
        assertEquals(0, odd.exitCode(), odd.err());
        assertTrue(odd.out().contains("at: 'nowhen' is no time"), odd.out());
        assertTrue(odd.out().contains("at: the session ends at 2023-11-19 13:20:0"), odd.out());
        assertTrue(odd.out().contains("seq: say which packet"), odd.out());
        assertTrue(odd.out().contains("'12x' is no number"), odd.out());
        assertTrue(odd.out().contains("book: there is no 'NONE' here"), odd.out());
        assertTrue(odd.out().contains("back to the trade before"), odd.out());
        refused("--from", "13:20:02", "--to", "13:20:01");
        refused("--from", "15:00", "--step", "packet");
        refused("--to", "12:00");
        refused("--at", "12:00");
        refused("--at", "15:00");
        refused("--at", "13:20:02", "--browse");
        refused("--at", "13:20:02", "--book", "NONE");
        refused("--verify", "--from", "13:20:02");
        refused("--count", "5");
        refused("--step", "event", "--count", "0");
        refused("--book", "AEAB0");
    }

    private void refused(final Object... options) {
        final CommandLine line = replay(options);
        assertEquals(2, line.exitCode(), line.out());
        assertEquals(
                1,
                line.err().lines().filter(text -> text.startsWith("aether: ")).count(),
                line.err());
        assertFalse(line.err().contains("\tat "), line.err());
    }
}
