package aether.trial;

import aether.reader.BookReader;
import aether.reader.BookView;
import aether.venue.Side;
import aether.venue.VenueInstrument;
import aether.venue.VenueInstrument.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The books that a machine publishes, beside the exchange's own; when nothing changes any more. */
final class TrialBooks {
    /** An instrument at the exchange. */
    record Book(int securityId, List<Row> bids, List<Row> offers) {
        static Book of(final VenueInstrument instrument) {
            return new Book(
                    instrument.securityId(), instrument.publishedRows(Side.BUY), instrument.publishedRows(Side.SELL));
        }
    }

    private TrialBooks() {}

    /** Those that are not the exchange's, or not live. */
    static List<Integer> differing(final Path published, final List<Book> exchange) {
        final List<Integer> differing = new ArrayList<>();
        try (BookReader reader = BookReader.open(published)) {
            final BookView view = reader.newView();
            for (final Book book : exchange) {
                final int slot = reader.find(book.securityId());
                if (slot == BookReader.NOT_FOUND
                        || !reader.read(slot, view)
                        || !view.isLive()
                        || !bids(view).equals(visible(book.bids(), view))
                        || !offers(view).equals(visible(book.offers(), view))) {
                    differing.add(book.securityId());
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return differing;
    }

    private static List<Row> visible(final List<Row> rows, final BookView view) {
        return rows.subList(0, Math.min(rows.size(), view.depth()));
    }

    private static List<Row> bids(final BookView view) {
        final List<Row> rows = new ArrayList<>();
        for (int row = 0; row < view.depth() && view.hasBid(row); row++) {
            rows.add(new Row(view.bidPrice(row), view.bidSize(row), view.bidOrders(row)));
        }
        return rows;
    }

    private static List<Row> offers(final BookView view) {
        final List<Row> rows = new ArrayList<>();
        for (int row = 0; row < view.depth() && view.hasOffer(row); row++) {
            rows.add(new Row(view.offerPrice(row), view.offerSize(row), view.offerOrders(row)));
        }
        return rows;
    }
}
