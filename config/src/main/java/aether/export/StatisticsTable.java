package aether.export;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.feed.MarketEvents;
import aether.session.ForwardingEvents;
import aether.table.Column;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.List;
import java.util.function.Supplier;

/** Statistics of sessions as the venue sent them. */
final class StatisticsTable extends ForwardingEvents implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "statistics",
            "opening, settlement, highest and lowest price, open interest, volume, limits, as the venue sent them",
            MarketColumns.with(List.of(
                    Column.text(
                            "statistic",
                            "open, settlement, high, low, cleared_volume, open_interest, fixing, highest_bid, lowest_offer, volume, high_limit, low_limit, "
                                    + "max_variation; others by their MDEntryType"),
                    Column.text("action", "new, change or delete"),
                    Column.price("price", "where the statistic is a price"),
                    Column.number("size", "where it is a quantity"),
                    Column.number("flags", "OpenCloseSettlFlag or SettlPriceType, as the message had it"),
                    Column.number("size_exponent", "sizes are in units of 10 to the power of this"))));

    private static final int STATISTIC = MarketColumns.OWN;
    private static final int ACTION = STATISTIC + 1;
    private static final int PRICE = ACTION + 1;
    private static final int SIZE = PRICE + 1;
    private static final int FLAGS = SIZE + 1;
    private static final int SIZE_EXPONENT = FLAGS + 1;
    private static final String[] ACTIONS = {"new", "change", "delete"};
    private static final int NO_ACTION = -1;

    private final ChannelRows channel;
    private Supplier<BookBuilder> books;

    StatisticsTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> lookup) {
        forwardTo(inner);
        books = lookup;
        return this;
    }

    private static String name(final byte entryType) {
        return switch (entryType) {
            case '4' -> "open";
            case '6' -> "settlement";
            case '7' -> "high";
            case '8' -> "low";
            case 'B' -> "cleared_volume";
            case 'C' -> "open_interest";
            case 'W' -> "fixing";
            case 'N' -> "highest_bid";
            case 'O' -> "lowest_offer";
            default -> Character.toString((char) entryType);
        };
    }

    /** The instrument when its row is asked for, else null. */
    private InstrumentBook wanted(final int securityId) {
        final InstrumentBook instrument = books.get().find(securityId);
        return instrument != null && channel.wantsEntry(instrument) ? instrument : null;
    }

    private TableRows begin(final InstrumentBook instrument, final String statistic, final int action) {
        return channel.begin(instrument)
                .set(STATISTIC, statistic)
                .set(ACTION, Words.of(ACTIONS, action))
                .set(SIZE_EXPONENT, instrument.sizeExponent());
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
        super.onStatistic(securityId, rptSeq, entryType, price, size, flags, action);
        final InstrumentBook instrument = wanted(securityId);
        if (instrument != null) {
            begin(instrument, name(entryType), action)
                    .set(PRICE, MarketColumns.price(price, instrument.priceExponent()))
                    .set(SIZE, MarketColumns.size(size))
                    .set(FLAGS, flags);
            channel.end();
        }
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        super.onVolume(securityId, rptSeq, volume, action);
        final InstrumentBook instrument = wanted(securityId);
        if (instrument != null) {
            begin(instrument, "volume", action).set(SIZE, MarketColumns.size(volume));
            channel.end();
        }
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        super.onPriceLimits(securityId, rptSeq, high, low, maxVariation);
        final InstrumentBook instrument = wanted(securityId);
        if (instrument != null) {
            limit(instrument, "high_limit", high);
            limit(instrument, "low_limit", low);
            limit(instrument, "max_variation", maxVariation);
        }
    }

    private void limit(final InstrumentBook instrument, final String name, final long price) {
        begin(instrument, name, NO_ACTION).set(PRICE, MarketColumns.price(price, instrument.priceExponent()));
        channel.end();
    }
}
