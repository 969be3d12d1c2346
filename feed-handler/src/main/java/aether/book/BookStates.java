package aether.book;

import aether.feed.NullValue;
import aether.nic.Counters;

/**
 * When a book may be believed: the state machine over each instrument's own sequence (RptSeq), gaps of the channel, late
 * packets and resets. Belongs to one {@link BookBuilder}.
 */
final class BookStates {
    private final BookContext context;
    private final BookListener listener;
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults = new Counters<>(BookFault.class);
    private final FeedPosition position;
    private final EntryQueue queue;
    private boolean isRepairing;
    private boolean hasGap;
    private boolean areAllSeen;
    private int unsettled;

    BookStates(
            final BookContext context,
            final BookListener listener,
            final Counters<BookCounter> counters,
            final FeedPosition position,
            final EntryQueue queue) {
        this.context = context;
        this.listener = listener;
        this.counters = counters;
        this.position = position;
        this.queue = queue;
    }

    Counters<BookFault> faults() {
        return faults;
    }

    boolean isRepairing() {
        return isRepairing;
    }

    /** All sequences start over, or all books were seen: what is first heard of from now on was empty before. */
    void allSeen() {
        areAllSeen = true;
        hasGap = false;
    }

    /** Packets of the channel are lost: call for the channel, then {@link #suspect} for each instrument. */
    void gap() {
        hasGap = true;
    }

    void suspect(final InstrumentBook instrument) {
        if (instrument.state == BookState.LIVE) {
            change(instrument, BookState.SUSPECT);
        }
    }

    void startRepair() {
        isRepairing = true;
    }

    /** The repair has reached the present: call for the channel, then {@link #repaired} for each instrument. */
    void endRepair(final boolean nothingMissing) {
        isRepairing = false;
        hasGap &= !nothingMissing;
    }

    /**
     * A book that has caught up with everything seen of its instrument is right again, and when nothing is missing at all,
     * so is a book that was only suspect.
     *
     * @return true when the book was stale and is not any more
     */
    boolean repaired(final InstrumentBook instrument, final boolean nothingMissing) {
        if (instrument.fault == BookFault.RPT_SEQ_BREAK && instrument.rptSeq == instrument.highestRptSeq) {
            counters.increment(BookCounter.REPAIRED_BOOKS);
            queue.clear(instrument.priceQueue);
            change(instrument, nothingMissing ? BookState.LIVE : BookState.SUSPECT);
            return true;
        }
        if (nothingMissing && instrument.state == BookState.SUSPECT && context.start() != BookContext.Start.NATURAL) {
            change(instrument, BookState.LIVE);
        }
        return false;
    }

    /** The book is empty, and that is certain. */
    void restart(final InstrumentBook instrument, final long rptSeq) {
        instrument.clearRows(true);
        instrument.rptSeq = rptSeq;
        instrument.highestRptSeq = rptSeq;
        instrument.priceSequence = -1;
        instrument.priceSnapshotFrom = 0;
        queue.clear(instrument.priceQueue);
        change(instrument, BookState.LIVE);
    }

    /** A book rebuilt from incremental messages is as good as any once all its rows are known. */
    void completeIfKnown(final InstrumentBook instrument) {
        instrument.mayBeComplete = false;
        if (context.start() == BookContext.Start.NATURAL && instrument.book().isComplete()) {
            change(instrument, BookState.LIVE);
        }
    }

    /** What is known of an instrument that is heard of for the first time. */
    void start(final InstrumentBook instrument) {
        countUnsettled(1);
        begin(instrument);
    }

    /** A deleted instrument is used again. */
    void revive(final InstrumentBook instrument) {
        instrument.rptSeq = InstrumentBook.NO_RPT_SEQ;
        instrument.highestRptSeq = InstrumentBook.NO_RPT_SEQ;
        instrument.priceSequence = -1;
        change(instrument, BookState.EMPTY_UNKNOWN);
        begin(instrument);
    }

