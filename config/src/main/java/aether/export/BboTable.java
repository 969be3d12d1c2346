package aether.export;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.table.Column;
import aether.table.ColumnType;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** Best bids and offers: a row for each event that changed them, and one when the book is not to be believed any more. */
final class BboTable implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "bbo",
            "the best bid and offer of the book by price, after each event that changed them",
            MarketColumns.with(List.of(
                    Column.text(
                            "state",
                            "of the book: LIVE, SUSPECT (prices are, rows behind them may be unknown), or why it shows nothing"),
                    Column.price("bid_price", "best bid"),
                    Column.number("bid_size", "quantity there"),
                    Column.number("bid_orders", "orders there, where the venue says so"),
                    Column.price("ask_price", "best offer"),
                    Column.number("ask_size", "quantity there"),
                    Column.number("ask_orders", "orders there"),
                    Column.number("size_exponent", "sizes are in units of 10 to the power of this"))));

    private static final int STATE = MarketColumns.OWN;
    private static final int BID = STATE + 1;
    private static final int ASK = BID + 3;
    private static final int SIZE_EXPONENT = ASK + 3;

    /** What the last row of an instrument said. */
    private static final class Said {
        private BookState state;
        private final long[] cells = new long[6];
    }

    private final ChannelRows channel;
    private final Int2ObjectHashMap<Said> said = new Int2ObjectHashMap<>();
    private final long[] cells = new long[6];

    BboTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        tell(instrument);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (before.isPublished() && !instrument.state().isPublished()) {
            tell(instrument);
        }
    }

    @Override
    public void begin(final BookBuilder books) {
        said.clear();
        for (int i = 0; i < books.instrumentCount(); i++) {
            notes(books.instrumentAt(i));
        }
    }

    private void tell(final InstrumentBook instrument) {
        if (notes(instrument) && channel.wants(instrument)) {
            write(instrument);
        }
    }

    /** Notes what there is to say; false when that was said already. */
    private boolean notes(final InstrumentBook instrument) {
        read(instrument, instrument.book().bid(), 0);
        read(instrument, instrument.book().offer(), 3);
        Said last = said.get(instrument.securityId());
        if (last == null) {
            last = new Said();
            said.put(instrument.securityId(), last);
        }
        if (last.state == instrument.state() && Arrays.equals(last.cells, cells)) {
            return false;
        }
        last.state = instrument.state();
        System.arraycopy(cells, 0, last.cells, 0, cells.length);
        return true;
    }

    private void read(final InstrumentBook instrument, final BookSide side, final int at) {
        final boolean isThere = instrument.state().isPublished() && side.rows() > 0 && side.isSet(0);
        cells[at] = isThere ? MarketColumns.price(side.price(0), instrument.priceExponent()) : ColumnType.PRICE.none();
        cells[at + 1] = isThere ? MarketColumns.size(side.size(0)) : ColumnType.LONG.none();
        cells[at + 2] = isThere ? MarketColumns.count(side.orders(0)) : ColumnType.LONG.none();
    }

    private void write(final InstrumentBook instrument) {
        final TableRows row =
                channel.begin(instrument).set(STATE, instrument.state().name());
        for (int i = 0; i < cells.length; i++) {
            row.set(BID + i, cells[i]);
        }
        row.set(SIZE_EXPONENT, instrument.sizeExponent());
        channel.end();
    }
}
