package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Databento's, through the commands. Skipped, with the reason, where the samples are not at hand. */
class DbnCommandTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("aether.shared", "../../shared")).resolve("captures/dbn");

    @TempDir
    Path directory;

    @BeforeEach
    void requireSamples() {
        final String reason = "skipped: the vendor's samples are not here: " + SAMPLES
                + " (set -Daether.shared to a folder that has them)";
        if (!Files.isDirectory(SAMPLES)) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(Files.isDirectory(SAMPLES), reason);
    }

    @Test
    void shouldPrintTheRowsOfAFileOfRows() {
        final CommandLine books =
                CommandLine.run("books", SAMPLES.resolve("mbp-10.v3.dbn.zst"), "--start", "natural", "--depth", 2);
        assertEquals(0, books.exitCode(), books.err());
        final String last = books.out().lines().toList().getLast();
        assertTrue(
                last.contains("\"bid\":[[3720250000000,24,15],[3720000000000,30,17]],"
                        + "\"ask\":[[3720500000000,10,8],[3720750000000,34,24]]"),
                last);
        assertTrue(last.contains("\"symbol\":\"ESH1\""), last);
    }

    @Test
    void shouldGiveOneDigestForOneSessionInEveryForm() {
        final String plain = digest("mbo.v3.dbn");
        assertEquals(plain, digest("mbo.v3.dbn.zst"));
        assertEquals(plain, digest("mbo.v2.dbn.zst"));
    }

    private static String digest(final String name) {
        final CommandLine replay = CommandLine.run("replay", SAMPLES.resolve(name), "--verify");
        assertEquals(0, replay.exitCode(), replay.err());
        return replay.out()
                .lines()
                .filter(line -> line.contains("digest"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldExportWhatIsInThem() throws IOException {
        assertEquals(
                List.of(
                        "2020-12-28T13:00:00.099150057Z,2020-12-28T13:00:00.098821953Z,GLBX.MDP3 publisher 1,1170380,5482,ESH1,3720.25,5,sell,new,0",
                        "2020-12-28T13:00:00.108142648Z,2020-12-28T13:00:00.107665963Z,GLBX.MDP3 publisher 1,1170414,5482,ESH1,3720.25,21,sell,new,0"),
                rows("trades", "trades.v3.dbn.zst"));
        final List<String> status = rows("status", "status.v3.dbn.zst");
        assertTrue(status.get(1).endsWith("5482,ESH1,21,0,0"), status.get(1));
        assertTrue(status.get(3).endsWith("5482,ESH1,15,0,0"), status.get(3));
        final List<String> statistics = rows("statistics", "statistics.v3.dbn.zst");
        assertTrue(statistics.getFirst().contains(",lowest_offer,new,100,,"), statistics.getFirst());
        final List<String> definitions = rows("definitions", "definition.v3.dbn.zst");
        assertTrue(definitions.getFirst().contains(",6819,MSFT,pxnas-,"), definitions.getFirst());
    }

    private List<String> rows(final String table, final String name) throws IOException {
        final Path out = directory.resolve(table);
        final CommandLine export = CommandLine.run("export", SAMPLES.resolve(name), "--table", table, "--out", out);
        assertEquals(0, export.exitCode(), export.err());
        final List<String> lines = Files.readAllLines(out.resolve(table + ".csv"));
        return lines.subList(1, lines.size());
    }

    @Test
    void shouldShowTheBooksOfAMoment() {
        final CommandLine at = CommandLine.run(
                "replay",
                SAMPLES.resolve("mbp-10.v3.dbn.zst"),
                "--at",
                "1609160400000730000",
                "--book",
                "ESH1",
                "--depth",
                "1");
        assertEquals(0, at.exitCode(), at.err());
        assertTrue(at.out().contains("3720.25") && at.out().contains("3720.5"), at.out());
    }

    @Test
    void shouldRefuseFilesThatTellTheSameTwice() {
        final CommandLine replay =
                CommandLine.run("replay", SAMPLES.resolve("mbo.v3.dbn"), SAMPLES.resolve("trades.v3.dbn.zst"));
        assertEquals(2, replay.exitCode());
        assertTrue(replay.err().contains("the same trades twice, as mbo and as trades"), replay.err());
    }
}
