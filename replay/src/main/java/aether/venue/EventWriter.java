package aether.venue;

import aether.feed.mdp3.codec.AggressorSide;
import aether.feed.mdp3.codec.MDEntryTypeBook;
import aether.feed.mdp3.codec.MDEntryTypeStatistics;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook47Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatistics51Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolume37Encoder;
import aether.feed.mdp3.codec.MDUpdateAction;
import aether.feed.mdp3.codec.MatchEventIndicatorEncoder;
import aether.feed.mdp3.codec.OpenCloseSettlFlag;
import aether.feed.mdp3.codec.OrderUpdateAction;
import aether.venue.PublishedSide.Entry;
import aether.venue.Trade.Fill;
import java.util.List;

/** Writes the messages that match events are made of. */
final class EventWriter {
    /** A book entry with the side it is for, and the orders that made it. */
    record SidedEntry(VenueInstrument instrument, Entry entry, MDEntryTypeBook type, List<OrderChange> orders) {}

    private final MDIncrementalRefreshBook46Encoder book = new MDIncrementalRefreshBook46Encoder();
    private final MDIncrementalRefreshOrderBook47Encoder orderBook = new MDIncrementalRefreshOrderBook47Encoder();
    private final MDIncrementalRefreshTradeSummary48Encoder trades = new MDIncrementalRefreshTradeSummary48Encoder();
    private final MDIncrementalRefreshVolume37Encoder volume = new MDIncrementalRefreshVolume37Encoder();
    private final MDIncrementalRefreshSessionStatistics51Encoder statistics =
            new MDIncrementalRefreshSessionStatistics51Encoder();
    private final PacketWriter packet;

    EventWriter(final PacketWriter packet) {
        this.packet = packet;
    }

    /** Bits of a message: of an ordinary one, or of one that is sent again after a channel reset. */
    private static void indicate(
            final MatchEventIndicatorEncoder indicator, final boolean isResent, final boolean isLast) {
        indicator.clear().recoveryMsg(isResent).endOfEvent(isLast);
    }

    void trades(
            final VenueInstrument instrument,
            final List<Trade> all,
            final long tradeEntryId,
            final long nowNs,
            final boolean isLast) {
        trades.wrapAndApplyHeader(packet.target(), packet.start(trades.sbeBlockLength()), packet.header());
        trades.transactTime(nowNs);
        trades.matchEventIndicator().clear().lastTradeMsg(true).endOfEvent(isLast);
        final var entries = trades.noMDEntriesCount(all.size());
        for (final Trade trade : all) {
            entries.next().mDEntryPx().mantissa(trade.price());
            entries.mDEntrySize(trade.quantity())
                    .securityID(instrument.securityId())
                    .rptSeq(instrument.nextRptSeq())
                    .numberOfOrders(trade.orders())
                    .aggressorSide(trade.aggressor() == Side.BUY ? AggressorSide.Buy : AggressorSide.Sell)
                    .mDUpdateAction(MDUpdateAction.New)
                    .mDTradeEntryID(tradeEntryId);
        }
        trades.noOrderIDEntriesCount(0);
        packet.end(trades.limit());
    }

    /** The orders of trades that were told before. */
    void tradeOrders(final List<Fill> fills, final long nowNs, final boolean isLast) {
        trades.wrapAndApplyHeader(packet.target(), packet.start(trades.sbeBlockLength()), packet.header());
        trades.transactTime(nowNs);
        trades.matchEventIndicator().clear().lastTradeMsg(true).endOfEvent(isLast);
        trades.noMDEntriesCount(0);
        final var orders = trades.noOrderIDEntriesCount(fills.size());
        for (final Fill fill : fills) {
            orders.next().orderID(fill.orderId()).lastQty(fill.quantity());
        }
        packet.end(trades.limit());
    }

    void volume(final VenueInstrument instrument, final long nowNs, final boolean isResent, final boolean isLast) {
        volume.wrapAndApplyHeader(packet.target(), packet.start(volume.sbeBlockLength()), packet.header());
        volume.transactTime(nowNs);
        indicate(volume.matchEventIndicator(), isResent, isLast);
        volume.noMDEntriesCount(1)
                .next()
                .mDEntrySize(instrument.statistics().volume())
                .securityID(instrument.securityId())
                .rptSeq(instrument.nextRptSeq())
                .mDUpdateAction(MDUpdateAction.New);
        packet.end(volume.limit());
    }

