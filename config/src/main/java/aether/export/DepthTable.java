package aether.export;

import aether.book.BookEvent;
import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.table.Column;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Rows of the book by price, best first: a row for each event that touched it, and one when it is not to be believed any more. */
final class DepthTable implements MarketTable {
    private static final int STATE = MarketColumns.OWN;
    private static final int RPT_SEQ = STATE + 1;
    private static final int SIZE_EXPONENT = RPT_SEQ + 1;
    private static final int LEVELS = SIZE_EXPONENT + 1;
    private static final int OF_LEVEL = 3;
    private static final int CHANGES = BookEvent.BOOK | BookEvent.RECOVERED;

    private final ChannelRows channel;
    private final int depth;

    DepthTable(final ChannelRows channel, final int depth) {
        this.channel = channel;
        this.depth = depth;
    }

    static TableSchema schema(final int depth) {
        final List<Column> own = new ArrayList<>(List.of(
                Column.text(
                        "state",
                        "of the book: LIVE, SUSPECT (rows without a price may exist), or why it shows nothing"),
                Column.number("rpt_seq", "the instrument's own sequence"),
                Column.number("size_exponent", "sizes are in units of 10 to the power of this")));
        for (final String side : List.of("bid", "ask")) {
            for (int level = 1; level <= depth; level++) {
                own.add(Column.price(side + "_price_" + level, "of level " + level + ", 1 is the best"));
                own.add(Column.number(side + "_size_" + level, "quantity there"));
                own.add(Column.number(side + "_orders_" + level, "orders there, where the venue says so"));
            }
        }
        return new TableSchema("depth", "the book by price after each event that touched it", MarketColumns.with(own));
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        if ((event.flags() & CHANGES) != 0 && channel.wants(instrument)) {
            write(instrument);
        }
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (before.isPublished() && !instrument.state().isPublished() && channel.wants(instrument)) {
            write(instrument);
        }
    }

    private void write(final InstrumentBook instrument) {
        final TableRows row = channel.begin(instrument)
                .set(STATE, instrument.state().name())
                .set(RPT_SEQ, instrument.rptSeq())
                .set(SIZE_EXPONENT, instrument.sizeExponent());
        if (instrument.state().isPublished()) {
            write(row, instrument, instrument.book().bid(), LEVELS);
            write(row, instrument, instrument.book().offer(), LEVELS + depth * OF_LEVEL);
        }
        channel.end();
    }

    private void write(final TableRows row, final InstrumentBook instrument, final BookSide side, final int at) {
        final int levels = Math.min(depth, side.rows());
        for (int level = 0; level < levels; level++) {
            if (side.isSet(level)) {
                final int column = at + level * OF_LEVEL;
                row.set(column, MarketColumns.price(side.price(level), instrument.priceExponent()));
                row.set(column + 1, MarketColumns.size(side.size(level)));
                row.set(column + 2, MarketColumns.count(side.orders(level)));
            }
        }
    }
}
