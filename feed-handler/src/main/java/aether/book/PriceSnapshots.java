package aether.book;

import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.nic.Counters;

/**
 * Applies snapshots of books by price. A snapshot replaces the whole book, never merges; it is taken only when it is not
 * older than what the book lacks, and when the entries put aside since lead on from it without a hole.
 */
final class PriceSnapshots implements Snapshots {
    private static final int NO_EVENT = 0;

    private final BookContext context;
    private final BookStates states;
    private final Counters<BookCounter> counters;
    private final FeedPosition position;
    private final EntryQueue queue;
    private final InstrumentHeads heads;
    private final MarketEvents target;
    private InstrumentBook instrument;
    private BookFault fault;
    private boolean isComparing;
    private int compared;

    PriceSnapshots(final FeedContext feed, final BookStates states) {
        context = feed.settings();
        counters = feed.counters();
        position = feed.position();
        queue = feed.queue();
        this.states = states;
        heads = feed.heads();
        target = feed.target();
    }

    @Override
    public void start(final InstrumentBook candidate, final BookSnapshot snapshot) {
        fault = BookFault.NONE;
        isComparing = isToCompare(candidate, snapshot);
        compared = 0;
        instrument = isComparing || isWanted(candidate, snapshot) ? candidate : null;
        if (instrument != null && !isComparing) {
            instrument.book().clear(true);
            instrument.statistics().clear();
        }
    }

    /** A live book says the same as a snapshot of the same moment. */
    private boolean isToCompare(final InstrumentBook candidate, final BookSnapshot snapshot) {
        return context.isVerifying() && candidate.priceTrust().isLive() && candidate.rptSeq() == snapshot.rptSeq();
    }

    private boolean isWanted(final InstrumentBook candidate, final BookSnapshot snapshot) {
        final boolean isNeeded =
                switch (candidate.state()) {
                    case LIVE, DISCONTINUED -> false;
                    case SUSPECT, EMPTY_UNKNOWN, STALE, RECOVERING -> position.isStarted;
                };
        if (!isNeeded) {
            return false;
        }
        final boolean isNewEnough = candidate.state() == BookState.SUSPECT
                ? helpsSuspect(candidate, snapshot)
                : snapshot.lastSequence() >= candidate.priceTrust().snapshotFrom()
                        && queue.follows(candidate.priceTrust().queue(), snapshot.lastSequence(), snapshot.rptSeq());
        if (!isNewEnough) {
            counters.increment(BookCounter.SNAPSHOTS_TOO_OLD);
        }
        return isNewEnough;
    }

    /**
     * A suspect book has heard nothing since the gap, or its next entry would have decided about it: whatever a snapshot from
     * behind the gap says replaces it, even with a lower RptSeq, when the reset itself was lost.
     */
    private boolean helpsSuspect(final InstrumentBook candidate, final BookSnapshot snapshot) {
        if (snapshot.lastSequence()
                < Math.max(position.lastMissing, candidate.priceTrust().snapshotFrom())) {
            return false;
        }
        return context.start() != BookContext.Start.NATURAL
                || queue.follows(candidate.priceTrust().queue(), snapshot.lastSequence(), snapshot.rptSeq());
    }

    @Override
    public void level(final byte entryType, final int level, final long price, final long size, final int orders) {
        if (instrument == null || fault != BookFault.NONE) {
            return;
        }
        final BookSide side = instrument.book().side(entryType);
        if (isComparing) {
            compared++;
            if (!side.holds(level, price, size, orders)) {
                fault = BookFault.SNAPSHOT_DIFFERS;
            }
        } else if (price == NullValue.PRICE || size == NullValue.SIZE || size <= 0) {
            fault = BookFault.PRICE_MISSING;
        } else {
            fault = side.restore(level, price, size, orders);
        }
    }

    @Override
    public void statistic(final byte entryType, final long price, final long size, final int flags) {
        if (instrument != null && !isComparing) {
            instrument.statistics().set(entryType, price, size, flags, UpdateAction.NEW);
        }
    }

    /** The snapshot was told; returns the instrument when its book is right again, else null. */
    @Override
    public InstrumentBook end(final BookSnapshot snapshot) {
        final InstrumentBook recovered = instrument;
        instrument = null;
        if (recovered == null) {
            return null;
        }
        if (isComparing) {
            return compare(recovered);
        }
        if (fault != BookFault.NONE || recovered.book().hasHoles()) {
            counters.increment(BookCounter.SNAPSHOT_FAULTS);
            states.fault(recovered, fault == BookFault.NONE ? BookFault.SKIPPED_ROW : fault);
            return null;
        }
        takeHead(recovered, snapshot);
        counters.increment(
                recovered.state() == BookState.SUSPECT && snapshot.rptSeq() == recovered.rptSeq()
                        ? BookCounter.CONFIRMED_BOOKS
                        : BookCounter.RECOVERED_BOOKS);
        goLive(recovered, snapshot.rptSeq(), snapshot.lastSequence());
        return recovered;
    }

    private InstrumentBook compare(final InstrumentBook book) {
        counters.increment(BookCounter.SNAPSHOTS_COMPARED);
        if (fault != BookFault.NONE || compared != book.book().rows()) {
            states.fault(book, BookFault.SNAPSHOT_DIFFERS);
        }
        return null;
    }

    private void takeHead(final InstrumentBook book, final BookSnapshot snapshot) {
        book.priceExponent(snapshot.priceExponent());
        book.statistics().limits(snapshot.highLimit(), snapshot.lowLimit(), snapshot.maxVariation());
        final int status = snapshot.tradingStatus();
        if (status != BookSnapshot.NO_STATUS && status != book.tradingStatus()) {
            // A change that was missed: whoever heard of the status before has to hear of this one.
            target.onSecurityStatus(book.securityId(), 0, 0, status, book.haltReason(), NO_EVENT);
        }
    }

    /**
     * An instrument that no snapshot of a whole pass was for has an empty book and has never sent an entry; true when it
     * waited to hear so.
     */
    @Override
    public boolean absent(final InstrumentBook candidate, final long lowestSequence) {
        final boolean isWaiting =
                switch (candidate.state()) {
                    case LIVE, DISCONTINUED -> false;
                    case SUSPECT -> candidate.rptSeq() <= 0;
                    case EMPTY_UNKNOWN, STALE, RECOVERING -> true;
                };
        if (!isWaiting
                || lowestSequence < candidate.priceTrust().snapshotFrom()
                || !queue.follows(candidate.priceTrust().queue(), lowestSequence, 0)) {
            return false;
        }
        candidate.book().clear(true);
        counters.increment(BookCounter.RECOVERED_BOOKS);
        goLive(candidate, 0, lowestSequence);
        return true;
    }

    /** Packets that were lost behind the snapshot may concern the book or not: then it is right, but suspect. */
    private void goLive(final InstrumentBook book, final long rptSeq, final long sequence) {
        book.rptSeq(rptSeq);
        book.highestRptSeq = rptSeq;
        heads.madeBy(book.index(), sequence, position.rxTimeNs);
        book.priceTrust().goLive(sequence, sequence >= position.lastMissing ? BookState.LIVE : BookState.SUSPECT);
        book.priceTrust().replay(book.securityId());
    }

    @Override
    public void forget() {
        instrument = null;
    }

    @Override
    public boolean isOpen() {
        return instrument != null;
    }
}
