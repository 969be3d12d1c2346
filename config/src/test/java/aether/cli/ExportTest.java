package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A real exchange session as tables, compared with what an independent dissector saw and with the books that another command prints. Skipped, with the reason, where the capture is not at hand. */
class ExportTest {
    private static final Path SHARED = Path.of(System.getProperty("aether.shared", "../../shared"));
    private static final Path CAPTURE = SHARED.resolve("captures/cme/cme_ch320_v8_20160927.pcapng");
    private static final Path INDEPENDENT = SHARED.resolve("captures/cme/cme_ch320_v8_feedA_tshark.ndjson.gz");
    private static final Path DERIBIT = SHARED.resolve("captures/deribit/deribit_sample_v1_6.pcapng");
    private static final Map<String, String> AGGRESSORS = Map.of("0", "none", "1", "buy", "2", "sell");
    private static final long SEED = Long.getLong("aether.tables.seed", System.nanoTime());
    private static final long NS_PER_SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    @BeforeEach
    void requireCapture() {
        final String reason = "skipped: exchange-owned capture not here: " + CAPTURE
                + " (set -Daether.shared to a folder that has it)";
        if (!Files.exists(CAPTURE)) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(Files.exists(CAPTURE), reason);
    }

    private static String say(final int exitCode, final Object... words) {
        final CommandLine line = CommandLine.run(words);
        assertEquals(exitCode, line.exitCode(), line.out() + line.err());
        return exitCode == 0 ? line.out() : line.err();
    }

