package aether.lines;

import aether.nic.CounterRegister;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/** Joins and leaves the groups of recovery feeds, and watches for how long they have been needed. On a host thread. */
public final class RecoveryAgent implements Agent {
    private static final long NOT_RECOVERING = -1;

    private final List<RecoverySource> sources;
    private final EpochNanoClock clock;
    private volatile long sinceNs = NOT_RECOVERING;

    RecoveryAgent(final List<RecoverySource> sources, final EpochNanoClock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        int work = 0;
        boolean isRecovering = false;
        for (final RecoverySource source : sources) {
            work += source.follow() ? 1 : 0;
            isRecovering |= source.isNeeded();
        }
        if (!isRecovering) {
            sinceNs = NOT_RECOVERING;
        } else if (sinceNs == NOT_RECOVERING) {
            sinceNs = clock.nanoTime();
        }
        return work;
    }

    /** For how long some book has been waiting for a snapshot; 0 when none is. */
    public long recoveringForNs() {
        final long since = sinceNs;
        return since == NOT_RECOVERING ? 0 : Math.max(0, clock.nanoTime() - since);
    }

    /** Tells how it went. */
    public void registerCounters(final CounterRegister register) {
        register.add("recovery joins refused", this::joinsRefused);
    }

    /** How often a group could not be joined, and was asked for again. */
    public long joinsRefused() {
        return sources.stream().mapToLong(RecoverySource::refusals).sum();
    }

    @Override
    public String roleName() {
        return "recovery";
    }
}
