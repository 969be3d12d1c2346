package aether.feed;

import org.agrona.DirectBuffer;

/** Decides whether a packet whose number is too low is an old one, or the first of a sequence that has started over. */
final class SequenceRestarts {
    private final SequencePolicy policy;
    private final int resetAfter;
    private final SendingTimes sending = new SendingTimes();
    private int lowRun;

    /**
     * The rule of one arbiter.
     *
     * @param resetAfter low packets in a row, none of them a duplicate, that mean a restart
     */
    SequenceRestarts(final SequencePolicy policy, final int resetAfter) {
        this.policy = policy;
        this.resetAfter = resetAfter;
    }

    /** A sequence starts with this packet. */
    void start(final long sendingTimeNs, final long rxTimeNs) {
        sending.startWeek(sendingTimeNs, rxTimeNs);
    }

    void accept(final boolean isNext, final long sendingTimeNs, final long rxTimeNs) {
        if (isNext) {
            lowRun = 0;
        }
        sending.accept(sendingTimeNs, rxTimeNs);
    }

    boolean isLaterWeek(final long sendingTimeNs, final long rxTimeNs) {
        return policy == SequencePolicy.WEEKLY && sending.isLaterWeek(sendingTimeNs, rxTimeNs);
    }

    boolean isEarlierWeek(final long sendingTimeNs) {
        return policy == SequencePolicy.WEEKLY && sending.isEarlierWeek(sendingTimeNs);
    }

    /** True when the low packet starts the sequence over. */
    boolean isRestart(
            final long sequence,
            final long sendingTimeNs,
            final long rxTimeNs,
            final AcceptedWindow window,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (policy == SequencePolicy.WEEKLY) {
            return sending.isLaterWeek(sendingTimeNs, rxTimeNs)
                    || sending.isNewest(sendingTimeNs, rxTimeNs) && ++lowRun >= resetAfter;
        }
        final boolean isDuplicate = window.contains(sequence) && !window.differs(sequence, buffer, offset, length);
        return !isDuplicate && ++lowRun >= resetAfter;
    }
}
