package aether.book;

/** Whether an instrument's book may be believed. */
public enum BookState {
    /** Nothing is known yet; not published. */
    EMPTY_UNKNOWN,
    /** Contiguous since a certain start. */
    LIVE,
    /**
     * Published, but flagged: packets of the channel were lost and this instrument has not been heard of since, or the book
     * is being rebuilt from incremental messages alone and not all of its rows are known.
     */
    SUSPECT,
    /** Known to be wrong: updates were lost or contradict the book. Announced once, then silent. */
    STALE,
    /** Waiting for a snapshot. */
    RECOVERING,
    /** The instrument was deleted. */
    DISCONTINUED;

    /** True when books in this state are handed to consumers. */
    public boolean isPublished() {
        return this == LIVE || this == SUSPECT;
    }

    /** True when nothing is waited for: the book is right, or will never be asked for again. */
    boolean isSettled() {
        return this == LIVE || this == DISCONTINUED;
    }
}