    /** Rows by the names of their columns; nothing here needs quotes. */
    private static List<Map<String, String>> rows(final String csv) {
        final List<String> lines = csv.lines().toList();
        final String[] names = lines.getFirst().split(",");
        final List<Map<String, String>> rows = new ArrayList<>();
        for (final String line : lines.subList(1, lines.size())) {
            final String[] cells = line.split(",", -1);
            assertEquals(names.length, cells.length, line);
            final Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cells(final Map<String, String> row, final String... names) {
        return String.join(" ", Stream.of(names).map(row::get).toList());
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldExportTheTradesThatAnIndependentDissectorSaw() throws IOException {
        final List<String> expected = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(INDEPENDENT)), StandardCharsets.UTF_8))) {
            for (final String line : reader.lines()
                    .filter(text -> text.contains("\"templateId\": 42"))
                    .toList()) {
                final Map<String, Object> message = new Yaml().load(line);
                final Map<String, Object> body = (Map<String, Object>) message.get("body");
                for (final Map<String, String> entry :
                        (List<Map<String, String>>) body.get("incrementalrefreshtradesummarygroups")) {
                    expected.add(
                            message.get("seq") + " " + instant(Long.parseLong((String) body.get("transacttime"))) + " "
                                    + entry.get("securityid") + " " + decimal(entry.get("mdentrypx")) + " "
                                    + entry.get("mdentrysize") + " " + AGGRESSORS.get(entry.get("aggressorside")));
                }
            }
        }
        final List<String> exported = rows(say(0, "export", CAPTURE, "--table", "trades", "--line", "A")).stream()
                .map(row -> cells(row, "sequence", "transact_time", "security_id", "price", "size", "aggressor"))
                .toList();
        assertEquals(63, exported.size());
        assertEquals(expected, exported);
    }

    private static String decimal(final String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    private static String instant(final long ns) {
        final String text = Instant.ofEpochSecond(ns / NS_PER_SECOND).toString();
        return text.substring(0, text.length() - 1) + String.format(".%09dZ", ns % NS_PER_SECOND);
    }

    /** A row for each book that the other command prints with another best bid or offer than before, and no other. */
    @Test
    @SuppressWarnings("unchecked")
    void shouldExportTheBestBidsAndOffersOfTheBooksThatArePrinted() {
        final List<String> expected = new ArrayList<>();
        final Map<Object, String> last = new HashMap<>();
        for (final String line : say(0, "books", CAPTURE, "--start", "natural", "--depth", "1")
                .lines()
                .toList()) {
            final Map<String, Object> book = new Yaml().load(line);
            final String best = book.get("state") + " " + best(book, (List<Object>) book.get("bid")) + " "
                    + best(book, (List<Object>) book.get("ask"));
            if (!best.equals(last.put(book.get("securityId"), best))) {
                expected.add(book.get("seq") + " " + instant(((Number) book.get("t")).longValue()) + " "
                        + book.get("securityId") + " " + best);
            }
        }
        final String csv = say(0, "export", CAPTURE, "--table", "bbo");
        final List<String> exported = rows(csv).stream()
                .map(row -> cells(
                        row,
                        "sequence",
                        "time",
                        "security_id",
                        "state",
                        "bid_price",
                        "bid_size",
                        "bid_orders",
                        "ask_price",
                        "ask_size",
                        "ask_orders"))
                .toList();
        assertTrue(exported.size() > 1_000);
        assertEquals(expected, exported);
    }

    @SuppressWarnings("unchecked")
    private static String best(final Map<String, Object> book, final List<Object> side) {
        if (side.isEmpty() || side.getFirst() == null) {
            return "  ";
        }
        final List<Object> row = (List<Object>) side.getFirst();
        return BigDecimal.valueOf(((Number) row.get(0)).longValue(), -(Integer) book.get("exponent"))
                        .stripTrailingZeros()
                        .toPlainString()
                + " " + row.get(1) + " " + (row.get(2) == null ? "" : row.get(2));
    }

    /** Each level of each row is that of the book that the other command prints for the same event. */
    @Test
    @SuppressWarnings("unchecked")
    void shouldExportTheDepthOfTheBooksThatArePrinted() {
        final Map<String, Map<String, Object>> printed = new HashMap<>();
        for (final String line : say(0, "books", CAPTURE, "--start", "natural", "--depth", "10")
                .lines()
                .toList()) {
            final Map<String, Object> book = new Yaml().load(line);
            printed.put(book.get("seq") + " " + book.get("securityId") + " " + book.get("rptSeq"), book);
        }
        int levels = 0;
        for (final Map<String, String> row : rows(say(0, "export", CAPTURE, "--table", "depth"))) {
            final Map<String, Object> book = printed.get(cells(row, "sequence", "security_id", "rpt_seq"));
            for (final String side : List.of("bid", "ask")) {
                final List<Object> rows = (List<Object>) book.get(side);
                for (int level = 1; level <= 10; level++) {
                    final String expected =
                            level > rows.size() ? "  " : best(book, rows.subList(level - 1, rows.size()));
                    assertEquals(
                            expected,
                            cells(row, side + "_price_" + level, side + "_size_" + level, side + "_orders_" + level),
                            () -> row.toString());
                    levels += level <= rows.size() ? 1 : 0;
                }
            }
        }
        assertTrue(levels > 50_000, levels + " levels");
    }

    /** What is asked for is what the whole table has of it: the session is played from its start. */
    @Test
    void shouldExportASpanOfTimeAndSomeInstruments() {
        final List<Map<String, String>> all = rows(say(0, "export", CAPTURE, "--table", "bbo"));
        final List<Map<String, String>> wanted = all.stream()
                .filter(row -> row.get("security_id").equals("174969"))
                .filter(row -> row.get("time").compareTo("2016-09-27T21:59:00") >= 0
                        && row.get("time").compareTo("2016-09-27T22:00:00.02") < 0)
                .toList();
        assertTrue(wanted.size() > 10 && wanted.size() < all.size() / 2, wanted.size() + " of " + all.size());
        assertEquals(
                wanted,
                rows(say(
                        0,
                        "export",
                        CAPTURE,
                        "--table",
                        "bbo",
                        "--instruments",
                        "174969",
                        "--from",
                        "21:59:00",
                        "--to",
                        "2016-09-27T22:00:00.02")));
        assertTrue(say(1, "export", CAPTURE, "--table", "trades", "--instruments", "ESZ6,174969")
                .contains("there is no ESZ6"));
    }

    /** A ladder of any moment is the last row of the table up to then. */
    @Test
    void shouldShowTheBooksOfAMoment() {
        final List<Map<String, String>> rows =
                rows(say(0, "export", CAPTURE, "--table", "depth", "--depth", "5")).stream()
                        .filter(row -> row.get("security_id").equals("174969"))
                        .toList();
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 12; i++) {
            final int index = random.nextInt(rows.size() - 1);
            final String moment = rows.get(index).get("time").replace("Z", "");
            int last = index;
            while (last + 1 < rows.size()
                    && rows.get(last + 1).get("time").compareTo(rows.get(index).get("time")) <= 0) {
                last++;
            }
            final Map<String, String> row = rows.get(last);
            final List<String> shown = say(0, "replay", CAPTURE, "--at", moment, "--book", "174969", "--depth", "5")
                    .lines()
                    .toList();
            assertTrue(shown.getFirst().startsWith("174969  " + row.get("state")), () -> "seed " + SEED + ": " + shown);
            final List<String> expected = new ArrayList<>();
            for (int level = 1; level <= 5; level++) {
                final String bid = cells(row, "bid_orders_" + level, "bid_size_" + level, "bid_price_" + level)
                        .strip();
                final String offer = cells(row, "ask_price_" + level, "ask_size_" + level, "ask_orders_" + level)
                        .strip();
                if (!bid.isEmpty() || !offer.isEmpty()) {
                    expected.add((bid + " | " + offer).strip());
                }
            }
            assertEquals(
                    expected,
                    shown.stream()
                            .skip(2)
                            .map(line -> line.strip().replaceAll(" +", " "))
                            .toList(),
                    () -> "seed " + SEED + ", at " + moment);
        }
        assertTrue(say(2, "replay", CAPTURE, "--at", "23:50:00").contains("the session ends at 2016-09-27 22:00:30"));
        assertTrue(say(2, "replay", CAPTURE, "--at", "20:50:00").contains("the session begins at 2016-09-27 21:46:13"));
        assertTrue(
                say(2, "replay", CAPTURE, "--at", "21:50:00", "--book", "ESZ6").contains("there is no 'ESZ6'"));
        assertTrue(say(2, "replay", CAPTURE, "--book", "ESZ6").contains("say with --at when"));
        assertEquals(5, say(0, "replay", CAPTURE, "--at", "21:50:00").lines().count());
    }

    /** All tables in one go, in every format, with what they are beside them; and not again. */
    @Test
    void shouldWriteFilesOnce() throws SQLException, IOException {
        final Path out = directory.resolve("tables");
        final Object[] words = {
            "export", CAPTURE, "--table", "bbo,trades,statistics,gaps", "--format", "parquet", "--out", out
        };
        final String said = say(0, words);
        assertTrue(said.contains("played 10,000 packets"), said);
        final List<String> files;
        try (Stream<Path> written = Files.list(out)) {
            files = written.map(file -> file.getFileName().toString()).sorted().toList();
        }
        assertEquals(
                List.of("bbo.parquet", "gaps.parquet", "manifest.json", "statistics.parquet", "trades.parquet"), files);
        assertEquals(
                rows(say(0, "export", CAPTURE, "--table", "trades")).stream()
                        .map(row -> cells(row, "sequence", "security_id", "price", "size"))
                        .toList(),
                query(
                        "SELECT sequence || ' ' || security_id || ' ' || rtrim(rtrim(price::VARCHAR, '0'), '.') || ' ' || size FROM '"
                                + out.resolve("trades.parquet") + "'"));
        final String manifest = Files.readString(out.resolve("manifest.json"));
        assertTrue(
                manifest.contains("\"sha256\":\"70aa118c730f7c07dd9a07bf04deca29c49af803079bdb1bebfc6db561295af7\""),
                manifest);
        assertTrue(manifest.contains("\"table\":\"trades\",\"file\":\"trades.parquet\",\"rows\":63"), manifest);
        assertEquals(out + ": is there already", say(0, words).strip());
        // As a kill would leave it, between the files and what stands beside them.
        Files.move(out.resolve("manifest.json"), out.resolve(".manifest.json.part"));
        Files.writeString(out.resolve("bbo.parquet"), "cut");
        say(0, words);
        assertEquals(out + ": is there already", say(0, words).strip());
        assertTrue(Files.size(out.resolve("bbo.parquet")) > 1_000);
        words[3] = "trades";
        assertTrue(say(2, words).contains("from another source or with other options"));
        final Object[] again = java.util.Arrays.copyOf(words, words.length + 1);
        again[words.length] = "--overwrite";
        say(0, again);
    }

    /** The module that needs no Java has the same values, with their types. */
    @Test
    void shouldBeReadByPython() throws IOException, InterruptedException {
        final Path out = directory.resolve("tables");
        say(0, "export", CAPTURE, "--table", "trades", "--out", out);
        final List<Map<String, String>> rows = rows(Files.readString(out.resolve("trades.csv")));
        final BigDecimal sum =
                rows.stream().map(row -> new BigDecimal(row.get("price"))).reduce(BigDecimal.ZERO, BigDecimal::add);
        final Instant first = Instant.parse(rows.getFirst().get("time"));
        final Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import aether_books as a; rows = list(a.table('" + out + "', 'trades')); "
                                    + "print(len(rows), sum(row['price'] for row in rows), rows[0]['time'], rows[0]['symbol'])")
                    .directory(Path.of("../python").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (final IOException e) {
            System.out.println("skipped: no python3 on the PATH");
            Assumptions.abort("skipped: no python3 on the PATH");
            return;
        }
        final String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, python.waitFor(), said);
        assertEquals(
                rows.size() + " " + sum + " " + (first.getEpochSecond() * NS_PER_SECOND + first.getNano()) + " None",
                said);
    }

    private static List<String> query(final String sql) throws SQLException {
        final List<String> values = new ArrayList<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    /** Another venue: prices of other exponents, sizes that are no whole numbers, symbols. */
    @Test
    void shouldExportAnotherVenue() {
        final List<Map<String, String>> rows =
                rows(say(0, "export", DERIBIT, "--venue", "deribit", "--start", "snapshot", "--table", "bbo"));
        assertFalse(rows.isEmpty());
        assertTrue(rows.stream().allMatch(row -> Integer.parseInt(row.get("size_exponent")) <= 0));
    }

    @Test
    void shouldRefuseWhatCannotBeDone() {
        assertTrue(say(2, "export", CAPTURE, "--table", "candles")
                .contains("there is no table 'candles'; give some of bbo, depth"));
        assertTrue(say(2, "export", CAPTURE, "--table", "fills").contains("are in sessions of a journal"));
        assertTrue(say(2, "export", CAPTURE, "--table", "bbo,trades").contains("--out: say where the files go"));
        assertTrue(say(2, "export", CAPTURE, "--table", "bbo", "--format", "arrow")
                .contains("--out: say where the files go"));
        assertTrue(
                say(2, "export", CAPTURE, "--table", "depth", "--depth", "31").contains("give 1 to 30, not 31"));
        assertTrue(say(2, "export", CAPTURE, "--table", "bbo", "--from", "noon").contains("'noon' is no time"));
        assertTrue(say(2, "export", directory, "--table", "bbo")
                .contains("neither a session nor a directory with sessions"));
        assertTrue(say(2, "export", CAPTURE, "--table", "bbo", "--partition", "date", "--out", directory)
                .contains("is for --format parquet"));
    }
}
