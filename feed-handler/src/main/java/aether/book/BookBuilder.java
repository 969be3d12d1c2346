package aether.book;

import aether.feed.BookKind;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.nic.Counters;
import aether.state.StateFields;

/**
 * Builds the books of one channel from its market events, and publishes each instrument once per match event, when the event
 * has ended.
 *
 * <p>Each instrument keeps its own sequence (RptSeq) over entries of every kind that has it. After lost packets all books by
 * price are suspect and all books by order stale; an instrument whose next entry is contiguous is live again, one whose
 * RptSeq breaks is stale. An entry that contradicts its book makes it stale as well. A stale book is announced once and then
 * stays silent. It is right again when late packets close the gap, or, where the channel has snapshots, when one comes that
 * is new enough: entries wait for it in a queue.
 *
 * <p>One thread; does not allocate once instruments are known, except to read the symbol of a definition.
 */
public final class BookBuilder extends ChannelWideEvents {
    private final Counters<BookCounter> counters;
    private final FeedPosition position;
    private final EntryQueue queue;
    private final ChannelTrust channel;
    private final EntryApplier applier;
    private final StatusBoard statuses;
    private final InstrumentLifecycle lifecycle;
    private final InstrumentHeads heads;
    private final boolean keepsOrders;
    private final boolean isNatural;
    private final boolean isMadeOfOrders;

    /** What an entry of an order changes. */
    private final int touchedByOrders;