    /** Orders that no entry of a book by price is told for. */
    void orders(
            final VenueInstrument instrument,
            final List<OrderChange> changes,
            final long nowNs,
            final boolean isResent,
            final boolean isLast) {
        orderBook.wrapAndApplyHeader(packet.target(), packet.start(orderBook.sbeBlockLength()), packet.header());
        orderBook.transactTime(nowNs);
        indicate(orderBook.matchEventIndicator(), isResent, isLast);
        final var entries = orderBook.noMDEntriesCount(changes.size());
        for (final OrderChange change : changes) {
            entries.next().orderID(change.orderId()).mDOrderPriority(change.priority());
            entries.mDEntryPx().mantissa(change.price());
            entries.mDDisplayQty(change.quantity())
                    .securityID(instrument.securityId())
                    .mDUpdateAction(MDUpdateAction.get((short) change.action()))
                    .mDEntryType(change.side() == Side.BUY ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer);
        }
        packet.end(orderBook.limit());
    }

    /** Entries of books by price, each with its orders; none at all only closes the event. */
    void book(final List<SidedEntry> part, final long nowNs, final boolean isResent, final boolean isLast) {
        book.wrapAndApplyHeader(packet.target(), packet.start(book.sbeBlockLength()), packet.header());
        book.transactTime(nowNs);
        indicate(book.matchEventIndicator(), isResent, isLast);
        final var entries = book.noMDEntriesCount(part.size());
        int orders = 0;
        for (final SidedEntry sided : part) {
            final Entry entry = sided.entry();
            orders += sided.orders().size();
            entries.next().mDEntryPx().mantissa(entry.level().price());
            entries.mDEntrySize(entry.level().quantity())
                    .securityID(sided.instrument().securityId())
                    .rptSeq(sided.instrument().nextRptSeq())
                    .numberOfOrders(entry.level().orders())
                    .mDPriceLevel((short) (entry.row() + 1))
                    .mDUpdateAction(MDUpdateAction.get((short) entry.action()))
                    .mDEntryType(sided.type())
                    .tradeableSize(MDIncrementalRefreshBook46Encoder.NoMDEntriesEncoder.tradeableSizeNullValue());
        }
        bookOrders(part, orders);
        packet.end(book.limit());
    }

    private void bookOrders(final List<SidedEntry> part, final int count) {
        final var orders = book.noOrderIDEntriesCount(count);
        for (int i = 0; i < part.size(); i++) {
            for (final OrderChange change : part.get(i).orders()) {
                orders.next()
                        .orderID(change.orderId())
                        .mDOrderPriority(change.priority())
                        .mDDisplayQty(change.quantity())
                        .referenceID((short) (i + 1))
                        .orderUpdateAction(OrderUpdateAction.get((short) change.action()));
            }
        }
    }

    /** Open, high and low, as the bits of {@link SessionStatistics} say. */
    void statistics(
            final VenueInstrument instrument,
            final int which,
            final long nowNs,
            final boolean isResent,
            final boolean isLast) {
        statistics.wrapAndApplyHeader(packet.target(), packet.start(statistics.sbeBlockLength()), packet.header());
        statistics.transactTime(nowNs);
        indicate(statistics.matchEventIndicator(), isResent, isLast);
        final var entries = statistics.noMDEntriesCount(Integer.bitCount(which));
        final SessionStatistics session = instrument.statistics();
        statistic(entries, instrument, which & SessionStatistics.OPEN, session.open(), MDEntryTypeStatistics.OpenPrice);
        statistic(entries, instrument, which & SessionStatistics.HIGH, session.high(), MDEntryTypeStatistics.HighTrade);
        statistic(entries, instrument, which & SessionStatistics.LOW, session.low(), MDEntryTypeStatistics.LowTrade);
        packet.end(statistics.limit());
    }

    private static void statistic(
            final MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder entries,
            final VenueInstrument instrument,
            final int isTold,
            final long price,
            final MDEntryTypeStatistics type) {
        if (isTold != 0) {
            entries.next().mDEntryPx().mantissa(price);
            entries.securityID(instrument.securityId())
                    .rptSeq(instrument.nextRptSeq())
                    .openCloseSettlFlag(OpenCloseSettlFlag.NULL_VAL)
                    .mDUpdateAction(MDUpdateAction.New)
                    .mDEntryType(type)
                    .mDEntrySize(Integer.MAX_VALUE);
        }
    }
}
