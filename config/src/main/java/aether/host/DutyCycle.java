package aether.host;

import aether.nic.CounterRegister;
import aether.nic.Counters;

/**
 * How a core's thread spends its time: one account for the thread, one for each of its agents. Written by that thread alone, read by
 * any.
 */
public final class DutyCycle {
    /** What is counted. */
    public enum Counter {
        /** Turns in which there was something to do. */
        TURNS,
        /** Things that were done: frames, packets, messages. */
        WORK,
        /** Nanoseconds of the turns that did something. */
        BUSY_NS,
        /** The longest of them, nanoseconds. */
        LONGEST_NS,
        /** Turns that took longer than they may. */
        OVERRUNS
    }

    private final String name;
    private final long limitNs;
    private final Counters<Counter> counters = new Counters<>(Counter.class);

    /** {@code limitNs}: longer turns are overruns. */
    DutyCycle(final String name, final long limitNs) {
        this.name = name;
        this.limitNs = limitNs;
    }

    /** On the thread: a turn that did something. */
    void onTurn(final int work, final long ns) {
        counters.increment(Counter.TURNS);
        counters.add(Counter.WORK, work);
        counters.add(Counter.BUSY_NS, ns);
        counters.set(Counter.LONGEST_NS, Math.max(ns, counters.get(Counter.LONGEST_NS)));
        if (ns > limitNs) {
            counters.increment(Counter.OVERRUNS);
        }
    }

    /** Since the start; any thread. */
    public long get(final Counter counter) {
        return counters.get(counter);
    }

    /** Tells all counters, under the account's name. */
    public void registerCounters(final CounterRegister register) {
        register.add("thread " + name, counters);
    }

    /** Whose account this is. */
    public String name() {
        return name;
    }
}
