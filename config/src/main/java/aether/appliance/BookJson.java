package aether.appliance;

import aether.book.BookSide;
import aether.book.InstrumentBook;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;

/** Writes the state of one instrument's book as a JSON line. A book that is not to be believed shows no rows. */
final class BookJson {
    private final Json json;
    private final int depth;

    BookJson(final Json json, final int depth) {
        this.json = json;
        this.depth = depth;
    }

    void write(final InstrumentBook instrument, final MarketMessage message) {
        json.open().key("seq").number(message.packetSequence()).key("msg").number(message.messageIndex());
        json.key("securityId").number(instrument.securityId()).key("rptSeq").number(instrument.rptSeq());
        json.key("state").text(instrument.state().name()).key("exponent").number(instrument.priceExponent());
        final boolean isPublished = instrument.state().isPublished();
        side("bid", instrument.book().bid(), isPublished);
        side("ask", instrument.book().offer(), isPublished);
        side("impliedBid", instrument.book().impliedBid(), isPublished);
        side("impliedAsk", instrument.book().impliedOffer(), isPublished);
        json.close('}').endLine();
    }

    /** An unknown row in front of known ones keeps its place as null. */
    private void side(final String name, final BookSide side, final boolean isPublished) {
        json.key(name).openArray();
        final int rows = isPublished ? Math.min(depth, side.rows()) : 0;
        for (int row = 0; row < rows; row++) {
            if (!side.isSet(row)) {
                json.nothing();
                continue;
            }
            json.openArray().number(side.price(row)).number(side.size(row));
            if (side.orders(row) == MarketEvents.NO_COUNT) {
                json.nothing();
            } else {
                json.number(side.orders(row));
            }
            json.close(']');
        }
        json.close(']');
    }
}
