package aether.session.moment;

import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.playhead.Playhead;

/** A part of a session, from a moment to another. */
public final class Stretch {
    private final Timeline timeline;
    private final long endNs;

    private Stretch(final Timeline timeline, final long endNs) {
        this.timeline = timeline;
        this.endNs = endNs;
    }

    /**
     * Goes to where a part begins.
     *
     * @param from the first moment of it, or null for the session's first
     * @param to the first moment behind it, or null when it goes on to the session's end
     * @throws UsageException when that is no part of the session
     */
    public static Stretch of(final TimeText from, final TimeText to, final Timeline timeline) {
        final long firstNs = timeline.firstNs();
        if (firstNs == Playhead.NO_TIME) {
            throw new NoSuchPartException("there is nothing in the session to be played");
        }
        final long fromNs = from == null ? firstNs : from.epochNs(firstNs);
        final long endNs = to == null ? Playhead.NO_TIME : to.epochNs(firstNs);
        if (endNs <= fromNs) {
            throw new UsageException("--to: " + Times.utc(endNs) + " is not behind --from, " + Times.utc(fromNs));
        }
        if (endNs <= firstNs) {
            throw new NoSuchPartException("--to: the session begins at " + Times.utc(firstNs) + ", not before that");
        }
        timeline.toTime(fromNs - 1);
        if (timeline.isAtEnd()) {
            throw new NoSuchPartException(
                    "--from: the session ends at " + Times.utc(timeline.newestNs()) + ", before that");
        }
        return new Stretch(timeline, endNs);
    }

    /** True while something of it is still to be played. */
    public boolean hasNext() {
        return timeline.playhead().nextTimeNs() < endNs;
    }
}
