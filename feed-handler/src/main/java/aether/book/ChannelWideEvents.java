package aether.book;

import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;

/** The events that others handle: those of all books of a channel, or of none yet, and those of books keyed by price. */
abstract class ChannelWideEvents implements MarketEvents {
    private BookRecovery recovery;
    private KeyedBooks keyed;

    /** Once, before the first event. */
    final void recoverWith(final BookRecovery value, final KeyedBooks keyedBooks) {
        recovery = value;
        keyed = keyedBooks;
    }

    /** The instrument, made known when it was not; null when there is no room. */
    abstract InstrumentBook instrument(int securityId);

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
        recovery.startSnapshot(instrument(snapshot.securityId()), snapshot);
    }

    @Override
    public void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {
        recovery.snapshots().level(entryType, level, price, size, orders);
    }

    @Override
    public void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {
        recovery.snapshots().statistic(entryType, price, size, flags);
    }

    @Override
    public void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        recovery.snapshotOrder(entryType, orderId, priority, price, quantity);
    }

    @Override
    public void onSnapshotEnd(final BookSnapshot snapshot) {
        keyed.pause();
        recovery.endSnapshot(snapshot);
        keyed.resume();
    }

    @Override
    public void onSnapshotLoopStart(final boolean byOrder) {
        recovery.startLoop(byOrder);
    }

    @Override
    public void onSnapshotLoopEnd(final boolean byOrder, final long lowestSequence) {
        recovery.endLoop(byOrder, lowestSequence);
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        recovery.messageEnd(current.isEndOfEvent());
    }
}
