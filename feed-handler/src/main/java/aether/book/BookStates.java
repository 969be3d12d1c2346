package aether.book;

import aether.feed.Counters;

/**
 * When a book may be believed: the state machine over each instrument's own sequence (RptSeq), gaps of the channel, late
 * packets and resets. Belongs to one {@link BookBuilder}.
 */
final class BookStates {
    private final BookContext context;
    private final BookListener listener;
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults = new Counters<>(BookFault.class);
    private boolean isRepairing;
    private boolean hasGap;
    private boolean hasRestarted;

    BookStates(final BookContext context, final BookListener listener, final Counters<BookCounter> counters) {
        this.context = context;
        this.listener = listener;
        this.counters = counters;
    }

    Counters<BookFault> faults() {
        return faults;
    }

    boolean isRepairing() {
        return isRepairing;
    }

    /** All sequences start over: what is heard of for the first time from now on was empty before. */
    void restartAll() {
        hasRestarted = true;
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
        if (instrument.orderState == BookState.LIVE) {
            instrument.orderState = BookState.STALE;
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
        instrument.book().clear(true);
        instrument.rptSeq = rptSeq;
        instrument.highestRptSeq = rptSeq;
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
        final boolean isEmptyAtStart = context.start() == BookContext.Start.EMPTY || hasRestarted;
        instrument.book().clear(isEmptyAtStart && !hasGap);
        if (isEmptyAtStart && !hasGap) {
            instrument.rptSeq = hasRestarted ? 0 : InstrumentBook.NO_RPT_SEQ;
            change(instrument, BookState.LIVE);
        } else if (context.start() == BookContext.Start.NATURAL) {
            change(instrument, BookState.SUSPECT);
        }
    }

    /** Judges an entry by its RptSeq; true when it is to be applied. */
    boolean admit(final InstrumentBook instrument, final long rptSeq) {
        if (rptSeq == instrument.rptSeq + 1 && instrument.isFollowing) {
            instrument.rptSeq = rptSeq;
            return true;
        }
        return admitCarefully(instrument, rptSeq);
    }

    private boolean admitCarefully(final InstrumentBook instrument, final long rptSeq) {
        instrument.highestRptSeq = Math.max(instrument.highestRptSeq, rptSeq);
        return switch (instrument.state) {
            case LIVE, SUSPECT -> admitKnown(instrument, rptSeq);
            case EMPTY_UNKNOWN -> admitFirst(instrument, rptSeq);
            case STALE -> admitStale(instrument, rptSeq);
            case RECOVERING, DISCONTINUED -> skip();
        };
    }

    private boolean admitKnown(final InstrumentBook instrument, final long rptSeq) {
        final boolean isNatural = context.start() == BookContext.Start.NATURAL;
        final boolean isFirst =
                instrument.rptSeq == InstrumentBook.NO_RPT_SEQ && (isNatural || instrument.state == BookState.LIVE);
        if (rptSeq == instrument.rptSeq + 1 || isFirst) {
            instrument.rptSeq = rptSeq;
            if (instrument.state == BookState.SUSPECT && !isNatural && !isRepairing) {
                change(instrument, BookState.LIVE);
            }
            return true;
        }
        if (isRepairing && rptSeq <= instrument.rptSeq) {
            counters.increment(BookCounter.REPEATED_ENTRIES);
            return false;
        }
        counters.increment(BookCounter.RPT_SEQ_BREAKS);
        return onBreak(instrument, rptSeq, isNatural);
    }

    /** In packets that come in sequence RptSeq never goes back, unless a reset was lost: then nothing is left to repair. */
    private boolean onBreak(final InstrumentBook instrument, final long rptSeq, final boolean isNatural) {
        if (rptSeq == 1) {
            restart(instrument, 1);
            return true;
        }
        if (isNatural) {
            instrument.book().clear(false);
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
    private boolean admitFirst(final InstrumentBook instrument, final long rptSeq) {
        if (rptSeq != 1) {
            return skip();
        }
        restart(instrument, 1);
        return true;
    }

    /** A book that stopped at a break takes up again where it stopped, if late packets bring what is missing. */
    private boolean admitStale(final InstrumentBook instrument, final long rptSeq) {
        if (isRepairing && instrument.fault == BookFault.RPT_SEQ_BREAK && rptSeq == instrument.rptSeq + 1) {
            instrument.rptSeq = rptSeq;
            return true;
        }
        return isRepairing ? skip() : admitFirst(instrument, rptSeq);
    }

    boolean skip() {
        counters.increment(BookCounter.SKIPPED_ENTRIES);
        return false;
    }

    void fault(final InstrumentBook instrument, final BookFault fault) {
        faults.increment(fault);
        if (context.start() == BookContext.Start.NATURAL) {
            instrument.book().clear(false);
            change(instrument, BookState.SUSPECT);
        } else {
            makeStale(instrument, fault);
        }
    }

    /** After a fault the rows mean nothing; after a break they are kept, since a late packet may still close it. */
    private void makeStale(final InstrumentBook instrument, final BookFault fault) {
        if (fault != BookFault.RPT_SEQ_BREAK) {
            instrument.book().clear(false);
        }
        change(instrument, BookState.STALE);
        instrument.fault = fault;
    }

    void change(final InstrumentBook instrument, final BookState state) {
        final BookState before = instrument.state;
        if (before != state) {
            instrument.state = state;
            instrument.isFollowing = state == BookState.LIVE
                    || state == BookState.SUSPECT && context.start() == BookContext.Start.NATURAL;
            instrument.fault = BookFault.NONE;
            instrument.highestRptSeq = Math.max(instrument.highestRptSeq, instrument.rptSeq);
            listener.onState(instrument, before);
        }
    }
}
