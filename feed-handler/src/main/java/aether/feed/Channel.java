package aether.feed;

import org.agrona.DirectBuffer;

/**
 * One channel behind the arbiter: notices lost packets by the jump in the sequence, decodes, and puts late packets before
 * those that overtook them. Everything it does follows from the accepted packets alone, so that a journal of them replays
 * to the same events.
 */
public final class Channel implements AcceptedPacketHandler {
    private static final long UNKNOWN = -1;

    private final ChannelContext context;
    private final PacketDecoder decoder;
    private final MarketEvents events;
    private final GapRepair repair;
    private final RecoveryFeeds recovery;
    private long lastSequence = UNKNOWN;
    private boolean hasAbandonedGap;

    /** A channel without recovery feeds. */
    public Channel(final ChannelContext context, final PacketDecoder decoder, final MarketEvents events) {
        this(context, decoder, events, null);
    }

    /**
     * A channel.
     *
     * @param context concluded
     * @param recovery null when there are no recovery feeds: packets of theirs are then left alone
     */
    public Channel(
            final ChannelContext context,
            final PacketDecoder decoder,
            final MarketEvents events,
            final RecoveryFeeds recovery) {
        this.context = context;
        this.decoder = decoder;
        this.events = events;
        this.recovery = recovery;
        repair = new GapRepair(context.repairPackets(), context.repairBytes());
    }

    @Override
    public void onPacket(
            final int line,
            final PacketKind kind,
            final long sequence,
            final long rxTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        switch (kind) {
            case IN_SEQUENCE -> onInSequence(sequence, rxTimeNs, buffer, offset, length);
            case LATE -> onLate(sequence, rxTimeNs, buffer, offset, length);
            case SEQUENCE_RESET -> {
                repair.close();
                hasAbandonedGap = false;
                events.onSequenceReset();
                lastSequence = 0;
                onInSequence(sequence, rxTimeNs, buffer, offset, length);
            }
            case PRICE_SNAPSHOT, ORDER_SNAPSHOT, DEFINITION -> {
                if (recovery != null) {
                    recovery.onPacket(kind, sequence, rxTimeNs, buffer, offset, length);
                }
            }
        }
    }

    /** A sequence that does not rise cannot come from an arbiter, only from a damaged journal: it is left alone. */
    private void onInSequence(
            final long sequence, final long rxTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (lastSequence != UNKNOWN && sequence != lastSequence + 1) {
            if (sequence <= lastSequence) {
                return;
            }
            final long lost = sequence - lastSequence - 1;
            repair.open(lastSequence + 1, lost, rxTimeNs);
            events.onGap(lastSequence + 1, lost);
        } else if (lastSequence == UNKNOWN) {
            events.onFirstPacket(sequence);
        }
        lastSequence = sequence;
        if (repair.isOpen()
                && (repair.isOlderThan(context.repairWindowNs(), rxTimeNs)
                        || !repair.add(sequence, buffer, offset, length, rxTimeNs))) {
            abandonGap();
        }
        if (decoder.decode(buffer, offset, length, rxTimeNs, events)) {
            // A channel reset makes everything void that a late packet from before it could tell.
            repair.close();
            hasAbandonedGap = false;
        }
    }

    private void abandonGap() {
        repair.close();
        hasAbandonedGap = true;
        events.onGapGivenUp();
    }

    /** Once nothing is missing, the stretch is told again in order; until then, and when it is too late, books stay stale. */
    private void onLate(
            final long sequence, final long rxTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!repair.lacks(sequence)) {
            return;
        }
        if (repair.isOlderThan(context.repairWindowNs(), rxTimeNs)
                || !repair.add(sequence, buffer, offset, length, rxTimeNs)) {
            abandonGap();
        } else if (repair.foundOne()) {
            events.onRepairStart();
            repair.replay(lastSequence, decoder, events);
            events.onRepairEnd(!hasAbandonedGap);
            repair.close();
        }
    }
}
