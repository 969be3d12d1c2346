package aether.session;

import aether.book.BookContext;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.feed.VenueAdapter;
import aether.journal.JournalException;
import aether.replay.CaptureSet;
import aether.replay.Digest;
import aether.session.playhead.Playhead;
import aether.state.StateFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A session to be played once more: of the journal, of captures, or of another's files. */
public interface RecordedSession {
    /** How the names of files end in which places are noted: no part of what they are beside. */
    String INDEX = ".seek";

    /**
     * What came of playing it.
     *
     * @param packets or frames that were played
     * @param digests of the state at the end, one for each channel
     * @param remark what a reader should know of losses, or null
     * @param isWhole whether all of it could be read
     */
    record Played(long packets, List<Digest> digests, String remark, boolean isWhole) {
        /** Of what was played up to here. */
        public static Played of(final Playhead playhead) {
            final List<String> remarks = playhead.remarks();
            return new Played(
                    playhead.played(),
                    playhead.digests(),
                    remarks.isEmpty() ? null : String.join("; ", remarks),
                    playhead.isWhole());
        }
    }

    /** Its files, or the directory that they are in. */
    List<Path> files();

    /** What its parts are called: packets, frames or records. */
    String unit();

    /** How it is played, as text: equal for those that make the same of it. */
    String options();

    /** Begins to play it, for others to hear. */
    Playhead open(JournalReplay.Hearers hearers);

    /** What was found out about it before it is played, so that it need not be found out again. */
    default void plan(final StateFields fields) {}

    /** Where places in it are noted, or null where that is not possible. */
    Path index();

    /** Beside the first of its files, for each {@code start} another; null where one of them is none. */
    static Path indexBeside(final List<Path> files, final BookContext.Start start) {
        final Path first = files.getFirst();
        final String way = '.' + start.name().toLowerCase(Locale.ROOT);
        return files.stream().allMatch(Files::isRegularFile)
                ? first.resolveSibling(first.getFileName() + way + INDEX)
                : null;
    }

    /** Plays it to its end, or until they have enough. */
    default Played play(final JournalReplay.Hearers hearers, final Terminal terminal) {
        return play(hearers, new Pacer(0, terminal, unit()));
    }

    /** As above, at a pace. */
    default Played play(final JournalReplay.Hearers hearers, final Pacer pacer) {
        try (Playhead playhead = open(hearers)) {
            pacer.play(playhead, hearers::isEnough);
            return Played.of(playhead);
        }
    }

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
        public String unit() {
            return "packets";
        }

        @Override
        public String options() {
            return "journal";
        }

        @Override
        public Path index() {
            return session.resolve("places" + INDEX);
        }

        @Override
        public Playhead open(final JournalReplay.Hearers hearers) {
            try {
                return new JournalReplay(session, hearers);
            } catch (final JournalException e) {
                throw new UsageException(e.getMessage());
            }
        }

        @Override
        public Played play(final JournalReplay.Hearers hearers, final Pacer pacer) {
            try {
                return RecordedSession.super.play(hearers, pacer);
            } catch (final JournalException e) {
                throw new UsageException(e.getMessage());
            }
        }
    }

    /**
     * Captures of one session.
     *
     */
    record Capture(
            List<Path> files,
            CaptureSet captures,
            Captures.Chosen chosen,
            VenueAdapter venue,
            LineChoice line,
            BookContext.Start start,
            Captures.Found found)
            implements RecordedSession {
        public Capture(
                final List<Path> files,
                final CaptureSet captures,
                final Captures.Chosen chosen,
                final VenueAdapter venue,
                final LineChoice line,
                final BookContext.Start start) {
            this(
                    files,
                    captures,
                    chosen,
                    venue,
                    line,
                    start,
                    new Captures.Found(() -> Captures.channels(captures, venue, chosen.read())));
        }

        @Override
        public String options() {
            return chosen.words() + ' ' + venue.name() + ' ' + line + ' ' + start;
        }

        @Override
        public String unit() {
            return "frames";
        }

        @Override
        public Path index() {
            return indexBeside(files, start);
        }

        @Override
        public void plan(final StateFields fields) {
            found.state(fields);
        }

        @Override
        public Playhead open(final JournalReplay.Hearers hearers) {
            final CapturePlayer player = new CapturePlayer(
                    found.channels(),
                    venue,
                    line,
                    new CapturePlayer.Books(start, false),
                    channel -> hearers.market(channel.title()),
                    UNPACED);
            return new CapturePlayhead(found.channels(), () -> chosen.read().apply(captures), player);
        }

        /** Whoever plays it sets the pace. */
        private static final Pacer UNPACED = new Pacer(0, new Terminal(System.err), "frames");
    }
}