    /**
     * Creates a builder and its counters.
     *
     * @param context concluded
     */
    public BookBuilder(final BookContext context, final BookListener listener) {
        super(context, listener);
        counters = feed.counters();
        position = feed.position();
        queue = feed.queue();
        channel = feed.trust(BookKind.BY_PRICE);
        applier = new EntryApplier(instruments.slab(), context, counters);
        statuses = new StatusBoard(instruments, listener, counters);
        lifecycle = new InstrumentLifecycle(feed, states, orderBooks, statuses, listener);
        heads = feed.heads();
        keepsOrders = context.keepsOrders();
        isNatural = context.start() == BookContext.Start.NATURAL;
        isMadeOfOrders = context.isMadeOfOrders();
        touchedByOrders = isMadeOfOrders ? BookEvent.ORDERS | BookEvent.BOOK : BookEvent.ORDERS;
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        publisher.message(current);
        position.sequence = current.packetSequence();
        position.rxTimeNs = current.rxTimeNs();
        if (position.isGapTimeAwaited) {
            position.messageTime(current.transactTimeNs());
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
        final int instrument = place(securityId);
        if (instrument == InstrumentTable.NOT_FOUND) {
            return;
        }
        if (entryType == EntryType.BOOK_RESET) {
            onBookReset(instruments.at(instrument), rptSeq);
            return;
        }
        if (!heads.follow(instrument, rptSeq)) {
            final InstrumentBook candidate = instruments.at(instrument);
            final boolean isAdmitted = states.admit(candidate, rptSeq);
            if (states.isWaiting(candidate)) {
                putAside(
                        candidate,
                        queue.entry(QueuedEntry.Kind.LEVEL, rptSeq)
                                .what(entryType, action, level)
                                .amounts(price, size)
                                .orders(orders));
            }
            if (!isAdmitted) {
                return;
            }
        }
        apply(instrument, entryType, action, level, price, size, orders);
    }

    private void putAside(final InstrumentBook instrument, final QueuedEntry entry) {
        if (entry.rptSeq != NullValue.SEQUENCE) {
            instrument.priceTrust().putAside(entry, position.sequence);
        }
    }

    private void apply(
            final int instrument,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        heads.priceExponent(instrument, publisher.message().priceExponent());
        final int sideIndex = PriceBook.sideIndex(entryType);
        if (sideIndex == PriceBook.NO_SIDE) {
            onUnknownType(instruments.at(instrument), entryType);
            return;
        }
        final int side = BookSlab.sideOf(instrument, sideIndex);
        publisher.touch(instrument, entryType >= EntryType.IMPLIED_BID ? BookEvent.IMPLIED : BookEvent.BOOK);
        final BookFault fault = applier.apply(side, action, level, price, size, orders);
        if (fault == BookFault.NONE) {
            counters.increment(BookCounter.BOOK_ENTRIES);
            if (isNatural && instruments.slab().isComplete(side)) {
                heads.sideIsComplete(instrument);
            }
        } else {
            states.fault(instruments.at(instrument), fault);
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
        final BookTrust trust = instrument.priceTrust();
        final boolean isOld =
                channel.isRepairing() || trust.state().isPublished() && position.sequence <= trust.sequence();
        if (trust.isDiscontinued() || isOld && rptSeq <= instrument.rptSeq()) {
            states.skip();
            return;
        }
        counters.increment(BookCounter.BOOK_RESETS);
        states.restart(instrument, rptSeq);
        orderBooks.reset(instrument);
        publisher.touch(instrument, BookEvent.BOOK | BookEvent.IMPLIED | BookEvent.ORDERS);
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
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (isPresent()) {
            trades.trade(instrument, price, size, orders, aggressorSide);
        }
        final boolean isAdmitted = admitWithoutRow(instrument, rptSeq, BookEvent.TRADE);
        if (states.isWaiting(instrument)) {
            putAside(
                    instrument,
                    queue.entry(QueuedEntry.Kind.TRADE, rptSeq)
                            .what((byte) 0, action, aggressorSide)
                            .amounts(price, size)
                            .id(tradeEntryId)
                            .orders(orders));
        }
        if (isAdmitted) {
            listener.onTrade(instrument, price, size, aggressorSide, action);
        }
    }

    /** False while entries are told again, or late: what they say was announced, or missed, already. */
    private boolean isPresent() {
        return !position.isRetold && !channel.isRepairing();
    }

    @Override
    public void onTradeOrder(final long orderId, final long quantity) {
        if (isPresent()) {
            trades.order(orderId, quantity, listener);
        }
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (admitWithoutRow(instrument, rptSeq, BookEvent.STATISTICS)) {
            instrument.statistics().volume(action == UpdateAction.DELETE ? NullValue.SIZE : volume);
        }
        if (states.isWaiting(instrument)) {
            putAside(
                    instrument,
                    queue.entry(QueuedEntry.Kind.VOLUME, rptSeq)
                            .what((byte) 0, action, 0)
                            .amounts(0, volume));
        }
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
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (admitWithoutRow(instrument, rptSeq, BookEvent.STATISTICS)
                && !instrument.statistics().set(entryType, price, size, flags, action)) {
            counters.increment(BookCounter.UNKNOWN_STATISTICS);
        }
        if (states.isWaiting(instrument)) {
            putAside(
                    instrument,
                    queue.entry(QueuedEntry.Kind.STATISTIC, rptSeq)
                            .what(entryType, action, flags)
                            .amounts(price, size));
        }
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (admitWithoutRow(instrument, rptSeq, BookEvent.STATISTICS)) {
            instrument.statistics().limits(high, low, maxVariation);
        }
        if (states.isWaiting(instrument)) {
            putAside(
                    instrument,
                    queue.entry(QueuedEntry.Kind.LIMITS, rptSeq)
                            .amounts(high, low)
                            .id(maxVariation));
        }
    }

    private boolean admitWithoutRow(final InstrumentBook instrument, final long rptSeq, final int flag) {
        if (!states.admit(instrument, rptSeq)) {
            return false;
        }
        instrument.learnExponent(publisher.message().priceExponent());
        publisher.touch(instrument, flag);
        return true;
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
        if (!keepsOrders) {
            return;
        }
        final int instrument = place(securityId);
        if (instrument == InstrumentTable.NOT_FOUND) {
            return;
        }
        heads.learnPriceExponent(instrument, publisher.message().priceExponent());
        if (orderBooks.onOrder(instrument, orderId, priority, price, quantity, entryType, action)) {
            publisher.touch(instrument, touchedByOrders);
        } else if (isMadeOfOrders) {
            followOrders(instruments.at(instrument));
        }
    }

    /** Rows that are made of orders are no better than these. */
    private void followOrders(final InstrumentBook instrument) {
        if (instrument.state().isPublished() && !instrument.orderState().isPublished()) {
            instrument.clearRows(false);
            instrument.priceTrust().stale(instrument.orderFault());
        }
    }

    @Override
    public void onDoubt(final int securityId) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument == null) {
            return;
        }
        if (instrument.priceTrust().isLive()) {
            instrument.priceTrust().suspect();
        }
        if (isMadeOfOrders) {
            orderBooks.doubt(instrument);
        }
    }

