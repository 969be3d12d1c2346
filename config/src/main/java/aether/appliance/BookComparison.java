package aether.appliance;

import aether.book.BookSide;
import aether.book.InstrumentBook;
import aether.venue.Side;
import aether.venue.VenueInstrument;
import aether.venue.VenueInstrument.Row;
import java.util.List;

/** Row by row: the book that was built and the exchange's own. */
final class BookComparison {
    private BookComparison() {}

    static boolean areEqual(final InstrumentBook book, final VenueInstrument instrument) {
        return areEqual(book.book().bid(), instrument.rows(Side.BUY))
                && areEqual(book.book().offer(), instrument.rows(Side.SELL));
    }

    private static boolean areEqual(final BookSide side, final List<Row> rows) {
        boolean isEqual = side.rows() == rows.size();
        for (int row = 0; isEqual && row < rows.size(); row++) {
            isEqual =
                    side.isSet(row) && rows.get(row).equals(new Row(side.price(row), side.size(row), side.orders(row)));
        }
        return isEqual;
    }
}
