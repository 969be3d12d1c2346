package aether.book;

import aether.feed.MarketEvents;

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

    static final int LEVEL = 1;
    static final int TRADE = 2;
    static final int VOLUME = 3;
    static final int STATISTIC = 4;
    static final int LIMITS = 5;
    static final int ORDER = 6;
    static final int CHANGE = 7;
    static final int PRICE_LEVEL = 8;

    private static final int STRIDE = 7;
    private static final long LOW = 0xFFFFFFFFL;

    /** The chain of one book. */
    static final class Chain {
        private int first = NONE;
        private int last = NONE;

        boolean isEmpty() {
            return first == NONE;
        }
    }

    private final long[] entries;
    private int free = NONE;
    private int fresh;

    EntryQueue(final int maxEntries) {
        entries = new long[maxEntries * STRIDE];
    }

    /** Adds an entry; false when there is no room. */
    boolean add(
            final Chain chain,
            final long sequence,
            final int kind,
            final byte type,
            final int action,
            final int level,
            final long rptSeqOrPriority,
            final long price,
            final long size,
            final long id,
            final int orders) {
        final int entry = take();
        if (entry == NONE) {
            return false;
        }
        final int at = entry * STRIDE;
        entries[at] = sequence;
        entries[at + 1] = rptSeqOrPriority;
        entries[at + 2] = price;
        entries[at + 3] = size;
        entries[at + 4] = id;
        entries[at + 5] = (long) kind << 48 | (type & 0xFFL) << 32 | action << 16 | level;
        entries[at + 6] = (long) orders << 32 | NONE & LOW;
        if (chain.first == NONE) {
            chain.first = entry;
        } else {
            setNext(chain.last, entry);
        }
        chain.last = entry;
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
        return (int) entries[entry * STRIDE + 6];
    }

    private void setNext(final int entry, final int next) {
        final int at = entry * STRIDE + 6;
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
                if (entries[entry * STRIDE + 1] != expected) {
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
            if (kind(at) == CHANGE && entries[at + 4] > change) {
                if (entries[at + 1] != last) {
                    return false;
                }
                last = entries[at + 4];
            }
        }
        return true;
    }

    private int kind(final int at) {
        return (int) (entries[at + 5] >>> 48);
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
            if (kind(at) == CHANGE) {
                isBehind = entries[at + 4] > change;
            }
            if (isBehind) {
                position.sequence = entries[at];
                tell(at, securityId, target);
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
                tell(entry * STRIDE, securityId, target);
            }
            setNext(entry, free);
            free = entry;
            entry = next;
        }
        position.sequence = present;
    }

    private void tell(final int at, final int securityId, final MarketEvents target) {
        final long rptSeq = entries[at + 1];
        final long price = entries[at + 2];
        final long size = entries[at + 3];
        final long id = entries[at + 4];
        final long what = entries[at + 5];
        final byte type = (byte) (what >>> 32);
        final int action = (int) (what >>> 16) & 0xFFFF;
        final int level = (int) what & 0xFFFF;
        final int orders = (int) (entries[at + 6] >>> 32);
        switch (kind(at)) {
            case LEVEL -> target.onBookLevel(securityId, rptSeq, type, action, level, price, size, orders);
            case TRADE -> target.onTrade(securityId, rptSeq, price, size, orders, level, action, id);
            case VOLUME -> target.onVolume(securityId, rptSeq, size, action);
            case STATISTIC -> target.onStatistic(securityId, rptSeq, type, price, size, level, action);
            case LIMITS -> target.onPriceLimits(securityId, rptSeq, price, size, id);
            case CHANGE -> target.onBookChange(securityId, rptSeq, id);
            case PRICE_LEVEL -> target.onPriceLevel(type, action, price, size);
            default -> target.onOrder(securityId, id, rptSeq, price, size, type, action);
        }
    }
}
