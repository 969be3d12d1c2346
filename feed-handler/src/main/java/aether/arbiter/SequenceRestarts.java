package aether.arbiter;

import aether.feed.AcceptedPacket;
import aether.feed.SequencePolicy;
import aether.feed.SessionCalendar;
import aether.state.StateFields;

/** Decides whether a packet whose number is too low is an old one, or the first of a sequence that has started over. */
final class SequenceRestarts {
    private final SequencePolicy policy;
    private final int resetAfter;
    private final SendingTimes sending;
    private int lowRun;

    /**
     * The rule of one arbiter.
     *
     * @param calendar of the channel
     * @param resetAfter low packets in a row, none of them a duplicate, that mean a restart
     */
    SequenceRestarts(final SequencePolicy policy, final SessionCalendar calendar, final int resetAfter) {
        this.policy = policy;
        this.resetAfter = resetAfter;
        sending = new SendingTimes(calendar);
    }

    /** A sequence starts with this packet. */
    void start(final long sendingTimeNs, final long rxTimeNs) {
        sending.startSequence(sendingTimeNs, rxTimeNs);
    }

    void accept(final boolean isNext, final long sendingTimeNs, final long rxTimeNs) {
        if (isNext) {
            lowRun = 0;
        }
        sending.accept(sendingTimeNs, rxTimeNs);
    }

    boolean isLaterSession(final long sendingTimeNs, final long rxTimeNs) {
        return policy == SequencePolicy.BY_SESSION && sending.isLaterSession(sendingTimeNs, rxTimeNs);
    }

    boolean isOfEarlierSequence(final long sendingTimeNs) {
        return policy == SequencePolicy.BY_SESSION && sending.isOfEarlierSequence(sendingTimeNs);
    }

    /** True when the low packet starts the sequence over; counts those that may. */
    boolean startsOver(final AcceptedPacket packet, final long sendingTimeNs, final AcceptedWindow window) {
        if (policy == SequencePolicy.BY_SESSION) {
            return sending.isLaterSession(sendingTimeNs, packet.rxTimeNs())
                    || sending.isNewest(sendingTimeNs, packet.rxTimeNs())
                            && (sending.isInBreak(sendingTimeNs) || ++lowRun >= resetAfter);
        }
        final boolean isDuplicate = window.contains(packet.sequence()) && !window.differs(packet);
        return !isDuplicate && ++lowRun >= resetAfter;
    }

    void state(final StateFields fields) {
        lowRun = fields.whole(lowRun);
        sending.state(fields);
    }
}
