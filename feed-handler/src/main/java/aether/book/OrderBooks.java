package aether.book;

import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.nic.Counters;

/**
 * The books by order of one channel: applies entries, and keeps each book's state. Order entries have no RptSeq, so a lost
 * packet makes every book stale; only late packets, or a snapshot not older than what was lost, make it right again.
 */
final class OrderBooks {
    private final BookContext context;
    private final BookListener listener;
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults;
    private final FeedPosition position;
    private final EntryQueue queue;
    private final OrderArena arena;
    private final ChunkTable chunks = new ChunkTable();
    private final boolean areKept;
    private boolean isRepairing;
    private boolean isEveryNewOneEmpty;
    private boolean hasGap;
    private int unsettled;

    OrderBooks(
            final BookContext context,
            final BookListener listener,
            final Counters<BookCounter> counters,
            final Counters<BookFault> faults,
            final FeedPosition position,
            final EntryQueue queue,
            final OrderArena arena) {
        this.context = context;
        this.listener = listener;
        this.counters = counters;
        this.faults = faults;
        this.position = position;
        this.queue = queue;
        this.arena = arena;
        areKept = context.keepsOrders();
        isEveryNewOneEmpty = context.start() == BookContext.Start.EMPTY;
    }

    /** What is known of an instrument that is heard of for the first time. */
    void start(final InstrumentBook instrument) {
        if (areKept) {
            countUnsettled(1);
            begin(instrument);
        }
    }

    /** A deleted instrument is used again. */
    void revive(final InstrumentBook instrument) {
        if (areKept) {
            instrument.orderSequence = -1;
            change(instrument, BookState.EMPTY_UNKNOWN);
            begin(instrument);
        }
    }

    private void begin(final InstrumentBook instrument) {
        if (isEveryNewOneEmpty && !hasGap) {
            change(instrument, BookState.LIVE);
        } else {
            recover(instrument, BookFault.NONE, position.lastMissing);
        }
    }

    /** One entry; true when a live book was changed. */
    boolean onOrder(
            final InstrumentBook instrument,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        if (instrument.orderState != BookState.LIVE || isRepairing || position.sequence <= instrument.orderSequence) {
            return onWaiting(instrument, orderId, priority, price, quantity, entryType, action);
        }
        return apply(instrument, orderId, priority, price, quantity, entryType, action);
    }

    private boolean apply(
            final InstrumentBook instrument,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        final BookFault fault = entryType == EntryType.BID || entryType == EntryType.OFFER
                ? instrument.orders().apply(entryType == EntryType.BID, action, orderId, priority, price, quantity)
                : BookFault.TYPE_MISSING;
        if (fault != BookFault.NONE) {
            fault(instrument, fault);
            return false;
        }
        counters.increment(BookCounter.ORDER_ENTRIES);
        return true;
    }

    private boolean onWaiting(
            final InstrumentBook instrument,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        if (isRepairing) {
            return instrument.areOrdersRepairable
                    && position.sequence > instrument.orderSequence
                    && apply(instrument, orderId, priority, price, quantity, entryType, action);
        }
        if (instrument.orderState == BookState.RECOVERING) {
            final boolean hasRoom = queue.add(
                    instrument.orderQueue,
                    position.sequence,
                    EntryQueue.ORDER,
                    entryType,
                    action,
                    0,
                    priority,
                    price,
                    quantity,
                    orderId,
                    0);
            if (hasRoom) {
                counters.increment(BookCounter.QUEUED_ENTRIES);
            } else {
                counters.increment(BookCounter.QUEUE_OVERFLOWS);
                queue.clear(instrument.orderQueue);
                instrument.orderSnapshotFrom = position.sequence;
                instrument.areOrdersRepairable = false;
            }
        } else {
            counters.increment(BookCounter.SKIPPED_ORDER_ENTRIES);
        }
        return false;
    }