    private void begin(final InstrumentBook instrument) {
        final boolean isEmptyAtStart = context.start() == BookContext.Start.EMPTY || areAllSeen;
        instrument.clearRows(isEmptyAtStart && !hasGap);
        if (isEmptyAtStart && !hasGap) {
            instrument.rptSeq =
                    context.start() == BookContext.Start.EMPTY && !areAllSeen ? InstrumentBook.NO_RPT_SEQ : 0;
            change(instrument, BookState.LIVE);
        } else if (context.start() == BookContext.Start.NATURAL) {
            change(instrument, BookState.SUSPECT);
        } else {
            recover(instrument, BookFault.NONE, context.isKeyedByPrice() ? 0 : position.lastMissing);
        }
    }

    /** The book waits for a snapshot that holds everything up to the packet, if snapshots are to be had. */
    private void recover(final InstrumentBook instrument, final BookFault fault, final long fromPacket) {
        if (context.hasPriceRecovery()) {
            queue.clear(instrument.priceQueue);
            instrument.priceSnapshotFrom = fromPacket;
            change(instrument, BookState.RECOVERING);
            instrument.fault = fault;
        }
    }

    /** What was put aside is of no use: a snapshot must hold everything up to {@code change}. */
    void abandonQueue(final InstrumentBook instrument, final long change) {
        queue.clear(instrument.priceQueue);
        instrument.priceSnapshotFrom = change;
    }

    /** True when an entry that is not admitted is to be put aside. */
    boolean isWaiting(final InstrumentBook instrument) {
        return !instrument.isFollowing
                && !isRepairing
                && (instrument.state == BookState.RECOVERING
                        || instrument.state == BookState.SUSPECT && isNaturalUntilSnapshot());
    }

    private boolean isNaturalUntilSnapshot() {
        return context.hasPriceRecovery() && context.start() == BookContext.Start.NATURAL;
    }

    /** Books that are not live. */
    int unsettled() {
        return unsettled;
    }

    private void countUnsettled(final int more) {
        unsettled += more;
        counters.set(BookCounter.UNSETTLED_BOOKS, unsettled);
    }

    /** Judges an entry by its RptSeq; true when it is to be applied. */
    boolean admit(final InstrumentBook instrument, final long rptSeq) {
        if (rptSeq == instrument.rptSeq + 1 && instrument.isFollowing) {
            instrument.rptSeq = rptSeq;
            return true;
        }
        return rptSeq == NullValue.SEQUENCE
                ? instrument.state != BookState.DISCONTINUED
                : admitCarefully(instrument, rptSeq - 1, rptSeq);
    }

    /** As {@link #admit}, where entries name the one before them instead of counting. */
    boolean admitChange(final InstrumentBook instrument, final long previous, final long change) {
        if (previous == instrument.rptSeq && instrument.isFollowing) {
            instrument.rptSeq = change;
            return true;
        }
        return admitCarefully(instrument, previous, change);
    }

    private boolean admitCarefully(final InstrumentBook instrument, final long previous, final long rptSeq) {
        instrument.highestRptSeq = Math.max(instrument.highestRptSeq, rptSeq);
        return switch (instrument.state) {
            case LIVE, SUSPECT -> admitKnown(instrument, previous, rptSeq);
            case EMPTY_UNKNOWN -> admitFirst(instrument, previous, rptSeq);
            case STALE, RECOVERING -> admitStale(instrument, previous, rptSeq);
            case DISCONTINUED -> {
                counters.increment(BookCounter.DISCONTINUED_ENTRIES);
                yield false;
            }
        };
    }

    private boolean admitKnown(final InstrumentBook instrument, final long previous, final long rptSeq) {
        final boolean isNatural = context.start() == BookContext.Start.NATURAL;
        final boolean isFirst =
                instrument.rptSeq == InstrumentBook.NO_RPT_SEQ && (isNatural || instrument.state == BookState.LIVE);
        if (previous == instrument.rptSeq || isFirst) {
            instrument.rptSeq = rptSeq;
            // An entry that was put aside before the gap proves nothing about what the gap took.
            if (instrument.state == BookState.SUSPECT
                    && !isNatural
                    && !isRepairing
                    && position.sequence > position.lastMissing) {
                change(instrument, BookState.LIVE);
            }
            return true;
        }
        if (rptSeq <= instrument.rptSeq && (isRepairing || isInSnapshot(instrument, rptSeq))) {
            counters.increment(BookCounter.REPEATED_ENTRIES);
            return false;
        }
        counters.increment(BookCounter.RPT_SEQ_BREAKS);
        return onBreak(instrument, previous, rptSeq, isNatural);
    }

