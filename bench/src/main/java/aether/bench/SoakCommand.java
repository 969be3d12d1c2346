package aether.bench;

import aether.arbiter.ChannelCounter;
import aether.arbiter.RecoveryCounter;
import aether.book.BookCounter;
import aether.book.BookFault;
import aether.session.BenchSession;
import aether.venue.BookComparison;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench soak}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the feed handler against the simulated venue: loss on both lines independently, skew, bursts, damage, "
                    + "duplicates, lines down, channel resets, new weeks, spreads made and deleted. The venue checks every "
                    + "book that is published as live; every 100,000 commands all books must be its own. Exit code 1 if not."
        },
        footer = {"", "Example: aether bench soak --packets 20000000 --loss 0.01"})
final class SoakCommand implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final double NS_PER_MICRO = 1000.0;

    @Option(
            names = "--packets",
            defaultValue = "20000000",
            description = "Packets of the channel (default: 20 million).")
    private long packets;

    @Option(names = "--seed", defaultValue = "1", description = "Makes the soak repeatable (default: 1).")
    private long seed;

    @Option(names = "--instruments", defaultValue = "40", description = "Outright instruments (default: 40).")
    private int instruments;

    @Option(names = "--spreads", defaultValue = "8", description = "Spreads with implied books (default: 8).")
    private int spreads;

    @Option(names = "--loss", defaultValue = "0.01", description = "Share that each line loses (default: 0.01).")
    private double loss;

    @Override
    public Integer call() {
        BenchSession.requireUsage(packets >= 1, "--packets: give 1 or more, not " + packets);
        BenchSession.requireUsage(loss >= 0 && loss <= 0.5, "--loss: give 0 to 0.5, not " + loss);
        BenchSession.requireUsage(
                instruments >= 2 && instruments <= 2000, "--instruments: give 2 to 2000, not " + instruments);
        BenchSession.requireUsage(
                spreads >= 0 && spreads < instruments, "--spreads: give fewer than instruments, not " + spreads);
        final Soak soak = new Soak(new Soak.Plan(packets, seed, instruments, spreads, loss));
        final long startNs = System.nanoTime();
        long shownNs = startNs;
        while (!soak.isDone() && soak.failures().isEmpty() && soak.comparison().wrong() == 0) {
            soak.run();
            if (System.console() != null && System.nanoTime() - shownNs > 2 * NS_PER_SECOND) {
                shownNs = System.nanoTime();
                System.err.printf("\r%,d packets, %d rests", soak.packets(), soak.rests());
            }
        }
        return report(soak, System.nanoTime() - startNs);
    }

    private int report(final Soak soak, final long elapsedNs) {
        final var channel = soak.feed().arbiter().counters();
        final var books = soak.books().counters();
        final var recovery = soak.feed().recoveryCounters();
        System.out.printf(
                "packets   %,d on each line in %,d s; seed %d, %,d commands; lost on A %,d, on B %,d, on both %,d%n",
                soak.packets(),
                elapsedNs / NS_PER_SECOND,
                seed,
                soak.venue().commands(),
                soak.venue().lostA(),
                soak.venue().lostB(),
                soak.venue().lostBoth());
        System.out.printf(
                "channel   %,d gaps, %,d late or replayed packets, %d channel resets, %d new weeks%n",
                channel.get(ChannelCounter.GAPS),
                channel.get(ChannelCounter.LATE_PACKETS),
                soak.resets(),
                soak.weeks());
        System.out.printf(
                "recovery  %,d snapshot and definition packets; %,d books by price, %,d by order recovered, %,d confirmed, "
                        + "%,d repaired; %,d entries queued, %,d overflows%n",
                recovery.get(RecoveryCounter.ACCEPTED),
                books.get(BookCounter.RECOVERED_BOOKS),
                books.get(BookCounter.RECOVERED_ORDER_BOOKS),
                books.get(BookCounter.CONFIRMED_BOOKS),
                books.get(BookCounter.REPAIRED_BOOKS),
                books.get(BookCounter.QUEUED_ENTRIES),
                books.get(BookCounter.QUEUE_OVERFLOWS));
        report(soak.comparison());
        System.out.printf(
                "checked   %,d times by price against by order: %,d differ; %,d rests, all books equal at %s%n",
                books.get(BookCounter.CROSS_CHECKS),
                soak.books().faults().get(BookFault.SUMS_DIFFER),
                soak.rests(),
                soak.failures().isEmpty() ? "each" : "not all");
        soak.comparison().complaints().forEach(complaint -> System.out.println("WRONG     " + complaint));
        soak.failures().forEach(failure -> System.out.println("UNEQUAL   " + failure));
        final boolean isRight = isRight(soak);
        System.out.println(isRight ? "PASS" : "FAIL");
        return isRight ? 0 : 1;
    }

    private static void report(final BookComparison comparison) {
        System.out.printf("not live  by price %s%n", percentiles(comparison.priceRecovery()));
        System.out.printf("          by order %s%n", percentiles(comparison.orderRecovery()));
        System.out.printf(
                "compared  %,d books by price and %,d by order that were published as live: %,d wrong (%,d too old to tell)%n",
                comparison.compared(), comparison.ordersCompared(), comparison.wrong(), comparison.notCompared());
    }

    private static boolean isRight(final Soak soak) {
        return soak.failures().isEmpty()
                && soak.comparison().wrong() == 0
                && soak.books().faults().get(BookFault.SUMS_DIFFER) == 0
                && soak.comparison().compared() > 0
                && soak.comparison().ordersCompared() > 0;
    }

    private static String percentiles(final Histogram histogram) {
        return String.format(
                "%,d times, microseconds: p50 %,.0f, p90 %,.0f, p99 %,.0f, max %,.0f",
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / NS_PER_MICRO,
                histogram.getValueAtPercentile(90) / NS_PER_MICRO,
                histogram.getValueAtPercentile(99) / NS_PER_MICRO,
                histogram.getMaxValue() / NS_PER_MICRO);
    }
}
