package aether.bench.simulation;

/**
 * One entry of the replicated log.
 *
 * @param term in which it was appended
 * @param leader of that term
 * @param content of a message, as proposed; empty for the others
 * @param position in the log, bytes, of its end
 */
record LogEntry(long term, int leader, Kind kind, byte[] content, long position) {
    private static final int FRAME_LENGTH = 64;

    /** What it says. */
    enum Kind {
        /** A term begins. */
        TERM,
        /** Somebody proposed something. */
        MESSAGE,
        /** All write down where they are. */
        SNAPSHOT
    }

    /** What comes behind another, whose end is {@code before}. */
    static LogEntry behind(
            final long before, final long term, final int leader, final Kind kind, final byte[] content) {
        return new LogEntry(term, leader, kind, content, before + FRAME_LENGTH + content.length);
    }

    boolean isSame(final LogEntry other) {
        return term == other.term && position == other.position;
    }
}
