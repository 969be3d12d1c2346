package aether.bench;

import aether.book.BookListener;
import aether.feed.deribit.DeribitVenue;
import aether.nic.FrameSource;
import aether.session.BenchSession;
import java.nio.file.Path;

/**
 * A channel of another venue in the same process: calls that were of one type are of two then, and compiled code is thrown away. Each
 * play is a session of its own, since sequence numbers begin anew.
 */
final class OtherVenue {
    private static final int LIMIT = 64;
    private static final int PLAYS = 20;

    private final Path capture;
    private long packets;

    OtherVenue(final Path capture) {
        this.capture = capture;
    }

    /** Plays the capture some times. */
    void play() {
        for (int i = 0; i < PLAYS; i++) {
            final BenchSession session = BenchSession.open(capture, new DeribitVenue(), "both", new BookListener() {});
            try (FrameSource frames = session.openCapture()) {
                int polled = 1;
                while (polled > 0) {
                    polled = frames.poll(session.feed(), LIMIT);
                    packets += polled;
                }
            }
            FeedBenchCommand.requireTaken(session);
        }
    }

    /** Frames that were played. */
    long packets() {
        return packets;
    }
}
