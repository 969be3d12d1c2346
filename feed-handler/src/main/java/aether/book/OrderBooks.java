package aether.book;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.nic.Counters;

/**
 * The books by order of one channel: applies entries, and keeps each book's state. Order entries have no RptSeq, so a lost
 * packet makes every book stale; only late packets, or a snapshot not older than what was lost, make it right again.
 */
final class OrderBooks {
    private final Counters<BookCounter> counters;
    private final Counters<BookFault> faults;
    private final FeedPosition position;
    private final EntryQueue queue;
    private final ChannelTrust channel;
    private final InstrumentTable instruments;
    private final InstrumentHeads heads;
    private final OrderEntries entries;
    private final ChunkTable chunks;

    OrderBooks(final FeedContext feed, final InstrumentTable instruments, final BookListener listener) {
        counters = feed.counters();
        faults = feed.faults();
        position = feed.position();
        queue = feed.queue();
        chunks = feed.chunks();
        channel = feed.trust(BookKind.BY_ORDER);
        this.instruments = instruments;
        heads = feed.heads();
        entries = instruments.orderEntries();
        channel.tellTo((index, before) -> {
            noteState(instruments.at(index));
            listener.onOrderState(instruments.at(index), before);
        });
    }

    /** Entries that come behind a live book's snapshot are simply applied. */
    private void noteState(final InstrumentBook instrument) {
        final BookTrust trust = instrument.orderTrust();
        heads.followsBehind(instrument.index(), trust.state().isPublished() ? trust.sequence() : InstrumentHeads.NEVER);
    }

    /** What is known of an instrument that is heard of for the first time. */
    void start(final InstrumentBook instrument) {
        if (channel.isKept()) {
            instrument.orderTrust().enter();
            begin(instrument);
        }
    }

    /** A deleted instrument is used again. */
    void revive(final InstrumentBook instrument) {
        if (channel.isKept()) {
            instrument.orderTrust().revive();
            begin(instrument);
        }
    }

    private void begin(final InstrumentBook instrument) {
        if (channel.isNewOneEmpty()) {
            instrument.orderTrust().live();
        } else if (channel.isUsedAsItComes()) {
            instrument.orderTrust().suspect();
        } else {
            recover(instrument, position.lastMissing);
        }
    }

    /** One entry of the instrument at this place of the table; true when a live book was changed. */
    boolean onOrder(
            final int instrument,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        if (position.sequence <= heads.followsBehind(instrument) || channel.isRepairing()) {
            return onWaiting(instruments.at(instrument), orderId, priority, price, quantity, entryType, action);
        }
        return apply(instrument, orderId, priority, price, quantity, entryType, action);
    }

