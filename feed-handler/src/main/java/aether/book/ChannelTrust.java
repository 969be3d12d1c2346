package aether.book;

import aether.feed.BookKind;
import aether.nic.Counters;
import aether.state.StateFields;

/** What holds for all books of one kind in a channel: whether packets are lost, or being replayed; how many books wait; passes over the snapshots. */
final class ChannelTrust {
    private final BookContext settings;
    private final BookKind kind;
    private final Counters<BookCounter> counters;
    private final BookCounter unsettledCounter;
    private TrustListener listener = (instrument, before) -> {};
    private boolean isRepairing;
    private boolean hasGap;
    private boolean isAllSeen;
    private boolean hasWholePass;
    private int unsettled;
    private int pass;

    ChannelTrust(final BookKind kind, final BookContext settings, final Counters<BookCounter> counters) {
        this.kind = kind;
        this.settings = settings;
        this.counters = counters;
        unsettledCounter = kind == BookKind.BY_PRICE ? BookCounter.UNSETTLED_BOOKS : BookCounter.UNSETTLED_ORDER_BOOKS;
    }

    void tellTo(final TrustListener value) {
        listener = value;
    }

    /** False for books by order where there is no room for orders. */
    boolean isKept() {
        return kind == BookKind.BY_PRICE || settings.keepsOrders();
    }

    /** Whether snapshots are to be had. */
    boolean hasRecovery() {
        return settings.recovers(kind);
    }

    /** Packets of the channel are lost. */
    void gap() {
        hasGap = true;
    }

    /** The stretch since a gap is told again. */
    void startRepair() {
        isRepairing = true;
    }

    void endRepair(final boolean nothingMissing) {
        isRepairing = false;
        hasGap &= !nothingMissing;
    }

    boolean isRepairing() {
        return isRepairing;
    }

    /** All sequences start over, or all books were seen: what is first heard of from now on was empty before. */
    void allSeen() {
        isAllSeen = true;
        hasGap = false;
        hasWholePass = true;
    }

    boolean isAllSeen() {
        return isAllSeen;
    }

    /** An instrument that is heard of now for the first time had an empty book before. */
    boolean isNewOneEmpty() {
        return (settings.start() == BookContext.Start.EMPTY || isAllSeen) && !hasGap;
    }

    /** Orders are used as they come, though those from before are not known. */
    boolean isUsedAsItComes() {
        return kind == BookKind.BY_ORDER && settings.isMadeOfOrders() && settings.start() == BookContext.Start.NATURAL;
    }

    /** In this state, a contiguous RptSeq changes nothing but the book. */
    boolean follows(final BookState state) {
        return state == BookState.LIVE
                || state == BookState.SUSPECT && settings.start() == BookContext.Start.NATURAL && !hasRecovery();
    }

    /** Another pass over the snapshots of all books begins. */
    void startPass() {
        pass++;
    }

    /** Number of the pass under way. */
    int pass() {
        return pass;
    }

    /** Every snapshot of a pass was seen, though not what was before it. */
    void endPass() {
        hasWholePass = true;
    }

    /** A snapshot would be of use. */
    boolean needsSnapshots() {
        return hasRecovery() && (!hasWholePass || unsettled > 0);
    }

    /** A book is heard of for the first time. */
    void enter(final BookState state) {
        count(unsettledIn(state));
    }

    void change(final int instrument, final BookState before, final BookState after) {
        count(unsettledIn(after) - unsettledIn(before));
        listener.onChange(instrument, before);
    }

    private static int unsettledIn(final BookState state) {
        return state.isSettled() ? 0 : 1;
    }

    private void count(final int more) {
        unsettled += more;
        counters.set(unsettledCounter, unsettled);
    }

    void state(final StateFields fields) {
        hasGap = fields.flag(hasGap);
        isAllSeen = fields.flag(isAllSeen);
        hasWholePass = fields.flag(hasWholePass);
        unsettled = fields.whole(unsettled);
        pass = fields.whole(pass);
        isRepairing = false;
    }
}
