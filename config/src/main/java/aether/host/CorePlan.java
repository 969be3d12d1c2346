package aether.host;

import aether.nic.sys.Errno;
import aether.nic.sys.Scheduling;

/**
 * Where a thread runs and how.
 *
 * @param name of the thread
 * @param core to bind it to, or {@link #ANY_CORE}
 * @param fifoPriority 1 to 99 of real-time scheduling, or 0 for the usual
 * @param turnLimitNs turns that take longer are counted as overruns
 */
public record CorePlan(String name, int core, int fifoPriority, long turnLimitNs) {
    /** The scheduler chooses. */
    public static final int ANY_CORE = -1;

    private static final long DEFAULT_TURN_LIMIT_NS = 1_000_000;

    /** A thread that runs wherever it is put. */
    public static CorePlan anywhere(final String name) {
        return new CorePlan(name, ANY_CORE, 0, DEFAULT_TURN_LIMIT_NS);
    }

    /** On the thread itself. Returns what could not be had, in plain words; empty when all is well. */
    String apply() {
        final StringBuilder refused = new StringBuilder();
        if (core != ANY_CORE) {
            note(refused, Scheduling.pin(core), "not bound to core " + core, "the core must be online and allowed");
        }
        if (fifoPriority > 0) {
            note(
                    refused,
                    Scheduling.fifo(fifoPriority),
                    "no real-time priority " + fifoPriority,
                    "it needs CAP_SYS_NICE, and real-time time in its control group");
        }
        return refused.toString();
    }

    private void note(final StringBuilder refused, final int result, final String what, final String remedy) {
        if (result < 0) {
            refused.append(refused.isEmpty() ? "" : "; ")
                    .append("thread ")
                    .append(name)
                    .append(": ")
                    .append(what)
                    .append(": ")
                    .append(Errno.text(result))
                    .append("; ")
                    .append(remedy);
        }
    }
}
