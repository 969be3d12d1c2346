package aether.session;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;

/** Hands every event on: the base of an observer of a session, which overrides what it wants to see. */
public abstract class ForwardingEvents implements MarketEvents {
    private MarketEvents target = new MarketEvents() {};

    /** Where events go. */
    protected final void forwardTo(final MarketEvents value) {
        target = value;
    }

    @Override
    public void onMessageStart(final MarketMessage message) {
        target.onMessageStart(message);
    }

    @Override
    public void onMessageEnd(final MarketMessage message) {
        target.onMessageEnd(message);
    }

    @Override
    public void onBookLevel(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        target.onBookLevel(securityId, rptSeq, entryType, action, level, price, size, orders);
    }

    @Override
    public void onBookChange(final int securityId, final long previousChangeId, final long changeId) {
        target.onBookChange(securityId, previousChangeId, changeId);
    }

    @Override
    public void onPriceLevel(final byte entryType, final int action, final long price, final long size) {
        target.onPriceLevel(entryType, action, price, size);
    }

    @Override
    public void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        target.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
    }

    @Override
    public void onOrderFault(final int securityId) {
        target.onOrderFault(securityId);
    }

    @Override
    public void onTrade(
            final int securityId,
            final long rptSeq,
            final long price,
            final long size,
            final int orders,
            final int aggressorSide,
            final int action,
            final long tradeEntryId) {
        target.onTrade(securityId, rptSeq, price, size, orders, aggressorSide, action, tradeEntryId);
    }

    @Override
    public void onDoubt(final int securityId) {
        target.onDoubt(securityId);
    }

    @Override
    public void onTradeOrder(final long orderId, final long quantity) {
        target.onTradeOrder(orderId, quantity);
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        target.onVolume(securityId, rptSeq, volume, action);
    }

    @Override
    public void onStatistic(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final long price,
            final long size,
            final int flags,
            final int action) {
        target.onStatistic(securityId, rptSeq, entryType, price, size, flags, action);
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        target.onPriceLimits(securityId, rptSeq, high, low, maxVariation);
    }

    @Override
    public void onSecurityStatus(
            final int securityId,
            final long securityGroup,
            final long asset,
            final int tradingStatus,
            final int haltReason,
            final int tradingEvent) {
        target.onSecurityStatus(securityId, securityGroup, asset, tradingStatus, haltReason, tradingEvent);
    }

    @Override
    public void onQuoteRequest(final int securityId, final long quantity, final int quoteType, final int side) {
        target.onQuoteRequest(securityId, quantity, quoteType, side);
    }

    @Override
    public void onHeartbeat() {
        target.onHeartbeat();
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        target.onDefinition(definition);
    }

    @Override
    public void onChannelReset(final int applId) {
        target.onChannelReset(applId);
    }

    @Override
    public void onSnapshotStart(final BookSnapshot snapshot) {
        target.onSnapshotStart(snapshot);
    }

    @Override
    public void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {
        target.onSnapshotLevel(entryType, level, price, size, orders);
    }

    @Override
    public void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {
        target.onSnapshotStatistic(entryType, price, size, flags);
    }

    @Override
    public void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        target.onSnapshotOrder(entryType, orderId, priority, price, quantity);
    }

    @Override
    public void onSnapshotEnd(final BookSnapshot snapshot) {
        target.onSnapshotEnd(snapshot);
    }

    @Override
    public void onSnapshotLoopStart(final BookKind kind) {
        target.onSnapshotLoopStart(kind);
    }

    @Override
    public void onSnapshotLoopEnd(final BookKind kind, final long lowestSequence) {
        target.onSnapshotLoopEnd(kind, lowestSequence);
    }

    @Override
    public void onFirstPacket(final long sequence) {
        target.onFirstPacket(sequence);
    }

    @Override
    public void onGapGivenUp() {
        target.onGapGivenUp();
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        target.onGap(firstMissing, count);
    }

    @Override
    public void onRepairStart() {
        target.onRepairStart();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        target.onRepairEnd(nothingMissing);
    }

    @Override
    public void onSequenceReset() {
        target.onSequenceReset();
    }
}
