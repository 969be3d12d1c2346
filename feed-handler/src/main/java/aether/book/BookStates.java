package aether.book;

import aether.feed.BookKind;
import aether.feed.NullValue;
import aether.nic.Counters;

/**
 * When a book may be believed: the state machine over each instrument's own sequence (RptSeq), gaps of the channel, late
 * packets and resets. Belongs to one {@link BookBuilder}.
 */
final class BookStates {
    private final BookContext context;
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults;
    private final FeedPosition position;
    private final InstrumentHeads heads;
    private final ChannelTrust channel;

    BookStates(final FeedContext feed, final InstrumentTable instruments, final BookListener listener) {
        context = feed.settings();
        counters = feed.counters();
        faults = feed.faults();
        position = feed.position();
        heads = feed.heads();
        channel = feed.trust(BookKind.BY_PRICE);
        channel.tellTo((index, before) -> {
            final InstrumentBook instrument = instruments.at(index);
            final BookState now = instrument.priceTrust().state();
            instrument.onPriceState(now);
            heads.state(index, marks(now));
            listener.onState(instrument, before);
        });
    }

    private long marks(final BookState state) {
        return (channel.follows(state) ? InstrumentHeads.FOLLOWS : 0)
                | (state == BookState.SUSPECT ? InstrumentHeads.SUSPECT : 0)
                | (state.isPublished() ? InstrumentHeads.PUBLISHED : 0);
    }

    /** Packets of the channel are lost that may concern the instrument. */
    void gap(final InstrumentBook instrument) {
        if (instrument.priceTrust().isLive()) {
            instrument.priceTrust().suspect();
        }
    }

    /**
     * A book that has caught up with everything seen of its instrument is right again, and when nothing is missing at all,
     * so is a book that was only suspect.
     *
     * @return true when the book was stale and is not any more
     */
    boolean repaired(final InstrumentBook instrument, final boolean nothingMissing) {
        final BookTrust trust = instrument.priceTrust();
        if (trust.fault() == BookFault.RPT_SEQ_BREAK && instrument.rptSeq() == instrument.highestRptSeq) {
            trust.repaired(nothingMissing ? BookState.LIVE : BookState.SUSPECT);
            return true;
        }
        if (nothingMissing && trust.state() == BookState.SUSPECT && !isNatural()) {
            trust.live();
        }
        return false;
    }

    /** The book is empty, and that is certain. */
    void restart(final InstrumentBook instrument, final long rptSeq) {
        instrument.clearRows(true);
        instrument.rptSeq(rptSeq);
        instrument.highestRptSeq = rptSeq;
        instrument.priceTrust().restart();
    }

    /** What is known of an instrument that is heard of for the first time. */
    void start(final InstrumentBook instrument) {
        instrument.priceTrust().enter();
        begin(instrument);
    }

    /** A deleted instrument is used again. */
    void revive(final InstrumentBook instrument) {
        instrument.rptSeq(InstrumentBook.NO_RPT_SEQ);
        instrument.highestRptSeq = InstrumentBook.NO_RPT_SEQ;
        instrument.priceTrust().revive();
        begin(instrument);
    }

    private void begin(final InstrumentBook instrument) {
        final BookTrust trust = instrument.priceTrust();
        instrument.clearRows(channel.isNewOneEmpty());
        if (channel.isNewOneEmpty()) {
            instrument.rptSeq(channel.isAllSeen() ? 0 : InstrumentBook.NO_RPT_SEQ);
            trust.live();
        } else if (isNatural()) {
            trust.suspect();
        } else {
            trust.recover(context.isKeyedByPrice() ? 0 : position.lastMissing);
        }
    }

    private boolean isNatural() {
        return context.start() == BookContext.Start.NATURAL;
    }

    /** True when an entry that is not admitted is to be put aside. */
    boolean isWaiting(final InstrumentBook instrument) {
        return !heads.follows(instrument.index()) && !channel.isRepairing() && isWaiting(instrument.state());
    }

    private boolean isWaiting(final BookState state) {
        return state == BookState.RECOVERING || state == BookState.SUSPECT && isNatural() && channel.hasRecovery();
    }

