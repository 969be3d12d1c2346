package aether.book;

import aether.feed.NullValue;

/** Where a venue does not tell rows, the best levels become the rows that consumers see, at the end of each event. */
final class BestLevels {
    private BestLevels() {}

    /** Of levels keyed by price; how many orders they have is not known. */
    static void ofKeyed(final InstrumentBook instrument) {
        instrument.book().clear(true);
        setKeyed(instrument.levels().bid(), instrument.book().bid());
        setKeyed(instrument.levels().offer(), instrument.book().offer());
    }

    private static void setKeyed(final OrderSide from, final BookSide to) {
        final int rows = Math.min(from.levels(), to.depth());
        for (int row = 0; row < rows; row++) {
            to.restore(row + 1, from.price(row), from.quantityAt(row), NullValue.COUNT);
        }
    }

    /** Of single orders. */
    static void ofOrders(final InstrumentBook instrument) {
        instrument.book().clear(true);
        setOrders(instrument.orders().bid(), instrument.book().bid());
        setOrders(instrument.orders().offer(), instrument.book().offer());
    }

    private static void setOrders(final OrderSide from, final BookSide to) {
        final int rows = Math.min(from.levels(), to.depth());
        for (int row = 0; row < rows; row++) {
            to.restore(row + 1, from.price(row), from.quantityAt(row), from.ordersAt(row));
        }
    }
}
