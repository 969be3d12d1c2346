package aether.book;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;

/** Takes snapshots of single books, and passes over the snapshots of all books, to the books that wait for them. */
final class SnapshotRecovery {
    private final FeedContext feed;
    private final InstrumentTable instruments;
    private final OrderBooks orderBooks;
    private final Snapshots snapshots;
    private final EventPublisher publisher;
    private final EventBoundary boundary;
    private InstrumentBook orderSnapshot;

    SnapshotRecovery(
            final FeedContext feed,
            final InstrumentTable instruments,
            final OrderBooks orderBooks,
            final Snapshots snapshots,
            final EventPublisher publisher,
            final EventBoundary boundary) {
        this.feed = feed;
        this.instruments = instruments;
        this.snapshots = snapshots;
        this.orderBooks = orderBooks;
        this.publisher = publisher;
        this.boundary = boundary;
    }

    /** {@code instrument} is null when there is no room for it. */
    void start(final InstrumentBook instrument, final BookSnapshot snapshot) {
        orderSnapshot = null;
        if (instrument == null) {
            return;
        }
        instrument.trust(snapshot.kind()).seenInPass();
        if (snapshot.kind() == BookKind.BY_PRICE) {
            snapshots.start(instrument, snapshot);
        } else if (orderBooks.startSnapshot(instrument, snapshot)) {
            orderSnapshot = instrument;
        }
    }

    void level(final byte entryType, final int level, final long price, final long size, final int orders) {
        snapshots.level(entryType, level, price, size, orders);
    }

    void statistic(final byte entryType, final long price, final long size, final int flags) {
        snapshots.statistic(entryType, price, size, flags);
    }

    void order(final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        if (orderSnapshot != null
                && !orderBooks.onSnapshotOrder(orderSnapshot, entryType, orderId, priority, price, quantity)) {
            orderSnapshot = null;
        }
    }

    void end(final BookSnapshot snapshot) {
        feed.position().isRetold = true;
        if (snapshot.kind() == BookKind.BY_PRICE) {
            final InstrumentBook recovered = snapshots.end(snapshot);
            if (recovered != null) {
                publisher.touch(recovered, BookEvent.WHOLE_BOOK | BookEvent.RECOVERED);
            }
        } else if (orderSnapshot != null && orderBooks.endSnapshot(orderSnapshot, snapshot)) {
            publisher.touch(orderSnapshot, BookEvent.ORDERS | BookEvent.RECOVERED);
        }
        feed.position().isRetold = false;
        boundary.publishRecovered();
    }

    void startPass(final BookKind kind) {
        feed.trust(kind).startPass();
    }

    void endPass(final BookKind kind, final long lowestSequence) {
        if (feed.settings().isKeyedByPrice()) {
            feed.trust(kind).endPass();
            return;
        }
        if (!feed.position().isStarted) {
            return;
        }
        feed.position().isRetold = true;
        for (int i = 0; i < instruments.size(); i++) {
            if (!instruments.at(i).trust(kind).isSeenInPass()) {
                absent(kind, instruments.at(i), lowestSequence);
            }
        }
        feed.position().isRetold = false;
        if (lowestSequence >= feed.position().lastMissing) {
            feed.trust(kind).allSeen();
        }
        boundary.publishRecovered();
    }

    private void absent(final BookKind kind, final InstrumentBook instrument, final long lowestSequence) {
        if (kind == BookKind.BY_PRICE) {
            if (snapshots.absent(instrument, lowestSequence)) {
                publisher.touch(instrument, BookEvent.WHOLE_BOOK | BookEvent.RECOVERED);
            }
        } else if (orderBooks.absent(instrument, lowestSequence)) {
            publisher.touch(instrument, BookEvent.ORDERS | BookEvent.RECOVERED);
        }
    }

    /** What was told of a book is not needed any more. */
    void forget() {
        orderSnapshot = null;
        snapshots.forget();
    }

    /** True while a book is being told. */
    boolean isInSnapshot() {
        return snapshots.isOpen();
    }
}
