package aether.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Strategies on a session that the simulated venue makes, and on one in which the demonstration has traded. */
class BacktestCommandTest {
    private static final String QUOTER = "aether.gateway.strategy.TwoSidedQuoter";

    @TempDir
    static Path shared;

    private static Path session;

    @TempDir
    Path directory;

    /** Breaks in the middle of the session. */
    public static final class Breaking implements Strategy {
        private int books;

        @Override
        public void onBook(final InstrumentBook book, final BookEvent event) {
            if (++books == 100) {
                throw new IllegalStateException("had enough");
            }
        }
    }

    @BeforeAll
    static void make() throws IOException {
        final Path site = shared.resolve("venue.yaml");
        Files.writeString(
                site,
                Files.readString(Path.of("profiles/venue.yaml"))
                        .replace("lossA: 0.01, lossB: 0.01", "lossA: 0, lossB: 0")
                        .replace("lossRecovery: 0.01, duplicates: 0.001, corruption: 0.001", "lossRecovery: 0"));
        session = shared.resolve("session.pcapng");
        final CommandLine venue = CommandLine.run("venue", "-c", site, "--duration", "10s", "--pcapng", session);
        assertEquals(0, venue.exitCode(), venue.err());
    }

    @AfterAll
    static void forget() {
        session = null;
    }

    private static CommandLine backtest(final Object... words) {
        final List<Object> all = new ArrayList<>(List.of("backtest", session, "--start", "snapshot"));
        all.addAll(List.of(words));
        return CommandLine.run(all.toArray());
    }

    private static String run(final Object... words) {
        final CommandLine line = backtest(words);
        assertEquals(0, line.exitCode(), line.err());
        return line.out();
    }