    /** The book contradicts itself or its entries: its orders are let go. */
    void fault(final InstrumentBook instrument, final BookFault fault) {
        if (!areKept || instrument.orderState != BookState.LIVE && !instrument.areOrdersRepairable) {
            return;
        }
        faults.increment(fault);
        instrument.orders().clear();
        instrument.areOrdersRepairable = false;
        instrument.orderSequence = -1;
        change(instrument, BookState.STALE);
        instrument.orderFault = fault;
        recover(instrument, fault, position.sequence);
    }

    /** Packets are lost: any book may lack an entry. Its orders are kept, should the packets come after all. */
    void gap(final InstrumentBook instrument) {
        if (instrument.orderState == BookState.LIVE && instrument.orderSequence < position.lastMissing) {
            instrument.areOrdersRepairable = true;
            change(instrument, BookState.STALE);
            instrument.orderFault = BookFault.CHANNEL_GAP;
            recover(instrument, BookFault.CHANNEL_GAP, position.lastMissing);
        } else if (instrument.orderState == BookState.RECOVERING) {
            queue.clear(instrument.orderQueue);
            instrument.orderSnapshotFrom = position.lastMissing;
        }
    }

    /** Packets of the channel are lost: call for the channel, then {@link #gap} for each instrument. */
    void gapAnywhere() {
        hasGap = true;
    }

    /** The missing packets will not come: what was kept for them is of no use. */
    void giveUpRepair(final InstrumentBook instrument) {
        instrument.areOrdersRepairable = false;
    }

    void startRepair() {
        isRepairing = true;
    }

    /** Call for the channel, then {@link #repaired} for each instrument. */
    void endRepair(final boolean nothingMissing) {
        isRepairing = false;
        hasGap &= !nothingMissing;
    }

    /** The stretch since the gap was told again; true when that brought the book up to date. */
    boolean repaired(final InstrumentBook instrument) {
        if (!instrument.areOrdersRepairable) {
            return false;
        }
        instrument.areOrdersRepairable = false;
        queue.clear(instrument.orderQueue);
        counters.increment(BookCounter.REPAIRED_BOOKS);
        change(instrument, BookState.LIVE);
        return true;
    }

    /** The book is empty, and that is certain. */
    void restart(final InstrumentBook instrument) {
        if (areKept) {
            instrument.orders().clear();
            instrument.areOrdersRepairable = false;
            instrument.orderSequence = -1;
            instrument.orderSnapshotFrom = 0;
            queue.clear(instrument.orderQueue);
            change(instrument, BookState.LIVE);
        }
    }

    /** A definition says which price is the better one; a book sorted the other way is of no use. */
    void invert(final InstrumentBook instrument) {
        if (instrument.orders().isInverted() != instrument.isInverted()) {
            if (instrument.orders().size() > 0) {
                fault(instrument, BookFault.INVERTED);
            }
            instrument.orders().clear();
            instrument.orders().inverted(instrument.isInverted());
        }
    }

    /** The exchange emptied this book. */
    void reset(final InstrumentBook instrument) {
        if (isRepairing) {
            if (instrument.areOrdersRepairable) {
                instrument.orders().clear();
            }
        } else if (position.sequence > instrument.orderSequence) {
            restart(instrument);
        }
    }

    /** Every book, also of instruments not heard of yet, is empty or known. */
    void allSeen() {
        isEveryNewOneEmpty = true;
        hasGap = false;
    }

    void discontinue(final InstrumentBook instrument) {
        instrument.orders().clear();
        queue.clear(instrument.orderQueue);
        instrument.areOrdersRepairable = false;
        change(instrument, BookState.DISCONTINUED);
    }

    private void recover(final InstrumentBook instrument, final BookFault fault, final long fromPacket) {
        if (context.hasOrderRecovery()) {
            queue.clear(instrument.orderQueue);
            chunks.forget(instrument.index());
            instrument.orderSnapshotFrom = fromPacket;
            change(instrument, BookState.RECOVERING);
            instrument.orderFault = fault;
        }
    }

