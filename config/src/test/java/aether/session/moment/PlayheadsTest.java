package aether.session.moment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.session.JournalReplay;
import aether.session.RecordedSession;
import aether.session.playhead.Playhead;
import aether.state.StateReader;
import aether.state.StateWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of a session that is played is all there is: who reads it goes on as if it had played from the start. */
class PlayheadsTest {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};
    private static final int PLACES = 12;

    @TempDir
    Path directory;

    private static byte[] written(final Playhead playhead) {
        assertTrue(playhead.isAtRest());
        final StateWriter writer = new StateWriter(0);
        playhead.state(writer);
        final byte[] bytes = new byte[writer.finish()];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** One that has played nothing yet, or has been somewhere else, at rest or not. */
    private static Playhead read(final RecordedSession session, final Random random, final byte[] bytes) {
        final Playhead playhead = session.open(NOBODY);
        for (int left = random.nextInt(2) * random.nextInt(60_000);
                left > 0 && playhead.nextTimeNs() != Playhead.NO_TIME;
                left--) {
            playhead.playNext();
        }
        final StateReader reader = new StateReader(new UnsafeBuffer(bytes), 0, bytes.length);
        playhead.state(reader);
        reader.finish();
        return playhead;
    }

    private static long length(final RecordedSession session) {
        try (Playhead all = session.open(NOBODY)) {
            while (all.nextTimeNs() != Playhead.NO_TIME) {
                all.playNext();
            }
            return all.played();
        }
    }

    /** Plays to a place at rest, so many packets on; false when there is none any more. */
    private static boolean isPlayedOn(final Playhead playhead, final long packets) {
        final long until = playhead.played() + packets;
        while (playhead.nextTimeNs() != Playhead.NO_TIME && (playhead.played() < until || !playhead.isAtRest())) {
            playhead.playNext();
        }
        return playhead.nextTimeNs() != Playhead.NO_TIME;
    }

    /** One plays from the start; behind each place another begins there, and is compared with it at the next one. */
    private static void assertGoesOn(final RecordedSession session) {
        final long seed = new Random().nextLong();
        System.out.println("PlayheadsTest: seed " + seed);
        final Random random = new Random(seed);
        final long share = length(session) / PLACES;
        int compared = 0;
        try (Playhead all = session.open(NOBODY)) {
            Playhead other = null;
            while (isPlayedOn(all, 1 + (long) (random.nextDouble() * share))) {
                final byte[] here = written(all);
                if (other != null) {
                    while (other.played() < all.played()) {
                        assertTrue(other.nextTimeNs() != Playhead.NO_TIME, other.remarks() + ", seed " + seed);
                        other.playNext();
                    }
                    assertEquals(all.digests(), other.digests(), "seed " + seed);
                    assertArrayEquals(here, written(other), "seed " + seed);
                    other.close();
                    compared++;
                }
                other = read(session, random, here);
                assertArrayEquals(here, written(other), "seed " + seed);
                assertEquals(List.of(), SameState.differences(all, other), "seed " + seed);
            }
            while (other.nextTimeNs() != Playhead.NO_TIME) {
                other.playNext();
            }
            all.finish();
            other.finish();
            assertEquals(all.digests(), other.digests(), "seed " + seed);
            assertEquals(all.remarks(), other.remarks(), "seed " + seed);
            other.close();
        }
        assertTrue(compared >= PLACES / 2, compared + " compared, seed " + seed);
    }

    @Test
    void shouldGoOnWithACaptureOfLinesThatLose() {
        assertGoesOn(Sessions.ofCapture(new Sessions(directory).capture("5s")));
    }

    @Test
    void shouldGoOnWithAJournalAndItsOrders() throws IOException {
        assertGoesOn(RecordedSession.of(new Sessions(directory).journal("5s")));
    }
}
