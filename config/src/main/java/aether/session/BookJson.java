package aether.session;

import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.console.Json;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import java.util.Collection;

/** Writes the state of one instrument's book as a JSON line. A book that is not to be believed shows no rows. */
public final class BookJson {
    /** Of a capture that has none. */
    private static final long NO_TIME = 0;

    private final Json json;
    private final int depth;
    private final boolean withOrders;
    private final InstrumentChoice wanted;

    /** {@code wanted}: symbols and SecurityIDs of the instruments to write; of all when empty. */
    public BookJson(final Json json, final int depth, final boolean withOrders, final Collection<String> wanted) {
        this.json = json;
        this.depth = depth;
        this.withOrders = withOrders;
        this.wanted = InstrumentChoice.of(wanted);
    }

    void write(final InstrumentBook instrument, final MarketMessage message) {
        if (!wanted.has(instrument)) {
            return;
        }
        json.openObject().key("seq").number(message.packetSequence()).key("msg").number(message.messageIndex());
        json.key("t");
        if (message.rxTimeNs() == NO_TIME) {
            json.nothing();
        } else {
            json.number(message.rxTimeNs());
        }
        json.key("securityId").number(instrument.securityId());
        if (!instrument.symbol().isEmpty()) {
            json.key("symbol").text(instrument.symbol());
        }
        json.key("rptSeq").number(instrument.rptSeq());
        json.key("state").text(instrument.state().name()).key("exponent").number(instrument.priceExponent());
        if (instrument.sizeExponent() != 0) {
            json.key("sizeExponent").number(instrument.sizeExponent());
        }
        final boolean isPublished = instrument.state().isPublished();
        side("bid", instrument.book().bid(), isPublished);
        side("ask", instrument.book().offer(), isPublished);
        side("impliedBid", instrument.book().impliedBid(), isPublished);
        side("impliedAsk", instrument.book().impliedOffer(), isPublished);
        if (withOrders) {
            final boolean areLive = instrument.orderState() == BookState.LIVE;
            json.key("orderState").text(instrument.orderState().name());
            json.key("orders").openObject();
            orders("bid", instrument.orders().bid(), areLive);
            orders("ask", instrument.orders().offer(), areLive);
            json.closeObject();
        }
        json.closeObject().endLine();
    }

    private void orders(final String name, final OrderSide side, final boolean areLive) {
        json.key(name).openArray();
        for (int level = 0; areLive && level < side.levels(); level++) {
            for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
                json.openArray().unsigned(side.orderId(order)).unsigned(side.priority(order));
                json.number(side.price(level)).number(side.quantity(order)).closeArray();
            }
        }
        json.closeArray();
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
            if (side.orders(row) == NullValue.COUNT) {
                json.nothing();
            } else {
                json.number(side.orders(row));
            }
            json.closeArray();
        }
        json.closeArray();
    }
}
