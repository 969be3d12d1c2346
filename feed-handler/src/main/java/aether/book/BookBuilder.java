package aether.book;

import aether.feed.Counters;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;

/**
 * Builds the books of one channel from its market events, and publishes each instrument once per match event, when the event
 * has ended.
 *
 * <p>Each instrument keeps its own sequence (RptSeq) over entries of every kind. After lost packets all its books are
 * suspect; an instrument whose next entry is contiguous is live again, one whose RptSeq breaks is stale. An entry that
 * contradicts its book makes it stale as well. A stale book is announced once and then stays silent; late packets may repair
 * it if nothing but their loss made it stale.
 *
 * <p>One thread; does not allocate once instruments are known, except to read the symbol of a definition.
 */
public final class BookBuilder implements MarketEvents {
    private final BookContext context;
    private final InstrumentTable instruments;
    private final EntryApplier applier;
    private final BookListener listener;
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults;
    private final int[] touched;
    private int touchedCount;

    private MarketMessage message;
    private BookEvent event;
    private int lastIndex;
    private int lastSecurityId;
    private boolean hasLast;
    private long eventId;
    private boolean isEventTorn;
    private boolean isRepairing;
    private boolean isEventOpen;
    private boolean hasGap;
    private boolean hasRestarted;

    /**
     * Creates a builder and its counters.
     *
     * @param context concluded
     */
    public BookBuilder(final BookContext context, final BookListener listener) {
        this.context = context;
        this.listener = listener;
        instruments = new InstrumentTable(context);
        touched = new int[context.maxInstruments()];
        counters = new Counters<>(BookCounter.class);
        faults = new Counters<>(BookFault.class);
        applier = new EntryApplier(context, counters);
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        if (message != current) {
            message = current;
            event = new BookEvent(current);
        }
    }

    @Override
    public void onBookLevel(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (entryType == EntryType.BOOK_RESET) {
            onBookReset(instrument, rptSeq);
        } else if (admit(instrument, rptSeq)) {
            instrument.priceExponent = message.priceExponent();
            apply(instrument, entryType, action, level, price, size, orders);
        }
    }

    private void apply(
            final InstrumentBook instrument,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        final BookSide side = instrument.book().side(entryType);
        if (side == null) {
            onUnknownType(instrument, entryType);
            return;
        }
        touch(instrument, entryType >= EntryType.IMPLIED_BID ? BookEvent.IMPLIED : BookEvent.BOOK);
        final BookFault fault = applier.apply(side, action, level, price, size, orders);
        if (fault == BookFault.NONE) {
            counters.increment(BookCounter.BOOK_ENTRIES);
            instrument.mayBeComplete |= side.isComplete();
        } else {
            onFault(instrument, fault);
        }
    }

    private void onUnknownType(final InstrumentBook instrument, final byte entryType) {
        touch(instrument, BookEvent.STATISTICS);
        counters.increment(BookCounter.UNKNOWN_ENTRY_TYPES);
        if (entryType == 0) {
            // The entry was too short to say what it is: it may have been meant for the book.
            onFault(instrument, BookFault.TYPE_MISSING);
        }
    }

