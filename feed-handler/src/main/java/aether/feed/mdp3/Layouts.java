package aether.feed.mdp3;

import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBookLongQty64Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshDailyStatistics49Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshLimitsBanding50Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook47Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatistics51Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatisticsLongQty67Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTrade36Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummaryLongQty65Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolume37Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolumeLongQty66Decoder;
import aether.feed.mdp3.codec.QuoteRequest39Decoder;
import aether.feed.mdp3.codec.SecurityStatus30Decoder;

/**
 * Offsets that the fast decoder reads at, taken from the generated codecs: constants for the JIT, and no second place where
 * a layout is written down. The forms before version 9 (32, 33, 34, 35, 42, 43) differ from their successors in the price
 * exponent alone; a test compares them field by field.
 */
final class Layouts {
    private Layouts() {}

    /** Root of all incremental templates: TransactTime, then MatchEventIndicator. */
    static final class Root {
        static final int TRANSACT_TIME = MDIncrementalRefreshBook46Decoder.transactTimeEncodingOffset();
        static final int MATCH_EVENT_INDICATOR = MDIncrementalRefreshBook46Decoder.matchEventIndicatorEncodingOffset();
    }

    /** 32 and 46. */
    static final class Book {
        static final int PRICE = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ORDERS = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.numberOfOrdersEncodingOffset();
        static final int LEVEL = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.mDPriceLevelEncodingOffset();
        static final int ACTION = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE = MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** 64. */
    static final class LongBook {
        static final int PRICE = MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE = MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ORDERS =
                MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.numberOfOrdersEncodingOffset();
        static final int LEVEL =
                MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.mDPriceLevelEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE = MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** The order group of 32, 46 and 64. */
    static final class BookOrder {
        static final int ORDER_ID = MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder.orderIDEncodingOffset();
        static final int PRIORITY =
                MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder.mDOrderPriorityEncodingOffset();
        static final int DISPLAY_QTY =
                MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder.mDDisplayQtyEncodingOffset();
        static final int REFERENCE_ID =
                MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder.referenceIDEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder.orderUpdateActionEncodingOffset();
    }

    /** 43 and 47. */
    static final class OrderBook {
        static final int ORDER_ID = MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.orderIDEncodingOffset();
        static final int PRIORITY =
                MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.mDOrderPriorityEncodingOffset();
        static final int PRICE = MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int DISPLAY_QTY =
                MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.mDDisplayQtyEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE = MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** 42 and 48. */
    static final class Trade {
        static final int PRICE = MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ORDERS =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.numberOfOrdersEncodingOffset();
        static final int AGGRESSOR =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.aggressorSideEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TRADE_ID =
                MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.mDTradeEntryIDEncodingOffset();
    }

    /** 65. */
    static final class LongTrade {
        static final int PRICE =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ORDERS =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.numberOfOrdersEncodingOffset();
        static final int AGGRESSOR =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.aggressorSideEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TRADE_ID =
                MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder.mDTradeEntryIDEncodingOffset();
    }

    /** 36, the oldest trade; its offsets up to NumberOfOrders are those of 42. */
    static final class OldTrade {
        static final int TRADE_ID = MDIncrementalRefreshTrade36Decoder.NoMDEntriesDecoder.tradeIDEncodingOffset();
        static final int AGGRESSOR =
                MDIncrementalRefreshTrade36Decoder.NoMDEntriesDecoder.aggressorSideEncodingOffset();
        static final int ACTION = MDIncrementalRefreshTrade36Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
    }

    /** 37. */
    static final class Volume {
        static final int SIZE = MDIncrementalRefreshVolume37Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshVolume37Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshVolume37Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ACTION = MDIncrementalRefreshVolume37Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
    }

    /** 66. */
    static final class LongVolume {
        static final int SIZE =
                MDIncrementalRefreshVolumeLongQty66Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshVolumeLongQty66Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshVolumeLongQty66Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshVolumeLongQty66Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
    }

    /** 33 and 49. */
    static final class Daily {
        static final int PRICE =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int FLAGS =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.settlPriceTypeEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE =
                MDIncrementalRefreshDailyStatistics49Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** 34 and 50. */
    static final class Limits {
        static final int HIGH =
                MDIncrementalRefreshLimitsBanding50Decoder.NoMDEntriesDecoder.highLimitPriceEncodingOffset();
        static final int LOW =
                MDIncrementalRefreshLimitsBanding50Decoder.NoMDEntriesDecoder.lowLimitPriceEncodingOffset();
        static final int VARIATION =
                MDIncrementalRefreshLimitsBanding50Decoder.NoMDEntriesDecoder.maxPriceVariationEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshLimitsBanding50Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ = MDIncrementalRefreshLimitsBanding50Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
    }

    /** 35 and 51. */
    static final class Session {
        static final int PRICE =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int FLAGS =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.openCloseSettlFlagEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE =
                MDIncrementalRefreshSessionStatistics51Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** 67. */
    static final class LongSession {
        static final int PRICE =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.mDEntryPxEncodingOffset();
        static final int SIZE =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.mDEntrySizeEncodingOffset();
        static final int SECURITY_ID =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.securityIDEncodingOffset();
        static final int RPT_SEQ =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.rptSeqEncodingOffset();
        static final int FLAGS =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder
                        .openCloseSettlFlagEncodingOffset();
        static final int ACTION =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.mDUpdateActionEncodingOffset();
        static final int TYPE =
                MDIncrementalRefreshSessionStatisticsLongQty67Decoder.NoMDEntriesDecoder.mDEntryTypeEncodingOffset();
    }

    /** Orders of 42, 48 and 65. */
    static final class TradeOrder {
        static final int ORDER_ID =
                MDIncrementalRefreshTradeSummary48Decoder.NoOrderIDEntriesDecoder.orderIDEncodingOffset();
        static final int QUANTITY =
                MDIncrementalRefreshTradeSummary48Decoder.NoOrderIDEntriesDecoder.lastQtyEncodingOffset();
    }

    /** 39. */
    static final class Quote {
        static final int SECURITY_ID = QuoteRequest39Decoder.NoRelatedSymDecoder.securityIDEncodingOffset();
        static final int QUANTITY = QuoteRequest39Decoder.NoRelatedSymDecoder.orderQtyEncodingOffset();
        static final int TYPE = QuoteRequest39Decoder.NoRelatedSymDecoder.quoteTypeEncodingOffset();
        static final int SIDE = QuoteRequest39Decoder.NoRelatedSymDecoder.sideEncodingOffset();
    }

    /** 30. */
    static final class Status {
        static final int SECURITY_GROUP = SecurityStatus30Decoder.securityGroupEncodingOffset();
        static final int ASSET = SecurityStatus30Decoder.assetEncodingOffset();
        static final int SECURITY_ID = SecurityStatus30Decoder.securityIDEncodingOffset();
        static final int MATCH_EVENT_INDICATOR = SecurityStatus30Decoder.matchEventIndicatorEncodingOffset();
        static final int TRADING_STATUS = SecurityStatus30Decoder.securityTradingStatusEncodingOffset();
        static final int HALT_REASON = SecurityStatus30Decoder.haltReasonEncodingOffset();
        static final int TRADING_EVENT = SecurityStatus30Decoder.securityTradingEventEncodingOffset();
    }
}
