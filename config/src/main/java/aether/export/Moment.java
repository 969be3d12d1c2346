package aether.export;

import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.session.ForwardingEvents;
import org.agrona.collections.LongHashSet;

/** The message that is being applied: what rows say of when and where. */
final class Moment extends ForwardingEvents {
    private static final MarketMessage NONE = new MarketMessage();

    /** No repair is longer. */
    private static final int MOST_MISSING = 1 << 16;

    private final ExportSpan span;
    private final LongHashSet missing = new LongHashSet();
    private final LongHashSet told = new LongHashSet();
    private MarketMessage message = NONE;
    private boolean isRepairing;

    Moment(final ExportSpan span) {
        this.span = span;
    }

    /** Stands in front of what applies them. */
    MarketEvents before(final MarketEvents next) {
        forwardTo(next);
        return this;
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        message = current;
        if (isRepairing) {
            told.add(current.packetSequence());
        }
        super.onMessageStart(current);
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        for (long sequence = firstMissing;
                sequence < firstMissing + count && missing.size() < MOST_MISSING;
                sequence++) {
            missing.add(sequence);
        }
        super.onGap(firstMissing, count);
    }

    @Override
    public void onGapGivenUp() {
        missing.clear();
        super.onGapGivenUp();
    }

    @Override
    public void onRepairStart() {
        isRepairing = true;
        super.onRepairStart();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        super.onRepairEnd(nothingMissing);
        isRepairing = false;
        missing.removeAll(told);
        told.clear();
    }

    /** False for what was told before, and is told again around packets that came late. */
    boolean isNew() {
        return !isRepairing || missing.contains(message.packetSequence());
    }

    /** Whether rows of this moment are asked for. */
    boolean isWanted() {
        return span.has(message.rxTimeNs());
    }

    MarketMessage message() {
        return message;
    }

    long timeNs() {
        return message.rxTimeNs();
    }
}
