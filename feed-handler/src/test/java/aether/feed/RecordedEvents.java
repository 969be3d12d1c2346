package aether.feed;

import java.util.ArrayList;
import java.util.List;

/** Market events as lines of text, to be compared by value. */
public final class RecordedEvents implements MarketEvents {
    private final List<String> events = new ArrayList<>();

    public List<String> events() {
        return events;
    }

    /** Events whose line starts with the word. */
    public List<String> events(final String kind) {
        return events.stream().filter(event -> event.startsWith(kind)).toList();
    }

    private void add(final String kind, final Object... values) {
        final StringBuilder line = new StringBuilder(kind);
        for (final Object value : values) {
            line.append(' ').append(value);
        }
        events.add(line.toString());
    }

    private static Object price(final long value) {
        return value == NullValue.PRICE ? "null" : value;
    }

    private static Object count(final int value) {
        return value == NullValue.COUNT ? "null" : value;
    }

    @Override
    public void onMessageStart(final MarketMessage message) {
        add(
                "message",
                message.packetSequence(),
                message.messageIndex(),
                message.templateId(),
                message.transactTimeNs(),
                message.matchEventIndicator(),
                message.priceExponent());
    }

    @Override
    public void onMessageEnd(final MarketMessage message) {
        add(message.isEndOfEvent() ? "end-of-event" : "end");
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
        add("level", securityId, rptSeq, (char) entryType, action, level, price(price), price(size), count(orders));
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
        add("order", securityId, orderId, priority, price(price), price(quantity), (char) entryType, action);
    }

    @Override
    public void onOrderFault(final int securityId) {
        add("order-fault", securityId);
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
        add("trade", securityId, rptSeq, price(price), size, count(orders), aggressorSide, action, tradeEntryId);
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        add("volume", securityId, rptSeq, volume, action);
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
        add("statistic", securityId, rptSeq, (char) entryType, price(price), price(size), flags, action);
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        add("limits", securityId, rptSeq, price(high), price(low), price(maxVariation));
    }

    @Override
    public void onSecurityStatus(
            final int securityId,
            final long securityGroup,
            final long asset,
            final int tradingStatus,
            final int haltReason,
            final int tradingEvent) {
        add("status", count(securityId), securityGroup, asset, tradingStatus, haltReason, tradingEvent);
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        add(
                "definition",
                definition.updateAction(),
                definition.securityId(),
                definition.symbolOr(""),
                definition.depth(),
                definition.impliedDepth(),
                definition.isInvertedBook());
    }

    @Override
    public void onChannelReset(final int applId) {
        add("channel-reset", count(applId));
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        add("gap", firstMissing, count);
    }

    @Override
    public void onRepairStart() {
        add("repair-start");
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        add("repair-end", nothingMissing);
    }

    @Override
    public void onSequenceReset() {
        add("sequence-reset");
    }

    @Override
    public void onTradeOrder(final long orderId, final long quantity) {
        add("trade-order", orderId, price(quantity));
    }

    @Override
    public void onQuoteRequest(final int securityId, final long quantity, final int quoteType, final int side) {
        add("quote-request", securityId, price(quantity), quoteType, side);
    }

    @Override
    public void onHeartbeat() {
        add("heartbeat");
    }

    @Override
    public void onSnapshotStart(final BookSnapshot snapshot) {
        add(
                "snapshot",
                snapshot.kind() == BookKind.BY_ORDER ? "orders" : "prices",
                snapshot.securityId(),
                snapshot.lastSequence(),
                snapshot.totalReports(),
                snapshot.rptSeq(),
                snapshot.chunk() + "/" + snapshot.chunks(),
                snapshot.tradingStatus(),
                price(snapshot.highLimit()),
                price(snapshot.maxVariation()),
                snapshot.priceExponent());
    }

    @Override
    public void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {
        add("snapshot-level", (char) entryType, level, price(price), price(size), count(orders));
    }

    @Override
    public void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {
        add("snapshot-statistic", (char) entryType, price(price), price(size), flags);
    }

    @Override
    public void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        add("snapshot-order", (char) entryType, orderId, priority, price(price), price(quantity));
    }

    @Override
    public void onSnapshotEnd(final BookSnapshot snapshot) {
        add("snapshot-end");
    }
}