    @Override
    public void onOrderFault(final int securityId) {
        final InstrumentBook instrument = instrument(securityId);
        if (instrument != null) {
            orderBooks.fault(instrument, BookFault.BAD_REFERENCE);
        }
    }

    @Override
    public void onSecurityStatus(
            final int securityId,
            final long securityGroup,
            final long asset,
            final int tradingStatus,
            final int haltReason,
            final int tradingEvent) {
        if (securityId == NullValue.COUNT) {
            statuses.onScope(securityGroup, asset, tradingStatus, haltReason, tradingEvent);
            return;
        }
        final InstrumentBook instrument = instrument(securityId);
        if (instrument != null) {
            statuses.onInstrument(instrument, tradingStatus, haltReason, tradingEvent);
            publisher.touch(instrument, BookEvent.STATUS);
        }
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        final InstrumentBook instrument = instrument(definition.securityId());
        if (instrument != null) {
            lifecycle.onDefinition(instrument, definition);
        }
    }

    @Override
    public void onChannelReset(final int applId) {
        final int ours = feed.settings().applId();
        if (applId == NullValue.COUNT || ours == BookContext.ANY_CHANNEL || ours == applId) {
            recovery.channelReset();
        }
    }

    /**
     * Somebody knows better: the books of an instrument are wrong, and are built anew from snapshots where the channel has some. Between packets; what a journal is to know
     * of, since it does not follow from packets.
     */
    public void distrust(final int securityId) {
        final InstrumentBook instrument = find(securityId);
        if (instrument != null && instrument.state().isPublished()) {
            states.fault(instrument, BookFault.MACHINES_DIFFER);
        }
        if (instrument != null && keepsOrders) {
            orderBooks.fault(instrument, BookFault.MACHINES_DIFFER);
        }
    }

    public Counters<BookCounter> counters() {
        return counters;
    }

    /** Faults by reason; {@link BookFault#NONE} stays 0. */
    public Counters<BookFault> faults() {
        return feed.faults();
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

    /** True while a snapshot of such a book would be of use: while it is not, the feed need not be listened to. */
    public boolean needsSnapshots(final BookKind kind) {
        return feed.trust(kind).needsSnapshots();
    }

    /**
     * True between two events: only then {@link #state} is all there is. Between packets; an event may take several of them, a snapshot too.
     */
    public boolean isBetweenEvents() {
        return !boundary.isOpen() && publisher.hasNothingTouched() && !keyed.isInChange() && !snapshots.isInSnapshot();
    }

    /** Everything that was made of the feed up to here, between events: read into a builder of the same settings. */
    public void state(final StateFields fields) {
        if (fields.isRead()) {
            forgetLast();
            trades.forget();
            keyed.forget();
            snapshots.forget();
        }
        feed.state(fields);
        instruments.state(fields);
        feed.heads().state(fields, instruments.size());
        publisher.state(fields);
        boundary.state(fields);
        statuses.state(fields);
    }
}
