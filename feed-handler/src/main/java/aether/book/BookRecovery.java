package aether.book;

import aether.feed.BookKind;

/** What happens to all books of a channel at once: lost packets and their repair, and resets. */
final class BookRecovery {
    private static final BookKind[] KINDS = BookKind.values();

    private final FeedContext feed;
    private final InstrumentTable instruments;
    private final BookStates states;
    private final OrderBooks orderBooks;
    private final EventPublisher publisher;
    private final EventBoundary boundary;
    private final FeedPosition position;

    BookRecovery(
            final FeedContext feed,
            final InstrumentTable instruments,
            final BookStates states,
            final OrderBooks orderBooks,
            final EventPublisher publisher,
            final EventBoundary boundary) {
        this.feed = feed;
        this.instruments = instruments;
        this.states = states;
        this.orderBooks = orderBooks;
        this.publisher = publisher;
        this.boundary = boundary;
        position = feed.position();
    }

    void channelReset() {
        feed.counters().increment(BookCounter.CHANNEL_RESETS);
        restartAll();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).statistics().channelReset();
        }
    }

    void sequenceReset() {
        if (feed.settings().isKeyedByPrice()) {
            restartPackets();
            return;
        }
        restartAll();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).statistics().clear();
        }
    }

    /** Only packets are counted anew: books go on, and their chains of changes will show what was lost. */
    private void restartPackets() {
        position.restart();
        for (int i = 0; i < instruments.size(); i++) {
            feed.heads().forgetPacket(i);
            instruments.at(i).priceTrust().abandonQueue(0);
        }
        gap(0);
    }

    /** Every book is empty, and that is certain; each instrument's sequence starts over, and consumers are told. */
    private void restartAll() {
        boundary.restart();
        position.restart();
        for (final BookKind kind : KINDS) {
            feed.trust(kind).allSeen();
        }
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            feed.heads().forgetPacket(i);
            if (!instrument.priceTrust().isDiscontinued()) {
                states.restart(instrument, 0);
                orderBooks.restart(instrument);
                publisher.touch(instrument, BookEvent.WHOLE_BOOK | BookEvent.ORDERS);
            }
        }
    }

    /** What was before is unknown, unless the start is declared to be one of empty books. */
    void firstPacket(final long sequence) {
        position.sequence = sequence;
        position.gap(feed.settings().start() == BookContext.Start.EMPTY ? 0 : sequence - 1);
        if (feed.settings().isKeyedByPrice()) {
            gap(position.lastMissing);
            return;
        }
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).priceTrust().needFrom(position.lastMissing);
            instruments.at(i).orderTrust().needFrom(position.lastMissing);
        }
    }

    void gap(final long lastMissing) {
        boundary.tear();
        position.gap(lastMissing);
        for (final BookKind kind : KINDS) {
            feed.trust(kind).gap();
        }
        for (int i = 0; i < instruments.size(); i++) {
            states.gap(instruments.at(i));
            orderBooks.gap(instruments.at(i));
        }
    }

    /** The missing packets will not come. */
    void gapGivenUp() {
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).orderTrust().giveUpRepair();
        }
    }

    void startRepair() {
        boundary.tearOpen();
        for (final BookKind kind : KINDS) {
            feed.trust(kind).startRepair();
        }
    }

    void endRepair(final boolean nothingMissing) {
        for (final BookKind kind : KINDS) {
            feed.trust(kind).endRepair(nothingMissing);
        }
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (states.repaired(instrument, nothingMissing)) {
                publisher.touch(instrument, BookEvent.WHOLE_BOOK);
            }
            if (orderBooks.repaired(instrument)) {
                publisher.touch(instrument, BookEvent.ORDERS);
            }
        }
        boundary.tearOpen();
        boundary.publishRecovered();
    }
}
