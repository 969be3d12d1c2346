package aether.book;

import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.nic.Counters;

/**
 * What happens to all books of a channel at once: lost packets and their repair, resets, snapshots and passes over them, and
 * the end of events, which all of these may tear. Belongs to one {@link BookBuilder}.
 */
final class BookRecovery {
    private static final int WHOLE_BOOK = BookEvent.BOOK | BookEvent.IMPLIED;

    private final BookContext context;
    private final InstrumentTable instruments;
    private final BookStates states;
    private final OrderBooks orderBooks;
    private final Snapshots snapshots;
    private final EventPublisher publisher;
    private final TradeSummaries trades;
    private final FeedPosition position;
    private final Counters<BookCounter> counters;
    private final MarketEvents builder;
    private final CrossCheck check;

    private boolean isEventTorn;
    private boolean isEventOpen;
    private boolean isCatchingUp;
    private int priceLoop;
    private int orderLoop;
    private boolean hasPriceLoop;
    private boolean hasOrderLoop;
    private InstrumentBook orderSnapshot;

    BookRecovery(
            final BookContext context,
            final InstrumentTable instruments,
            final BookStates states,
            final OrderBooks orderBooks,
            final Snapshots snapshots,
            final EventPublisher publisher,
            final TradeSummaries trades,
            final FeedPosition position,
            final Counters<BookCounter> counters,
            final MarketEvents builder) {
        this.context = context;
        this.instruments = instruments;
        this.states = states;
        this.orderBooks = orderBooks;
        this.snapshots = snapshots;
        this.publisher = publisher;
        this.trades = trades;
        this.position = position;
        this.counters = counters;
        this.builder = builder;
        check = context.isVerifying() ? new CrossCheck(states, orderBooks, counters) : null;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** False while entries are told again, or late: what they say was announced, or missed, already. */
    boolean isPresent() {
        return !isCatchingUp && !states.isRepairing();
    }

    void channelReset() {
        counters.increment(BookCounter.CHANNEL_RESETS);
        restartAll();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).statistics().channelReset();
        }
    }

    void sequenceReset() {
        if (context.isKeyedByPrice()) {
            restartPackets();
            return;
        }
        restartAll();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).statistics().clear();
        }
    }

    /** Only packets are counted anew: books go on, and their chains of changes will show what was lost. */
    private void restartPackets() {
        position.restart();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).forgetPacket();
            states.abandonQueue(instruments.at(i), 0);
        }
        gap(0);
    }

    /** Every book is empty, and that is certain; each instrument's sequence starts over, and consumers are told. */
    private void restartAll() {
        publisher.forget();
        trades.forget();
        isEventTorn = false;
        position.restart();
        states.allSeen();
        orderBooks.allSeen();
        hasPriceLoop = true;
        hasOrderLoop = true;
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            instrument.forgetPacket();
            if (instrument.state != BookState.DISCONTINUED) {
                states.restart(instrument, 0);
                orderBooks.restart(instrument);
                publisher.touch(instrument, WHOLE_BOOK | BookEvent.ORDERS);
            }
        }
    }

    /** What was before is unknown, unless the start is declared to be one of empty books. */
    void firstPacket(final long sequence) {
        position.sequence = sequence;
        position.gap(context.start() == BookContext.Start.EMPTY ? 0 : sequence - 1);
        if (context.isKeyedByPrice()) {
            gap(position.lastMissing);
            return;
        }
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).priceSnapshotFrom = position.lastMissing;
            instruments.at(i).orderSnapshotFrom = position.lastMissing;
        }
    }

    void gap(final long lastMissing) {
        isEventTorn = true;
        publisher.forget();
        trades.forget();
        position.gap(lastMissing);
        states.gap();
        orderBooks.gapAnywhere();
        for (int i = 0; i < instruments.size(); i++) {
            states.suspect(instruments.at(i));
            orderBooks.gap(instruments.at(i));
        }
    }

    void gapGivenUp() {
        for (int i = 0; i < instruments.size(); i++) {
            orderBooks.giveUpRepair(instruments.at(i));
        }
    }

    /** An event that is open now will not be told as a whole any more. */
    void startRepair() {
        isEventTorn |= isEventOpen;
        states.startRepair();
        orderBooks.startRepair();
    }

    void endRepair(final boolean nothingMissing) {
        states.endRepair(nothingMissing);
        orderBooks.endRepair(nothingMissing);
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (states.repaired(instrument, nothingMissing)) {
                publisher.touch(instrument, WHOLE_BOOK);
            }
            if (orderBooks.repaired(instrument)) {
                publisher.touch(instrument, BookEvent.ORDERS);
            }
        }
        isEventTorn |= isEventOpen;
        publishRecovered();
    }

    /** {@code instrument} is null when there is no room for it. */
    void startSnapshot(final InstrumentBook instrument, final BookSnapshot snapshot) {
        orderSnapshot = null;
        if (instrument == null) {
            return;
        }
        if (snapshot.isByOrder()) {
            instrument.orderLoop = orderLoop;
            orderSnapshot = orderBooks.startSnapshot(instrument, snapshot) ? instrument : null;
        } else {
            instrument.priceLoop = priceLoop;
            snapshots.start(instrument, snapshot);
        }
    }

    void snapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {
        if (orderSnapshot != null
                && !orderBooks.onSnapshotOrder(orderSnapshot, entryType, orderId, priority, price, quantity)) {
            orderSnapshot = null;
        }
    }

    void endSnapshot(final BookSnapshot snapshot) {
        isCatchingUp = true;
        if (!snapshot.isByOrder()) {
            final InstrumentBook recovered = snapshots.end(snapshot);
            if (recovered != null) {
                publisher.touch(recovered, WHOLE_BOOK | BookEvent.RECOVERED);
            }
        } else if (orderSnapshot != null && orderBooks.endSnapshot(orderSnapshot, snapshot, builder)) {
            publisher.touch(orderSnapshot, BookEvent.ORDERS | BookEvent.RECOVERED);
        }
        isCatchingUp = false;
        publishRecovered();
    }

    /** In the middle of an event the books are not fit to be seen: its end will publish them. */
    private void publishRecovered() {
        if (!isEventOpen && !publisher.isEmpty()) {
            publisher.publish(BookEvent.INCOMPLETE);
        }
    }

    void startLoop(final boolean byOrder) {
        if (byOrder) {
            orderLoop++;
        } else {
            priceLoop++;
        }
    }

    void endLoop(final boolean byOrder, final long lowestSequence) {
        if (context.isKeyedByPrice()) {
            hasPriceLoop = true;
            return;
        }
        if (!position.isStarted) {
            return;
        }
        isCatchingUp = true;
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (byOrder) {
                if (instrument.orderLoop != orderLoop && orderBooks.absent(instrument, lowestSequence, builder)) {
                    publisher.touch(instrument, BookEvent.ORDERS | BookEvent.RECOVERED);
                }
            } else if (instrument.priceLoop != priceLoop && snapshots.absent(instrument, lowestSequence)) {
                publisher.touch(instrument, WHOLE_BOOK | BookEvent.RECOVERED);
            }
        }
        isCatchingUp = false;
        if (lowestSequence >= position.lastMissing) {
            allSeen(byOrder);
        }
        publishRecovered();
    }

    private void allSeen(final boolean byOrder) {
        if (byOrder) {
            hasOrderLoop = true;
            orderBooks.allSeen();
        } else {
            hasPriceLoop = true;
            states.allSeen();
        }
    }

    boolean needsSnapshots(final boolean byOrder) {
        return byOrder
                ? context.hasOrderRecovery() && (!hasOrderLoop || orderBooks.unsettled() > 0)
                : context.hasPriceRecovery() && (!hasPriceLoop || states.unsettled() > 0);
    }

    void messageEnd(final boolean isEndOfEvent) {
        isEventOpen = !isEndOfEvent;
        if (isEndOfEvent && !states.isRepairing()) {
            counters.increment(BookCounter.EVENTS);
            if (isEventTorn) {
                counters.increment(BookCounter.INCOMPLETE_EVENTS);
                trades.forget();
            } else {
                trades.end();
            }
            if (check != null) {
                publisher.check(check, position.sequence);
            }
            publisher.publish(isEventTorn ? BookEvent.INCOMPLETE : 0);
            isEventTorn = false;
        }
    }
}
