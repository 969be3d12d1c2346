package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import aether.appliance.KillPoint;
import aether.gateway.CoreListener;
import aether.gateway.OrderCore;
import aether.host.KernelClock;
import aether.journal.JournalContext;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.nic.MulticastGroup;
import aether.nic.socket.MulticastSink;
import aether.session.JournalOrders;
import aether.venue.ChannelAddresses;
import aether.venue.ChannelAddresses.Feed;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario 79: the appliance is killed in the middle of trading, again and again; what it then knows is what the venue knows. */
class RestartedOrdersTest {
    private static final int KILLS = Integer.getInteger("aether.orders.kills", 3);
    private static final int ROUNDS = Integer.getInteger("aether.orders.rounds", 1);
    private static final long SEED = Long.getLong("aether.orders.seed", 20_261_121L);
    private static final int LATEST_MOMENT = 60;
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0LXNlc3Npb24tMDEyMzQ1Njc4OQ";
    private static final long DEADLINE_NS = 180_000_000_000L;
    private static final long STEP_NS = 300_000;

    @TempDir
    Path directory;

    private final KernelClock clock = new KernelClock();
    private SimulatedVenue venue;
    private OrderEntryService service;
    private boolean isTrading = true;
    private String journalProcess = "inside";
    private long nextStepNs;

    /** The journal's own process outlives the appliance by what is left in the tap. */
    @Test
    void shouldLoseAndDoubleNothingOverKills() throws Exception {
        journalProcess = "own";
        trade(site -> {
            for (int kill = 0; kill < KILLS; kill++) {
                final Process appliance = start(site);
                final long fills = service.account().fills();
                run(appliance, () -> service.account().fills() >= fills + 20);
                appliance.destroyForcibly().waitFor();
            }
        });
    }