    /** The book is empty, and that is certain whatever was known or lost before. */
    private void onBookReset(final InstrumentBook instrument, final long rptSeq) {
        if (instrument.state == BookState.DISCONTINUED || isRepairing && rptSeq <= instrument.rptSeq) {
            skip();
            return;
        }
        counters.increment(BookCounter.BOOK_RESETS);
        restart(instrument, rptSeq);
        touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED);
    }

    @Override
    public void onTrade(
            final int securityId,
            final long rptSeq,
            final long price,
            final long size,
            final int orders,
            final int aggressorSide,
            final int action,
            final long tradeEntryId) {
        final InstrumentBook instrument = onFigure(securityId, rptSeq, BookEvent.TRADE);
        if (instrument != null) {
            listener.onTrade(instrument, price, size, aggressorSide, action);
        }
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        onFigure(securityId, rptSeq, BookEvent.STATISTICS);
    }

    @Override
    public void onStatistic(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final long price,
            final long size,
            final int flags,
            final int action) {
        onFigure(securityId, rptSeq, BookEvent.STATISTICS);
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        onFigure(securityId, rptSeq, BookEvent.STATISTICS);
    }

    @Override
    public void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        counters.increment(BookCounter.ORDER_ENTRIES);
    }

    @Override
    public void onOrderFault(final int securityId) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument != null) {
            instrument.orderState = BookState.STALE;
        }
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        final InstrumentBook instrument = instrument(definition.securityId());
        if (instrument == null) {
            return;
        }
        if (definition.updateAction() == InstrumentDefinition.DELETE) {
            instrument.book().clear(true);
            changeState(instrument, BookState.DISCONTINUED);
            return;
        }
        if (instrument.state == BookState.DISCONTINUED && definition.updateAction() == InstrumentDefinition.ADD) {
            instrument.rptSeq = InstrumentBook.NO_RPT_SEQ;
            changeState(instrument, BookState.EMPTY_UNKNOWN);
            start(instrument);
        }
        instrument.define(
                definition.symbolOr(instrument.symbol()),
                definition.isInvertedBook(),
                depthOr(definition.depth(), instrument.book().bid().depth()),
                depthOr(
                        definition.impliedDepth(),
                        instrument.book().impliedBid().depth()));
    }

    private static int depthOr(final int depth, final int otherwise) {
        return depth >= 1 && depth <= BookSide.MAX_DEPTH ? depth : otherwise;
    }

    @Override
    public void onChannelReset(final int applId) {
        if (applId == NO_COUNT || context.applId() == BookContext.ANY_CHANNEL || context.applId() == applId) {
            counters.increment(BookCounter.CHANNEL_RESETS);
            restartAll();
        }
    }

    @Override
    public void onSequenceReset() {
        restartAll();
    }

    /** Every book is empty, and that is certain; each instrument's sequence starts over, and consumers are told. */
    private void restartAll() {
        forgetEvent();
        isEventTorn = false;
        hasRestarted = true;
        hasGap = false;
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (instrument.state != BookState.DISCONTINUED) {
                restart(instrument, 0);
                touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED);
            }
        }
    }

    private void restart(final InstrumentBook instrument, final long rptSeq) {
        instrument.book().clear(true);
        instrument.rptSeq = rptSeq;
        instrument.highestRptSeq = rptSeq;
        changeState(instrument, BookState.LIVE);
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        hasGap = true;
        isEventTorn = true;
        forgetEvent();
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (instrument.state == BookState.LIVE) {
                changeState(instrument, BookState.SUSPECT);
            }
            if (instrument.orderState == BookState.LIVE) {
                instrument.orderState = BookState.STALE;
            }
        }
    }

    /** An event that is open now will not be told as a whole any more. */
    @Override
    public void onRepairStart() {
        isEventTorn |= isEventOpen;
        isRepairing = true;
    }

    /**
     * A book that has caught up with everything seen of its instrument is right again, and when nothing is missing at all,
     * so is every book that was only suspect.
     */
    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        isRepairing = false;
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (instrument.fault == BookFault.RPT_SEQ_BREAK && instrument.rptSeq == instrument.highestRptSeq) {
                counters.increment(BookCounter.REPAIRED_BOOKS);
                changeState(instrument, nothingMissing ? BookState.LIVE : BookState.SUSPECT);
                touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED);
            } else if (nothingMissing
                    && instrument.state == BookState.SUSPECT
                    && context.start() != BookContext.Start.NATURAL) {
                changeState(instrument, BookState.LIVE);
            }
        }
        hasGap &= !nothingMissing;
        if (touchedCount > 0) {
            publish(BookEvent.INCOMPLETE);
        }
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        if (isRepairing) {
            return;
        }
        isEventOpen = !current.isEndOfEvent();
        if (!isEventOpen) {
            counters.increment(BookCounter.EVENTS);
            if (isEventTorn) {
                counters.increment(BookCounter.INCOMPLETE_EVENTS);
            }
            publish(isEventTorn ? BookEvent.INCOMPLETE : 0);
            isEventTorn = false;
        }
    }

    private void publish(final int flags) {
        eventId++;
        final int count = touchedCount;
        for (int i = 0; i < count; i++) {
            final InstrumentBook instrument = instruments.at(touched[i]);
            final int what = instrument.touched | flags;
            instrument.touched = 0;
            if (instrument.state == BookState.SUSPECT && instrument.mayBeComplete) {
                completeIfKnown(instrument);
            }
            if (instrument.state.isPublished()) {
                event.set(eventId, what);
                listener.onBook(instrument, event);
            }
        }
        touchedCount = 0;
        event.set(eventId, flags);
        listener.onEventEnd(event);
    }

    /** A book rebuilt from incremental messages is as good as any once all its rows are known. */
    private void completeIfKnown(final InstrumentBook instrument) {
        instrument.mayBeComplete = false;
        if (context.start() == BookContext.Start.NATURAL && instrument.book().isComplete()) {
            changeState(instrument, BookState.LIVE);
        }
    }

    private void forgetEvent() {
        for (int i = 0; i < touchedCount; i++) {
            instruments.at(touched[i]).touched = 0;
        }
        touchedCount = 0;
    }

    private InstrumentBook onFigure(final int securityId, final long rptSeq, final int flag) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null || !admit(instrument, rptSeq)) {
            return null;
        }
        if (instrument.priceExponent == 0) {
            instrument.priceExponent = message.priceExponent();
        }
        touch(instrument, flag);
        return instrument;
    }

    private InstrumentBook instrument(final int securityId) {
        if (securityId == lastSecurityId && hasLast) {
            return instruments.at(lastIndex);
        }
        int index = instruments.indexOf(securityId);
        if (index == InstrumentTable.NOT_FOUND) {
            index = instruments.add(securityId);
            if (index == InstrumentTable.NOT_FOUND) {
                counters.increment(BookCounter.INSTRUMENTS_REFUSED);
                return null;
            }
            start(instruments.at(index));
        }
        lastIndex = index;
        lastSecurityId = securityId;
        hasLast = true;
        return instruments.at(index);
    }

    /** What is known of an instrument that is heard of for the first time. */
    private void start(final InstrumentBook instrument) {
        final boolean isEmptyAtStart = context.start() == BookContext.Start.EMPTY || hasRestarted;
        instrument.book().clear(isEmptyAtStart && !hasGap);
        if (isEmptyAtStart && !hasGap) {
            instrument.rptSeq = hasRestarted ? 0 : InstrumentBook.NO_RPT_SEQ;
            changeState(instrument, BookState.LIVE);
        } else if (context.start() == BookContext.Start.NATURAL) {
            changeState(instrument, BookState.SUSPECT);
        }
    }

    /** Judges an entry by its RptSeq; true when it is to be applied. */
    private boolean admit(final InstrumentBook instrument, final long rptSeq) {
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
                changeState(instrument, BookState.LIVE);
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
            changeState(instrument, BookState.SUSPECT);
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

    private boolean skip() {
        counters.increment(BookCounter.SKIPPED_ENTRIES);
        return false;
    }

    private void onFault(final InstrumentBook instrument, final BookFault fault) {
        faults.increment(fault);
        if (context.start() == BookContext.Start.NATURAL) {
            instrument.book().clear(false);
            changeState(instrument, BookState.SUSPECT);
        } else {
            makeStale(instrument, fault);
        }
    }

    /** After a fault the rows mean nothing; after a break they are kept, since a late packet may still close it. */
    private void makeStale(final InstrumentBook instrument, final BookFault fault) {
        if (fault != BookFault.RPT_SEQ_BREAK) {
            instrument.book().clear(false);
        }
        changeState(instrument, BookState.STALE);
        instrument.fault = fault;
    }

    private void touch(final InstrumentBook instrument, final int flag) {
        if (instrument.touched == 0) {
            touched[touchedCount++] = instrument.index();
        }
        instrument.touched |= flag;
    }

    private void changeState(final InstrumentBook instrument, final BookState state) {
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

    public Counters<BookCounter> counters() {
        return counters;
    }

    /** Faults by reason; {@link BookFault#NONE} stays 0. */
    public Counters<BookFault> faults() {
        return faults;
    }

    /** Number of instruments known. */
    public int instrumentCount() {
        return instruments.size();
    }

    /** An instrument by order of first appearance. */
    public InstrumentBook instrumentAt(final int index) {
        return instruments.at(index);
    }

    /** An instrument by SecurityID, or null when it was never heard of. */
    public InstrumentBook find(final int securityId) {
        final int index = instruments.indexOf(securityId);
        return index == InstrumentTable.NOT_FOUND ? null : instruments.at(index);
    }
}
