package aether.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks, from a thread of the host, whether hot threads still take their turns: one that has not for too long is reported with the place where
 * it is, and once more with the whole duration when it goes on.
 */
public final class Watchdog {
    private static final int SHOWN_CALLS = 4;
    private static final long NS_PER_MS = 1_000_000;

    private static final class Watched {
        private final CoreRunner runner;
        private long stalledSinceNs;
        private long stalls;
        private long longestNs;
        private boolean isStalled;

        private Watched(final CoreRunner runner) {
            this.runner = runner;
        }
    }

    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final long limitNs;
    private final Consumer<String> report;

    /** {@code limitNs} without a turn is a stall; {@code report} takes a line for people. */
    public Watchdog(final long limitNs, final Consumer<String> report) {
        this.limitNs = limitNs;
        this.report = report;
    }

    /** One more to look at, which runs already. */
    public void watch(final CoreRunner runner) {
        watched.add(new Watched(runner));
    }

    /** Looks; {@code nowNs} by the runners' clock. */
    public void look(final long nowNs) {
        for (final Watched one : watched) {
            final long turnNs = one.runner.lastTurnNs();
            if (one.isStalled && turnNs != one.stalledSinceNs) {
                end(one, turnNs);
            }
            if (!one.isStalled && nowNs - turnNs > limitNs && one.runner.isAlive()) {
                begin(one, turnNs, nowNs);
            }
        }
    }

    private void begin(final Watched one, final long turnNs, final long nowNs) {
        one.isStalled = true;
        one.stalledSinceNs = turnNs;
        one.stalls++;
        final String where = Stream.of(one.runner.whereabouts())
                .limit(SHOWN_CALLS)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        report.accept(String.format(
                "thread %s has not taken a turn for %d ms; it is in %s",
                one.runner.plan().name(), (nowNs - turnNs) / NS_PER_MS, where));
    }

    private void end(final Watched one, final long turnNs) {
        one.isStalled = false;
        one.longestNs = Math.max(one.longestNs, turnNs - one.stalledSinceNs);
        report.accept(String.format(
                "thread %s goes on after %d ms", one.runner.plan().name(), (turnNs - one.stalledSinceNs) / NS_PER_MS));
    }

    /** Stalls so far. */
    public long stalls() {
        return watched.stream().mapToLong(one -> one.stalls).sum();
    }

    /** The longest stall that is over, nanoseconds. */
    public long longestNs() {
        return watched.stream().mapToLong(one -> one.longestNs).max().orElse(0);
    }
}
