package aether.book;

import aether.feed.BookKind;
import aether.nic.Counters;

/**
 * Books whose levels are keyed by price and whose changes are chained by id: each change is admitted, put aside or left alone
 * as a whole. All levels are kept ({@link InstrumentBook#levels}); what consumers see as rows are the best of them, set at the
 * end of each event ({@link BestLevels}).
 */
final class KeyedBooks {
    private final BookStates states;
    private final EntryQueue queue;
    private final FeedPosition position;
    private final Counters<BookCounter> counters;
    private final ChannelTrust channel;
    private final EventPublisher publisher;
    private InstrumentBook current;
    private long currentChange;
    private boolean isAdmitted;
    private boolean isPutAside;
    private boolean isOpen;

    /** Changes that were put aside are being told. */
    private boolean isReplaying;

    private InstrumentBook pausedInstrument;
    private long pausedChange;

    KeyedBooks(final FeedContext feed, final BookStates states, final EventPublisher publisher) {
        queue = feed.queue();
        position = feed.position();
        counters = feed.counters();
        channel = feed.trust(BookKind.BY_PRICE);
        this.states = states;
        this.publisher = publisher;
    }

    /** {@code instrument} is null when there is no room for it. */
    void onChange(final InstrumentBook instrument, final long previous, final long change) {
        final boolean isFurtherMessage = isOpen && instrument == current && change == currentChange;
        if (!isReplaying) {
            isOpen = instrument != null && !publisher.message().isEndOfEvent();
        }
        if (isFurtherMessage) {
            return;
        }
        current = instrument;
        currentChange = change;
        isAdmitted = instrument != null && states.admitChange(instrument, previous, change);
        isPutAside = instrument != null && states.isWaiting(instrument);
        if (mayLackItsBeginning()) {
            tear();
        } else if (isPutAside) {
            putAside(queue.entry(QueuedEntry.Kind.CHANGE, previous).id(change));
        } else if (isAdmitted) {
            counters.increment(BookCounter.BOOK_CHANGES);
            instrument.exponents(publisher.message());
            publisher.touch(instrument, BookEvent.BOOK);
        }
    }

    void onLevel(final byte entryType, final int action, final long price, final long size) {
        if (isPutAside) {
            putAside(queue.entry(QueuedEntry.Kind.PRICE_LEVEL, 0)
                    .what(entryType, action, 0)
                    .amounts(price, size));
        } else if (isAdmitted) {
            apply(entryType, action, price, size);
        }
    }

    private void putAside(final QueuedEntry entry) {
        isPutAside = current.priceTrust().putAside(entry, currentChange);
    }

    private void apply(final byte entryType, final int action, final long price, final long size) {
        final BookFault fault = EntryType.isReal(entryType)
                ? current.levels().apply(entryType, action, price, size)
                : BookFault.TYPE_MISSING;
        if (fault == BookFault.NONE) {
            counters.increment(BookCounter.BOOK_ENTRIES);
        } else {
            states.fault(current, fault);
            isAdmitted = false;
        }
    }

    /** No message says that it is a change's first: the one that comes right behind a loss may not be. */
    private boolean mayLackItsBeginning() {
        return !isReplaying
                && !channel.isRepairing()
                && position.sequence == position.lastMissing + 1
                && publisher.message().messageIndex() == 0;
    }

    /** Packets are lost: a change of which not every message was seen will never be whole. */
    void gap() {
        if (isOpen) {
            tear();
        }
        forget();
    }

    /** Only a snapshot that holds the whole change helps its book. */
    private void tear() {
        if (isPutAside) {
            current.priceTrust().abandonQueue(currentChange);
        } else if (isAdmitted) {
            states.fault(current, BookFault.CHANGE_TORN);
        }
        isPutAside = false;
        isAdmitted = false;
    }

    /** What comes next is told again from some way back. */
    void forget() {
        isOpen = false;
        current = null;
        isAdmitted = false;
        isPutAside = false;
    }

    /** True between two messages of a change of this book. */
    boolean isInChange(final InstrumentBook instrument) {
        return isOpen && current == instrument;
    }

    /** Changes that were put aside are told now, possibly between two messages of a live one. */
    void pause() {
        pausedInstrument = isOpen ? current : null;
        pausedChange = currentChange;
        current = null;
        isReplaying = true;
    }

    void resume() {
        isReplaying = false;
        current = pausedInstrument;
        currentChange = pausedChange;
        reconsider();
    }

    /** Books have changed behind the back of a change that is still open. */
    void reconsider() {
        isPutAside = current != null && states.isWaiting(current);
        isAdmitted = current != null
                && !isPutAside
                && current.state().isPublished()
                && current.rptSeq() == currentChange
                && currentChange > current.priceTrust().sequence();
    }

    /** True between two messages of a change. */
    boolean isInChange() {
        return isOpen;
    }
}
