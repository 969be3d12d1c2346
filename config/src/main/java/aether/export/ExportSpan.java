package aether.export;

import aether.console.TimeText;

/** From when to when rows are asked for; the session is played from its start all the same, so that books are right. */
final class ExportSpan {
    private final TimeText from;
    private final TimeText to;
    private boolean isKnown;
    private long fromNs = Long.MIN_VALUE;
    private long toNs = Long.MAX_VALUE;

    /** Both may be null; times of day are those of the day of the first message. */
    ExportSpan(final TimeText from, final TimeText to) {
        this.from = from;
        this.to = to;
    }

    boolean has(final long timeNs) {
        know(timeNs);
        return timeNs >= fromNs && timeNs < toNs;
    }

    /** Whether nothing that comes can be in it any more. */
    boolean isOver(final long timeNs) {
        know(timeNs);
        return timeNs >= toNs;
    }

    private void know(final long timeNs) {
        if (!isKnown && timeNs != 0) {
            isKnown = true;
            fromNs = from == null ? Long.MIN_VALUE : from.epochNs(timeNs);
            toNs = to == null ? Long.MAX_VALUE : to.epochNs(timeNs);
        }
    }
}
