package aether.session.moment;

import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.UsageException;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.playhead.Playhead;

/**
 * A part of a session, that somebody hears with books that are right from its beginning.
 *
 * @param from its first moment, or null for the session's first
 * @param to the first moment behind it, or null when it goes on to the session's end, or until they have heard enough
 * @param places beside the session
 */
public record SessionPart(TimeText from, TimeText to, Places places) {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};

    /** What becomes of places beside a session. */
    public enum Places {
        /** They are used, and noted where there are none. */
        NOTED,
        /** Those that are there are used. */
        USED,
        /** It is played from its start. */
        NONE
    }

    /**
     * Plays it.
     *
     * @throws NoSuchPartException when the session has nothing of it
     * @throws UsageException when it is no part of any
     */
    public RecordedSession.Played play(
            final RecordedSession session, final JournalReplay.Hearers hearers, final Terminal terminal) {
        try (Timeline timeline = timeline(session, hearers, terminal)) {
            final Stretch stretch = Stretch.of(from, to, timeline);
            final Playhead playhead = timeline.playhead();
            hearers.begin(timeline.firstNs());
            new Pacer(0, terminal, session.unit()).play(playhead, () -> hearers.isEnough() || !stretch.hasNext());
            if (timeline.trouble() != null) {
                terminal.line("aether: " + timeline.trouble());
            }
            return RecordedSession.Played.of(playhead);
        }
    }

    /** Plays what is before it, so that places are noted there. */
    public void note(final RecordedSession session, final Terminal terminal) {
        try (Timeline timeline = timeline(session, NOBODY, terminal)) {
            Stretch.of(from, to, timeline);
        }
    }

    private Timeline timeline(
            final RecordedSession session, final JournalReplay.Hearers hearers, final Terminal terminal) {
        return switch (places) {
            case NOTED -> new Timeline(session, hearers, terminal);
            case USED -> Timeline.reading(session, hearers, terminal);
            case NONE -> Timeline.unnoted(session, hearers, terminal);
        };
    }
}
