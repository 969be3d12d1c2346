package aether.session.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.console.Terminal;
import aether.replay.Digest;
import aether.session.JournalReplay;
import aether.session.RecordedSession;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going about in a session, with places noted beside it and without. */
class TimelineTest {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};

    @TempDir
    Path directory;

    private Path file;
    private Path index;

    /** Where one was, and what the books had become. */
    private record Seen(long played, long newestNs, List<Digest> digests) {}

    @BeforeEach
    void make() {
        file = new Sessions(directory).capture("5s");
        index = directory.resolve("session.pcapng.snapshot.seek");
    }

    private Timeline timeline() {
        return timeline(Sessions.ofCapture(file));
    }

    /** A second passes whenever it looks at the clock: a place is noted as soon as there are packets enough. */
    private static Timeline timeline(final RecordedSession session) {
        final AtomicLong clock = new AtomicLong();
        return new Timeline(
                session,
                NOBODY,
                new Terminal(System.err),
                SeekIndex.of(session),
                () -> clock.addAndGet(1_000_000_000L));
    }

    private static Seen seen(final Timeline timeline) {
        return new Seen(
                timeline.playhead().played(),
                timeline.newestNs(),
                timeline.playhead().digests());
    }

    /** Plays from the start, and looks at random moments. */
    private List<Seen> fromTheStart(final Random random, final int moments) {
        final List<Seen> all = new ArrayList<>();
        try (Timeline timeline =
                Timeline.open(Sessions.ofCapture(file), NOBODY, new Terminal(System.err), Places.NONE)) {
            while (!timeline.isAtEnd()) {
                timeline.next();
                if (random.nextInt(400) == 0) {
                    all.add(seen(timeline));
                }
            }
        }
        Collections.shuffle(all, random);
        return all.subList(0, moments);
    }

    private static int goAbout(final Timeline timeline, final List<Seen> moments, final String seed) {
        for (final Seen moment : moments) {
            timeline.toPlayed(moment.played());
            assertEquals(moment, seen(timeline), seed);
            timeline.toTime(moment.newestNs());
            assertEquals(moment.newestNs(), timeline.newestNs(), seed);
            final long sequence = moment.digests().getFirst().sequence();
            timeline.toSequence(0, sequence);
            assertEquals(sequence, timeline.playhead().digests().getFirst().sequence(), seed);
        }
        return timeline.places();
    }

    @Test
    void shouldBeEverywhereWherePlayingFromTheStartLeads() {
        final long seed = new Random().nextLong();
        System.out.println("TimelineTest: seed " + seed);
        final List<Seen> moments = fromTheStart(new Random(seed), 40);
        final int noted;
        try (Timeline first = timeline()) {
            noted = goAbout(first, moments, "seed " + seed);
            assertTrue(noted > 2, noted + " places");
            assertNull(first.trouble());
        }
        try (Timeline again = timeline()) {
            assertTrue(again.places() >= noted, again.places() + " of " + noted + " places");
            goAbout(again, moments, "seed " + seed);
        }
    }

    @Test
    void shouldBeginAnewWhenTheIndexIsOfSomethingElse() throws IOException {
        try (Timeline timeline = timeline()) {
            timeline.toPlayed(Long.MAX_VALUE);
            assertTrue(timeline.places() > 3);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        try (Timeline timeline = timeline()) {
            assertEquals(0, timeline.places());
        }
        try (Timeline timeline = timeline()) {
            timeline.toPlayed(Long.MAX_VALUE);
            assertTrue(timeline.places() > 3);
            assertNull(timeline.trouble());
        }
    }

    @Test
    void shouldLeaveAloneWhatIsNoIndex() throws IOException {
        final String something = "not an index at all, but long enough to look like one";
        Files.writeString(index, something);
        try (Timeline timeline = timeline()) {
            timeline.toPlayed(Long.MAX_VALUE);
            assertEquals(0, timeline.places());
            assertTrue(timeline.trouble().contains("move it away"), timeline.trouble());
        }
        assertEquals(something, Files.readString(index));
    }

    /** Places behind the damage are forgotten, and noted anew. */
    @Test
    void shouldNotBelieveADamagedPlace() throws IOException {
        final long seed = new Random().nextLong();
        System.out.println("TimelineTest: seed " + seed);
        final Random random = new Random(seed);
        final List<Seen> moments = fromTheStart(random, 10);
        try (Timeline timeline = timeline()) {
            timeline.toPlayed(Long.MAX_VALUE);
        }
        for (int round = 0; round < 5; round++) {
            try (RandomAccessFile bytes = new RandomAccessFile(index.toFile(), "rw")) {
                final long at = (long) (random.nextDouble() * bytes.length());
                bytes.seek(at);
                final int before = bytes.read();
                bytes.seek(at);
                bytes.write(before ^ 1 << random.nextInt(8));
            }
            try (Timeline timeline = timeline()) {
                goAbout(timeline, moments, "seed " + seed);
            }
        }
        Files.write(index, java.util.Arrays.copyOf(Files.readAllBytes(index), (int) (Files.size(index) / 2)));
        try (Timeline timeline = timeline()) {
            goAbout(timeline, moments, "seed " + seed);
        }
    }

    @Test
    void shouldNoteNothingWhileAnotherDoes() {
        try (Timeline first = timeline()) {
            first.toPlayed(30_000);
            noteNothing(first.places());
            first.toPlayed(Long.MAX_VALUE);
            assertTrue(first.places() > 3);
        }
    }

    private void noteNothing(final int noted) {
        assertTrue(noted > 0);
        try (Timeline second = timeline()) {
            second.toPlayed(Long.MAX_VALUE);
            assertEquals(noted, second.places());
            assertTrue(second.trouble().endsWith("another process is writing it"), second.trouble());
        }
    }

    /** A short look leaves nothing behind. */
    @Test
    void shouldNoteNothingOfWhatIsShort() {
        try (Timeline timeline = timeline()) {
            timeline.toPlayed(1_000);
        }
        assertFalse(Files.exists(index));
    }

    @Test
    void shouldGoAboutInAJournal() throws IOException {
        final RecordedSession session = RecordedSession.of(new Sessions(directory).journal("5s"));
        try (Timeline timeline = timeline(session)) {
            timeline.toPlayed(Long.MAX_VALUE);
            assertTrue(timeline.isAtEnd());
            final Seen end = seen(timeline);
            assertTrue(timeline.places() > 0, "places");
            timeline.toPlayed(1);
            timeline.toPlayed(Long.MAX_VALUE);
            assertEquals(end, seen(timeline));
            assertTrue(
                    timeline.playhead().isWhole(), timeline.playhead().remarks().toString());
        }
    }
}
