package aether.ilink3;

/**
 * Why the venue refuses or ends a session, by its own codes, and what is to be done then: one table for Negotiation and Establishment Reject,
 * whose codes are the same, and one for Terminate. docs/ORDERS.md shows it; a test compares the two. Sources: the exchange's pages of these
 * messages; names and numbers as Artio has them.
 */
public enum SessionReason {
    HMAC_NOT_AUTHENTICATED(Kind.REJECT, 0, "HMACNotAuthenticated", SessionEnd.REFUSED),
    HMAC_NOT_AVAILABLE(Kind.REJECT, 1, "HMACNotAvailable", SessionEnd.TERMINATED),
    INVALID_UUID(Kind.REJECT, 2, "InvalidUUID", SessionEnd.UUID_REFUSED),
    INVALID_TIMESTAMP(Kind.REJECT, 3, "InvalidTimestamp", SessionEnd.CLOCK_REFUSED),
    HMAC_SIGNATURE_MISSING(Kind.REJECT, 4, "RequiredHMACSignatureMissing", SessionEnd.REFUSED),
    ACCESS_KEY_MISSING(Kind.REJECT, 5, "RequiredAccessKeyIDMissing", SessionEnd.REFUSED),
    SESSION_MISSING(Kind.REJECT, 6, "RequiredSessionMissing", SessionEnd.REFUSED),
    FIRM_MISSING(Kind.REJECT, 7, "RequiredFirmMissing", SessionEnd.REFUSED),
    UUID_MISSING(Kind.REJECT, 8, "RequiredUUIDMissing", SessionEnd.REFUSED),
    TIMESTAMP_MISSING(Kind.REJECT, 9, "RequiredRequestTimestampMissing", SessionEnd.REFUSED),
    SESSION_BLOCKED(Kind.REJECT, 10, "SessionBlocked", SessionEnd.BLOCKED),
    INVALID_KEEP_ALIVE(Kind.REJECT, 11, "InvalidKeepAliveInterval", SessionEnd.REFUSED),
    INVALID_ACCESS_KEY(Kind.REJECT, 12, "InvalidAccessKeyID", SessionEnd.REFUSED),
    INVALID_SESSION(Kind.REJECT, 13, "InvalidSession", SessionEnd.REFUSED),
    INVALID_FIRM(Kind.REJECT, 14, "InvalidFirm", SessionEnd.REFUSED),
    VOLUME_CONTROLS(Kind.REJECT, 15, "VolumeControls", SessionEnd.TERMINATED),
    SPLIT_MESSAGE_REJECTED(Kind.REJECT, 16, "SplitMessageRejected", SessionEnd.TERMINATED),
    SPLIT_MESSAGE_QUEUE(Kind.REJECT, 17, "SplitMessageQueue", SessionEnd.TERMINATED),
    SYSTEM_NAME_MISSING(Kind.REJECT, 18, "RequiredTradingSystemNameMissing", SessionEnd.REFUSED),
    SYSTEM_VERSION_MISSING(Kind.REJECT, 19, "RequiredTradingSystemVersionMissing", SessionEnd.REFUSED),
    SYSTEM_VENDOR_MISSING(Kind.REJECT, 20, "RequiredTradingSystemVendorMissing", SessionEnd.REFUSED),
    KEEP_ALIVE_MISSING(Kind.REJECT, 21, "RequiredKeepAliveIntervalMissing", SessionEnd.REFUSED),
    NEXT_SEQ_NO_MISSING(Kind.REJECT, 22, "RequiredNextSeqNoMissing", SessionEnd.REFUSED),
    INVALID_SYSTEM_NAME(Kind.REJECT, 23, "InvalidTradingSystemName", SessionEnd.REFUSED),
    INVALID_SYSTEM_VERSION(Kind.REJECT, 24, "InvalidTradingSystemVersion", SessionEnd.REFUSED),
    INVALID_SYSTEM_VENDOR(Kind.REJECT, 25, "InvalidTradingSystemVendor", SessionEnd.REFUSED),
    DESIGNATED_BACKUP(Kind.REJECT, 27, "DesignatedBackup", SessionEnd.BLOCKED),
    NEGOTIATE_NOT_ALLOWED(Kind.REJECT, 28, "NegotiateNotAllowed", SessionEnd.BLOCKED),
    /** A code that is in no list: it may pass, and attempts are bounded. */
    UNKNOWN_REJECT(Kind.REJECT, -1, "any other", SessionEnd.TERMINATED),

