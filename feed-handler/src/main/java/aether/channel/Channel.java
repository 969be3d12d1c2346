package aether.channel;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.MarketEvents;
import aether.feed.PacketDecoder;
import aether.state.StateFields;

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
    public void onPacket(final AcceptedPacket packet) {
        switch (packet.kind()) {
            case IN_SEQUENCE -> onInSequence(packet);
            case LATE -> onLate(packet);
            case SEQUENCE_RESET -> {
                repair.close();
                hasAbandonedGap = false;
                events.onSequenceReset();
                lastSequence = 0;
                onInSequence(packet);
            }
            case PRICE_SNAPSHOT, ORDER_SNAPSHOT, DEFINITION -> {
                if (recovery != null) {
                    recovery.onPacket(packet);
                }
            }
        }
    }

    /** A sequence that does not rise cannot come from an arbiter, only from a damaged journal: it is left alone. */
    private void onInSequence(final AcceptedPacket packet) {
        final long sequence = packet.sequence();
        if (lastSequence != UNKNOWN && sequence != lastSequence + 1) {
            if (sequence <= lastSequence) {
                return;
            }
            final long lost = sequence - lastSequence - 1;
            repair.open(lastSequence + 1, lost, packet.rxTimeNs());
            events.onGap(lastSequence + 1, lost);
        } else if (lastSequence == UNKNOWN) {
            events.onFirstPacket(sequence);
        }
        lastSequence = sequence;
        if (repair.isOpen()
                && (repair.isOlderThan(context.repairWindowNs(), packet.rxTimeNs()) || !repair.add(packet))) {
            abandonGap();
        }
        if (decoder.decode(packet.buffer(), packet.offset(), packet.length(), packet.rxTimeNs(), events)) {
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
    private void onLate(final AcceptedPacket packet) {
        if (!repair.lacks(packet.sequence())) {
            return;
        }
        if (repair.isOlderThan(context.repairWindowNs(), packet.rxTimeNs()) || !repair.add(packet)) {
            abandonGap();
        } else if (repair.foundOne()) {
            events.onRepairStart();
            repair.replay(lastSequence, decoder, events);
            events.onRepairEnd(!hasAbandonedGap);
            repair.close();
        }
    }

    /** True while packets are lacking that may still come. */
    public boolean isRepairOpen() {
        return repair.isOpen();
    }

    /** All that it keeps between packets, while no repair is open. */
    public void state(final StateFields fields) {
        if (fields.isRead()) {
            repair.close();
        }
        lastSequence = fields.number(lastSequence);
        hasAbandonedGap = fields.flag(hasAbandonedGap);
        decoder.state(fields);
        if (recovery != null) {
            recovery.state(fields);
        }
    }
}
