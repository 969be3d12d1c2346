package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of a session in tables, printed, and traded: as that part of the whole, with places noted and without. */
class PartCommandTest {
    private static final String TABLES = "bbo,depth,orders,trades,statistics,definitions,status,gaps";
    private static final String FROM = "13:20:02.5";
    private static final String TO = "13:20:02.75";

    @TempDir
    Path directory;

    private Path session;

    /** Lossy: with gaps, repairs and snapshots in it. */
    @BeforeEach
    void make() throws IOException {
        session = directory.resolve("session.pcapng");
        final String site =
                Files.readString(Path.of("profiles/venue.yaml")).replace("lossBoth: 0,", "lossBoth: 0.002,");
        assertTrue(site.contains("0.002"));
        AetherMain.say(
                0,
                "venue",
                "-c",
                Files.writeString(directory.resolve("venue.yaml"), site),
                "--duration",
                "4s",
                "--pcapng",
                session);
    }

    private CommandLine run(final String command, final Object... options) {
        final CommandLine line = CommandLine.run(Stream.concat(Stream.of(command, session), Arrays.stream(options))
                .toArray());
        assertEquals(0, line.exitCode(), line.err());
        return line;
    }

    private List<String> table(final Path tables, final String table) throws IOException {
        return Files.readAllLines(tables.resolve(table + ".csv"));
    }

    /** Rows of a part: the first column is the time. */
    private static List<String> part(final List<String> rows) {
        final List<String> part = new ArrayList<>(rows.subList(0, 1));
        rows.stream()
                .skip(1)
                .filter(row -> row.compareTo("2023-11-19T" + FROM) >= 0 && row.compareTo("2023-11-19T" + TO) < 0)
                .forEach(part::add);
        return part;
    }

    @Test
    void shouldExportAPartAsTheWholeHasIt() throws IOException {
        final Path whole = directory.resolve("whole");
        run("export", "--start", "snapshot", "--table", TABLES, "--out", whole);
        final List<Path> parts = new ArrayList<>();
        for (final String index : List.of("--no-index", "--overwrite", "--overwrite")) {
            final Path out = directory.resolve("part" + parts.size());
            parts.add(out);
            run("export", "--start", "snapshot", "--table", TABLES, "--from", FROM, "--to", TO, index, "--out", out);
        }
        assertTrue(Files.exists(directory.resolve("session.pcapng.snapshot.seek")));
        long rows = 0;
        for (final String table : TABLES.split(",")) {
            final List<String> expected = part(table(whole, table));
            for (final Path out : parts) {
                assertEquals(expected, table(out, table), table);
            }
            rows += expected.size();
        }
        assertTrue(rows > 1_000, rows + " rows");
    }

    @Test
    void shouldPrintAPartAsTheWholeHasIt() {
        final List<String> whole = run("books").out().lines().toList();
        final String plain =
                run("books", "--from", FROM, "--to", TO, "--no-index").out();
        assertTrue(plain.lines().count() > 100, plain);
        final int begin = whole.indexOf(plain.lines().findFirst().orElseThrow());
        final List<String> expected =
                whole.subList(begin, begin + (int) plain.lines().count());
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    expected,
                    run("books", "--from", FROM, "--to", TO).out().lines().toList());
        }
        final String messages =
                run("books", "--every", "message", "--from", FROM, "--to", TO).out();
        assertTrue(messages.lines().count() >= plain.lines().count() / 2, messages);
    }

    @Test
    void shouldTradeAPartAlikeWithPlacesAndWithout() {
        final Object[] options = {
            "--start",
            "snapshot",
            "--strategy",
            "aether.gateway.strategy.TwoSidedQuoter",
            "--order-latency",
            "20us",
            "--from",
            "13:20:02",
            "--to",
            "13:20:03",
            "--json"
        };
        final String plain = run(
                        "backtest",
                        Stream.concat(Stream.of("--no-index"), Arrays.stream(options))
                                .toArray())
                .out();
        assertTrue(plain.matches("(?s).*\"sent\":[1-9].*"), plain);
        for (int time = 0; time < 2; time++) {
            assertEquals(plain, run("backtest", options).out());
        }
    }

    private CommandLine trade(final Object... options) {
        final Stream<Object> all = Stream.of(
                "--start",
                "snapshot",
                "--strategy",
                "aether.gateway.strategy.TwoSidedQuoter",
                "--from",
                "13:20:02",
                "--to",
                "13:20:02.5");
        return run("backtest", Stream.concat(all, Arrays.stream(options)).toArray());
    }

    /** Price steps that are given count where the session says none, wherever the part begins. */
    @Test
    void shouldBelieveTheSessionsDefinitionsOfBeforeThePart() {
        final String plain = trade("--json").out();
        assertEquals(plain, trade("--json", "--tick", "50001=0.5").out());
    }

    @Test
    void shouldTradeAPartInEachRunOfAGridAlike() {
        final String settings = "halfSpreadTicks=1,2,1";
        final CommandLine grid = trade("--grid", settings);
        assertFalse(grid.err().contains("not noted"), grid.err());
        final List<String> lines = grid.out().lines().toList();
        assertEquals(4, lines.size(), grid.out());
        assertEquals(lines.get(1), lines.get(3));
        assertEquals(grid.out(), trade("--grid", settings).out());
    }

    @Test
    void shouldRefuseAPartThatIsNone() {
        for (final String[] command : new String[][] {
            {"export", "--table", "bbo"},
            {"books"},
            {"backtest", "--strategy", "aether.gateway.strategy.TwoSidedQuoter"}
        }) {
            final List<Object> words = new ArrayList<>(List.of(command[0], session));
            words.addAll(Arrays.asList(command).subList(1, command.length));
            words.addAll(List.of("--from", "15:00"));
            final CommandLine line = CommandLine.run(words.toArray());
            assertEquals(2, line.exitCode(), line.out());
            assertTrue(line.err().contains("--from: the session ends at"), line.err());
        }
        final Path out = directory.resolve("none");
        final CommandLine line = CommandLine.run("export", session, "--table", "bbo", "--from", "15:00", "--out", out);
        assertEquals(2, line.exitCode(), line.out());
        assertFalse(Files.exists(out));
    }
}
