package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.DecoderCounter;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.feed.mdp3.Layouts.Daily;
import aether.feed.mdp3.Layouts.Limits;
import aether.feed.mdp3.Layouts.LongSession;
import aether.feed.mdp3.Layouts.LongTrade;
import aether.feed.mdp3.Layouts.LongVolume;
import aether.feed.mdp3.Layouts.OldTrade;
import aether.feed.mdp3.Layouts.Quote;
import aether.feed.mdp3.Layouts.Session;
import aether.feed.mdp3.Layouts.Trade;
import aether.feed.mdp3.Layouts.TradeOrder;
import aether.feed.mdp3.Layouts.Volume;
import aether.feed.mdp3.codec.MDIncrementalRefreshDailyStatistics49Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshLimitsBanding50Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatistics51Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatisticsLongQty67Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTrade36Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummaryLongQty65Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolume37Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolumeLongQty66Decoder;
import aether.feed.mdp3.codec.QuoteRequest39Decoder;
import aether.feed.sbe.SbeSchema;
import aether.nic.Counters;
import org.agrona.DirectBuffer;

/** Groups of the templates that carry trades, volumes, statistics and limits. Each of their entries advances RptSeq. */
final class TradeMessages {
    private static final int INT32_NULL = Integer.MAX_VALUE;
    private static final long UINT64_NULL = -1L;
    private static final long NO_TRADE_ID = 0xFFFFFFFFL;
    private static final int TRADE_ID_SINCE_VERSION = 7;
    private static final int SESSION_SIZE_SINCE_VERSION = 8;

    private final EntryGroup trade;
    private final EntryGroup longTrade;
    private final EntryGroup oldTrade;
    private final EntryGroup tradeOrders;
    private final EntryGroup quotes;
    private final EntryGroup volume;
    private final EntryGroup longVolume;
    private final EntryGroup daily;
    private final EntryGroup limits;
    private final EntryGroup session;
    private final EntryGroup longSession;
    private final Counters<DecoderCounter> counters;

    TradeMessages(final SbeSchema schema, final Counters<DecoderCounter> counters) {
        this.counters = counters;
        trade = firstGroup(
                schema, MDIncrementalRefreshTradeSummary48Decoder.TEMPLATE_ID, Trade.TRADE_ID + Integer.BYTES);
        longTrade =
                firstGroup(schema, MDIncrementalRefreshTradeSummaryLongQty65Decoder.TEMPLATE_ID, LongTrade.ACTION + 1);
        oldTrade = firstGroup(schema, MDIncrementalRefreshTrade36Decoder.TEMPLATE_ID, OldTrade.ACTION + 1);
        tradeOrders = new EntryGroup(
                schema.message(MDIncrementalRefreshTradeSummary48Decoder.TEMPLATE_ID)
                        .groups()
                        .get(1),
                TradeOrder.QUANTITY + Integer.BYTES);
        quotes = firstGroup(schema, QuoteRequest39Decoder.TEMPLATE_ID, Quote.SIDE + 1);
        volume = firstGroup(schema, MDIncrementalRefreshVolume37Decoder.TEMPLATE_ID, Volume.ACTION + 1);
        longVolume = firstGroup(schema, MDIncrementalRefreshVolumeLongQty66Decoder.TEMPLATE_ID, LongVolume.ACTION + 1);
        daily = firstGroup(schema, MDIncrementalRefreshDailyStatistics49Decoder.TEMPLATE_ID, Daily.TYPE + 1);
        limits = firstGroup(
                schema, MDIncrementalRefreshLimitsBanding50Decoder.TEMPLATE_ID, Limits.RPT_SEQ + Integer.BYTES);
        session = firstGroup(
                schema, MDIncrementalRefreshSessionStatistics51Decoder.TEMPLATE_ID, Session.SIZE + Integer.BYTES);
        longSession = firstGroup(
                schema, MDIncrementalRefreshSessionStatisticsLongQty67Decoder.TEMPLATE_ID, LongSession.TYPE + 1);
    }

    private static EntryGroup firstGroup(final SbeSchema schema, final int templateId, final int needed) {
        return new EntryGroup(schema.message(templateId).groups().get(0), needed);
    }