    /** Judges an entry by its RptSeq; true when it is to be applied. */
    boolean admit(final InstrumentBook instrument, final long rptSeq) {
        if (heads.follow(instrument.index(), rptSeq)) {
            return true;
        }
        return rptSeq == NullValue.SEQUENCE
                ? !instrument.priceTrust().isDiscontinued()
                : admitCarefully(instrument, rptSeq - 1, rptSeq);
    }

    /** As {@link #admit}, where entries name the one before them instead of counting. */
    boolean admitChange(final InstrumentBook instrument, final long previous, final long change) {
        if (previous == instrument.rptSeq() && heads.follows(instrument.index())) {
            instrument.rptSeq(change);
            return true;
        }
        return admitCarefully(instrument, previous, change);
    }

    private boolean admitCarefully(final InstrumentBook instrument, final long previous, final long rptSeq) {
        instrument.highestRptSeq = Math.max(instrument.highestRptSeq, rptSeq);
        return switch (instrument.state()) {
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
        final boolean isFirst = instrument.rptSeq() == InstrumentBook.NO_RPT_SEQ
                && (isNatural() || instrument.priceTrust().isLive());
        if (previous == instrument.rptSeq() || isFirst) {
            instrument.rptSeq(rptSeq);
            // An entry that was put aside before the gap proves nothing about what the gap took.
            if (instrument.state() == BookState.SUSPECT
                    && !isNatural()
                    && !channel.isRepairing()
                    && position.sequence > position.lastMissing) {
                instrument.priceTrust().live();
            }
            return true;
        }
        if (rptSeq <= instrument.rptSeq() && (channel.isRepairing() || isInSnapshot(instrument, rptSeq))) {
            counters.increment(BookCounter.REPEATED_ENTRIES);
            return false;
        }
        counters.increment(BookCounter.RPT_SEQ_BREAKS);
        return onBreak(instrument, previous, rptSeq);
    }

    private boolean isInSnapshot(final InstrumentBook instrument, final long change) {
        return (context.isKeyedByPrice() ? change : position.sequence)
                <= instrument.priceTrust().sequence();
    }

    /** In packets that come in sequence RptSeq never goes back, unless a reset was lost: then nothing is left to repair. */
    private boolean onBreak(final InstrumentBook instrument, final long previous, final long rptSeq) {
        if (previous == 0) {
            restart(instrument, rptSeq);
            return true;
        }
        if (isNatural()) {
            instrument.clearRows(false);
            instrument.rptSeq(rptSeq);
            instrument.priceTrust().suspect();
            return true;
        }
        final BookFault fault = rptSeq > instrument.rptSeq() ? BookFault.RPT_SEQ_BREAK : BookFault.RPT_SEQ_REGRESS;
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
        if (!channel.isRepairing()) {
            return (previous == 0 || instrument.state() != BookState.RECOVERING)
                    && admitFirst(instrument, previous, rptSeq);
        }
        if (instrument.fault() == BookFault.RPT_SEQ_BREAK && previous == instrument.rptSeq()) {
            instrument.rptSeq(rptSeq);
            return true;
        }
        return skip();
    }

    boolean skip() {
        counters.increment(BookCounter.SKIPPED_ENTRIES);
        return false;
    }

    void fault(final InstrumentBook instrument, final BookFault fault) {
        faults.increment(fault);
        instrument.priceTrust().forgetSnapshot();
        if (isNatural()) {
            instrument.clearRows(false);
            instrument.priceTrust().abandonQueue(position.sequence);
            instrument.priceTrust().suspect();
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
        instrument.priceTrust().stale(fault);
        // A break is judged by RptSeq alone; after a fault, the packet at hand may be wrong as a whole.
        instrument.priceTrust().recover(isBreak ? 0 : lastCertain(instrument, fault));
    }

    private long lastCertain(final InstrumentBook instrument, final BookFault fault) {
        if (!context.isKeyedByPrice()) {
            return position.sequence;
        }
        // Changes that are counted anew may have any number.
        return fault == BookFault.RPT_SEQ_REGRESS ? 0 : instrument.rptSeq();
    }
}
