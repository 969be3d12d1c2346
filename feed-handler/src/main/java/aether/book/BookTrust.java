package aether.book;

import aether.feed.BookKind;
import aether.state.StateFields;

/**
 * How far one book of an instrument may be believed, and what it waits for: its state and why; the entries put aside until a
 * snapshot comes; how new that must be. Each change of state is reported to the listener once it is made. Written through these
 * methods alone; {@link BookStates} and {@link OrderBooks} decide when to call them.
 */
final class BookTrust {
    private static final long NO_SNAPSHOT = -1;

    private final int instrument;
    private final FeedContext feed;
    private final ChannelTrust channel;
    private final EntryQueue.Chain queue = new EntryQueue.Chain();
    private BookState state = BookState.EMPTY_UNKNOWN;
    private BookFault fault = BookFault.NONE;
    private long sequence = NO_SNAPSHOT;
    private long snapshotFrom;
    private boolean isRepairable;
    private int pass;

    /** {@code instrument}: its place in the builder's table. */
    BookTrust(final int instrument, final BookKind kind, final FeedContext feed) {
        this.instrument = instrument;
        this.feed = feed;
        channel = feed.trust(kind);
    }

    BookState state() {
        return state;
    }

    boolean isLive() {
        return state == BookState.LIVE;
    }

    boolean isDiscontinued() {
        return state == BookState.DISCONTINUED;
    }

    /** Why the book is not to be believed. */
    BookFault fault() {
        return fault;
    }

    /** A snapshot brought the book up to this packet, or change, perhaps ahead of the live packets; -1 when none did. */
    long sequence() {
        return sequence;
    }

    /** A snapshot must not be older than this packet, or change, to help. */
    long snapshotFrom() {
        return snapshotFrom;
    }

    /** The book is that of the moment before a gap: late packets can bring it up to date. */
    boolean isRepairable() {
        return isRepairable;
    }

    /** Entries that wait for a snapshot. */
    EntryQueue.Chain queue() {
        return queue;
    }

    /** The instrument is heard of for the first time. */
    void enter() {
        channel.enter(state);
    }

    /** The book is empty, and that is certain. */
    void restart() {
        sequence = NO_SNAPSHOT;
        isRepairable = false;
        abandonQueue(0);
        become(BookState.LIVE);
    }

    /** Everything that was told of it has come. */
    void live() {
        become(BookState.LIVE);
    }

    /** It may lack something. */
    void suspect() {
        become(BookState.SUSPECT);
    }

    /** Packets are lost that may concern it; what it holds is kept, should they come after all. */
    void gap(final long lastMissing) {
        isRepairable = true;
        stale(BookFault.CHANNEL_GAP);
        recover(lastMissing);
    }

    /** It is known to be wrong. */
    void stale(final BookFault reason) {
        become(BookState.STALE, reason);
    }

    /** Late packets are of no use any more. */
    void giveUpRepair() {
        isRepairable = false;
    }

    /** What a snapshot brought is gone. */
    void forgetSnapshot() {
        sequence = NO_SNAPSHOT;
    }

    /** Late packets brought everything that it lacked. */
    void repaired(final BookState next) {
        isRepairable = false;
        feed.queue().clear(queue);
        feed.counters().increment(BookCounter.REPAIRED_BOOKS);
        become(next);
    }

    /** Where snapshots are to be had, the book waits for one that holds everything up to the packet, or change. */
    void recover(final long from) {
        if (channel.hasRecovery()) {
            abandonQueue(from);
            become(BookState.RECOVERING, fault);
        }
    }

    /** A snapshot of several parts begins: until the last, the book is neither the old one nor the new one. */
    void startSnapshot() {
        become(BookState.RECOVERING);
        fault = BookFault.NONE;
    }

    /** The snapshot is in the book, up to this packet, or change. */
    void goLive(final long upTo, final BookState next) {
        sequence = upTo;
        become(next);
    }

    /** Tells what was put aside behind the snapshot's packet. */
    void replay(final int securityId) {
        feed.queue().replay(queue, sequence, securityId, feed.position(), feed.target());
    }

    /** Tells what was put aside behind the snapshot's change. */
    void replayChanges(final int securityId) {
        feed.queue().replayChanges(queue, sequence, securityId, feed.position(), feed.target());
    }

    /**
     * Puts an entry aside; without room, what was put aside is of no use any more.
     *
     * @param orElseFrom what a snapshot must hold then
     * @return false without room
     */
    boolean putAside(final QueuedEntry entry, final long orElseFrom) {
        if (feed.queue().add(queue, feed.position().sequence, entry)) {
            feed.counters().increment(BookCounter.QUEUED_ENTRIES);
            return true;
        }
        feed.counters().increment(BookCounter.QUEUE_OVERFLOWS);
        isRepairable = false;
        abandonQueue(orElseFrom);
        return false;
    }

    /** What was put aside is of no use: a snapshot must hold everything up to {@code from}. */
    void abandonQueue(final long from) {
        feed.queue().clear(queue);
        snapshotFrom = from;
    }

    /** A snapshot must hold everything up to {@code from}. */
    void needFrom(final long from) {
        snapshotFrom = from;
    }

    /** The instrument is deleted. */
    void discontinue() {
        feed.queue().clear(queue);
        isRepairable = false;
        become(BookState.DISCONTINUED);
    }

    /** A deleted instrument is used again. */
    void revive() {
        sequence = NO_SNAPSHOT;
        become(BookState.EMPTY_UNKNOWN);
    }

    /** The pass under way has a snapshot of the book. */
    void seenInPass() {
        pass = channel.pass();
    }

    boolean isSeenInPass() {
        return pass == channel.pass();
    }

    private void become(final BookState next) {
        if (state != next) {
            become(next, BookFault.NONE);
        }
    }

    private void become(final BookState next, final BookFault reason) {
        final BookState before = state;
        if (!channel.isKept()) {
            return;
        }
        state = next;
        fault = reason;
        if (before != next) {
            channel.change(instrument, before, next);
        }
    }

    void state(final StateFields fields) {
        state = fields.constant(state, BookState.values());
        fault = fields.constant(fault, BookFault.values());
        sequence = fields.number(sequence);
        snapshotFrom = fields.number(snapshotFrom);
        isRepairable = fields.flag(isRepairable);
        pass = fields.whole(pass);
        queue.state(fields);
    }
}