    FINISHED(Kind.TERMINATE, 0, "Finished", SessionEnd.REQUESTED),
    UNNEGOTIATED(Kind.TERMINATE, 2, "Unnegotiated", SessionEnd.UUID_REFUSED),
    NOT_ESTABLISHED(Kind.TERMINATE, 3, "NotEstablished", SessionEnd.TERMINATED),
    ALREADY_NEGOTIATED(Kind.TERMINATE, 4, "AlreadyNegotiated", SessionEnd.TERMINATED),
    NEGOTIATION_IN_PROGRESS(Kind.TERMINATE, 5, "NegotiationInProgress", SessionEnd.TERMINATED),
    ALREADY_ESTABLISHED(Kind.TERMINATE, 6, "AlreadyEstablished", SessionEnd.TERMINATED),
    ESTABLISH_IN_PROGRESS(Kind.TERMINATE, 7, "EstablishInProgress", SessionEnd.TERMINATED),
    PORT_CLOSURE(Kind.TERMINATE, 8, "CMEAdministeredPortClosure", SessionEnd.BLOCKED),
    VOLUME_CONTROLS_LOGOUT(Kind.TERMINATE, 9, "VolumeControls", SessionEnd.TERMINATED),
    INVALID_NEXT_SEQ_NO(Kind.TERMINATE, 10, "InvalidNextSeqNo", SessionEnd.NUMBERS_REFUSED),
    INVALID_MSG_SEQ_NO(Kind.TERMINATE, 11, "InvalidMsgSeqNo", SessionEnd.NUMBERS_REFUSED),
    INVALID_LAST_SEQ_NO(Kind.TERMINATE, 12, "InvalidLastSeqNo", SessionEnd.TERMINATED),
    TERMINATE_INVALID_UUID(Kind.TERMINATE, 13, "InvalidUUID", SessionEnd.UUID_REFUSED),
    TERMINATE_INVALID_TIMESTAMP(Kind.TERMINATE, 14, "InvalidTimestamp", SessionEnd.CLOCK_REFUSED),
    INVALID_SOFH(Kind.TERMINATE, 18, "InvalidSOFH", SessionEnd.MALFORMED),
    DECODING_ERROR(Kind.TERMINATE, 19, "DecodingError", SessionEnd.MALFORMED),
    KEEP_ALIVE_LAPSED(Kind.TERMINATE, 20, "KeepAliveIntervalLapsed", SessionEnd.KEEP_ALIVE_LAPSED),
    TERMINATE_IN_PROGRESS(Kind.TERMINATE, 24, "TerminateInProgress", SessionEnd.TERMINATED),
    DISCONNECT_FROM_PRIMARY(Kind.TERMINATE, 26, "DisconnectOrTerminateFromPrimary", SessionEnd.TERMINATED),
    SPLIT_MESSAGES_REJECTED(Kind.TERMINATE, 28, "RejectSplitMsgsQueued", SessionEnd.TERMINATED),
    UNKNOWN_TERMINATE(Kind.TERMINATE, -1, "any other", SessionEnd.TERMINATED);

    /** Which message says it. */
    public enum Kind {
        REJECT("Reject"),
        TERMINATE("Terminate");

        private final String text;

        Kind(final String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static final int REJECTS = 1_000;
    private static final int TERMINATES = 2_000;
    private static final SessionReason[] VALUES = values();

    private final Kind kind;
    private final int code;
    private final String name;
    private final SessionEnd end;

    SessionReason(final Kind kind, final int code, final String name, final SessionEnd end) {
        this.kind = kind;
        this.code = code;
        this.name = name;
        this.end = end;
    }

    /** By the ErrorCodes of a Negotiation or Establishment Reject. */
    static SessionReason ofReject(final int code) {
        return find(Kind.REJECT, code, UNKNOWN_REJECT);
    }

    /** By the ErrorCodes of a Terminate. */
    static SessionReason ofTerminate(final int code) {
        return find(Kind.TERMINATE, code, UNKNOWN_TERMINATE);
    }

    /** By the number on disk; null for 0, and for one that this build does not know. */
    public static SessionReason ofNumber(final int number) {
        for (final SessionReason reason : VALUES) {
            if (reason.number() == number) {
                return reason;
            }
        }
        return null;
    }

    /** On disk: a Reject's code, or a Terminate's, above it; never 0. */
    public int number() {
        return (kind == Kind.REJECT ? REJECTS : TERMINATES) + code;
    }

    private static SessionReason find(final Kind kind, final int code, final SessionReason otherwise) {
        for (final SessionReason reason : VALUES) {
            if (reason.kind == kind && reason.code == code) {
                return reason;
            }
        }
        return otherwise;
    }

    public Kind kind() {
        return kind;
    }

    /** The exchange's number; -1 for any that is not listed. */
    public int code() {
        return code;
    }

    /** The exchange's name of it. */
    public String text() {
        return name;
    }

    /** How the connection ends with it. */
    public SessionEnd end() {
        return end;
    }
}