    /** A number of the result. */
    private static long number(final String json, final String key) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && key.equals(parser.currentName())) {
                    parser.nextToken();
                    return parser.getLongValue();
                }
            }
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no " + key + " in " + json);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameInputs() throws IOException {
        final List<byte[]> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final Path out = directory.resolve("out" + i);
            run("--strategy", QUOTER, "--order-latency", "30us", "--seed", 5, "--out", out);
            try (Stream<Path> files = Files.list(out)) {
                assertEquals(
                        List.of(
                                "backtest-fills.csv",
                                "backtest-orders.csv",
                                "backtest-profit.csv",
                                "index.html",
                                "result.json"),
                        files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList());
            }
            for (final String name :
                    List.of("backtest-fills.csv", "backtest-orders.csv", "index.html", "result.json")) {
                results.add(Files.readAllBytes(out.resolve(name)));
            }
        }
        for (int i = 0; i < results.size() / 2; i++) {
            assertArrayEquals(results.get(i), results.get(results.size() / 2 + i));
        }
    }

    @Test
    void shouldAccountForEveryFill() throws IOException {
        final Path out = directory.resolve("out");
        final String json = run("--strategy", QUOTER, "--json", "--out", out, "--fee", "0.25");
        final List<String> fills = Files.readAllLines(out.resolve("backtest-fills.csv"));
        assertEquals(number(json, "fills"), fills.size() - 1);
        assertTrue(number(json, "fills") > 10, json);
        final Map<String, BigDecimal> cash = new TreeMap<>();
        long contracts = 0;
        for (final String fill : fills.subList(1, fills.size())) {
            final String[] cells = fill.split(",", -1);
            final BigDecimal paid = new BigDecimal(cells[5]).multiply(new BigDecimal(cells[6]));
            contracts += Long.parseLong(cells[6]);
            cash.merge(cells[2], cells[4].equals("buy") ? paid.negate() : paid, BigDecimal::add);
        }
        assertEquals(number(json, "contracts"), contracts);
        assertSettled(json, cash);
        assertTrue(Files.readString(out.resolve("index.html")).contains("<polyline"));
        assertTrue(number(json, "exact") * 10 > number(json, "rested") * 8, json);
    }

    /** What is held no more has earned what was paid less than what was received, and cost its fees. */
    private static void assertSettled(final String json, final Map<String, BigDecimal> cash) {
        final Map<String, Object> result = new Yaml().load(json);
        int settled = 0;
        for (final Object each : (List<?>) result.get("instruments")) {
            final Map<?, ?> instrument = (Map<?, ?>) each;
            final BigDecimal points = new BigDecimal(instrument.get("points").toString());
            if (instrument.get("position").equals(0)) {
                settled++;
                assertEquals(
                        0,
                        points.compareTo(cash.get(instrument.get("securityId").toString())),
                        json);
            }
            final long traded = (Integer) instrument.get("bought") + (Integer) instrument.get("sold");
            final BigDecimal fees = new BigDecimal("0.25").multiply(BigDecimal.valueOf(traded));
            assertEquals(
                    0,
                    points.subtract(fees)
                            .compareTo(new BigDecimal(instrument.get("profit").toString())),
                    json);
        }
        assertTrue(settled > 0, json);
    }

    @Test
    void shouldFillLessTheLaterOrdersArrive() {
        final long soon = number(run("--strategy", QUOTER, "--json"), "fills");
        final long late = number(run("--strategy", QUOTER, "--json", "--order-latency", "400ms"), "fills");
        assertTrue(late < soon, late + " of " + soon);
    }

    @Test
    void shouldObeyRiskLimits() {
        final String json = run("--strategy", QUOTER, "--json", "--limit", "maxQuantity=1");
        assertEquals(0, number(json, "orders"));
        assertTrue(number(json, "MAX_QUANTITY") > 0);
    }

    @Test
    void shouldSweepSettingsWhateverTheNumberOfThreads() {
        final Object[] grid = {"--strategy", QUOTER, "--grid", "quantity=1,2", "--grid", "halfSpreadTicks=1,3"};
        final String one = run(with(grid, "--threads", 1));
        assertEquals(one, run(with(grid, "--threads", 2)));
        final List<String> lines = one.lines().toList();
        assertEquals(5, lines.size(), one);
        assertTrue(lines.getFirst().startsWith("quantity,halfSpreadTicks,orders,fills,"), one);
        assertEquals(
                4,
                lines.stream()
                        .skip(1)
                        .map(line -> line.substring(0, 3))
                        .distinct()
                        .count());
        final String single = run("--strategy", QUOTER, "--set", "quantity=2", "--set", "halfSpreadTicks=3");
        assertTrue(single.contains(lines.getLast().substring(lines.getLast().lastIndexOf(',') + 1)), single);
    }

    private static Object[] with(final Object[] words, final Object... more) {
        final Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() {
        assertFailed(2, "--strategy: no class desk.Missing on the class path", backtest("--strategy", "desk.Missing"));
        assertFailed(2, "--jar: nowhere.jar: no such file", backtest("--strategy", "a.B", "--jar", "nowhere.jar"));
        assertFailed(2, "--strategy: name a class", backtest());
        assertFailed(
                2, "--order-latency: 'soon' is no latency", backtest("--strategy", QUOTER, "--order-latency", "soon"));
        assertFailed(2, "--tick: give a price step above 0", backtest("--strategy", QUOTER, "--tick", "1=0"));
        assertFailed(2, "no limit is called 'most'", backtest("--strategy", QUOTER, "--limit", "most=3"));
        assertFailed(
                1,
                "the strategy failed: java.lang.IllegalStateException: had enough, at aether.cli.BacktestCommandTest$Breaking.onBook",
                backtest("--strategy", Breaking.class.getName()));
    }

    @Test
    void shouldSayOfAGridWhatItSaysOfOneRun() throws IOException {
        assertFailed(
                1,
                "the strategy failed with {any=1}: java.lang.IllegalStateException: had enough",
                backtest("--strategy", Breaking.class.getName(), "--grid", "any=1"));
        assertFailed(2, "--json: is for one run", backtest("--strategy", QUOTER, "--grid", "quantity=1", "--json"));
        final Path damaged = directory.resolve("damaged.pcapng");
        final byte[] bytes = Files.readAllBytes(session);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 4_096, (byte) 0xFF);
        Files.write(damaged, bytes);
        final CommandLine one = CommandLine.run("backtest", damaged, "--strategy", QUOTER);
        final CommandLine many = CommandLine.run("backtest", damaged, "--strategy", QUOTER, "--grid", "quantity=1,2");
        assertEquals(1, one.exitCode(), one.err());
        assertEquals(1, many.exitCode(), many.err());
        assertTrue(many.err().contains(one.err().lines().findFirst().orElseThrow()), many.err());
    }

    /** A strategy that is named does not take the limits away that traded. */
    private static void assertKeepsLimits(final Path recorded, final String json) {
        final CommandLine named = CommandLine.run("backtest", recorded, "--json", "--strategy", QUOTER);
        assertEquals(0, named.exitCode(), named.err());
        assertEquals(json, named.out());
    }

    private static void assertFailed(final int exitCode, final String why, final CommandLine line) {
        assertEquals(exitCode, line.exitCode(), line.out() + line.err());
        assertTrue(line.err().contains(why), line.err());
        assertFalse(line.err().contains("\tat "), line.err());
        assertEquals("", line.out());
    }

    /** What really happened is told by the journal: nearly all of it happens again, at the same prices and times. */
    @Test
    void shouldTradeAsReallyHappenedWhenItIsTriedOnItsOwnSession() throws IOException {
        final CommandLine demo = CommandLine.run(
                "demo", "--headless", "--duration", "8s", "--loss", "0", "--journal", directory.resolve("journal"));
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        final Path recorded;
        try (Stream<Path> sessions = Files.list(directory.resolve("journal"))) {
            recorded = sessions.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        final CommandLine again = CommandLine.run("backtest", recorded, "--json");
        assertEquals(0, again.exitCode(), again.err());
        final String json = again.out();
        final long really =
                number(json.substring(json.indexOf("\"recorded\":{") + "\"recorded\":".length()), "contracts");
        final long alike = number(json, "alike");
        assertTrue(really > 50, json);
        assertTrue(alike * 10 >= really * 8, alike + " of " + really + " contracts: " + json);
        final CommandLine delayed = CommandLine.run("backtest", recorded, "--order-latency", "session", "--json");
        assertEquals(0, delayed.exitCode(), delayed.err());
        assertTrue(delayed.out().matches("(?s).*\\d+ values of the session's orders: p50 .*"), delayed.out());
        assertKeepsLimits(recorded, json);
    }
}
