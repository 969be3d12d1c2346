package aether.channel;

import aether.feed.BookKind;
import aether.feed.MarketEvents;
import aether.state.StateFields;
import java.util.Arrays;

/**
 * Follows the passes of one snapshot feed, to know when every snapshot of a pass was seen: only then does the absence of an
 * instrument mean anything. A feed's packets are numbered from 1 in each pass; two lines may be at different places of it, and
 * a pass may be joined in its middle.
 *
 * <p>By price, a pass is complete when as many messages were seen as each of them says there are. By order, where a book may
 * take several messages, a pass is also complete when the next one begins and no packet number was missing. One thread.
 */
final class SnapshotLoop {
    /** Packets of a pass that can be told apart; a longer pass never counts as complete. */
    static final int MAX_PACKETS = 1 << 18;

    private final BookKind kind;
    private final boolean mayTakeSeveralMessages;
    private final MarketEvents events;
    private final long[] seen = new long[MAX_PACKETS / Long.SIZE];

    private boolean isStarted;
    private boolean isOver;
    private boolean isBroken;
    private boolean isCounting;
    private long newestSequence;
    private long newestTimeNs;
    private long startTimeNs;
    private long packets;
    private long highest;
    private long messages;
    private long instruments;
    private long total;
    private long lowestSequence;

    SnapshotLoop(final BookKind kind, final MarketEvents events) {
        this.kind = kind;
        mayTakeSeveralMessages = kind == BookKind.BY_ORDER;
        this.events = events;
    }

    void startPacket(final long sequence, final long sendingTimeNs) {
        if (!isStarted || sequence <= newestSequence && sendingTimeNs > newestTimeNs) {
            next(sequence, sendingTimeNs);
        } else if (sendingTimeNs > newestTimeNs || sequence > newestSequence) {
            newestSequence = sequence;
            newestTimeNs = Math.max(newestTimeNs, sendingTimeNs);
        }
        isCounting = sendingTimeNs >= startTimeNs && mark(sequence);
    }

    private void next(final long sequence, final long sendingTimeNs) {
        if (isStarted && mayTakeSeveralMessages && packets == highest && (messages == total || instruments == total)) {
            end();
        }
        isStarted = true;
        isOver = false;
        isBroken = false;
        startTimeNs = sendingTimeNs;
        newestTimeNs = sendingTimeNs;
        newestSequence = sequence;
        Arrays.fill(seen, 0, (int) Math.min(seen.length, (highest >>> 6) + 1), 0);
        packets = 0;
        highest = 0;
        messages = 0;
        instruments = 0;
        total = 0;
        lowestSequence = Long.MAX_VALUE;
        events.onSnapshotLoopStart(kind);
    }

    private boolean mark(final long sequence) {
        if (sequence < 1 || sequence >= MAX_PACKETS) {
            isBroken = true;
            return false;
        }
        final int word = (int) (sequence >>> 6);
        final long bit = 1L << sequence;
        if ((seen[word] & bit) != 0) {
            return false;
        }
        seen[word] |= bit;
        packets++;
        highest = Math.max(highest, sequence);
        return true;
    }

    /**
     * One message of the pass.
     *
     * @param totalReports messages of a pass, as this one says
     * @param isFirstOfInstrument false for a further chunk of the same instrument
     * @param sequence the incremental packet up to which everything is in it
     */
    void message(final long totalReports, final boolean isFirstOfInstrument, final long sequence) {
        if (!isCounting) {
            return;
        }
        isBroken |= messages > 0 && total != totalReports;
        total = totalReports;
        messages++;
        instruments += isFirstOfInstrument ? 1 : 0;
        lowestSequence = Math.min(lowestSequence, sequence);
    }

    void endPacket() {
        if (packets == highest && messages == total && (!mayTakeSeveralMessages || instruments == total)) {
            end();
        }
    }

    private void end() {
        if (!isOver && !isBroken && messages > 0) {
            isOver = true;
            events.onSnapshotLoopEnd(kind, lowestSequence);
        }
    }

    void state(final StateFields fields) {
        isStarted = fields.flag(isStarted);
        isOver = fields.flag(isOver);
        isBroken = fields.flag(isBroken);
        isCounting = fields.flag(isCounting);
        newestSequence = fields.number(newestSequence);
        newestTimeNs = fields.number(newestTimeNs);
        startTimeNs = fields.number(startTimeNs);
        packets = fields.number(packets);
        highest = fields.number(highest);
        messages = fields.number(messages);
        instruments = fields.number(instruments);
        total = fields.number(total);
        lowestSequence = fields.number(lowestSequence);
        if (fields.isRead()) {
            Arrays.fill(seen, 0);
        }
        fields.numbers(seen, (int) Math.min(seen.length, (highest >>> 6) + 1));
    }
}
