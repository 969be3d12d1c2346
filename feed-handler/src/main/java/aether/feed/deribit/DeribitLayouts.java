package aether.feed.deribit;

import aether.feed.deribit.codec.BookDecoder;
import aether.feed.deribit.codec.InstrumentDecoder;
import aether.feed.deribit.codec.InstrumentV2Decoder;
import aether.feed.deribit.codec.RfqDecoder;
import aether.feed.deribit.codec.SnapshotDecoder;
import aether.feed.deribit.codec.TickerDecoder;
import aether.feed.deribit.codec.TradesDecoder;

/** Offsets that the decoder reads at, taken from the generated codecs. */
final class DeribitLayouts {
    private DeribitLayouts() {}

    /** 1001. */
    static final class Book {
        static final int BLOCK = BookDecoder.BLOCK_LENGTH;
        static final int INSTRUMENT = BookDecoder.instrumentIdEncodingOffset();
        static final int TIMESTAMP = BookDecoder.timestampMsEncodingOffset();
        static final int PREVIOUS_CHANGE = BookDecoder.prevChangeIdEncodingOffset();
        static final int CHANGE = BookDecoder.changeIdEncodingOffset();
        static final int IS_LAST = BookDecoder.isLastEncodingOffset();
        static final int ENTRY = BookDecoder.ChangesListDecoder.sbeBlockLength();
        static final int SIDE = BookDecoder.ChangesListDecoder.sideEncodingOffset();
        static final int ACTION = BookDecoder.ChangesListDecoder.changeEncodingOffset();
        static final int PRICE = BookDecoder.ChangesListDecoder.priceEncodingOffset();
        static final int AMOUNT = BookDecoder.ChangesListDecoder.amountEncodingOffset();
    }

    /** 1002. */
    static final class Trades {
        static final int BLOCK = TradesDecoder.BLOCK_LENGTH;
        static final int INSTRUMENT = TradesDecoder.instrumentIdEncodingOffset();
        static final int ENTRY = TradesDecoder.TradesListDecoder.sbeBlockLength();
        static final int DIRECTION = TradesDecoder.TradesListDecoder.directionEncodingOffset();
        static final int PRICE = TradesDecoder.TradesListDecoder.priceEncodingOffset();
        static final int AMOUNT = TradesDecoder.TradesListDecoder.amountEncodingOffset();
        static final int TIMESTAMP = TradesDecoder.TradesListDecoder.timestampMsEncodingOffset();
        static final int TRADE_ID = TradesDecoder.TradesListDecoder.tradeIdEncodingOffset();
    }

    /** 1003. */
    static final class Ticker {
        static final int BLOCK = TickerDecoder.BLOCK_LENGTH;
        static final int INSTRUMENT = TickerDecoder.instrumentIdEncodingOffset();
        static final int TIMESTAMP = TickerDecoder.timestampMsEncodingOffset();
        static final int OPEN_INTEREST = TickerDecoder.openInterestEncodingOffset();
        static final int MIN_SELL_PRICE = TickerDecoder.minSellPriceEncodingOffset();
        static final int MAX_BUY_PRICE = TickerDecoder.maxBuyPriceEncodingOffset();
        static final int SETTLEMENT_PRICE = TickerDecoder.settlementPriceEncodingOffset();
    }

    /** 1004. */
    static final class Snapshot {
        static final int BLOCK = SnapshotDecoder.BLOCK_LENGTH;
        static final int INSTRUMENT = SnapshotDecoder.instrumentIdEncodingOffset();
        static final int TIMESTAMP = SnapshotDecoder.timestampMsEncodingOffset();
        static final int CHANGE = SnapshotDecoder.changeIdEncodingOffset();
        static final int IS_COMPLETE = SnapshotDecoder.isBookCompleteEncodingOffset();
        static final int IS_LAST = SnapshotDecoder.isLastInBookEncodingOffset();
        static final int ENTRY = SnapshotDecoder.LevelsListDecoder.sbeBlockLength();
        static final int SIDE = SnapshotDecoder.LevelsListDecoder.sideEncodingOffset();
        static final int PRICE = SnapshotDecoder.LevelsListDecoder.priceEncodingOffset();
        static final int AMOUNT = SnapshotDecoder.LevelsListDecoder.amountEncodingOffset();
    }

    /** 1009. */
    static final class Rfq {
        static final int BLOCK = RfqDecoder.BLOCK_LENGTH;
        static final int INSTRUMENT = RfqDecoder.instrumentIdEncodingOffset();
        static final int STATE = RfqDecoder.stateEncodingOffset();
        static final int SIDE = RfqDecoder.sideEncodingOffset();
        static final int AMOUNT = RfqDecoder.amountEncodingOffset();
        static final int TIMESTAMP = RfqDecoder.timestampMsEncodingOffset();
    }

    /** 1000 and 1010, which differ in what stands behind the option type. */
    record Definition(int block, int instrument, int state, int baseCurrency, int tickSize) {
        static final Definition FIRST = new Definition(
                InstrumentDecoder.BLOCK_LENGTH,
                InstrumentDecoder.instrumentIdEncodingOffset(),
                InstrumentDecoder.instrumentStateEncodingOffset(),
                InstrumentDecoder.baseCurrencyEncodingOffset(),
                InstrumentDecoder.tickSizeEncodingOffset());
        static final Definition SECOND = new Definition(
                InstrumentV2Decoder.BLOCK_LENGTH,
                InstrumentV2Decoder.instrumentIdEncodingOffset(),
                InstrumentV2Decoder.instrumentStateEncodingOffset(),
                InstrumentV2Decoder.baseCurrencyEncodingOffset(),
                InstrumentV2Decoder.tickSizeEncodingOffset());
    }
}