    private boolean apply(
            final int instrument,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        final BookFault fault = EntryType.isReal(entryType)
                ? entries.apply(OrderEntries.sideOf(instrument, entryType), action, orderId, priority, price, quantity)
                : BookFault.TYPE_MISSING;
        if (fault != BookFault.NONE) {
            fault(instruments.at(instrument), fault);
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
        final BookTrust trust = instrument.orderTrust();
        if (channel.isRepairing()) {
            return trust.isRepairable()
                    && position.sequence > trust.sequence()
                    && apply(instrument.index(), orderId, priority, price, quantity, entryType, action);
        }
        if (trust.state() == BookState.RECOVERING) {
            trust.putAside(
                    queue.entry(QueuedEntry.Kind.ORDER, priority)
                            .what(entryType, action, 0)
                            .amounts(price, quantity)
                            .id(orderId),
                    position.sequence);
        } else {
            counters.increment(BookCounter.SKIPPED_ORDER_ENTRIES);
        }
        return false;
    }

    /** The book contradicts itself or its entries: its orders are let go. */
    void fault(final InstrumentBook instrument, final BookFault fault) {
        final BookTrust trust = instrument.orderTrust();
        if (!trust.state().isPublished() && !trust.isRepairable()) {
            return;
        }
        faults.increment(fault);
        instrument.orders().clear();
        trust.giveUpRepair();
        trust.forgetSnapshot();
        trust.stale(fault);
        recover(instrument, position.sequence);
    }

    /** The source says that the book may lack something; it goes on. */
    void doubt(final InstrumentBook instrument) {
        if (instrument.orderTrust().isLive()) {
            instrument.orderTrust().suspect();
        }
    }

    /** Packets are lost: any book may lack an entry. Its orders are kept, should the packets come after all. */
    void gap(final InstrumentBook instrument) {
        final BookTrust trust = instrument.orderTrust();
        if (trust.isLive() && trust.sequence() < position.lastMissing) {
            trust.gap(position.lastMissing);
            chunks.forget(instrument.index());
        } else if (trust.state() == BookState.RECOVERING) {
            trust.abandonQueue(position.lastMissing);
        }
    }

    /** The stretch since the gap was told again; true when that brought the book up to date. */
    boolean repaired(final InstrumentBook instrument) {
        final boolean isUpToDate = instrument.orderTrust().isRepairable();
        if (isUpToDate) {
            instrument.orderTrust().repaired(BookState.LIVE);
        }
        return isUpToDate;
    }

    /** The book is empty, and that is certain. */
    void restart(final InstrumentBook instrument) {
        if (channel.isKept()) {
            instrument.orders().clear();
            instrument.orderTrust().restart();
            noteState(instrument);
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
        if (!channel.isRepairing()) {
            if (position.sequence > instrument.orderTrust().sequence()) {
                restart(instrument);
            }
        } else if (instrument.orderTrust().isRepairable()) {
            instrument.orders().clear();
        }
    }

    void discontinue(final InstrumentBook instrument) {
        instrument.orders().clear();
        instrument.orderTrust().discontinue();
    }

    private void recover(final InstrumentBook instrument, final long fromPacket) {
        instrument.orderTrust().recover(fromPacket);
        chunks.forget(instrument.index());
    }

    /** True when the snapshot is what this book waits for; its orders may then be told. */
    boolean startSnapshot(final InstrumentBook instrument, final BookSnapshot snapshot) {
        final BookTrust trust = instrument.orderTrust();
        if (trust.state() != BookState.RECOVERING || !position.isStarted) {
            return false;
        }
        if (snapshot.lastSequence() < trust.snapshotFrom()) {
            counters.increment(BookCounter.SNAPSHOTS_TOO_OLD);
            return false;
        }
        return switch (chunks.add(instrument.index(), snapshot)) {
            case FIRST -> {
                instrument.learnExponent(snapshot.priceExponent());
                trust.giveUpRepair();
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
        final BookFault fault = EntryType.isReal(entryType)
                ? entries.apply(
                        OrderEntries.sideOf(instrument.index(), entryType),
                        UpdateAction.NEW,
                        orderId,
                        priority,
                        price,
                        quantity)
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
    boolean endSnapshot(final InstrumentBook instrument, final BookSnapshot snapshot) {
        if (!chunks.isComplete(instrument.index())) {
            return false;
        }
        goLive(instrument, snapshot.lastSequence());
        return true;
    }

    /** An instrument that no snapshot of a whole pass was for has no orders; true when it waited to hear so. */
    boolean absent(final InstrumentBook instrument, final long lowestSequence) {
        final BookTrust trust = instrument.orderTrust();
        if (trust.state() != BookState.RECOVERING || lowestSequence < trust.snapshotFrom()) {
            return false;
        }
        instrument.orders().clear();
        trust.giveUpRepair();
        goLive(instrument, lowestSequence);
        return true;
    }

    private void goLive(final InstrumentBook instrument, final long sequence) {
        chunks.forget(instrument.index());
        counters.increment(BookCounter.RECOVERED_ORDER_BOOKS);
        instrument.orderTrust().goLive(sequence, BookState.LIVE);
        instrument.orderTrust().replay(instrument.securityId());
    }

    /** Brings the gauge of resting orders up to date. */
    void count() {
        counters.set(BookCounter.LIVE_ORDERS, instruments.liveOrders());
    }
}
