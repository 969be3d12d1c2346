package aether.book;

import aether.feed.BookSnapshot;
import aether.nic.Counters;

/**
 * Applies snapshots of books whose levels are keyed by price. They name no packet, only the change up to which everything is
 * in them: a snapshot is taken when the changes put aside since lead on from it. Whether packets that were lost behind it
 * concern the book, only time tells: a snapshot that was taken before the first message behind the gap leaves it suspect.
 */
final class KeyedSnapshots implements Snapshots {
    private final BookContext context;
    private final BookStates states;
    private final KeyedBooks books;
    private final Counters<BookCounter> counters;
    private final FeedPosition position;
    private final EntryQueue queue;
    private InstrumentBook instrument;
    private BookFault fault;
    private boolean isComparing;
    private int compared;
    private long comparedChange;

    KeyedSnapshots(final FeedContext feed, final BookStates states, final KeyedBooks books) {
        context = feed.settings();
        counters = feed.counters();
        position = feed.position();
        queue = feed.queue();
        this.states = states;
        this.books = books;
    }

    @Override
    public void start(final InstrumentBook candidate, final BookSnapshot snapshot) {
        fault = BookFault.NONE;
        compared = 0;
        comparedChange = snapshot.rptSeq();
        isComparing = context.isVerifying() && isComparable(candidate);
        instrument = isComparing || isWanted(candidate, snapshot) ? candidate : null;
        if (instrument != null && !isComparing) {
            clear(instrument);
        }
    }

    /** The book is right, and stands where the snapshot does; with parts of the snapshot under way it may move on. */
    private boolean isComparable(final InstrumentBook candidate) {
        return candidate.priceTrust().isLive() && candidate.rptSeq() == comparedChange && !books.isInChange(candidate);
    }

    private boolean isWanted(final InstrumentBook candidate, final BookSnapshot snapshot) {
        final boolean isNewEnough =
                switch (candidate.state()) {
                    case LIVE, DISCONTINUED -> true;
                    case SUSPECT -> isBehindGap(snapshot);
                    case EMPTY_UNKNOWN, STALE, RECOVERING ->
                        snapshot.rptSeq() >= candidate.priceTrust().snapshotFrom()
                                && queue.followsChange(candidate.priceTrust().queue(), snapshot.rptSeq());
                };
        if (!isNewEnough) {
            counters.increment(BookCounter.SNAPSHOTS_TOO_OLD);
        }
        return isNewEnough && !candidate.state().isSettled();
    }

    private boolean isBehindGap(final BookSnapshot snapshot) {
        return snapshot.transactTimeNs() > position.gapTimeNs;
    }

    /** A book may come in several messages: until the last, it is neither the old one nor the new one, and changes wait. */
    private void clear(final InstrumentBook book) {
        book.clearRows(true);
        book.priceTrust().startSnapshot();
    }

    @Override
    public void level(final byte entryType, final int level, final long price, final long size, final int orders) {
        if (isComparing && instrument != null && !isComparable(instrument)) {
            instrument = null;
        }
        if (instrument == null || fault != BookFault.NONE) {
            return;
        }
        if (!EntryType.isReal(entryType)) {
            fault = BookFault.TYPE_MISSING;
        } else if (isComparing) {
            compared++;
            fault = instrument.levels().holds(entryType, price, size) ? BookFault.NONE : BookFault.SNAPSHOT_DIFFERS;
        } else {
            fault = instrument.levels().apply(entryType, UpdateAction.NEW, price, size);
        }
    }

    @Override
    public void statistic(final byte entryType, final long price, final long size, final int flags) {
        // These snapshots have none.
    }

    @Override
    public InstrumentBook end(final BookSnapshot snapshot) {
        final InstrumentBook book = instrument;
        instrument = null;
        if (book == null) {
            return null;
        }
        if (isComparing) {
            compare(book);
            return null;
        }
        if (fault != BookFault.NONE) {
            counters.increment(BookCounter.SNAPSHOT_FAULTS);
            states.fault(book, fault);
            return null;
        }
        counters.increment(BookCounter.RECOVERED_BOOKS);
        goLive(book, snapshot);
        return book;
    }

    private void compare(final InstrumentBook book) {
        if (!isComparable(book)) {
            return;
        }
        counters.increment(BookCounter.SNAPSHOTS_COMPARED);
        if (fault != BookFault.NONE || compared != book.levels().size()) {
            states.fault(book, BookFault.SNAPSHOT_DIFFERS);
        }
    }

    private void goLive(final InstrumentBook book, final BookSnapshot snapshot) {
        book.priceExponent(snapshot.priceExponent());
        book.rptSeq(snapshot.rptSeq());
        book.highestRptSeq = snapshot.rptSeq();
        book.priceTrust().goLive(snapshot.rptSeq(), isBehindGap(snapshot) ? BookState.LIVE : BookState.SUSPECT);
        book.priceTrust().replayChanges(book.securityId());
    }

    /** Passes hold every instrument: what is not among them does not exist, or not yet. */
    @Override
    public boolean absent(final InstrumentBook candidate, final long lowestSequence) {
        return false;
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