    /** 42 and 48. */
    void trades(final DirectBuffer message, final int groups, final int version, final MarketEvents events) {
        final int orders = trade.wrap(message, groups);
        for (int i = 0; i < trade.count(); i++) {
            final DirectBuffer buffer = buffer(trade, message, i);
            final int entry = index(trade, i);
            events.onTrade(
                    buffer.getInt(entry + Trade.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Trade.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getLong(entry + Trade.PRICE, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + Trade.SIZE, LITTLE_ENDIAN)),
                    buffer.getInt(entry + Trade.ORDERS, LITTLE_ENDIAN),
                    Byte.toUnsignedInt(buffer.getByte(entry + Trade.AGGRESSOR)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Trade.ACTION)),
                    version < TRADE_ID_SINCE_VERSION
                            ? NO_TRADE_ID
                            : Integer.toUnsignedLong(buffer.getInt(entry + Trade.TRADE_ID, LITTLE_ENDIAN)));
        }
        tradeOrders(message, orders, events);
    }

    private void tradeOrders(final DirectBuffer message, final int group, final MarketEvents events) {
        tradeOrders.wrap(message, group);
        for (int i = 0; i < tradeOrders.count(); i++) {
            final DirectBuffer buffer = buffer(tradeOrders, message, i);
            final int entry = index(tradeOrders, i);
            events.onTradeOrder(
                    buffer.getLong(entry + TradeOrder.ORDER_ID, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + TradeOrder.QUANTITY, LITTLE_ENDIAN)));
        }
    }

    /** 39. */
    void quoteRequests(final DirectBuffer message, final int groups, final MarketEvents events) {
        quotes.wrap(message, groups);
        for (int i = 0; i < quotes.count(); i++) {
            final DirectBuffer buffer = buffer(quotes, message, i);
            final int entry = index(quotes, i);
            events.onQuoteRequest(
                    buffer.getInt(entry + Quote.SECURITY_ID, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + Quote.QUANTITY, LITTLE_ENDIAN)),
                    buffer.getByte(entry + Quote.TYPE),
                    buffer.getByte(entry + Quote.SIDE));
        }
    }

    /** 65. */
    void longTrades(final DirectBuffer message, final int groups, final MarketEvents events) {
        final int orders = longTrade.wrap(message, groups);
        for (int i = 0; i < longTrade.count(); i++) {
            final DirectBuffer buffer = buffer(longTrade, message, i);
            final int entry = index(longTrade, i);
            events.onTrade(
                    buffer.getInt(entry + LongTrade.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + LongTrade.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getLong(entry + LongTrade.PRICE, LITTLE_ENDIAN),
                    buffer.getLong(entry + LongTrade.SIZE, LITTLE_ENDIAN),
                    buffer.getInt(entry + LongTrade.ORDERS, LITTLE_ENDIAN),
                    Byte.toUnsignedInt(buffer.getByte(entry + LongTrade.AGGRESSOR)),
                    Byte.toUnsignedInt(buffer.getByte(entry + LongTrade.ACTION)),
                    Integer.toUnsignedLong(buffer.getInt(entry + LongTrade.TRADE_ID, LITTLE_ENDIAN)));
        }
        tradeOrders(message, orders, events);
    }

    /** 36. */
    void oldTrades(final DirectBuffer message, final int groups, final MarketEvents events) {
        oldTrade.wrap(message, groups);
        for (int i = 0; i < oldTrade.count(); i++) {
            final DirectBuffer buffer = buffer(oldTrade, message, i);
            final int entry = index(oldTrade, i);
            events.onTrade(
                    buffer.getInt(entry + Trade.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Trade.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getLong(entry + Trade.PRICE, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + Trade.SIZE, LITTLE_ENDIAN)),
                    buffer.getInt(entry + Trade.ORDERS, LITTLE_ENDIAN),
                    Byte.toUnsignedInt(buffer.getByte(entry + OldTrade.AGGRESSOR)),
                    Byte.toUnsignedInt(buffer.getByte(entry + OldTrade.ACTION)),
                    Integer.toUnsignedLong(buffer.getInt(entry + OldTrade.TRADE_ID, LITTLE_ENDIAN)));
        }
    }

    /** 37. */
    void volumes(final DirectBuffer message, final int groups, final MarketEvents events) {
        volume.wrap(message, groups);
        for (int i = 0; i < volume.count(); i++) {
            final DirectBuffer buffer = buffer(volume, message, i);
            final int entry = index(volume, i);
            events.onVolume(
                    buffer.getInt(entry + Volume.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Volume.RPT_SEQ, LITTLE_ENDIAN)),
                    widen(buffer.getInt(entry + Volume.SIZE, LITTLE_ENDIAN)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Volume.ACTION)));
        }
    }

    /** 66. */
    void longVolumes(final DirectBuffer message, final int groups, final MarketEvents events) {
        longVolume.wrap(message, groups);
        for (int i = 0; i < longVolume.count(); i++) {
            final DirectBuffer buffer = buffer(longVolume, message, i);
            final int entry = index(longVolume, i);
            events.onVolume(
                    buffer.getInt(entry + LongVolume.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + LongVolume.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getLong(entry + LongVolume.SIZE, LITTLE_ENDIAN),
                    Byte.toUnsignedInt(buffer.getByte(entry + LongVolume.ACTION)));
        }
    }

    /** 33 and 49. */
    void dailyStatistics(final DirectBuffer message, final int groups, final MarketEvents events) {
        daily.wrap(message, groups);
        for (int i = 0; i < daily.count(); i++) {
            final DirectBuffer buffer = buffer(daily, message, i);
            final int entry = index(daily, i);
            events.onStatistic(
                    buffer.getInt(entry + Daily.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Daily.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getByte(entry + Daily.TYPE),
                    buffer.getLong(entry + Daily.PRICE, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + Daily.SIZE, LITTLE_ENDIAN)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Daily.FLAGS)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Daily.ACTION)));
        }
    }

    /** 34 and 50. */
    void priceLimits(final DirectBuffer message, final int groups, final MarketEvents events) {
        limits.wrap(message, groups);
        for (int i = 0; i < limits.count(); i++) {
            final DirectBuffer buffer = buffer(limits, message, i);
            final int entry = index(limits, i);
            events.onPriceLimits(
                    buffer.getInt(entry + Limits.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Limits.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getLong(entry + Limits.HIGH, LITTLE_ENDIAN),
                    buffer.getLong(entry + Limits.LOW, LITTLE_ENDIAN),
                    buffer.getLong(entry + Limits.VARIATION, LITTLE_ENDIAN));
        }
    }

    /** 35 and 51; the size sits in what was padding before version 8, so that only the version tells. */
    void sessionStatistics(final DirectBuffer message, final int groups, final int version, final MarketEvents events) {
        session.wrap(message, groups);
        for (int i = 0; i < session.count(); i++) {
            final DirectBuffer buffer = buffer(session, message, i);
            final int entry = index(session, i);
            events.onStatistic(
                    buffer.getInt(entry + Session.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + Session.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getByte(entry + Session.TYPE),
                    buffer.getLong(entry + Session.PRICE, LITTLE_ENDIAN),
                    version < SESSION_SIZE_SINCE_VERSION
                            ? NullValue.SIZE
                            : widen(buffer.getInt(entry + Session.SIZE, LITTLE_ENDIAN)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Session.FLAGS)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Session.ACTION)));
        }
    }

    /** 67. */
    void longSessionStatistics(final DirectBuffer message, final int groups, final MarketEvents events) {
        longSession.wrap(message, groups);
        for (int i = 0; i < longSession.count(); i++) {
            final DirectBuffer buffer = buffer(longSession, message, i);
            final int entry = index(longSession, i);
            final long size = buffer.getLong(entry + LongSession.SIZE, LITTLE_ENDIAN);
            events.onStatistic(
                    buffer.getInt(entry + LongSession.SECURITY_ID, LITTLE_ENDIAN),
                    Integer.toUnsignedLong(buffer.getInt(entry + LongSession.RPT_SEQ, LITTLE_ENDIAN)),
                    buffer.getByte(entry + LongSession.TYPE),
                    buffer.getLong(entry + LongSession.PRICE, LITTLE_ENDIAN),
                    size == UINT64_NULL ? NullValue.SIZE : size,
                    Byte.toUnsignedInt(buffer.getByte(entry + LongSession.FLAGS)),
                    Byte.toUnsignedInt(buffer.getByte(entry + LongSession.ACTION)));
        }
    }

    private DirectBuffer buffer(final EntryGroup group, final DirectBuffer message, final int entry) {
        if (!group.isShort()) {
            return message;
        }
        counters.increment(DecoderCounter.SHORT_ENTRIES);
        return group.padded(message, entry);
    }

    private static int index(final EntryGroup group, final int entry) {
        return group.isShort() ? 0 : group.index(entry);
    }

    private static long widen(final int quantity) {
        return quantity == INT32_NULL ? NullValue.SIZE : quantity;
    }
}
