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

    /**
     * Plays it.
     *
     * @throws NoSuchPartException when the session has nothing of it
     * @throws UsageException when it is no part of any
     */
    public RecordedSession.Played play(
            final RecordedSession session, final JournalReplay.Hearers hearers, final Terminal terminal) {
        try (Timeline timeline = Timeline.open(session, hearers, terminal, places)) {
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
        try (Timeline timeline = Timeline.open(session, NOBODY, terminal, places)) {
            Stretch.of(from, to, timeline);
        }
    }

    /** The same, with what becomes of places in place of that. */
    public SessionPart with(final Places other) {
        return new SessionPart(from, to, other);
    }
}
