package aether.book;

import aether.state.StateFields;

/** Where the channel stands: shared by the parts of one {@link BookBuilder}. */
final class FeedPosition {
    /** MsgSeqNum of the packet whose entries are being applied. */
    long sequence;

    /** Receive time of that packet, nanoseconds since the epoch. */
    long rxTimeNs;

    /** The highest packet that is missing; before the first packet of a channel that was joined late, all are. */
    long lastMissing;

    /** True once packets have come. */
    boolean isStarted;

    /** When the first message after the newest gap was sent, by the venue's clock; {@link Long#MAX_VALUE} before it came. */
    long gapTimeNs = Long.MIN_VALUE;

    /** A message's time is waited for, to know when the gap was. */
    boolean isGapTimeAwaited;

    /** Entries that were put aside, or absent, are told: what they say was announced, or missed, already. */
    boolean isRetold;

    /** Sequences start over, or what comes next is declared to be the start. */
    void restart() {
        lastMissing = 0;
        isStarted = true;
    }

    void gap(final long last) {
        lastMissing = Math.max(lastMissing, last);
        isStarted = true;
        gapTimeNs = Long.MAX_VALUE;
        isGapTimeAwaited = true;
    }

    void messageTime(final long transactTimeNs) {
        if (transactTimeNs > 0) {
            gapTimeNs = transactTimeNs;
            isGapTimeAwaited = false;
        }
    }

    void state(final StateFields fields) {
        sequence = fields.number(sequence);
        rxTimeNs = fields.number(rxTimeNs);
        lastMissing = fields.number(lastMissing);
        isStarted = fields.flag(isStarted);
        gapTimeNs = fields.number(gapTimeNs);
        isGapTimeAwaited = fields.flag(isGapTimeAwaited);
        isRetold = false;
    }
}
