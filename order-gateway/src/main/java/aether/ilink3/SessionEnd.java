package aether.ilink3;

/** Why a connection ended, as far as it matters for the next one. */
public enum SessionEnd {
    /** Asked for. */
    REQUESTED(Next.STOP),
    /** The connection broke. */
    CONNECTION_LOST(Next.RETRY),
    /** Nothing came for two intervals. */
    KEEP_ALIVE_LAPSED(Next.RETRY),
    /** No answer to Negotiate or Establish. */
    NO_ANSWER(Next.RETRY),
    /** The stream cannot be followed. */
    MALFORMED(Next.RETRY),
    /** The venue ended it, for a reason that may pass. */
    TERMINATED(Next.RETRY),
    /** Our time is too far from the venue's: this machine's clock is wrong, or was. */
    CLOCK_REFUSED(Next.RETRY),
    /** A number of theirs that was used before, without the mark of a retransmission. */
    SEQUENCE_TOO_LOW(Next.OPERATOR),
    /** More live messages than there is room for came while others were being retransmitted. */
    QUEUE_FULL(Next.RETRY),
    /** The venue did not retransmit in time. */
    RETRANSMIT_TIMEOUT(Next.RETRY),
    /** The UUID is not accepted: the next connection takes a new one. */
    UUID_REFUSED(Next.RETRY),
    /** The venue does not take our numbers: somebody else used them, or a journal is not the newest. */
    NUMBERS_REFUSED(Next.OPERATOR),
    /** Not on this port, or not now: somebody has to talk to the venue. */
    BLOCKED(Next.OPERATOR),
    /** Credentials or settings: trying again makes it worse. */
    REFUSED(Next.FATAL);

    /** What is to be done. */
    public enum Next {
        /** Connect again, after a while. */
        RETRY,
        /** Never again with these settings. */
        FATAL,
        /** A person must decide. */
        OPERATOR,
        /** Nothing. */
        STOP
    }

    private final Next next;

    SessionEnd(final Next next) {
        this.next = next;
    }

    public Next next() {
        return next;
    }
}
