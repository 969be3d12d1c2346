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
    /** A number of theirs that was used before, without the mark of a retransmission. */
    SEQUENCE_TOO_LOW(Next.OPERATOR),
    /** More live messages than there is room for came while others were being retransmitted. */
    QUEUE_FULL(Next.RETRY),
    /** The venue did not retransmit in time. */
    RETRANSMIT_TIMEOUT(Next.RETRY),
    /** The UUID is not accepted: the next connection takes a new one. */
    UUID_REFUSED(Next.RETRY),
    /** Credentials or rights: trying again makes it worse. */
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

    /** By the error code of a Negotiation or Establishment Reject. */
    static SessionEnd ofReject(final int code) {
        return switch (code) {
            // HMACNotAuthenticated, HMACNotAvailable, session or firm not known, port or session blocked
            case 0, 1, 5, 6, 8, 10 -> REFUSED;
            // UUID: not greater than the last, in use, of another week
            case 2, 7 -> UUID_REFUSED;
            default -> TERMINATED;
        };
    }

    /** By the error code of a Terminate. */
    static SessionEnd ofTerminate(final int code) {
        return switch (code) {
            case 0 -> REQUESTED;
            // unnegotiated, not authenticated, blocked
            case 1, 2, 3, 14 -> REFUSED;
            case 13 -> UUID_REFUSED;
            case 18, 19 -> MALFORMED;
            case 20 -> KEEP_ALIVE_LAPSED;
            default -> TERMINATED;
        };
    }
}
