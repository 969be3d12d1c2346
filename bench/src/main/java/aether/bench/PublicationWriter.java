package aether.bench;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.MarketMessage;
import aether.reader.BookView;

/**
 * Books that say themselves whether they are whole: event number k of an instrument sets every row of both sides to the size
 * k, by one entry each. A copy whose sizes, RptSeq and event do not fit together is torn.
 */
final class PublicationWriter {
    static final int ROWS = 5;
    static final int INSTRUMENTS = 4;

    private static final int OVERLAY = 5;
    private static final int ENTRIES = 2 * ROWS;

    private final BookBuilder books;
    private final MarketMessage message = new MarketMessage();
    private long events;

    PublicationWriter(final BookListener listener) {
        books = new BookBuilder(
                new BookContext()
                        .start(BookContext.Start.EMPTY)
                        .maxInstruments(INSTRUMENTS)
                        .maxOrders(0)
                        .conclude(),
                listener);
    }

    /** Writes events, one instrument after the other. */
    void write(final int count) {
        for (int i = 0; i < count; i++) {
            final int instrument = (int) (events % INSTRUMENTS);
            final long number = events / INSTRUMENTS + 1;
            events++;
            message.packet(events, events, events);
            message.message(46, events, MarketMessage.END_OF_EVENT, -9);
            books.onMessageStart(message);
            long rptSeq = (number - 1) * ENTRIES;
            for (int row = 1; row <= ROWS; row++) {
                books.onBookLevel(instrument, ++rptSeq, (byte) '0', OVERLAY, row, 100 - row, number, 1);
                books.onBookLevel(instrument, ++rptSeq, (byte) '1', OVERLAY, row, 100 + row, number, 1);
            }
            books.onMessageEnd(message);
        }
    }

    /** Writes events that change one row each: the common case. */
    void writeSingleRows(final int count) {
        for (int i = 0; i < count; i++) {
            final int instrument = (int) (events % INSTRUMENTS);
            final long number = events / INSTRUMENTS + 1;
            events++;
            message.packet(events, events, events);
            message.message(46, events, MarketMessage.END_OF_EVENT, -9);
            books.onMessageStart(message);
            final int row = 1 + (int) ((number - 1) % ROWS);
            books.onBookLevel(instrument, number, (byte) '0', OVERLAY, row, 100 - row, number, 1);
            books.onMessageEnd(message);
        }
    }

    /** Whether the copy is one event's book. */
    static boolean isWhole(final BookView view) {
        final long number = view.bidSize(0);
        boolean isWhole = view.rptSeq() == number * ENTRIES && view.packetSequence() == view.eventId();
        for (int row = 0; row < ROWS; row++) {
            isWhole &= view.hasBid(row)
                    && view.hasOffer(row)
                    && view.bidSize(row) == number
                    && view.offerSize(row) == number;
        }
        return isWhole && (view.eventId() - 1) / INSTRUMENTS + 1 == number;
    }
}
