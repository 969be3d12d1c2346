package aether.export;

import aether.book.InstrumentBook;
import aether.table.Column;
import aether.table.TableSchema;
import java.util.List;

/** Trades, their corrections and busts. */
final class TradesTable implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "trades",
            "trades, corrections and busts, in the order in which they came",
            MarketColumns.with(List.of(
                    Column.price("price", "of the trade"),
                    Column.number("size", "quantity"),
                    Column.text(
                            "aggressor",
                            "buy or sell; none for a trade without one; nothing where the venue does not say"),
                    Column.text("action", "new, correction or bust"),
                    Column.number("size_exponent", "sizes are in units of 10 to the power of this"))));

    private static final int PRICE = MarketColumns.OWN;
    private static final int SIZE = PRICE + 1;
    private static final int AGGRESSOR = SIZE + 1;
    private static final int ACTION = AGGRESSOR + 1;
    private static final int SIZE_EXPONENT = ACTION + 1;
    private static final String[] AGGRESSORS = {"none", "buy", "sell"};
    private static final String[] ACTIONS = {"new", "correction", "bust"};

    private final ChannelRows channel;

    TradesTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        if (!channel.wants(instrument)) {
            return;
        }
        channel.begin(instrument)
                .set(PRICE, MarketColumns.price(price, instrument.priceExponent()))
                .set(SIZE, MarketColumns.size(size))
                .set(AGGRESSOR, Words.of(AGGRESSORS, aggressorSide))
                .set(ACTION, Words.of(ACTIONS, action))
                .set(SIZE_EXPONENT, instrument.sizeExponent());
        channel.end();
    }
}
