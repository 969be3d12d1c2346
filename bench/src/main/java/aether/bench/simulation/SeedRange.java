package aether.bench.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many seeds, on several threads; each run is one thread's. */
public final class SeedRange {
    private final long first;
    private final long count;
    private final int threads;

    /** From {@code first} on. */
    public SeedRange(final long first, final long count, final int threads) {
        this.first = first;
        this.count = count;
        this.threads = threads;
    }

    /** Runs all; {@code listener} hears of each outcome, on any of the threads, as soon as it is there. */
    public void run(final Consumer<Simulation.Outcome> listener) {
        final AtomicLong next = new AtomicLong(first);
        final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("simulation-" + i).start(() -> work(next, failures, listener)));
        }
        for (final Thread thread : running) {
            join(thread);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("the simulation itself failed", failures.peek());
        }
    }

    private void work(
            final AtomicLong next,
            final ConcurrentLinkedQueue<Throwable> failures,
            final Consumer<Simulation.Outcome> listener) {
        try (SimulatedSite site = new SimulatedSite()) {
            for (long seed = next.getAndIncrement();
                    seed < first + count && failures.isEmpty();
                    seed = next.getAndIncrement()) {
                listener.accept(Simulation.run(site, seed));
            }
        } catch (final RuntimeException e) {
            failures.add(e);
        }
    }

    private static void join(final Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
