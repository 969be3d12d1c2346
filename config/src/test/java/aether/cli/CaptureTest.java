package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.console.Terminal;
import aether.feed.mdp3.Mdp3Venue;
import aether.journal.JournalSessions;
import aether.nic.Tier;
import aether.session.Captures;
import aether.session.LineChoice;
import aether.session.NetworkReplay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A real exchange session, through the commands. Skipped, with the reason, where the capture is not at hand. */
class CaptureTest {
    private static final Path SHARED = Path.of(System.getProperty("aether.shared", "../../shared"));
    private static final Path CAPTURE = SHARED.resolve("captures/cme/cme_ch320_v8_20160927.pcapng");
    private static final Path INDEPENDENT = SHARED.resolve("captures/cme/cme_ch320_v8_feedA_tshark.ndjson.gz");

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

    @Test
    void shouldGiveOneDigestFromEitherLineAndFromBoth() {
        final String both = digest(CommandLine.run("replay", CAPTURE, "--verify"));
        assertEquals(both, digest(CommandLine.run("replay", CAPTURE, "--line", "A")));
        assertEquals(both, digest(CommandLine.run("replay", CAPTURE, "--line", "B")));
    }

    /** The capture over real sockets, journaled, and every replay of it: one digest. */
    @Test
    void shouldReceiveTheWholeSessionOverLoopbackMulticast() throws Exception {
        final Path site =
                Files.writeString(directory.resolve("site.yaml"), """
                channel:
                  id: 320
                  lines:
                    A: { group: 224.0.31.11, port: 14320 }
                    B: { group: 224.0.32.11, port: 15320 }
                arbiter: { lossTimeout: 500ms }
                books: { start: natural }
                journal: { directory: '%s', digestEvery: 100 }
                """.formatted(directory.resolve("journal")));
        assumeFree(14_320);
        assumeFree(15_320);
        final CompletableFuture<CommandLine> sender = CompletableFuture.supplyAsync(
                () -> {
                    final int code = NetworkReplay.run(
                            Captures.of(CAPTURE),
                            Captures::open,
                            new NetworkReplay.Settings(
                                    new Mdp3Venue(),
                                    new NetworkReplay.Target("lo", Tier.SOCKET, 0),
                                    0,
                                    5_000,
                                    LineChoice.both),
                            new Terminal(System.err));
                    return new CommandLine(code, "", "");
                },
                command -> new Thread(() -> {
                            awaitListening();
                            command.run();
                        })
                        .start());
        final CommandLine run = CommandLine.run("run", "-c", site, "--idle", "2s", "--duration", "60s", "--headless");
        assertEquals(0, sender.get().exitCode());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("line A    5,000 packets"), run.out());
        assertTrue(run.out().contains("line B    5,000 packets"), run.out());
        assertTrue(run.out().contains("5,000 packets accepted, 0 gaps, 0 packets lost"), run.out());
        final Path session = JournalSessions.list(directory.resolve("journal")).getFirst();
        final CommandLine replay = CommandLine.run("replay", session, "--verify");
        assertEquals(0, replay.exitCode(), replay.out());
        assertEquals(digest(run), digest(replay));
        assertEquals(digest(CommandLine.run("replay", CAPTURE)), digest(run));
    }

    private static void assumeFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            assertTrue(socket.isBound());
        } catch (final IOException e) {
            Assumptions.abort("UDP port " + port + " is taken on this machine");
        }
    }

    /** The receiver says nothing that a sender could wait for: its socket shows in the kernel's table. */
    private static void awaitListening() {
        final long deadline = System.nanoTime() + 20_000_000_000L;
        final String port = String.format(":%04X", 15_320);
        while (System.nanoTime() < deadline) {
            try (Stream<String> sockets = Files.lines(Path.of("/proc/net/udp"))) {
                if (sockets.anyMatch(socket -> socket.contains(port))) {
                    return;
                }
            } catch (final IOException e) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static String digest(final CommandLine line) {
        assertEquals(0, line.exitCode(), line.out() + line.err());
        return line.out()
                .lines()
                .filter(text -> text.strip().startsWith("digest"))
                .map(text -> text.strip().split("\\s+")[1])
                .findFirst()
                .orElseThrow();
    }

    /** Every message and every field of line A, as an independent dissector saw them. */
    @Test
    void shouldDecodeAsAnIndependentDissectorDoes() throws IOException {
        final List<String> decoded = CommandLine.run("decode", CAPTURE)
                .out()
                .lines()
                .filter(line -> line.contains("\"dst\":\"224.0.31.11:14320\""))
                .toList();
        final List<String> expected = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(INDEPENDENT)), StandardCharsets.UTF_8))) {
            reader.lines().forEach(expected::add);
        }
        assertEquals(5299, expected.size());
        assertEquals(expected.size(), decoded.size());
        final Yaml json = new Yaml();
        int fields = 0;
        for (int i = 0; i < expected.size(); i++) {
            fields += compare(json.load(expected.get(i)), json.load(decoded.get(i)), "message " + i);
        }
        assertTrue(fields > 50_000, fields + " fields compared");
    }

    @SuppressWarnings("unchecked")
    private static int compare(final Map<String, Object> theirs, final Map<String, Object> ours, final String where) {
        for (final String key : List.of("frame", "seq", "sendingTime", "msg", "templateId", "version", "blockLength")) {
            assertEquals(String.valueOf(theirs.get(key)), String.valueOf(ours.get(key)), where + " " + key);
        }
        final Map<String, Object> body = (Map<String, Object>) theirs.get("body");
        final Map<String, Object> root = new HashMap<>(body);
        root.values().removeIf(List.class::isInstance);
        int fields = compareFields(root, (Map<String, Object>) ours.get("fields"), where);
        final List<Object> groups =
                body.values().stream().filter(List.class::isInstance).toList();
        final List<Object> ourGroups = List.copyOf(((Map<String, Object>) ours.get("groups")).values());
        assertEquals(groups.size(), ourGroups.size(), where);
        for (int g = 0; g < groups.size(); g++) {
            final List<Map<String, Object>> entries = (List<Map<String, Object>>) groups.get(g);
            final List<Map<String, Object>> ourEntries = (List<Map<String, Object>>) ourGroups.get(g);
            assertEquals(entries.size(), ourEntries.size(), where);
            for (int e = 0; e < entries.size(); e++) {
                fields += compareFields(entries.get(e), ourEntries.get(e), where + " entry " + e);
            }
        }
        return fields;
    }

    /** The dissector lower-cases names, adds a suffix for the type now and then, and writes null as its sentinel. */
    private static int compareFields(
            final Map<String, Object> theirs, final Map<String, Object> ours, final String where) {
        int fields = 0;
        for (final Map.Entry<String, Object> field : ours.entrySet()) {
            final String name = field.getKey().toLowerCase(java.util.Locale.ROOT);
            final Object value = theirs.entrySet().stream()
                    .filter(candidate -> candidate.getKey().startsWith(name))
                    .min(java.util.Comparator.comparingInt(
                            candidate -> candidate.getKey().length()))
                    .orElseThrow(() -> new AssertionError(where + ": " + name + " not in " + theirs.keySet()))
                    .getValue();
            assertEquals(normal(value), normal(field.getValue()), where + " " + name);
            fields++;
        }
        assertEquals(theirs.size(), ours.size(), where + ": " + theirs.keySet() + " / " + ours.keySet());
        return fields;
    }

    private static String normal(final Object value) {
        final String text = String.valueOf(value).strip();
        final List<String> nulls = List.of(
                "null", "2147483647", "9223372036854775807", "922337203685.4775807", "255", "65535", "4294967295");
        return nulls.contains(text) ? "null" : text;
    }

    @Test
    void shouldDecodeTheSmallCapturesWithoutAnError() throws IOException {
        int files = 0;
        try (Stream<Path> captures = Files.walk(SHARED.resolve("captures/sbe_small"))) {
            for (final Path capture : captures.filter(
                            f -> f.toString().contains("Mdp3") && f.toString().endsWith(".pcap"))
                    .toList()) {
                final CommandLine line = CommandLine.run("decode", capture);
                assertEquals(0, line.exitCode(), capture + ": " + line.err());
                assertFalse(line.out().isEmpty(), capture.toString());
                assertFalse(line.out().contains("\"error\""), capture + ": " + line.out());
                files++;
            }
        }
        assertTrue(files >= 15, files + " files");
    }
}
