package aether.book;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;

/** The events that others handle: those of all books of a channel, or of none yet, and those of books keyed by price. */
abstract class ChannelWideEvents implements MarketEvents {
    final FeedContext feed;
    final BookListener listener;
    final InstrumentTable instruments;
    final BookStates states;
    final OrderBooks orderBooks;
    final EventPublisher publisher;
    final TradeSummaries trades;
    final BookRecovery recovery;
    final SnapshotRecovery snapshots;
    final KeyedBooks keyed;
    final EventBoundary boundary;

    private int last = InstrumentTable.NOT_FOUND;
    private int lastSecurityId;

    ChannelWideEvents(final BookContext context, final BookListener listener) {
        this.listener = listener;
        feed = new FeedContext(context, this);
        instruments = new InstrumentTable(feed);
        states = new BookStates(feed, instruments, listener);
        orderBooks = new OrderBooks(feed, instruments, listener);
        publisher = new EventPublisher(feed, instruments, orderBooks, listener);
        trades = new TradeSummaries(feed.counters());
        keyed = new KeyedBooks(feed, states, publisher);
        boundary = new EventBoundary(feed, states, orderBooks, publisher, trades);
        snapshots = new SnapshotRecovery(
                feed,
                instruments,
                orderBooks,
                context.isKeyedByPrice() ? new KeyedSnapshots(feed, states, keyed) : new PriceSnapshots(feed, states),
                publisher,
                boundary);
        recovery = new BookRecovery(feed, instruments, states, orderBooks, publisher, boundary);
    }

    /** The instrument, made known when it was not; null when there is no room. */
    final InstrumentBook instrument(final int securityId) {
        final int place = place(securityId);
        return place == InstrumentTable.NOT_FOUND ? null : instruments.at(place);
    }

    /** As {@link #instrument}: its place in the table, or {@link InstrumentTable#NOT_FOUND}. */
    final int place(final int securityId) {
        return securityId == lastSecurityId && last != InstrumentTable.NOT_FOUND ? last : findOrAdd(securityId);
    }

    private int findOrAdd(final int securityId) {
        int index = instruments.indexOf(securityId);
        if (index == InstrumentTable.NOT_FOUND) {
            index = instruments.add(securityId);
            if (index == InstrumentTable.NOT_FOUND) {
                feed.counters().increment(BookCounter.INSTRUMENTS_REFUSED);
                return InstrumentTable.NOT_FOUND;
            }
            states.start(instruments.at(index));
            orderBooks.start(instruments.at(index));
        }
        last = index;
        lastSecurityId = securityId;
        return last;
    }

    @Override
    public final void onBookChange(final int securityId, final long previousChangeId, final long changeId) {
        keyed.onChange(instrument(securityId), previousChangeId, changeId);
    }

    @Override
    public final void onPriceLevel(final byte entryType, final int action, final long price, final long size) {
        keyed.onLevel(entryType, action, price, size);
    }

    @Override
    public void onSequenceReset() {
        keyed.gap();
        recovery.sequenceReset();
    }

    @Override
    public void onFirstPacket(final long sequence) {
        recovery.firstPacket(sequence);
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        keyed.gap();
        recovery.gap(firstMissing + count - 1);
        listener.onPacketsLost(firstMissing, count);
    }

    @Override
    public void onGapGivenUp() {
        recovery.gapGivenUp();
    }

    @Override
    public void onRepairStart() {
        keyed.forget();
        recovery.startRepair();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        recovery.endRepair(nothingMissing);
        keyed.reconsider();
    }

    @Override
    public void onSnapshotStart(final BookSnapshot snapshot) {
        snapshots.start(instrument(snapshot.securityId()), snapshot);
    }

    @Override
    public void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {
        snapshots.level(entryType, level, price, size, orders);
    }

    @Override
    public void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {
        snapshots.statistic(entryType, price, size, flags);
    }

    @Override
    public void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        snapshots.order(entryType, orderId, priority, price, quantity);
    }

    @Override
    public void onSnapshotEnd(final BookSnapshot snapshot) {
        keyed.pause();
        snapshots.end(snapshot);
        keyed.resume();
    }

    @Override
    public void onSnapshotLoopStart(final BookKind kind) {
        snapshots.startPass(kind);
    }

    @Override
    public void onSnapshotLoopEnd(final BookKind kind, final long lowestSequence) {
        snapshots.endPass(kind, lowestSequence);
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        boundary.messageEnd(current.isEndOfEvent());
    }

    /** What was told last is of no use any more. */
    final void forgetLast() {
        last = InstrumentTable.NOT_FOUND;
    }
}
