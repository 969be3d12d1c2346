package aether.book;

import aether.feed.MarketEvents;
import aether.state.StateFields;

/**
 * Entries that wait for a snapshot, in a chain for each book, all in one block of memory that is allocated once. Only entries
 * of books that wait are kept, and each book's come back without looking at any other's.
 *
 * <pre>
 *   0          1                   2       3      4                       5                        6
 *  +----------+-------------------+-------+------+-----------------------+------------------------+-----------------+
 *  | packet   | RptSeq / priority | price | size | OrderID / trade id    | kind type action level | orders  |  next |
 *  +----------+-------------------+-------+------+-----------------------+------------------------+-----------------+
 * </pre>
 */
final class EntryQueue {
    static final int NONE = -1;

    private static final int STRIDE = 7;
    private static final int RPT_SEQ = 1;
    private static final int PRICE = 2;
    private static final int SIZE = 3;
    private static final int ID = 4;
    private static final int WHAT = 5;
    private static final int LINK = 6;

    private static final long LOW = 0xFFFFFFFFL;
    private static final long SHORT = 0xFFFFL;
    private static final int KIND_SHIFT = 48;
    private static final int TYPE_SHIFT = 32;
    private static final int ACTION_SHIFT = 16;
    private static final QueuedEntry.Kind[] KINDS = QueuedEntry.Kind.values();

    /** The chain of one book. */
    static final class Chain {
        private int first = NONE;
        private int last = NONE;

        void state(final StateFields fields) {
            first = fields.whole(first);
            last = fields.whole(last);
        }
    }

    private final long[] entries;
    private final QueuedEntry added = new QueuedEntry();
    private final QueuedEntry told = new QueuedEntry();
    private int free = NONE;
    private int fresh;

    EntryQueue(final int maxEntries) {
        entries = new long[maxEntries * STRIDE];
    }

    /** The entry to fill in and add. */
    QueuedEntry entry(final QueuedEntry.Kind kind, final long rptSeq) {
        return added.of(kind, rptSeq);
    }

    /** Adds an entry of the packet {@code sequence}; false when there is no room. */
    boolean add(final Chain chain, final long sequence, final QueuedEntry entry) {
        final int place = take();
        if (place == NONE) {
            return false;
        }
        final int at = place * STRIDE;
        entries[at] = sequence;
        entries[at + RPT_SEQ] = entry.rptSeq;
        entries[at + PRICE] = entry.price;
        entries[at + SIZE] = entry.size;
        entries[at + ID] = entry.id;
        entries[at + WHAT] = (long) entry.kind.ordinal() << KIND_SHIFT
                | (entry.type & 0xFFL) << TYPE_SHIFT
                | (entry.action & SHORT) << ACTION_SHIFT
                | entry.level & SHORT;
        entries[at + LINK] = (long) entry.orders << Integer.SIZE | NONE & LOW;
        if (chain.first == NONE) {
            chain.first = place;
        } else {
            setNext(chain.last, place);
        }
        chain.last = place;
        return true;
    }

    private int take() {
        if (free != NONE) {
            final int entry = free;
            free = next(entry);
            return entry;
        }
        return fresh * STRIDE < entries.length ? fresh++ : NONE;
    }

    private int next(final int entry) {
        return (int) entries[entry * STRIDE + LINK];
    }

    private void setNext(final int entry, final int next) {
        final int at = entry * STRIDE + LINK;
        entries[at] = entries[at] & ~LOW | next & LOW;
    }

    /** Forgets the chain's entries. */
    void clear(final Chain chain) {
        if (chain.first != NONE) {
            setNext(chain.last, free);
            free = chain.first;
            chain.first = NONE;
            chain.last = NONE;
        }
    }

    /**
     * Whether the chain leads on from a snapshot: its entries behind {@code sequence} must have the RptSeqs that follow
     * {@code rptSeq}, each by one.
     */
    boolean follows(final Chain chain, final long sequence, final long rptSeq) {
        long expected = rptSeq + 1;
        for (int entry = chain.first; entry != NONE; entry = next(entry)) {
            if (entries[entry * STRIDE] > sequence) {
                if (entries[entry * STRIDE + RPT_SEQ] != expected) {
                    return false;
                }
                expected++;
            }
        }
        return true;
    }

    /**
     * Whether the chain's changes lead on from a snapshot that holds everything up to {@code change}: those behind it must
     * each name the one before. A chain without changes does.
     */
    boolean followsChange(final Chain chain, final long change) {
        long last = change;
        for (int entry = chain.first; entry != NONE; entry = next(entry)) {
            final int at = entry * STRIDE;
            if (kind(at) == QueuedEntry.Kind.CHANGE && entries[at + ID] > change) {
                if (entries[at + RPT_SEQ] != last) {
                    return false;
                }
                last = entries[at + ID];
            }
        }
        return true;
    }

    private QueuedEntry.Kind kind(final int at) {
        return KINDS[(int) (entries[at + WHAT] >>> KIND_SHIFT)];
    }

    /** As {@link #replay}, for what is behind a change. */
    void replayChanges(
            final Chain chain,
            final long change,
            final int securityId,
            final FeedPosition position,
            final MarketEvents target) {
        final long present = position.sequence;
        boolean isBehind = false;
        int entry = chain.first;
        chain.first = NONE;
        chain.last = NONE;
        while (entry != NONE) {
            final int next = next(entry);
            final int at = entry * STRIDE;
            if (kind(at) == QueuedEntry.Kind.CHANGE) {
                isBehind = entries[at + ID] > change;
            }
            if (isBehind) {
                position.sequence = entries[at];
                read(at).tell(securityId, target);
            }
            setNext(entry, free);
            free = entry;
            entry = next;
        }
        position.sequence = present;
    }

    /**
     * Tells the chain's entries behind {@code sequence} again, in order, and forgets all of them. What the target queues
     * anew meanwhile is a new chain.
     *
     * @param position told the packet of each entry before the entry
     */
    void replay(
            final Chain chain,
            final long sequence,
            final int securityId,
            final FeedPosition position,
            final MarketEvents target) {
        final long present = position.sequence;
        int entry = chain.first;
        chain.first = NONE;
        chain.last = NONE;
        while (entry != NONE) {
            final int next = next(entry);
            if (entries[entry * STRIDE] > sequence) {
                position.sequence = entries[entry * STRIDE];
                read(entry * STRIDE).tell(securityId, target);
            }
            setNext(entry, free);
            free = entry;
            entry = next;
        }
        position.sequence = present;
    }

    private QueuedEntry read(final int at) {
        final long what = entries[at + WHAT];
        return told.of(kind(at), entries[at + RPT_SEQ])
                .what((byte) (what >>> TYPE_SHIFT), (int) (what >>> ACTION_SHIFT & SHORT), (int) (what & SHORT))
                .amounts(entries[at + PRICE], entries[at + SIZE])
                .id(entries[at + ID])
                .orders((int) (entries[at + LINK] >>> Integer.SIZE));
    }

    void state(final StateFields fields) {
        free = fields.whole(free);
        fresh = fields.count(fresh, entries.length / STRIDE);
        fields.numbers(entries, fresh * STRIDE);
    }
}
