package aether.bench.simulation;

import aether.session.BenchSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Three machines that trade as one and their exchange, in virtual time: the product's own order plane, connections, feed and "
                    + "exchange over a simulated clock, network, disk and log. Machines are killed, paused, cut off, lose their disks; "
                    + "links lose, clocks jump; then nothing goes wrong any more, and all must agree with the exchange.",
            "A seed is one run, the same each time. Exit code 1 if anything was not as it must be; the seed says how to see it again."
        },
        footer = {
            "",
            "Examples:",
            "  aether bench simulate --seeds 100000",
            "  aether bench simulate --first 4711 --tell",
            "  aether bench simulate --mutants"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_SEEDS = 100_000_000;
    private static final int SHOWN = 20;
    private static final long SHOW_EVERY_NS = 5_000_000_000L;

    @Option(names = "--seeds", defaultValue = "2000", paramLabel = "N", description = "Runs (default: 2000).")
    private long seeds;

    @Option(names = "--first", defaultValue = "1", paramLabel = "SEED", description = "The first seed (default: 1).")
    private long first;

    @Option(
            names = "--threads",
            defaultValue = "0",
            paramLabel = "N",
            description = "Runs at the same time (default: one for each core).")
    private int threads;

    @Option(names = "--tell", description = "Runs the first seed alone, and tells what happens in it.")
    private boolean isTold;

    @Option(
            names = "--mutants",
            description =
                    "Runs the product with one fault after another, which the simulation must see, each in --seeds or fewer.")
    private boolean isOfMutants;

    @Override
    public Integer call() {
        BenchSession.requireUsage(seeds >= 1 && seeds <= MOST_SEEDS, "--seeds: give 1 to 100000000, not " + seeds);
        BenchSession.requireUsage(threads >= 0 && threads <= 256, "--threads: give 0 to 256, not " + threads);
        if (isTold) {
            return tell();
        }
        return isOfMutants ? mutants() : product();
    }

    private int product() {
        final List<Simulation.Outcome> wrong = Collections.synchronizedList(new ArrayList<>());
        final Totals totals = new Totals();
        final int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        final long startNs = System.nanoTime();
        new SeedRange(first, seeds, used).run(outcome -> {
            totals.add(outcome);
            if (outcome.violation() != null) {
                wrong.add(outcome);
            }
        });
        final double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
        System.out.printf(
                "seeds     %,d from %d on, %d threads: %.0f s, %.1f seeds a second, %.0f times as fast as time%n",
                seeds, first, used, seconds, seeds / seconds, totals.virtualNs.get() / NS_PER_SECOND / seconds);
        System.out.printf(
                "happened  %,d faults, %,d takeovers; %,d orders and %,d fills at the exchange; %,d inputs applied again elsewhere%n",
                totals.faults.get(),
                totals.takeovers.get(),
                totals.orders.get(),
                totals.fills.get(),
                totals.compared.get());
        System.out.println(
                wrong.isEmpty()
                        ? "wrong     nothing: no order lost or doubled, all states equal, all ended as the exchange's"
                        : "WRONG     " + wrong.size() + " seeds");
        wrong.stream()
                .limit(SHOWN)
                .forEach(
                        outcome -> System.out.println("          seed " + outcome.seed() + ": " + outcome.violation()));
        return wrong.isEmpty() ? 0 : 1;
    }

    /** What happened in all runs. */
    private static final class Totals {
        private final AtomicLong runs = new AtomicLong();
        private final AtomicLong faults = new AtomicLong();
        private final AtomicLong takeovers = new AtomicLong();
        private final AtomicLong orders = new AtomicLong();
        private final AtomicLong fills = new AtomicLong();
        private final AtomicLong compared = new AtomicLong();
        private final AtomicLong virtualNs = new AtomicLong();
        private final AtomicLong shownNs = new AtomicLong(System.nanoTime());

        void add(final Simulation.Outcome outcome) {
            faults.addAndGet(outcome.faults());
            takeovers.addAndGet(outcome.takeovers());
            orders.addAndGet(outcome.orders());
            fills.addAndGet(outcome.fills());
            compared.addAndGet(outcome.compared());
            virtualNs.addAndGet(outcome.virtualNs());
            show(runs.incrementAndGet());
        }

        private void show(final long done) {
            final long nowNs = System.nanoTime();
            final long lastNs = shownNs.get();
            if (nowNs - lastNs > SHOW_EVERY_NS && shownNs.compareAndSet(lastNs, nowNs)) {
                System.err.printf("%,d seeds, %,d faults, %,d takeovers%n", done, faults.get(), takeovers.get());
            }
        }
    }

    /** One run, told line by line. */
    private int tell() {
        try (SimulatedSite site = new SimulatedSite()) {
            final Simulation.Outcome outcome = Simulation.tell(site, first, System.out::println);
            System.out.println(outcome.violation() == null ? "nothing wrong" : "WRONG: " + outcome.violation());
            return outcome.violation() == null ? 0 : 1;
        }
    }

    private int mutants() {
        int survivors = 0;
        for (final Mutant mutant : Mutant.values()) {
            final String seen = seen(mutant);
            survivors += seen == null ? 1 : 0;
            System.out.printf(
                    "%-8s  %s: %s%n",
                    seen == null ? "NOT SEEN" : "seen", mutant.fault(), seen == null ? "in " + seeds + " seeds" : seen);
        }
        return survivors == 0 ? 0 : 1;
    }

    private String seen(final Mutant mutant) {
        try (MutatedProduct product = new MutatedProduct(mutant)) {
            for (long seed = first; seed < first + seeds; seed++) {
                final String violation = product.violation(seed);
                if (violation != null) {
                    return "seed " + seed + ", " + violation;
                }
            }
        }
        return null;
    }
}
