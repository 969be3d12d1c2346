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
    private long lastSequence = UNKNOWN;

    public Channel(final ChannelContext context, final PacketDecoder decoder, final MarketEvents events) {
        this.context = context;
        this.decoder = decoder;
        this.events = events;
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
        if (kind == PacketKind.IN_SEQUENCE) {
            if (sequence != lastSequence + 1 && lastSequence != UNKNOWN) {
                onGap(sequence, rxTimeNs);
            }
            onNext(sequence, rxTimeNs, buffer, offset, length);
        } else if (kind == PacketKind.LATE) {
            onLate(rxTimeNs, buffer, offset, length);
        } else {
            repair.close();
            events.onSequenceReset();
            onNext(sequence, rxTimeNs, buffer, offset, length);
        }
    }

    private void onNext(
            final long sequence, final long rxTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        lastSequence = sequence;
        if (repair.isOpen()) {
            keepForRepair(rxTimeNs, buffer, offset, length);
        }
        decoder.decode(buffer, offset, length, rxTimeNs, events);
    }

    private void onGap(final long sequence, final long rxTimeNs) {
        final long lost = sequence - lastSequence - 1;
        repair.open(lost, rxTimeNs);
        events.onGap(lastSequence + 1, lost);
    }

    private void keepForRepair(final long rxTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (repair.isOlderThan(context.repairWindowNs(), rxTimeNs) || !repair.add(buffer, offset, length, rxTimeNs)) {
            repair.close();
        }
    }

    /** Too late to be put in order: what it would have changed is stale already, and stays so. */
    private void onLate(final long rxTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!repair.isOpen()) {
            return;
        }
        final boolean wasLast = repair.fillOne();
        events.onRepairStart();
        decoder.decode(buffer, offset, length, rxTimeNs, events);
        repair.replay(decoder, events);
        events.onRepairEnd();
        if (wasLast) {
            repair.close();
        }
    }
}
