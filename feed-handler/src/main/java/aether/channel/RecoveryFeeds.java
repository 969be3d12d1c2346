package aether.channel;

import aether.feed.AcceptedPacket;
import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.PacketDecoder;
import aether.feed.PacketFramer;
import aether.feed.RecoveryPolicy;
import aether.state.StateFields;

/**
 * The recovery side of a channel: snapshot loops by price and by order, and the replay of all definitions. Their packets have
 * sequences of their own, and nothing that they say is an event of the market: only snapshots and definitions get through.
 */
public final class RecoveryFeeds implements MarketEvents {
    private final PacketFramer framer;
    private final PacketDecoder decoder;
    private final RecoveryPolicy policy;
    private final MarketEvents events;
    private final SnapshotLoop byPrice;
    private final SnapshotLoop byOrder;
    private final SnapshotLoop definitions;
    private boolean hasAllDefinitions;
    private SnapshotLoop current;

    /**
     * Puts recovery beside a channel.
     *
     * @param decoder not the one that decodes the live packets: it is in the middle of them
     */
    public RecoveryFeeds(
            final PacketFramer framer,
            final PacketDecoder decoder,
            final RecoveryPolicy policy,
            final MarketEvents events) {
        this.framer = framer;
        this.decoder = decoder;
        this.policy = policy;
        this.events = events;
        byPrice = new SnapshotLoop(BookKind.BY_PRICE, events);
        byOrder = new SnapshotLoop(BookKind.BY_ORDER, events);
        definitions = new SnapshotLoop(BookKind.BY_PRICE, new MarketEvents() {
            @Override
            public void onSnapshotLoopEnd(final BookKind kind, final long lowestSequence) {
                hasAllDefinitions = true;
            }
        });
    }

    /** True until every definition of a pass was seen. */
    public boolean needsDefinitions() {
        return !hasAllDefinitions;
    }

    void onPacket(final AcceptedPacket packet) {
        current = switch (packet.kind()) {
            case PRICE_SNAPSHOT -> byPrice;
            case ORDER_SNAPSHOT -> byOrder;
            default -> definitions;
        };
        if (policy == RecoveryPolicy.MARKED_PASSES) {
            decode(packet);
            return;
        }
        current.startPacket(packet.sequence(), framer.sendingTimeNs(packet.buffer(), packet.offset()));
        decode(packet);
        current.endPacket();
    }

    private void decode(final AcceptedPacket packet) {
        decoder.decode(packet.buffer(), packet.offset(), packet.length(), packet.rxTimeNs(), this);
    }

    /** Marked by the venue. */
    @Override
    public void onSnapshotLoopStart(final BookKind kind) {
        events.onSnapshotLoopStart(kind);
    }

    /** Marked by the venue; definitions stand in the same passes. */
    @Override
    public void onSnapshotLoopEnd(final BookKind kind, final long lowestSequence) {
        hasAllDefinitions = true;
        events.onSnapshotLoopEnd(kind, lowestSequence);
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        if (current == definitions && policy == RecoveryPolicy.COUNTED_PASSES) {
            definitions.message(definition.totalReports(), true, 0);
        }
        events.onDefinition(definition.replayed(true));
    }

    @Override
    public void onSnapshotStart(final BookSnapshot snapshot) {
        if (current != definitions && policy == RecoveryPolicy.COUNTED_PASSES) {
            current.message(snapshot.totalReports(), snapshot.chunk() == 1, snapshot.lastSequence());
        }
        events.onSnapshotStart(snapshot);
    }

    @Override
    public void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {
        events.onSnapshotLevel(entryType, level, price, size, orders);
    }

    @Override
    public void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {
        events.onSnapshotStatistic(entryType, price, size, flags);
    }

    @Override
    public void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        events.onSnapshotOrder(entryType, orderId, priority, price, quantity);
    }

    @Override
    public void onSnapshotEnd(final BookSnapshot snapshot) {
        events.onSnapshotEnd(snapshot);
    }

    void state(final StateFields fields) {
        hasAllDefinitions = fields.flag(hasAllDefinitions);
        decoder.state(fields);
        byPrice.state(fields);
        byOrder.state(fields);
        definitions.state(fields);
    }
}
