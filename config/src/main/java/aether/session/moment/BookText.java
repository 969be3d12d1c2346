package aether.session.moment;

import aether.book.BookSide;
import aether.book.InstrumentBook;
import aether.console.Ladder;
import aether.console.Times;
import aether.feed.BookKind;
import aether.feed.NullValue;
import aether.feed.sbe.DecimalText;
import java.util.List;

/** A book as text, as it is now. */
final class BookText {
    private BookText() {}

    static String name(final InstrumentBook instrument) {
        return instrument.symbol().isEmpty()
                ? String.valueOf(instrument.securityId())
                : instrument.symbol() + " (" + instrument.securityId() + ")";
    }

    /** One line: what it is, how good, and a hash of its rows. */
    static String head(final InstrumentBook instrument) {
        return String.format(
                "%s  %s  by order %s  RptSeq %,d  packet %,d  %s  hash %016x",
                name(instrument),
                instrument.state(),
                instrument.orderState(),
                instrument.rptSeq(),
                instrument.packetSequence(),
                Times.utc(instrument.rxTimeNs()),
                instrument.hashOf(BookKind.BY_PRICE));
    }

    /** One line with the best of both sides. */
    static String line(final InstrumentBook instrument) {
        return String.format(
                "%-24s %-14s %s | %s",
                name(instrument),
                instrument.state(),
                best(instrument, instrument.book().bid()),
                best(instrument, instrument.book().offer()));
    }

    private static String best(final InstrumentBook instrument, final BookSide side) {
        return isShown(instrument, side, 0) ? price(instrument, side, 0) + " x " + side.size(0) : "-";
    }

    private static boolean isShown(final InstrumentBook instrument, final BookSide side, final int row) {
        return instrument.state().isPublished() && row < side.rows() && side.isSet(row);
    }

    /** Its rows, at most {@code depth} of each side. */
    static List<String> ladder(final InstrumentBook instrument, final int depth) {
        final Ladder ladder = new Ladder();
        final BookSide bid = instrument.book().bid();
        final BookSide offer = instrument.book().offer();
        for (int row = 0; row < depth; row++) {
            if (isShown(instrument, bid, row)) {
                ladder.bid(price(instrument, bid, row), bid.size(row), orders(bid, row));
            }
            if (isShown(instrument, offer, row)) {
                ladder.offer(price(instrument, offer, row), offer.size(row), orders(offer, row));
            }
            if (isShown(instrument, bid, row) || isShown(instrument, offer, row)) {
                ladder.endRow();
            }
        }
        return ladder.lines();
    }

    private static String price(final InstrumentBook instrument, final BookSide side, final int row) {
        return DecimalText.of(side.price(row), instrument.priceExponent());
    }

    private static String orders(final BookSide side, final int row) {
        return side.orders(row) == NullValue.COUNT ? "-" : String.valueOf(side.orders(row));
    }
}
