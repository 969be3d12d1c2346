package aether.book;

/** Where the channel stands: shared by the parts of one {@link BookBuilder}. */
final class FeedPosition {
    /** MsgSeqNum of the packet whose entries are being applied. */
    long sequence;

    /** The highest packet that is missing; before the first packet of a channel that was joined late, all are. */
    long lastMissing;

    /** True once packets have come. */
    boolean isStarted;

    /** Sequences start over, or what comes next is declared to be the start. */
    void restart() {
        lastMissing = 0;
        isStarted = true;
    }

    void gap(final long last) {
        lastMissing = Math.max(lastMissing, last);
        isStarted = true;
    }
}
