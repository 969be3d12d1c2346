package aether.export;

import aether.console.TimeText;

/** From when to when rows are asked for. */
final class ExportSpan {
    private final TimeText from;
    private final TimeText to;
    private boolean isKnown;
    private boolean isAwaited;
    private long fromNs = Long.MIN_VALUE;
    private long toNs = Long.MAX_VALUE;

    /** Both may be null; times of day are those of the day of the first message. */
    ExportSpan(final TimeText from, final TimeText to) {
        this.from = from;
        this.to = to;
    }

    /** As above, of a part that is still to {@link #begin}: nothing is in it before that. */
    static ExportSpan ofPart(final TimeText from, final TimeText to) {
        final ExportSpan span = new ExportSpan(from, to);
        span.isAwaited = true;
        return span;
    }

    /** The part begins here, of a session that began at {@code firstNs}. */
    void begin(final long firstNs) {
        isAwaited = false;
        know(firstNs);
    }

    boolean has(final long timeNs) {
        know(timeNs);
        return !isAwaited && timeNs >= fromNs && timeNs < toNs;
    }

    /** Whether nothing that comes can be in it any more. */
    boolean isOver(final long timeNs) {
        know(timeNs);
        return !isAwaited && timeNs >= toNs;
    }

    private void know(final long timeNs) {
        if (!isKnown && !isAwaited && timeNs != 0) {
            isKnown = true;
            fromNs = from == null ? Long.MIN_VALUE : from.epochNs(timeNs);
            toNs = to == null ? Long.MAX_VALUE : to.epochNs(timeNs);
        }
    }
}
