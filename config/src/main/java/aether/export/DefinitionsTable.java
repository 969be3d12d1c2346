package aether.export;

import aether.book.InstrumentBook;
import aether.book.InstrumentTerms;
import aether.table.Column;
import aether.table.ColumnType;
import aether.table.TableSchema;
import java.util.List;

/** Instruments as they were defined, and each change of it. */
final class DefinitionsTable implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "definitions",
            "instruments: when they were defined, and each time that changed",
            MarketColumns.with(List.of(
                    Column.text("security_group", "SecurityGroup"),
                    Column.text("asset", "the product"),
                    Column.price("min_price_increment", "tick"),
                    Column.price("display_factor", "what a price is multiplied by to be shown"),
                    Column.price("high_limit", "highest price that may trade"),
                    Column.price("low_limit", "lowest"),
                    Column.price("max_variation", "width of the price band"),
                    Column.number("min_quantity", "of an order"),
                    Column.number("max_quantity", "of an order"),
                    Column.text("user_defined", "true for a spread that a user made, else false"),
                    Column.text("state", "of the book: DISCONTINUED when the instrument was deleted"),
                    Column.number("size_exponent", "quantities are in units of 10 to the power of this"))));

    private static final int GROUP = MarketColumns.OWN;
    private static final int ASSET = GROUP + 1;
    private static final int TICK = ASSET + 1;
    private static final int DISPLAY_FACTOR = TICK + 1;
    private static final int HIGH_LIMIT = DISPLAY_FACTOR + 1;
    private static final int LOW_LIMIT = HIGH_LIMIT + 1;
    private static final int MAX_VARIATION = LOW_LIMIT + 1;
    private static final int MIN_QUANTITY = MAX_VARIATION + 1;
    private static final int MAX_QUANTITY = MIN_QUANTITY + 1;
    private static final int USER_DEFINED = MAX_QUANTITY + 1;
    private static final int STATE = USER_DEFINED + 1;
    private static final int SIZE_EXPONENT = STATE + 1;

    private final ChannelRows channel;

    DefinitionsTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        if (!channel.wants(instrument)) {
            return;
        }
        final InstrumentTerms terms = instrument.terms();
        channel.begin(instrument)
                .set(GROUP, Words.ofPacked(instrument.securityGroup()))
                .set(ASSET, Words.ofPacked(instrument.asset()))
                .set(TICK, price(terms.minPriceIncrement(), terms))
                .set(DISPLAY_FACTOR, given(terms.displayFactor()))
                .set(HIGH_LIMIT, price(terms.highLimit(), terms))
                .set(LOW_LIMIT, price(terms.lowLimit(), terms))
                .set(MAX_VARIATION, price(terms.maxVariation(), terms))
                .set(MIN_QUANTITY, given(terms.minQuantity()))
                .set(MAX_QUANTITY, given(terms.maxQuantity()))
                .set(USER_DEFINED, String.valueOf(terms.isUserDefined()))
                .set(STATE, instrument.state().name())
                .set(SIZE_EXPONENT, instrument.sizeExponent());
        channel.end();
    }

    private static long price(final long mantissa, final InstrumentTerms terms) {
        return mantissa == InstrumentTerms.NOT_GIVEN
                ? ColumnType.PRICE.none()
                : MarketColumns.price(mantissa, terms.priceExponent());
    }

    private static long given(final long value) {
        return value == InstrumentTerms.NOT_GIVEN ? ColumnType.LONG.none() : value;
    }
}
