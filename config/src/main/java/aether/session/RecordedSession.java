package aether.session;

import aether.book.BookContext;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.feed.VenueAdapter;
import aether.journal.JournalException;
import aether.replay.CaptureLines;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.replay.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A session to be played once more: of the journal, or of captures. */
public interface RecordedSession {
    /**
     * What came of playing it.
     *
     * @param packets or frames that were played
     * @param digests of the state at the end, one for each channel
     * @param remark what a reader should know of losses, or null
     * @param isWhole whether all of it could be read
     */
    record Played(long packets, List<Digest> digests, String remark, boolean isWhole) {}

    /** Its files, or the directory that they are in. */
    List<Path> files();

    /** Plays it to its end, or until they have enough. */
    Played play(JournalReplay.Hearers hearers, Terminal terminal);

    /** A session of the journal. */
    static RecordedSession of(final Path session) {
        return new Journal(session);
    }

    /** A journal's session. */
    record Journal(Path session) implements RecordedSession {
        @Override
        public List<Path> files() {
            return List.of(session);
        }

        @Override
        public Played play(final JournalReplay.Hearers hearers, final Terminal terminal) {
            final JournalReplay.Result result = replay(hearers, terminal);
            final boolean isWhole =
                    result.damage() == null && result.missing() == 0 && result.firstDifference() == null;
            final String remark = isWhole ? null : JournalReplay.reason(result);
            return new Played(result.packets(), List.of(result.digest()), remark, isWhole);
        }

        private JournalReplay.Result replay(final JournalReplay.Hearers hearers, final Terminal terminal) {
            try {
                return JournalReplay.replay(session, new Pacer(0, terminal, "packets"), hearers);
            } catch (final JournalException e) {
                throw new UsageException(e.getMessage());
            }
        }
    }

    /**
     * Captures of one session.
     *
     * @param read begins to read what was chosen of them
     */
    record Capture(
            List<Path> files,
            CaptureSet captures,
            Function<CaptureSet, CaptureReader> read,
            VenueAdapter venue,
            LineChoice line,
            BookContext.Start start)
            implements RecordedSession {
        @Override
        public Played play(final JournalReplay.Hearers hearers, final Terminal terminal) {
            final CapturePlayer player = new CapturePlayer(
                    Captures.channels(captures, venue, read),
                    venue,
                    line,
                    new CapturePlayer.Books(start, false),
                    channel -> hearers.market(name(channel)),
                    new Pacer(0, terminal, "frames"));
            try (CaptureReader reader = read.apply(captures)) {
                player.play(reader, hearers::isEnough);
                player.finish();
                final List<String> remarks = new ArrayList<>(reader.damages());
                if (player.warning() != null) {
                    remarks.add(player.warning());
                }
                return new Played(
                        player.account().sum(),
                        player.channels().stream()
                                .map(PlayedChannel::hash)
                                .map(hash -> hash.digest())
                                .toList(),
                        remarks.isEmpty() ? null : String.join("; ", remarks),
                        reader.damages().isEmpty());
            }
        }
    }

    /** By its first line; a channel of which recovery feeds alone were captured has none. */
    private static String name(final CaptureLines.CaptureChannel channel) {
        return channel.lines().isEmpty()
                ? channel.name()
                : channel.lines().getFirst().toString();
    }
}
