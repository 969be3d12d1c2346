package aether.host;

import aether.nic.CounterRegister;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How a core's thread spends its time: one account for the thread, one for each of its agents. Written by that thread alone, read by
 * any.
 */
public final class DutyCycle {
    /** What is counted. */
    public enum Figure {
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
    private final AtomicLongArray figures = new AtomicLongArray(Figure.values().length);

    /** {@code limitNs}: longer turns are overruns. */
    DutyCycle(final String name, final long limitNs) {
        this.name = name;
        this.limitNs = limitNs;
    }

    /** On the thread: a turn that did something. */
    void onTurn(final int work, final long ns) {
        add(Figure.TURNS, 1);
        add(Figure.WORK, work);
        add(Figure.BUSY_NS, ns);
        if (ns > figures.getPlain(Figure.LONGEST_NS.ordinal())) {
            figures.setOpaque(Figure.LONGEST_NS.ordinal(), ns);
        }
        if (ns > limitNs) {
            add(Figure.OVERRUNS, 1);
        }
    }

    private void add(final Figure figure, final long value) {
        figures.setOpaque(figure.ordinal(), figures.getPlain(figure.ordinal()) + value);
    }

    /** Since the start; any thread. */
    public long get(final Figure figure) {
        return figures.getOpaque(figure.ordinal());
    }

    /** Tells all figures, under the account's name. */
    public void registerCounters(final CounterRegister register) {
        for (final Figure figure : Figure.values()) {
            register.add("thread " + name + " " + CounterRegister.words(figure), () -> get(figure));
        }
    }

    /** Whose account this is. */
    public String name() {
        return name;
    }
}