    private boolean isInSnapshot(final InstrumentBook instrument, final long change) {
        return (context.isKeyedByPrice() ? change : position.sequence) <= instrument.priceSequence;
    }

    /** In packets that come in sequence RptSeq never goes back, unless a reset was lost: then nothing is left to repair. */
    private boolean onBreak(
            final InstrumentBook instrument, final long previous, final long rptSeq, final boolean isNatural) {
        if (previous == 0) {
            restart(instrument, rptSeq);
            return true;
        }
        if (isNatural) {
            instrument.clearRows(false);
            instrument.rptSeq = rptSeq;
            change(instrument, BookState.SUSPECT);
            return true;
        }
        final BookFault fault = rptSeq > instrument.rptSeq ? BookFault.RPT_SEQ_BREAK : BookFault.RPT_SEQ_REGRESS;
        faults.increment(fault);
        makeStale(instrument, fault);
        return false;
    }

    /** An instrument's very first entry proves that its book was empty before. */
    private boolean admitFirst(final InstrumentBook instrument, final long previous, final long rptSeq) {
        if (previous != 0) {
            return skip();
        }
        restart(instrument, rptSeq);
        return true;
    }

    /** A book that stopped at a break takes up again where it stopped, if late packets bring what is missing. */
    private boolean admitStale(final InstrumentBook instrument, final long previous, final long rptSeq) {
        if (isRepairing && instrument.fault == BookFault.RPT_SEQ_BREAK && previous == instrument.rptSeq) {
            instrument.rptSeq = rptSeq;
            return true;
        }
        if (isRepairing) {
            return skip();
        }
        return previous != 0 && instrument.state == BookState.RECOVERING
                ? false
                : admitFirst(instrument, previous, rptSeq);
    }

    boolean skip() {
        counters.increment(BookCounter.SKIPPED_ENTRIES);
        return false;
    }

    void fault(final InstrumentBook instrument, final BookFault fault) {
        faults.increment(fault);
        instrument.priceSequence = -1;
        if (context.start() == BookContext.Start.NATURAL) {
            instrument.clearRows(false);
            queue.clear(instrument.priceQueue);
            instrument.priceSnapshotFrom = position.sequence;
            change(instrument, BookState.SUSPECT);
        } else {
            makeStale(instrument, fault);
        }
    }

    /** After a fault the rows mean nothing; after a break they are kept, since a late packet may still close it. */
    private void makeStale(final InstrumentBook instrument, final BookFault fault) {
        final boolean isBreak = fault == BookFault.RPT_SEQ_BREAK;
        if (!isBreak) {
            instrument.clearRows(false);
        }
        change(instrument, BookState.STALE);
        instrument.fault = fault;
        // A break is judged by RptSeq alone; after a fault, the packet at hand may be wrong as a whole.
        recover(instrument, fault, isBreak ? 0 : lastCertain(instrument, fault));
    }

    private long lastCertain(final InstrumentBook instrument, final BookFault fault) {
        if (!context.isKeyedByPrice()) {
            return position.sequence;
        }
        // Changes that are counted anew may have any number.
        return fault == BookFault.RPT_SEQ_REGRESS ? 0 : instrument.rptSeq;
    }

    void change(final InstrumentBook instrument, final BookState state) {
        final BookState before = instrument.state;
        if (before != state) {
            instrument.state = state;
            countUnsettled((state.isSettled() ? 0 : 1) - (before.isSettled() ? 0 : 1));
            instrument.isFollowing = state == BookState.LIVE
                    || state == BookState.SUSPECT
                            && context.start() == BookContext.Start.NATURAL
                            && !context.hasPriceRecovery();
            instrument.fault = BookFault.NONE;
            instrument.highestRptSeq = Math.max(instrument.highestRptSeq, instrument.rptSeq);
            listener.onState(instrument, before);
        }
    }
}
