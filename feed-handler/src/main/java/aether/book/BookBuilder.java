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
    private final Counters<BookCounter> counters = new Counters<>(BookCounter.class);
    private final BookStates states;
    private final EventPublisher publisher;

    private int lastIndex;
    private int lastSecurityId;
    private boolean hasLast;
    private boolean isEventTorn;
    private boolean isEventOpen;

    /**
     * Creates a builder and its counters.
     *
     * @param context concluded
     */
    public BookBuilder(final BookContext context, final BookListener listener) {
        this.context = context;
        this.listener = listener;
        instruments = new InstrumentTable(context);
        states = new BookStates(context, listener, counters);
        publisher = new EventPublisher(instruments, states, listener, context.maxInstruments());
        applier = new EntryApplier(context, counters);
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        publisher.message(current);
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
        } else if (states.admit(instrument, rptSeq)) {
            instrument.priceExponent = publisher.message().priceExponent();
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
        final int sideIndex = PriceBook.sideIndex(entryType);
        if (sideIndex == PriceBook.NO_SIDE) {
            onUnknownType(instrument, entryType);
            return;
        }
        final BookSide side = instruments.side(lastIndex, sideIndex);
        publisher.touch(instrument, entryType >= EntryType.IMPLIED_BID ? BookEvent.IMPLIED : BookEvent.BOOK);
        final BookFault fault = applier.apply(side, action, level, price, size, orders);
        if (fault == BookFault.NONE) {
            counters.increment(BookCounter.BOOK_ENTRIES);
            instrument.mayBeComplete |= side.isComplete();
        } else {
            states.fault(instrument, fault);
        }
    }

    private void onUnknownType(final InstrumentBook instrument, final byte entryType) {
        publisher.touch(instrument, BookEvent.STATISTICS);
        counters.increment(BookCounter.UNKNOWN_ENTRY_TYPES);
        if (entryType == 0) {
            // The entry was too short to say what it is: it may have been meant for the book.
            states.fault(instrument, BookFault.TYPE_MISSING);
        }
    }

    /** The book is empty, and that is certain whatever was known or lost before. */
    private void onBookReset(final InstrumentBook instrument, final long rptSeq) {
        if (instrument.state == BookState.DISCONTINUED || states.isRepairing() && rptSeq <= instrument.rptSeq) {
            states.skip();
            return;
        }
        counters.increment(BookCounter.BOOK_RESETS);
        states.restart(instrument, rptSeq);
        publisher.touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED);
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
            states.change(instrument, BookState.DISCONTINUED);
            return;
        }
        if (instrument.state == BookState.DISCONTINUED && definition.updateAction() == InstrumentDefinition.ADD) {
            instrument.rptSeq = InstrumentBook.NO_RPT_SEQ;
            states.change(instrument, BookState.EMPTY_UNKNOWN);
            states.start(instrument);
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
        publisher.forget();
        isEventTorn = false;
        states.restartAll();
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (instrument.state != BookState.DISCONTINUED) {
                states.restart(instrument, 0);
                publisher.touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED);
            }
        }
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        isEventTorn = true;
        publisher.forget();
        states.gap();
        for (int i = 0; i < instruments.size(); i++) {
            states.suspect(instruments.at(i));
        }
    }

    /** An event that is open now will not be told as a whole any more. */
    @Override
    public void onRepairStart() {
        isEventTorn |= isEventOpen;
        states.startRepair();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        states.endRepair(nothingMissing);
        for (int i = 0; i < instruments.size(); i++) {
            if (states.repaired(instruments.at(i), nothingMissing)) {
                publisher.touch(instruments.at(i), BookEvent.BOOK | BookEvent.IMPLIED);
            }
        }
        if (!publisher.isEmpty()) {
            publisher.publish(BookEvent.INCOMPLETE);
        }
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        if (states.isRepairing()) {
            return;
        }
        isEventOpen = !current.isEndOfEvent();
        if (!isEventOpen) {
            counters.increment(BookCounter.EVENTS);
            if (isEventTorn) {
                counters.increment(BookCounter.INCOMPLETE_EVENTS);
            }
            publisher.publish(isEventTorn ? BookEvent.INCOMPLETE : 0);
            isEventTorn = false;
        }
    }

    private InstrumentBook onFigure(final int securityId, final long rptSeq, final int flag) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null || !states.admit(instrument, rptSeq)) {
            return null;
        }
        if (instrument.priceExponent == 0) {
            instrument.priceExponent = publisher.message().priceExponent();
        }
        publisher.touch(instrument, flag);
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
            states.start(instruments.at(index));
        }
        lastIndex = index;
        lastSecurityId = securityId;
        hasLast = true;
        return instruments.at(index);
    }

    public Counters<BookCounter> counters() {
        return counters;
    }

    /** Faults by reason; {@link BookFault#NONE} stays 0. */
    public Counters<BookFault> faults() {
        return states.faults();
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
