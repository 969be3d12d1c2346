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
 * @param isNoted whether places are noted beside the session, and used
 */
public record SessionPart(TimeText from, TimeText to, boolean isNoted) {
    /**
     * Plays it.
     *
     * @throws UsageException when that is no part of the session
     */
    public RecordedSession.Played play(
            final RecordedSession session, final JournalReplay.Hearers hearers, final Terminal terminal) {
        try (Timeline timeline =
                isNoted ? new Timeline(session, hearers, terminal) : Timeline.unnoted(session, hearers, terminal)) {
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
}