    /** True when the snapshot is what this book waits for; its orders may then be told. */
    boolean startSnapshot(final InstrumentBook instrument, final BookSnapshot snapshot) {
        if (!areKept || instrument.orderState != BookState.RECOVERING || !position.isStarted) {
            return false;
        }
        if (snapshot.lastSequence() < instrument.orderSnapshotFrom) {
            counters.increment(BookCounter.SNAPSHOTS_TOO_OLD);
            return false;
        }
        return switch (chunks.add(instrument.index(), snapshot)) {
            case FIRST -> {
                if (instrument.priceExponent == 0) {
                    instrument.priceExponent = snapshot.priceExponent();
                }
                instrument.areOrdersRepairable = false;
                instrument.orders().clear();
                yield true;
            }
            case NEXT -> true;
            case KNOWN -> false;
            case IMPOSSIBLE -> {
                counters.increment(BookCounter.SNAPSHOT_FAULTS);
                yield false;
            }
        };
    }

    /** One order of an accepted chunk; false when it contradicts the rest, and the book goes on waiting. */
    boolean onSnapshotOrder(
            final InstrumentBook instrument,
            final byte entryType,
            final long orderId,
            final long priority,
            final long price,
            final long quantity) {
        final boolean isBid = entryType == EntryType.BID;
        final BookFault fault = isBid || entryType == EntryType.OFFER
                ? instrument.orders().apply(isBid, UpdateAction.NEW, orderId, priority, price, quantity)
                : BookFault.TYPE_MISSING;
        if (fault != BookFault.NONE) {
            faults.increment(fault);
            counters.increment(BookCounter.SNAPSHOT_FAULTS);
            chunks.forget(instrument.index());
            instrument.orders().clear();
        }
        return fault == BookFault.NONE;
    }

    /** The chunk was told; true when it was the last one that was lacking, and the book is right again. */
    boolean endSnapshot(final InstrumentBook instrument, final BookSnapshot snapshot, final MarketEvents target) {
        if (!chunks.isComplete(instrument.index())) {
            return false;
        }
        chunks.forget(instrument.index());
        counters.increment(BookCounter.RECOVERED_ORDER_BOOKS);
        goLive(instrument, snapshot.lastSequence(), target);
        return true;
    }

    /** An instrument that no snapshot of a whole pass was for has no orders; true when it waited to hear so. */
    boolean absent(final InstrumentBook instrument, final long lowestSequence, final MarketEvents target) {
        if (instrument.orderState != BookState.RECOVERING || lowestSequence < instrument.orderSnapshotFrom) {
            return false;
        }
        chunks.forget(instrument.index());
        instrument.orders().clear();
        instrument.areOrdersRepairable = false;
        counters.increment(BookCounter.RECOVERED_ORDER_BOOKS);
        goLive(instrument, lowestSequence, target);
        return true;
    }

    private void goLive(final InstrumentBook instrument, final long sequence, final MarketEvents target) {
        instrument.orderSequence = sequence;
        change(instrument, BookState.LIVE);
        queue.replay(instrument.orderQueue, sequence, instrument.securityId(), position, target);
    }

    /** Books that are not live. */
    int unsettled() {
        return unsettled;
    }

    /** Brings the gauge of resting orders up to date. */
    void count() {
        counters.set(BookCounter.LIVE_ORDERS, arena.live());
    }

    private void countUnsettled(final int more) {
        unsettled += more;
        counters.set(BookCounter.UNSETTLED_ORDER_BOOKS, unsettled);
    }

    private void change(final InstrumentBook instrument, final BookState state) {
        final BookState before = instrument.orderState;
        if (before != state && areKept) {
            instrument.orderState = state;
            instrument.orderFault = BookFault.NONE;
            countUnsettled((state.isSettled() ? 0 : 1) - (before.isSettled() ? 0 : 1));
            listener.onOrderState(instrument, before);
        }
    }
}
