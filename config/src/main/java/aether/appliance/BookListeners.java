package aether.appliance;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookState;
import aether.book.InstrumentBook;

/** Two listeners as one, called in order. */
public record BookListeners(BookListener first, BookListener second) implements BookListener {
    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        first.onBook(instrument, event);
        second.onBook(instrument, event);
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        first.onEventEnd(event);
        second.onEventEnd(event);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        first.onState(instrument, before);
        second.onState(instrument, before);
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        first.onTrade(instrument, price, size, aggressorSide, action);
        second.onTrade(instrument, price, size, aggressorSide, action);
    }
}
