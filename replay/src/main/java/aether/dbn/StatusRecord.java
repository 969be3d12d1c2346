package aether.dbn;

import aether.feed.MarketEvents;

/** A status record, in CME's numbers, which is what everything behind the decoders speaks. */
final class StatusRecord {
    private static final int ACTION_AT = 24;
    private static final int REASON_AT = 26;
    private static final int EVENT_AT = 28;
    private static final int UNKNOWN_STATUS = 20;
    private static final int NO_CHANGE = 103;
    private static final int UNKNOWN_REASON = 5;

    /** SecurityTradingStatus by action: none, pre-open, pre-cross, quoting, cross, rotation, new price indication, trading, halt, pause, suspend, pre-close, close, post-close, short sale restriction, not available. */
    private static final int[] STATUSES = {NO_CHANGE, 21, 24, 21, 25, 21, 15, 17, 2, 2, 2, 17, 4, 26, NO_CHANGE, 18};

    /** HaltReason by reason: none, scheduled, surveillance, market event, activation, expiration, recovery. */
    private static final int[] REASONS = {0, 0, 1, 2, 3, 4, 6};

    /** SecurityTradingEvent by event: none, no cancel, change of session, implied on, implied off. */
    private static final int[] EVENTS = {0, 1, 4, 5, 6};

    private StatusRecord() {}

    static void tell(final DbnRecord record, final MarketEvents events) {
        events.onSecurityStatus(
                record.instrument(),
                0,
                0,
                of(STATUSES, record.shortAt(ACTION_AT), UNKNOWN_STATUS),
                of(REASONS, record.shortAt(REASON_AT), UNKNOWN_REASON),
                of(EVENTS, record.shortAt(EVENT_AT), 0));
    }

    private static int of(final int[] numbers, final int code, final int otherwise) {
        return code < numbers.length ? numbers[code] : otherwise;
    }
}
