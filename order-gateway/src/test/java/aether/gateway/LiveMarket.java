package aether.gateway;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.book.EntryType;
import aether.book.InstrumentBook;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.feed.NullValue;

/** One instrument's market data, event by event, into real books. Time and packets are set by hand. */
final class LiveMarket {
    static final int ES = 5;
    static final long TICK = 25;
    static final long BID = 100_000;
    static final long OFFER = BID + TICK;

    private static final int EXPONENT = -9;
    private static final int READY_TO_TRADE = 17;
    private static final int NEW = 0;
    private static final int OVERLAY = 5;

    private final BookBuilder books;
    private final MarketMessage message = new MarketMessage();
    private final InstrumentDefinition definition = new InstrumentDefinition();
    private long rptSeq;
    private long packet;
    private long priority;

    LiveMarket(final BookListener listener) {
        books = new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), listener);
    }

    BookBuilder books() {
        return books;
    }

    InstrumentBook book() {
        return books.find(ES);
    }

    /** MsgSeqNum of the newest packet. */
    long packet() {
        return packet;
    }

    private void event(final long rxTimeNs, final Runnable entries) {
        packet++;
        message.packet(packet, rxTimeNs, rxTimeNs);
        message.message(46, rxTimeNs, MarketMessage.END_OF_EVENT, EXPONENT);
        books.onMessageStart(message);
        entries.run();
        books.onMessageEnd(message);
    }

    void define(final long rxTimeNs, final long minQuantity, final long maxQuantity) {
        define(rxTimeNs, InstrumentDefinition.ADD, minQuantity, maxQuantity);
        status(rxTimeNs, READY_TO_TRADE);
    }

    void delete(final long rxTimeNs) {
        define(rxTimeNs, InstrumentDefinition.DELETE, 1, 1);
    }

    private void define(final long rxTimeNs, final char action, final long minQuantity, final long maxQuantity) {
        definition.clear();
        definition
                .securityId(ES)
                .updateAction(action)
                .priceExponent(EXPONENT)
                .minPriceIncrement(TICK)
                .minQuantity(minQuantity)
                .maxQuantity(maxQuantity);
        event(rxTimeNs, () -> books.onDefinition(definition));
    }

    void status(final long rxTimeNs, final int status) {
        event(rxTimeNs, () -> books.onSecurityStatus(ES, 0, 0, status, 0, 0));
    }

    /** Best bid and offer. */
    void touch(final long rxTimeNs, final long bid, final long offer) {
        event(rxTimeNs, () -> {
            level(EntryType.BID, bid);
            level(EntryType.OFFER, offer);
        });
    }

    private void level(final byte type, final long price) {
        books.onBookLevel(ES, ++rptSeq, type, OVERLAY, 1, price, 10, 1);
    }

    /** A bid of the book by order. */
    void order(final long rxTimeNs, final long orderId, final long price, final long quantity) {
        event(rxTimeNs, () -> books.onOrder(ES, orderId, ++priority, price, quantity, EntryType.BID, NEW));
    }

    void priceLimits(final long rxTimeNs, final long high, final long low) {
        event(rxTimeNs, () -> books.onPriceLimits(ES, ++rptSeq, high, low, NullValue.PRICE));
    }

    void settlement(final long rxTimeNs, final long price) {
        event(
                rxTimeNs,
                () -> books.onStatistic(
                        ES, ++rptSeq, EntryType.SETTLEMENT, price, NullValue.SIZE, NullValue.COUNT, NEW));
    }

    /** Something of another instrument: the channel is alive, this book is not touched. */
    void other(final long rxTimeNs) {
        event(rxTimeNs, () -> books.onBookLevel(ES + 1, 1, EntryType.BID, NEW, 1, BID, 1, 1));
    }

    /** Packets are lost. */
    void gap() {
        packet++;
        books.onGap(packet, 1);
    }
}
