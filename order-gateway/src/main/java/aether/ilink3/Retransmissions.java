package aether.ilink3;

import aether.state.StateFields;

/** What is missing of the venue's messages: one stretch of the present UUID, and one of the UUID before. One request at a time. */
final class Retransmissions {
    /** Messages of one request at most. */
    static final int MAX_MESSAGES = 2500;

    /** Stands for the present UUID in requests. */
    static final long THIS_UUID = -1;

    private static final long LONGEST_TIMEOUT_NS = 30_000_000_000L;
    private static final int TIMEOUT_INTERVALS = 3;

    private final long timeoutNs;
    private long from;
    private long until;
    private long oldUuid = THIS_UUID;
    private long oldFrom;
    private long oldUntil;
    private boolean isRequested;
    private boolean isOfOldUuid;
    private long awaited;
    private long deadlineNs;

    /**
     * Nothing is missing.
     *
     * @param intervalNs of keep-alive: a request that nothing is heard of for some of these is given up, and the connection with it
     */
    Retransmissions(final long intervalNs) {
        timeoutNs = Math.min(LONGEST_TIMEOUT_NS, TIMEOUT_INTERVALS * intervalNs);
    }

    /** Numbers {@code first} to {@code last} of the present UUID are missing. */
    void lack(final long first, final long last) {
        if (from >= until) {
            from = first;
        }
        until = Math.max(until, last + 1);
    }

    /** Numbers of an earlier UUID are missing; 0 for one that nobody here ever used. */
    void lackOfOld(final long uuid, final long first, final long last) {
        oldUuid = uuid;
        oldFrom = first;
        oldUntil = last + 1;
    }

    boolean isNeeded() {
        return oldFrom < oldUntil || from < until;
    }

    boolean isRequested() {
        return isRequested;
    }

    /** Takes the next stretch to be asked for. */
    void request(final long nowNs) {
        isOfOldUuid = oldFrom < oldUntil;
        awaited = Math.min(MAX_MESSAGES, isOfOldUuid ? oldUntil - oldFrom : until - from);
        isRequested = true;
        deadlineNs = nowNs + timeoutNs;
    }

    long requestUuid() {
        return isOfOldUuid ? oldUuid : THIS_UUID;
    }

    long requestFrom() {
        return isOfOldUuid ? oldFrom : from;
    }

    int requestCount() {
        return (int) awaited;
    }

    boolean isLate(final long nowNs) {
        return isRequested && nowNs >= deadlineNs;
    }

    /** True when the message is one that was asked for and is the next of them. */
    boolean take(final long sequence, final boolean isOfPresentUuid, final long nowNs) {
        if (!isRequested || isOfPresentUuid == isOfOldUuid || sequence != requestFrom()) {
            return false;
        }
        deadlineNs = nowNs + timeoutNs;
        advance(1);
        return true;
    }

    /** The venue is going to send so many of what was asked for; at least 1. */
    void announced(final int count) {
        awaited = Math.min(awaited, count);
    }

    /** The venue gives up a stretch. */
    void giveUp() {
        advance(awaited);
    }

    private void advance(final long count) {
        if (isOfOldUuid) {
            oldFrom += count;
        } else {
            from += count;
        }
        awaited -= count;
        isRequested = awaited > 0;
    }

    /** First number of the present UUID that is not missing any more. */
    long reached() {
        return from;
    }

    void state(final StateFields fields) {
        from = fields.number(from);
        until = fields.number(until);
        oldUuid = fields.number(oldUuid);
        oldFrom = fields.number(oldFrom);
        oldUntil = fields.number(oldUntil);
        isRequested = fields.flag(isRequested);
        isOfOldUuid = fields.flag(isOfOldUuid);
        awaited = fields.number(awaited);
        deadlineNs = fields.number(deadlineNs);
    }

    void clear() {
        from = 0;
        until = 0;
        oldFrom = 0;
        oldUntil = 0;
        isRequested = false;
        awaited = 0;
    }
}
