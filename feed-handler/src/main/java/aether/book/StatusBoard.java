package aether.book;

import aether.feed.BookSnapshot;
import aether.nic.Counters;
import aether.state.StateFields;

/**
 * Trading status by instrument, product and group. The last message wins, whatever its scope; an instrument that is defined
 * later starts with the last status of its group or product. Bounded: statuses of more scopes than there is room for are
 * applied, but not remembered for later instruments. One thread.
 */
final class StatusBoard {
    /** Groups and products whose last status is remembered. */
    static final int MAX_SCOPES = 1024;

    private static final int NO_CHANGE = 103;
    private static final int RESET_STATISTICS = 4;

    private final InstrumentTable instruments;
    private final BookListener listener;
    private final Counters<BookCounter> counters;
    private final long[] groups = new long[MAX_SCOPES];
    private final long[] assets = new long[MAX_SCOPES];
    private final int[] statuses = new int[MAX_SCOPES];
    private final long[] times = new long[MAX_SCOPES];
    private int scopes;
    private long clock;

    StatusBoard(final InstrumentTable instruments, final BookListener listener, final Counters<BookCounter> counters) {
        this.instruments = instruments;
        this.listener = listener;
        this.counters = counters;
    }

    void onInstrument(final InstrumentBook instrument, final int status, final int reason, final int event) {
        set(instrument, status, reason, event);
    }

    void onScope(final long group, final long asset, final int status, final int reason, final int event) {
        remember(group, asset, status, reason);
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentBook instrument = instruments.at(i);
            if (covers(group, asset, instrument)) {
                set(instrument, status, reason, event);
            }
        }
    }

    /** A status is of a whole group, or of a product, everywhere or in one group. */
    private static boolean covers(final long group, final long asset, final InstrumentBook instrument) {
        return asset == 0
                ? instrument.securityGroup() == group
                : instrument.asset() == asset && (group == 0 || instrument.securityGroup() == group);
    }

    private void remember(final long group, final long asset, final int status, final int reason) {
        if (status == NO_CHANGE) {
            return;
        }
        int scope = 0;
        while (scope < scopes && (groups[scope] != group || assets[scope] != asset)) {
            scope++;
        }
        if (scope == MAX_SCOPES) {
            counters.increment(BookCounter.STATUS_SCOPES_REFUSED);
            return;
        }
        scopes = Math.max(scopes, scope + 1);
        groups[scope] = group;
        assets[scope] = asset;
        statuses[scope] = status << 8 | reason & 0xFF;
        times[scope] = ++clock;
    }

    /** The instrument has just been given its group and product. */
    void onDefined(final InstrumentBook instrument, final int statusOfDefinition) {
        int newest = -1;
        for (int scope = 0; scope < scopes; scope++) {
            if (covers(groups[scope], assets[scope], instrument) && (newest < 0 || times[scope] > times[newest])) {
                newest = scope;
            }
        }
        if (newest >= 0) {
            set(instrument, statuses[newest] >>> 8, statuses[newest] & 0xFF, 0);
        } else if (statusOfDefinition != BookSnapshot.NO_STATUS) {
            set(instrument, statusOfDefinition, 0, 0);
        }
    }

    private void set(final InstrumentBook instrument, final int status, final int reason, final int event) {
        counters.increment(BookCounter.STATUS_CHANGES);
        instrument.status(status == NO_CHANGE ? instrument.tradingStatus() : status, reason, event);
        if (event == RESET_STATISTICS) {
            instrument.statistics().startSession();
        }
        listener.onStatus(instrument);
    }

    void state(final StateFields fields) {
        scopes = fields.count(scopes, MAX_SCOPES);
        clock = fields.number(clock);
        fields.numbers(groups, scopes);
        fields.numbers(assets, scopes);
        fields.wholes(statuses, scopes);
        fields.numbers(times, scopes);
    }
}
