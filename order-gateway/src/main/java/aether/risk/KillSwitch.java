package aether.risk;

import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/** Latched: once on, it stays on until an operator takes it off, restarts included, since every change of it is journaled. */
final class KillSwitch {
    private static final int MOST_STRATEGIES = 1 << 16;
    private static final int NONE = Integer.MIN_VALUE;

    private final IntHashSet strategies = new IntHashSet(NONE);
    private boolean isOnForAll;

    void all(final boolean isOn) {
        isOnForAll = isOn;
    }

    void strategy(final int strategy, final boolean isOn) {
        if (isOn) {
            strategies.add(strategy);
        } else {
            strategies.remove(strategy);
        }
    }

    /** Strategies by number. */
    void state(final StateFields fields) {
        isOnForAll = fields.flag(isOnForAll);
        final int[] sorted = new int[strategies.size()];
        int next = 0;
        for (final int strategy : strategies) {
            sorted[next++] = strategy;
        }
        Arrays.sort(sorted);
        final int count = fields.count(sorted.length, MOST_STRATEGIES);
        for (int i = 0; i < count; i++) {
            final int strategy = fields.whole(fields.isRead() ? 0 : sorted[i]);
            if (fields.isRead()) {
                strategies.add(strategy);
            }
        }
    }

    boolean isOn(final int strategy) {
        return isOnForAll || strategies.contains(strategy);
    }

    boolean isOnForAll() {
        return isOnForAll;
    }
}
