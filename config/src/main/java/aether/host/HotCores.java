package aether.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * The hot threads of a process, and the duties that are spread over them. A duty is written for one thread; this class decides on
 * which one it runs: on a core of its own where it asks for that, else, heaviest first, on the core that has least to do so far by the declared
 * weights.
 */
public final class HotCores implements AutoCloseable {
    /**
     * Something that runs on one thread.
     *
     * @param name for people
     * @param weight how much there is to do, in relation to the others
     * @param core that it must run on, or {@link CorePlan#ANY_CORE}
     * @param agents in order
     */
    public record Duty(String name, int weight, int core, List<CoreAgent> agents) {}

    private final int[] cores;
    private final int fifoPriority;
    private final long turnLimitNs;
    private final Supplier<IdleStrategy> idle;
    private final NanoClock clock;
    private final Consumer<Throwable> onFailure;
    private final List<Duty> duties = new ArrayList<>();
    private List<CoreRunner> runners;
    private boolean isStarted;
    private long startNs;
    private long endNs;

    /**
     * No duty yet.
     *
     * @param cores to spread duties over, {@link CorePlan#ANY_CORE} for a thread that is not bound; empty: each duty has a thread of its own
     * @param fifoPriority of all of them, 0 for the usual scheduling
     * @param turnLimitNs longer turns are overruns
     */
    public HotCores(
            final int[] cores,
            final int fifoPriority,
            final long turnLimitNs,
            final Supplier<IdleStrategy> idle,
            final NanoClock clock,
            final Consumer<Throwable> onFailure) {
        this.cores = cores.clone();
        this.fifoPriority = fifoPriority;
        this.turnLimitNs = turnLimitNs;
        this.idle = idle;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    /** Adds a duty; before the first look at the threads. */
    public void add(final Duty duty) {
        if (runners != null) {
            throw new IllegalStateException("the duties are placed already");
        }
        duties.add(duty);
    }

    /** The threads, in the order of their first duties. */
    public List<CoreRunner> runners() {
        if (runners == null) {
            runners = cores.length == 0 ? alone() : spread();
        }
        return runners;
    }

    private List<CoreRunner> alone() {
        return duties.stream()
                .map(duty -> runner(duty.name(), duty.core(), List.of(duty)))
                .toList();
    }

    private List<CoreRunner> spread() {
        final int[] placed = place(duties.stream().mapToInt(Duty::weight).toArray(), cores.length);
        final List<CoreRunner> made = new ArrayList<>();
        for (int slot = 0; slot < cores.length; slot++) {
            final List<Duty> mine = new ArrayList<>();
            for (int duty = 0; duty < placed.length; duty++) {
                if (placed[duty] == slot) {
                    mine.add(duties.get(duty));
                }
            }
            if (!mine.isEmpty()) {
                made.add(runner("hot-" + (cores[slot] < 0 ? slot : cores[slot]), cores[slot], mine));
            }
        }
        return made;
    }

    private CoreRunner runner(final String name, final int core, final List<Duty> mine) {
        return new CoreRunner(
                new CorePlan(name, core, fifoPriority, turnLimitNs),
                mine.stream().flatMap(duty -> duty.agents().stream()).toList(),
                idle.get(),
                clock,
                onFailure);
    }

    /** Which of {@code slots} each weight goes to: the heaviest first, each to the one that has least. */
    static int[] place(final int[] weights, final int slots) {
        final Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing((Integer i) -> -weights[i]));
        final long[] load = new long[slots];
        final int[] placed = new int[weights.length];
        for (final int duty : order) {
            int least = 0;
            for (int slot = 1; slot < slots; slot++) {
                least = load[slot] < load[least] ? slot : least;
            }
            placed[duty] = least;
            load[least] += weights[duty];
        }
        return placed;
    }

    /** Starts all threads, once. */
    public void start() {
        if (!isStarted) {
            isStarted = true;
            startNs = clock.nanoTime();
            runners().forEach(CoreRunner::start);
        }
    }

    /** Whether all of them still run. */
    public boolean isAlive() {
        return isStarted && runners().stream().allMatch(CoreRunner::isAlive);
    }

    /** Whether none of them runs any more, so that what they have used may be taken away. */
    public boolean hasEnded() {
        return !isStarted || runners().stream().noneMatch(CoreRunner::isAlive);
    }

    /** For how long they have run, nanoseconds. */
    public long runningNs() {
        return (endNs == 0 ? clock.nanoTime() : endNs) - startNs;
    }

    /** Ends them, the last duty's first: who is behind a ring takes what is left. */
    @Override
    public void close() {
        if (isStarted && endNs == 0) {
            runners().reversed().forEach(CloseHelper::quietClose);
            endNs = clock.nanoTime();
        }
    }
}
