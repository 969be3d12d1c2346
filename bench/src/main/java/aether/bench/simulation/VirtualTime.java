package aether.bench.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** What happens next, and when: one queue. What falls on one moment comes in an order that the seed decides. */
final class VirtualTime {
    /** What clocks that are right say when the simulation begins, nanoseconds since the epoch. */
    static final long START_NS = 1_700_400_000_000_000_000L;

    private record Event(long timeNs, int tie, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(final Event other) {
            final int byTime = Long.compare(timeNs, other.timeNs);
            final int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private long nowNs;
    private long number;

    VirtualTime(final SplittableRandom random) {
        this.random = random;
    }

    /** Nanoseconds since the simulation began. */
    long nowNs() {
        return nowNs;
    }

    void after(final long delayNs, final Runnable action) {
        events.add(new Event(nowNs + Math.max(0, delayNs), random.nextInt(), number++, action));
    }

    /** Again and again, {@code leastNs} to {@code mostNs} apart, to the end. */
    void every(final long leastNs, final long mostNs, final Runnable action) {
        after(random.nextLong(leastNs, mostNs + 1), () -> {
            action.run();
            every(leastNs, mostNs, action);
        });
    }

    /** Everything up to then. */
    void runUntil(final long untilNs) {
        while (!events.isEmpty() && events.peek().timeNs() <= untilNs) {
            final Event next = events.poll();
            nowNs = next.timeNs();
            next.action().run();
        }
        nowNs = untilNs;
    }
}
