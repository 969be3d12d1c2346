package aether.bench;

import aether.book.BookCounter;
import aether.book.BookFault;
import aether.session.BenchSession;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench session}. */
@Command(
        name = "session",
        mixinStandardHelpOptions = true,
        description = {
            "Cost of the whole path on a channel that carries books by price and by order at once: from Ethernet header to "
                    + "published books, one packet for each order event.",
            "The session is generated from a seed, part by part beside the measurement; the books are filled first. With --verify "
                    + "the two books of an instrument are compared with each other after each event. Exit code 1 if they differ."
        },
        footer = {"", "Example: aether bench session --instruments 8000 --orders 1000000 --skew 1 --young 0.9 --verify"
        })
final class SessionCommand implements Callable<Integer> {
    private static final int MAX_EVENTS = 20_000_000;

    @Option(names = "--instruments", defaultValue = "50", description = "Instruments (default: 50).")
    private int instruments;

    @Option(names = "--orders", defaultValue = "1200", description = "Live orders, all together (default: 1200).")
    private int orders;

    @Option(names = "--events", defaultValue = "10000000", description = "Order events (default: 10 million).")
    private int events;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the events (default: 1).")
    private long seed;

    @Option(
            names = "--skew",
            defaultValue = "0",
            description = "How uneven instruments trade: 0 evenly (default), 1 as often as one over their rank.")
    private double skew;

    @Option(
            names = "--young",
            defaultValue = "0",
            description = "Share of changes and deletes that hit one of the 1000 youngest orders (default: 0).")
    private double young;

    @Option(names = "--verify", description = "Compare books by price with books by order after each event.")
    private boolean verify;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        BenchSession.requireUsage(
                instruments >= 1 && instruments <= 100_000, "--instruments: give 1 to 100000, not " + instruments);
        BenchSession.requireUsage(orders >= 1 && orders <= 10_000_000, "--orders: give 1 to 10000000, not " + orders);
        BenchSession.requireUsage(
                events >= 1 && events <= MAX_EVENTS, "--events: give 1 to " + MAX_EVENTS + ", not " + events);
        BenchSession.requireUsage(skew >= 0 && skew <= 3, "--skew: give 0 to 3, not " + skew);
        BenchSession.requireUsage(young >= 0 && young <= 1, "--young: give 0 to 1, not " + young);
        final CombinedSession session =
                new CombinedSession(new OrderStream(instruments, orders, events, seed, skew, young), verify);
        session.run();
        return report(session);
    }

    private int report(final CombinedSession session) {
        final long checks = session.books().counters().get(BookCounter.CROSS_CHECKS);
        final long differ = session.books().faults().get(BookFault.SUMS_DIFFER);
        if (json) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"instruments\":%d,\"liveOrders\":%d,\"events\":%d,\"rows\":%d,\"skew\":%s,\"young\":%s,\"verify\":%b,"
                            + "\"cpuNsPerEvent\":%.1f,\"allocBytesPerEvent\":%.4f,\"crossChecks\":%d,\"differ\":%d}%n",
                    instruments,
                    session.liveOrders(),
                    events,
                    session.books().counters().get(BookCounter.BOOK_ENTRIES),
                    skew,
                    young,
                    verify,
                    session.cpuNsPerEvent(),
                    session.bytesPerEvent(),
                    checks,
                    differ);
        } else {
            System.out.printf(
                    "%,d instruments, %,d live orders, %,d events: %.1f ns CPU an event, %.4f bytes allocated; %,d rows changed%n",
                    instruments,
                    session.liveOrders(),
                    events,
                    session.cpuNsPerEvent(),
                    session.bytesPerEvent(),
                    session.books().counters().get(BookCounter.BOOK_ENTRIES));
            if (verify) {
                System.out.printf("%,d comparisons by price against by order: %,d differ%n", checks, differ);
            }
        }
        final boolean isRight = session.areAllLive() && differ == 0 && (checks > 0 || !verify);
        if (!isRight) {
            System.err.println("aether: not every book is live at the end, or two books of an instrument differ");
        }
        return isRight ? 0 : 1;
    }
}
