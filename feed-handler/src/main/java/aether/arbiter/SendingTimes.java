package aether.arbiter;

import aether.feed.SessionCalendar;
import aether.state.StateFields;

/**
 * What the exchange's SendingTime says about a packet's place: in this session or another, newer than all or not.
 *
 * <p>A SendingTime is believed in decisions that cannot be taken back only when it is near the receive time: one packet with a
 * time from far away must not move the session.
 */
final class SendingTimes {
    private static final long MAX_CLOCK_DIFFERENCE_NS = 24L * 3600 * 1_000_000_000L;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final SessionCalendar calendar;

    /** What was sent before it is of another sequence; unknown until a time was believed. */
    private long sequenceStartNs = Long.MIN_VALUE;

    /** The session of the newest accepted packet: its break's end, and where the next one begins. */
    private long openNs = Long.MIN_VALUE;

    private long endNs = UNKNOWN;
    private long newestNs = Long.MIN_VALUE;

    SendingTimes(final SessionCalendar calendar) {
        this.calendar = calendar;
    }

    /** A sequence starts with this packet. */
    void startSequence(final long sendingTimeNs, final long rxTimeNs) {
        final boolean isFirst = newestNs == Long.MIN_VALUE;
        newestNs = Long.MIN_VALUE;
        if (isPlausible(sendingTimeNs, rxTimeNs)) {
            enterSessionOf(sendingTimeNs);
            sequenceStartNs = isFirst ? calendar.startNs(calendar.session(sendingTimeNs)) : sendingTimeNs;
        } else {
            endNs = UNKNOWN;
            openNs = Long.MIN_VALUE;
            sequenceStartNs = Long.MIN_VALUE;
        }
    }

    private void enterSessionOf(final long sendingTimeNs) {
        final int session = calendar.session(sendingTimeNs);
        openNs = calendar.openNs(session);
        endNs = calendar.endNs(session);
    }

    /** Numbers may run on from one session into the next: then the session of the newest packet is the one that counts. */
    void accept(final long sendingTimeNs, final long rxTimeNs) {
        if (isNewest(sendingTimeNs, rxTimeNs)) {
            newestNs = sendingTimeNs;
            if (sendingTimeNs >= endNs) {
                enterSessionOf(sendingTimeNs);
            }
        }
    }

    boolean isLaterSession(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs >= endNs && isPlausible(sendingTimeNs, rxTimeNs);
    }

    /** Before the session in which the very first sequence started, or before the first packet of one that started over. */
    boolean isOfEarlierSequence(final long sendingTimeNs) {
        return sendingTimeNs < sequenceStartNs;
    }

    /** In the break that the session of the newest packet began with. */
    boolean isInBreak(final long sendingTimeNs) {
        return sendingTimeNs < openNs;
    }

    /** Sent later than anything accepted. */
    boolean isNewest(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs > newestNs && isPlausible(sendingTimeNs, rxTimeNs);
    }

    private static boolean isPlausible(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs > rxTimeNs - MAX_CLOCK_DIFFERENCE_NS && sendingTimeNs < rxTimeNs + MAX_CLOCK_DIFFERENCE_NS;
    }

    void state(final StateFields fields) {
        sequenceStartNs = fields.number(sequenceStartNs);
        openNs = fields.number(openNs);
        endNs = fields.number(endNs);
        newestNs = fields.number(newestNs);
    }
}
