package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookCounter;
import aether.book.BookFault;
import aether.book.BookState;
import aether.console.Terminal;
import aether.feed.MarketEvents;
import aether.feed.deribit.DeribitVenue;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.CapturePlayer;
import aether.session.Captures;
import aether.session.ForwardingEvents;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.PlayedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A real session of the second venue, through the commands. Skipped, with the reason, where the capture is not at hand. */
class DeribitCaptureTest {
    private static final Path SHARED = Path.of(System.getProperty("aether.shared", "../../shared"));
    private static final Path CAPTURE = SHARED.resolve("captures/deribit/deribit_sample_v1_6.pcapng");
    private static final Path INDEPENDENT = SHARED.resolve("captures/deribit/deribit_book_and_snapshot_msgs.ndjson.gz");

    @BeforeEach
    void requireCapture() {
        final String reason = "skipped: exchange-owned capture not here: " + CAPTURE
                + " (set -Daether.shared to a folder that has it)";
        if (!Files.exists(CAPTURE)) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(Files.exists(CAPTURE), reason);
    }

    private static List<Map<String, Object>> independent() throws IOException {
        final Yaml json = new Yaml();
        final List<Map<String, Object>> messages = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(INDEPENDENT)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(json.load(line));
            }
        }
        return messages;
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldDecodeAsAnIndependentDecoderDoes() throws IOException {
        final List<Map<String, Object>> expected = independent();
        final List<String> decoded = CommandLine.run("decode", CAPTURE, "--venue", "deribit")
                .out()
                .lines()
                .toList();
        assertEquals(6780, expected.size());
        assertEquals(expected.size(), decoded.size());
        final Yaml json = new Yaml();
        int compared = 0;
        for (int i = 0; i < expected.size(); i++) {
            final Map<String, Object> theirs = expected.get(i);
            final Map<String, Object> ours = json.load(decoded.get(i));
            for (final String key : List.of("frame", "seq", "msg", "templateId", "version")) {
                assertEquals(theirs.get(key), ours.get(key), "message " + i + " " + key);
            }
            final Map<String, Object> fields = (Map<String, Object>) ours.get("fields");
            final Map<String, Object> groups = (Map<String, Object>) ours.get("groups");
            for (final String list : List.of("changes", "levels")) {
                if (theirs.containsKey(list)) {
                    fields.forEach((name, value) -> assertEquals(theirs.get(name), value, name));
                    final List<Map<String, Object>> entries = (List<Map<String, Object>>) groups.get(list + "List");
                    assertEquals(
                            theirs.get(list),
                            entries.stream()
                                    .map(entry -> List.copyOf(entry.values()))
                                    .toList(),
                            "message " + i);
                    compared++;
                }
            }
        }
        assertEquals(1064 + 197, compared);
    }

    /** Watches the chain of changes from outside the books. */
    private static final class Links extends ForwardingEvents implements CapturePlayer.Listener {
        private final Map<Integer, Long> last = new HashMap<>();
        private int links;
        private int broken;

        @Override
        public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> books) {
            forwardTo(inner);
            return this;
        }

        @Override
        public void onBookChange(final int securityId, final long previousChangeId, final long changeId) {
            final Long before = last.put(securityId, changeId);
            if (before != null && before == previousChangeId) {
                links++;
            } else if (before != null) {
                broken++;
            }
            super.onBookChange(securityId, previousChangeId, changeId);
        }
    }

    private static CapturePlayer play(final List<Links> watchers) {
        final CaptureSet captures = Captures.of(CAPTURE);
        final CapturePlayer player = new CapturePlayer(
                Captures.channels(captures, new DeribitVenue(), Captures::open),
                new DeribitVenue(),
                LineChoice.both,
                new CapturePlayer.Books(BookContext.Start.SNAPSHOT, true),
                channel -> {
                    watchers.add(new Links());
                    return watchers.getLast();
                },
                new Pacer(0, new Terminal(System.err), "frames"));
        try (CaptureReader reader = Captures.open(captures)) {
            player.play(reader, () -> false);
        }
        player.finish();
        return player;
    }

    /** Lines that the capture does not have are not listed. */
    @Test
    void shouldListNoLineWhereThereAreSnapshotsAlone() {
        final Path snapshots = CAPTURE.resolveSibling("combo_legs.pcapng");
        Assumptions.assumeTrue(Files.exists(snapshots), "skipped: no " + snapshots);
        final CommandLine replay = CommandLine.run("replay", "--venue", "deribit", snapshots);
        assertEquals(0, replay.exitCode(), replay.err());
        assertTrue(replay.out().contains("snapshots 28 packets of recovery lines; 26 books by price"), replay.out());
        assertFalse(replay.out().contains("line A"), replay.out());
    }

    @Test
    void shouldFollowEveryLinkAndAgreeWithEverySnapshot() {
        final List<Links> watchers = new ArrayList<>();
        final CapturePlayer player = play(watchers);
        assertEquals(988, watchers.stream().mapToInt(watcher -> watcher.links).sum());
        assertEquals(0, watchers.stream().mapToInt(watcher -> watcher.broken).sum());
        assertEquals(110, sum(player, BookCounter.SNAPSHOTS_COMPARED));
        assertEquals(0, sum(player, BookCounter.RPT_SEQ_BREAKS));
        for (final PlayedChannel channel : player.channels()) {
            final BookBuilder books = channel.pipeline().books();
            assertEquals(0, books.faults().get(BookFault.SNAPSHOT_DIFFERS), channel.name());
            for (int i = 0; i < books.instrumentCount(); i++) {
                assertEquals(BookState.LIVE, books.instrumentAt(i).state(), channel.name());
            }
        }
    }

    private static long sum(final CapturePlayer player, final BookCounter counter) {
        return player.channels().stream()
                .mapToLong(channel -> channel.pipeline().books().counters().get(counter))
                .sum();
    }

    /** Books of tree maps, from the independent decode alone, against what the pipeline ends with. */
    @Test
    @SuppressWarnings("unchecked")
    void shouldEndWithTheBooksOfANaiveModel() throws IOException {
        final Map<Integer, TreeMap<Double, Double>> naive = new HashMap<>();
        for (final Map<String, Object> message : independent()) {
            final Integer id = (Integer) message.get("instrumentId");
            if (message.containsKey("levels")) {
                final TreeMap<Double, Double> book = new TreeMap<>();
                ((List<List<Number>>) message.get("levels"))
                        .forEach(level -> book.put(key(level, 1), level.get(2).doubleValue()));
                // The parts of a snapshot that takes several messages follow each other.
                naive.merge(id, book, (old, part) -> isRest(message) ? merged(old, part) : part);
                rest = !Integer.valueOf(1).equals(message.get("isLastInBook"));
            } else if (message.containsKey("changes")) {
                final TreeMap<Double, Double> book = naive.computeIfAbsent(id, any -> new TreeMap<>());
                for (final List<Number> change : (List<List<Number>>) message.get("changes")) {
                    if (change.get(1).intValue() == 2) {
                        book.remove(key(change, 2));
                    } else {
                        book.put(key(change, 2), change.get(3).doubleValue());
                    }
                }
            }
        }
        int compared = 0;
        for (final PlayedChannel channel : play(new ArrayList<>()).channels()) {
            final BookBuilder books = channel.pipeline().books();
            for (int i = 0; i < books.instrumentCount(); i++) {
                final var instrument = books.instrumentAt(i);
                final TreeMap<Double, Double> levels = new TreeMap<>();
                for (int level = 0; level < instrument.levels().bid().levels(); level++) {
                    levels.put(
                            instrument.levels().bid().price(level) / 1e8,
                            instrument.levels().bid().quantityAt(level) / 1e8);
                }
                for (int level = 0; level < instrument.levels().offer().levels(); level++) {
                    levels.put(
                            -instrument.levels().offer().price(level) / 1e8,
                            instrument.levels().offer().quantityAt(level) / 1e8);
                }
                assertEquals(text(naive.get(instrument.securityId())), text(levels), instrument.symbol());
                compared += levels.size();
            }
        }
        assertTrue(compared > 400, compared + " levels");
    }

    private boolean rest;

    private boolean isRest(final Map<String, Object> message) {
        return rest && message.containsKey("levels");
    }

    private static TreeMap<Double, Double> merged(
            final TreeMap<Double, Double> first, final TreeMap<Double, Double> second) {
        first.putAll(second);
        return first;
    }

    /** Asks are kept under their negative price. */
    private static double key(final List<Number> level, final int price) {
        final double value = level.get(price).doubleValue();
        return level.getFirst().intValue() == 1 ? value : -value;
    }

    private static String text(final Map<Double, Double> levels) {
        return levels.entrySet().stream()
                .map(level -> String.format("%.4f x %.4f", level.getKey(), level.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void shouldReplayTwiceAlike() {
        final CommandLine line = CommandLine.run("replay", CAPTURE, "--venue", "deribit", "--verify");
        assertEquals(0, line.exitCode(), line.out() + line.err());
        assertTrue(line.out().contains("verified: both replays are equal"), line.out());
    }
}
