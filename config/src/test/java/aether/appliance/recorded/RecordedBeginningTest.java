package aether.appliance.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import aether.cli.AetherMain;
import aether.cli.CommandLine;
import aether.journal.JournalReader;
import aether.journal.JournalSessions;
import aether.journal.RecordType;
import aether.replay.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded first, and what is live behind it, as one stream: from another appliance's running session, from one that has ended, and from a capture. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RecordedBeginningTest {
    private static final long PAUSE_MS = 20;
    private static final int MOST_PAUSES = 3_000;
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (final Process process : processes.reversed()) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(final String log, final Object... words) throws IOException {
        final List<String> args = new ArrayList<>();
        for (final Object word : words) {
            args.add(word.toString());
        }
        final Process process = new ProcessBuilder(
                        FreshJvm.command(List.of(), AetherMain.MAIN, args.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String said(final String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (final IOException e) {
            return "";
        }
    }

    private void await(final String what, final String log, final BooleanSupplier isThere) throws InterruptedException {
        for (int i = 0; !isThere.getAsBoolean(); i++) {
            assertTrue(i < MOST_PAUSES, () -> what + " did not come: " + said(log));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    /** The shipped profile, on ports of its own, with lines that lose nothing; what trades is the caller's. */
    private Path site(final String name, final String strategy) throws IOException {
        final String profile = Files.readString(Path.of("profiles/venue.yaml"))
                .replaceAll("\\b310(\\d\\d)\\b", "315$1")
                .replaceAll("impairments: \\{.*}", "impairments: { lossA: 0 }")
                .replace("venue.secret", directory.resolve("venue.secret").toString())
                .replace("journal-data", directory.resolve(name + "-journal").toString());
        final String orders = strategy.isEmpty()
                ? profile.substring(0, profile.indexOf("\norders:"))
                : profile.substring(0, profile.indexOf("  strategy:\n")) + strategy;
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                orders + "\npublication: { directory: '" + directory.resolve(name + "-books") + "' }\n");
    }

    private Path session(final String name) {
        final Path journal = directory.resolve(name + "-journal");
        final List<Path> sessions = Files.isDirectory(journal) ? JournalSessions.list(journal) : List.of();
        return sessions.isEmpty() ? null : sessions.getLast();
    }

    private static List<Long> packetTimes(final Path session) {
        final List<Long> times = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(session)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                if (reader.type() == RecordType.PACKET) {
                    times.add(reader.timeNs());
                }
            }
        }
        return times;
    }

    private static Map<Long, Digest> digests(final Path session) {
        final Map<Long, Digest> digests = new HashMap<>();
        try (JournalReader reader = JournalReader.open(session)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                if (reader.type() == RecordType.DIGEST) {
                    final Digest digest = Digest.read(reader.buffer(), reader.payloadOffset());
                    digests.put(digest.events(), digest);
                }
            }
        }
        return digests;
    }

    @Test
    void shouldGoOnLiveBehindASessionThatIsStillRecorded() throws Exception {
        final Path recording = site("first", "");
        start("venue.log", "venue", "-c", site("venue", "  strategy: { class: x }\n"), "--duration", "3min");
        await("the venue", "venue.log", () -> said("venue.log").contains("simulated venue:"));
        final Process first = start("first.log", "run", "-c", recording, "--headless", "--duration", "2min");
        await(
                "the recording",
                "first.log",
                () -> session("first") != null
                        && JournalSessions.isBeingWritten(session("first"))
                        && packetTimes(session("first")).size() > 15_000);
        final Path log = directory.resolve("heard.log");
        final long firstNs = packetTimes(session("first")).getFirst();
        final long fromNs = firstNs + SECOND_NS;
        final Path trading = site(
                "second",
                "  strategy: { class: " + HearingStrategy.class.getName() + ", settings: { log: '" + log + "' } }\n");
        final Process second = start(
                "second.log",
                "run",
                "-c",
                trading,
                "--headless",
                "--duration",
                "4s",
                "--from",
                fromNs,
                "--recorded",
                session("first"));
        assertEquals(0, second.waitFor(), () -> said("second.log"));
        first.destroy();
        first.waitFor();

        assertTrue(said("second.log").contains("recorded  "), said("second.log"));
        assertTrue(said("second.log").contains(" 0 gaps"), said("second.log"));
        assertFalse(said("second.log").contains("WARNING   --from"), said("second.log"));
        final CommandLine verified = CommandLine.run("replay", session("second"), "--verify");
        assertEquals(0, verified.exitCode(), verified.out() + verified.err());
        final Map<Long, Digest> ours = digests(session("second"));
        final Map<Long, Digest> theirs = digests(session("first"));
        ours.keySet().retainAll(theirs.keySet());
        ours.forEach((events, digest) -> assertEquals(theirs.get(events), digest));
        assertTrue(ours.size() > 20, () -> ours.size() + " digests in common");

        heard(Files.readAllLines(log), fromNs);
    }

    /** Recorded, then live, each event once. */
    private void heard(final List<String> lines, final long fromNs) {
        assertEquals("recorded start", lines.getFirst());
        final int live = lines.indexOf("live onLive");
        assertTrue(live > 0);
        assertTrue(lines.subList(0, live).stream().allMatch(line -> line.startsWith("recorded ")));
        assertTrue(lines.subList(live, lines.size()).stream().allMatch(line -> line.startsWith("live ")));
        final Set<String> books = new HashSet<>();
        long liveEvents = 0;
        long newestNs = fromNs;
        for (final String line :
                lines.stream().filter(each -> each.contains(" book ")).toList()) {
            final String[] words = line.split(" ");
            final long timeNs = Long.parseLong(words[4]);
            assertTrue(timeNs >= newestNs, line);
            newestNs = timeNs;
            assertTrue(books.add(words[2] + ' ' + words[3] + ' ' + timeNs), line);
            if (words[0].equals("recorded")) {
                assertEquals(timeNs, Long.parseLong(words[5]), line);
            } else {
                liveEvents++;
            }
        }
        final long events = books.size();
        assertTrue(liveEvents > 5_000, liveEvents + " live");
        assertTrue(events - liveEvents > 5_000, liveEvents + " live of " + events);
        assertTrue(lines.contains("recorded refused NOT_LIVE"));
        assertEquals(1, lines.stream().filter(line -> line.endsWith("NOT_LIVE")).count());
        assertTrue(lines.contains("live order ACKNOWLEDGED"));
        assertTrue(
                lines.stream().filter(line -> line.startsWith("recorded time ")).count() > 10);
    }

    private void record(final Path site, final Path capture) {
        AetherMain.say(0, "venue", "-c", site, "--duration", "3s", "--pcapng", capture);
    }

    private static String digest(final String out) {
        final Matcher digest =
                Pattern.compile("digest +([0-9a-f]{16} after \\d+ events)").matcher(out);
        assertTrue(digest.find(), out);
        return digest.group(1);
    }

    @Test
    void shouldBeginWithACaptureAndThenWithTheSessionThatCameOfIt() throws Exception {
        final Path capture = directory.resolve("day.pcapng");
        record(site("venue", "  strategy: { class: x }\n"), capture);
        final String played = digest(AetherMain.say(0, "replay", capture, "--start", "snapshot"));
        secret();
        final Path log = directory.resolve("heard.log");
        final Path trading = site(
                "desk",
                "  strategy: { class: " + HearingStrategy.class.getName() + ", settings: { log: '" + log + "' } }\n");
        final String first = run(trading, "00:00:00", capture);
        assertEquals(played, digest(first));
        final List<String> heard = books(log);
        assertFalse(heard.isEmpty());
        final String begun = said("desk-said.log");
        assertTrue(begun.contains("packets of " + capture), begun);

        // The newest session, when nothing else is said: of its strategy's orders nothing is repeated.
        Files.delete(log);
        final String second = run(trading, "00:00:00");
        assertEquals(played, digest(second));
        assertEquals(heard, books(log));

        // A time behind its end: the books are there, and nothing of how they came about is heard.
        Files.delete(log);
        final String third = run(trading, "23:59:59.9");
        assertEquals(played, digest(third));
        assertTrue(books(log).isEmpty());
        assertTrue(
                said("desk-said.log").contains("WARNING   --from: the recorded part ends at"), said("desk-said.log"));
        assertEquals(0, CommandLine.run("replay", session("desk"), "--verify").exitCode());

        // One that broke off on the way, or has nothing in it, is not the newest.
        RecordedMark.put(session("desk"));
        final CommandLine refused = CommandLine.run(
                "run", "-c", trading, "--headless", "--duration", "1s", "--from", "13:00", "--recorded", directory);
        assertEquals(2, refused.exitCode(), refused.out() + refused.err());
        final List<Path> before = JournalSessions.list(directory.resolve("desk-journal"));
        assertEquals(played, digest(run(trading, "13:20:01")));
        assertTrue(
                said("desk-said.log").contains("packets of " + before.get(before.size() - 2)), said("desk-said.log"));

        final CommandLine none = CommandLine.run(
                "export",
                directory.resolve("desk-journal"),
                "--table",
                "bbo",
                "--from",
                "2030-01-01T00:00:00",
                "--out",
                directory.resolve("none"));
        assertEquals(0, none.exitCode(), none.out() + none.err());
        assertTrue(none.out().contains("nothing of that time: left out"), none.out());
    }

    /** Another thread is to take the packets, later. */
    @Test
    void shouldHearTheSameWhereTwoThreadsAreToShareTheWork() throws Exception {
        final Path capture = directory.resolve("day.pcapng");
        record(site("venue", "  strategy: { class: x }\n"), capture);
        secret();
        final List<List<String>> heard = new ArrayList<>();
        final Set<String> digests = new HashSet<>();
        for (final String layout : List.of("fused", "pipelined")) {
            final Path log = directory.resolve(layout + ".log");
            final Path site = site(
                    layout,
                    "  strategy: { class: " + HearingStrategy.class.getName() + ", settings: { log: '" + log + "' } }\n"
                            + "runtime: { layout: " + layout + " }\n");
            digests.add(digest(run(site, "13:20:01.5", capture)));
            heard.add(Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("recorded "))
                    .toList());
        }
        assertEquals(1, digests.size());
        assertEquals(heard.getFirst(), heard.getLast());
        assertTrue(heard.getFirst().size() > 1_000);
    }

    private void secret() throws IOException {
        final Path secret = Files.writeString(directory.resolve("venue.secret"), "bm8gc2VjcmV0");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private String run(final Path site, final String from, final Path... recorded) throws IOException {
        final List<Object> words =
                new ArrayList<>(List.of("run", "-c", site, "--headless", "--duration", "300ms", "--from", from));
        for (final Path each : recorded) {
            words.addAll(List.of("--recorded", each));
        }
        final CommandLine line = CommandLine.run(words.toArray());
        Files.writeString(directory.resolve("desk-said.log"), line.out() + line.err());
        assertEquals(0, line.exitCode(), () -> line.out() + line.err());
        return line.out();
    }

    private static List<String> books(final Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" book "))
                .toList();
    }

    @Test
    void shouldSayWhatItCannotBeginWith() throws Exception {
        final Path site = site("desk", "");
        final Path capture = directory.resolve("day.pcapng");
        record(site("venue", "  strategy: { class: x }\n"), capture);
        assertRefused(site, "--from: no session with packets in", "--from", "12:00");
        assertRefused(site, "say with --from", "--recorded", capture);
        assertRefused(site, "'noon' is no time", "--from", "noon", "--recorded", capture);
        assertRefused(site, "no such file", "--from", "12:00", "--recorded", directory.resolve("nothing.pcap"));
        assertRefused(site, "give one channel", "--from", "12:00", "--recorded", capture, "-c", site);
        final Path dbn = Files.writeString(directory.resolve("day.dbn"), "");
        assertRefused(site, "DBN files hold no packets", "--from", "12:00", "--recorded", dbn);
        final Path other = Files.writeString(
                directory.resolve("other.yaml"),
                Files.readString(site).replace("id: 901", "id: 902").replaceAll("\\b315(\\d\\d)\\b", "316$1"));
        assertRefused(other, "nothing in it of the lines of channel 902", "--from", "12:00", "--recorded", capture);
        run(site, "12:00", capture);
        assertRefused(
                other,
                "of channel 901 of cme, schema 1 version 13; the configuration's is channel 902 of cme",
                "--from",
                "12:00",
                "--recorded",
                session("desk"));
    }

    private static void assertRefused(final Path site, final String why, final Object... words) {
        final List<Object> all = new ArrayList<>(List.of("run", "-c", site, "--headless", "--duration", "1s"));
        all.addAll(List.of(words));
        final CommandLine line = CommandLine.run(all.toArray());
        assertEquals(2, line.exitCode(), () -> line.out() + line.err());
        assertTrue(line.err().contains(why), line.err());
        assertFalse(line.err().contains("\tat "), line.err());
    }
}