    /** HA.md's row of boundaries, those of them that exist on one box. */
    @Test
    void shouldLoseAndDoubleNothingAtAnyBoundary() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        trade(site -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (final KillPoint.Boundary boundary : KillPoint.Boundary.values()) {
                    final Process appliance = start(KillPoint.class, site.toString(), boundary.name(), moment(random));
                    run(appliance, () -> !appliance.isAlive());
                    assertEquals(KillPoint.KILLED, appliance.exitValue(), boundary + ", seed " + SEED);
                }
            }
        });
    }

    /** Scenario 81: the kill switch stays thrown over a kill of the process; a limit set at run time holds over it as well. */
    @Test
    void shouldObeyOperators() throws Exception {
        trade(site -> {
            final Path books = directory.resolve("books");
            final Process killed = start(site);
            run(killed, () -> service.account().fills() >= 20);
            operate("limit", "maxPosition", "55", "--directory", books);
            operate("kill", "--directory", books);
            run(killed, () -> service.openOrders() == 0);
            final long orders = service.orderCount();
            steps(killed, 500);
            assertTrue(operate("orders", "--open", "--directory", books).isEmpty(), "nothing rests");
            killed.destroyForcibly().waitFor();
            final Process again = start(site);
            run(again, () -> !service.isEstablished());
            run(again, service::isEstablished);
            steps(again, 1_000);
            assertEquals(orders, service.orderCount(), "orders of a killed desk");
            final String audit = operate("audit", "--directory", books);
            assertTrue(audit.contains("\"limit\":\"maxPosition\",\"before\":60,\"after\":55}"), audit);
            assertTrue(audit.contains("\"kill\":\"all\",\"id\":0,\"on\":true}"), audit);
            assertFalse(audit.contains("\"before\":55"), audit);
            operate("rearm", "--directory", books);
            run(again, () -> service.orderCount() > orders);
            again.destroyForcibly().waitFor();
        });
    }

    private static String operate(final Object... words) {
        final CommandLine result = CommandLine.run(words);
        assertEquals(0, result.exitCode(), result.err());
        return result.out();
    }

    private void steps(final Process appliance, final int count) throws IOException {
        final long until = venue.commands() + count;
        run(appliance, () -> venue.commands() >= until);
    }

    private static String moment(final SplittableRandom random) {
        return String.valueOf(1 + random.nextInt(LATEST_MOMENT));
    }

    private interface Killing {
        void of(Path site) throws Exception;
    }

    /** An exchange and one appliance after another, of which only the last ends in peace; and then the comparison. */
    private void trade(final Killing killing) throws Exception {
        final List<MulticastGroup> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            lines.add(new MulticastGroup(0xEFFF4D31 + i, freePort()));
        }
        try (MulticastSink sink = MulticastSink.open("lo", 0)) {
            venue = new SimulatedVenue(
                    new VenueContext()
                            .seed(7)
                            .instruments(6)
                            .orders(true)
                            .recoveryEvery(4)
                            .conclude(),
                    sink,
                    new ChannelAddresses(feed(lines, 0), feed(lines, 2), feed(lines, 4), feed(lines, 6)));
            try (OrderEntryService entry = new OrderEntryService(venue, 0, SECRET)) {
                service = entry;
                venue.open(clock.nanoTime());
                final Path site = site(lines, entry.port());
                killing.of(site);
                final Process last = start(site);
                final long fills = entry.account().fills();
                run(last, () -> entry.account().fills() >= fills + 20);
                isTrading = false;
                last.toHandle().destroy();
                run(last, () -> !last.isAlive());
                compare();
                reconcile();
                requireRefusalUnderOtherSettings(site);
            }
        }
    }

    /** What the last one printed, as somebody would lay it beside the venue's own account. */
    private void reconcile() throws IOException {
        final String said = Files.readString(directory.resolve("out.txt"));
        final Matcher printed = Pattern.compile("orders +([\\d,]+) orders, ([\\d,]+) fills, 0 open.*before this start")
                .matcher(said);
        assertTrue(printed.find(), said);
        assertEquals(service.account().fills(), number(printed.group(2)), said);
        // What a kill cut off on its way was sent, and never came there.
        assertTrue(number(printed.group(1)) >= service.orderCount(), said);
        assertTrue(
                number(printed.group(1)) <= service.orderCount() + KillPoint.Boundary.values().length * ROUNDS, said);
    }

    private static long number(final String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /** With another number of orders to remember, the same inputs would not do the same. */
    private void requireRefusalUnderOtherSettings(final Path site) throws Exception {
        Files.writeString(site, Files.readString(site).replace("  strategy:", "  maxOrders: 99\n  strategy:"));
        final Process refused = start(site);
        run(refused, () -> !refused.isAlive());
        assertEquals(2, refused.exitValue());
        final String said = Files.readString(directory.resolve("err.txt"));
        assertTrue(said.contains("under other settings of 'orders'"), said);
    }

    private static Feed feed(final List<MulticastGroup> lines, final int first) {
        return new Feed(lines.get(first), lines.get(first + 1));
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Path site(final List<MulticastGroup> lines, final int orderPort) throws IOException {
        final Path secret = Files.createFile(
                directory.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, SECRET);
        return Files.writeString(directory.resolve("site.yaml"), """
                channel:
                  id: 17
                  lines: %s
                  recovery: { definitions: %s, priceSnapshots: %s, orderSnapshots: %s }
                books: { maxInstruments: 64, maxOrders: 20000 }
                publication: { directory: '%s' }
                journal: { directory: '%s', process: %s }
                orders:
                  host: localhost
                  port: %d
                  secretFile: '%s'
                  session: { session: AE1, firm: TEST, accessKey: KEY, keepAlive: 1s }
                  limits: { maxQuantity: 10, maxOrderValue: 100000000000000, maxOpenOrders: 20,
                            maxGrossValue: 1000000000000000, maxPosition: 60, maxLoss: 1000000000000000,
                            collarTicks: 20, maxReferenceAge: 1s, messages: 1000, cancels: 1000 }
                  strategy:
                    class: aether.gateway.strategy.TwoSidedQuoter
                    settings: { instruments: 6, quantity: 2, halfSpreadTicks: 1, requoteMillis: 5 }
                """.formatted(
                        yaml(lines, 0),
                        yaml(lines, 2),
                        yaml(lines, 4),
                        yaml(lines, 6),
                        directory.resolve("books"),
                        directory.resolve("journal"),
                        journalProcess,
                        orderPort,
                        secret));
    }

    private static String yaml(final List<MulticastGroup> lines, final int first) {
        return "{ A: { group: %s, port: %d }, B: { group: %s, port: %d } }"
                .formatted(
                        aether.nic.Ipv4.format(lines.get(first).address()),
                        lines.get(first).port(),
                        aether.nic.Ipv4.format(lines.get(first + 1).address()),
                        lines.get(first + 1).port());
    }

    private Process start(final Path site) throws IOException {
        return start(AetherCommand.class, "run", "--headless", "-c", site.toString());
    }

    private Process start(final Class<?> main, final String... arguments) throws IOException {
        return new ProcessBuilder(FreshJvm.command(List.of(), main, arguments))
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    /** The exchange goes on until something has happened. */
    private void run(final Process appliance, final BooleanSupplier isDone) throws IOException {
        final long deadline = System.nanoTime() + DEADLINE_NS;
        while (!isDone.getAsBoolean()) {
            final long nowNs = clock.nanoTime();
            service.poll(nowNs);
            if (nowNs >= nextStepNs) {
                nextStepNs = nowNs + STEP_NS;
                if (isTrading) {
                    venue.step(nowNs);
                } else {
                    venue.idle(nowNs);
                }
            }
            if (System.nanoTime() > deadline) {
                appliance.destroyForcibly();
                throw new AssertionError("nothing happened: " + Files.readString(directory.resolve("err.txt"))
                        + Files.readString(directory.resolve("out.txt")));
            }
        }
    }

    private void compare() {
        final Path session = JournalSessions.list(directory.resolve("journal")).getLast();
        final OrderCore core = JournalOrders.replay(session, new CoreListener() {});
        final var positions = core.orders().positions();
        assertTrue(positions.size() > 0);
        for (int i = 0; i < positions.size(); i++) {
            final int securityId = positions.securityId(i);
            assertEquals(
                    service.account().positions().getOrDefault(securityId, 0L), positions.positionAt(i), "position");
            assertEquals(
                    service.account().cash().getOrDefault(securityId, BigInteger.ZERO),
                    positions.cashAt(i).value(),
                    "cash");
        }
        assertEquals(service.openOrders(), core.orders().open(), "open orders");
        assertEquals(0, CommandLine.run("replay", session, "--verify").exitCode());
        requireTables(session);
    }

    /** All sessions as tables: each fill is in one of them, and they are those that the other command lists. */
    private void requireTables(final Path last) {
        final Path tables = directory.resolve("tables");
        final String[] words = {
            "export",
            directory.resolve("journal").toString(),
            "--table",
            "bbo,orders,definitions,own-orders,fills",
            "--out",
            tables.toString()
        };
        operate((Object[]) words);
        final List<String> listed = operate("fills", last)
                .lines()
                .map(line -> field(line, "clOrdId") + " " + field(line, "px") + " " + field(line, "qty"))
                .toList();
        final List<String> exported = new ArrayList<>();
        for (final Path session : JournalSessions.list(directory.resolve("journal"))) {
            final Path table = tables.resolve(session.getFileName()).resolve("fills.csv");
            rows(table).forEach(row -> exported.add(row[1] + " " + row[6] + " " + row[7]));
        }
        // One that was killed at once may have none of these.
        final Path whole = tables.resolve(last.getFileName());
        assertFalse(rows(whole.resolve("own-orders.csv")).isEmpty());
        assertTrue(rows(whole.resolve("definitions.csv")).size() >= 6);
        assertFalse(rows(whole.resolve("orders.csv")).isEmpty());
        final List<String[]> best = rows(tables.resolve(last.getFileName()).resolve("bbo.csv"));
        final String[] row = best.get(best.size() / 2);
        assertTrue(operate("replay", last, "--at", row[0], "--book", row[5]).startsWith(row[5] + " (" + row[4] + ")"));
        assertEquals(listed, exported);
        assertEquals(service.account().fills(), exported.size());
        requireOthersBeside(words);
    }

    /** A session that has no configuration comes first by its name; all others are looked at nevertheless. */
    private void requireOthersBeside(final String... words) {
        final Path journal = directory.resolve("journal");
        final long others = JournalSessions.list(journal).size();
        final Path odd = journal.resolve("00000000-000000-000");
        try (JournalWriter writer =
                JournalWriter.create(new JournalContext().directory(odd).conclude())) {
            writer.tap().offer(RecordType.PACKET, 0, 1, new UnsafeBuffer(new byte[Long.BYTES]), 0, Long.BYTES);
            writer.doWork();
        }
        final CommandLine line = CommandLine.run((Object[]) words);
        assertEquals(1, line.exitCode(), line.out() + line.err());
        assertTrue(line.err().contains(odd + ": not a session of this appliance"), line.err());
        assertEquals(
                others,
                line.out()
                        .lines()
                        .filter(text -> text.endsWith(": is there already"))
                        .count(),
                line.out());
        IoUtil.delete(odd.toFile(), false);
    }

    private static List<String[]> rows(final Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(final String json, final String name) {
        final Matcher field = Pattern.compile("\"" + name + "\":\"?([^,\"}]*)").matcher(json);
        assertTrue(field.find(), json);
        return field.group(1);
    }
}
