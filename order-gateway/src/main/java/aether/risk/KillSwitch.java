package aether.risk;

import org.agrona.collections.IntHashSet;

/** Latched: once on, it stays on until an operator takes it off, restarts included, since every change of it is journaled. */
final class KillSwitch {
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

    boolean isOn(final int strategy) {
        return isOnForAll || strategies.contains(strategy);
    }

    boolean isOnForAll() {
        return isOnForAll;
    }
}
