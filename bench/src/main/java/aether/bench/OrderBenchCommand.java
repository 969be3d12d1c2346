package aether.bench;

import aether.session.BenchSession;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench orders}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = {
            "Cost of one order event (new, reduced, deleted) in books by order, at a steady number of live orders.",
            "book: our books as the decoder calls them, queues kept, each event published. wire: the whole path, one frame for "
                    + "each event. parity: parity-book, which keeps no queues. CPU time, median of the passes; each pass starts "
                    + "from fresh books that are filled first."
        },
        footer = {"", "Example: aether bench orders --instruments 8000 --orders 1000000"})
final class OrderBenchCommand implements Callable<Integer> {
    private static final int MAX_EVENTS = 10_000_000;

    @Option(names = "--instruments", defaultValue = "50", description = "Instruments (default: 50).")
    private int instruments;

    @Option(
            names = "--orders",
            defaultValue = "1200",
            description = "Live orders, all instruments together (default: 1200).")
    private int orders;

    @Option(names = "--events", defaultValue = "3000000", description = "Events of a pass (default: 3 million).")
    private int events;

    @Option(
            names = "--passes",
            defaultValue = "7",
            description = "Passes, after two that are not counted (default: 7).")
    private int passes;

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

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() {
        requireUsable();
        final OrderStream stream = new OrderStream(instruments, orders, events, seed, skew, young);
        final Map<String, OrderContender> contenders = new LinkedHashMap<>();
        contenders.put("book", new OrderContender.Books(stream));
        contenders.put("wire", new OrderContender.Wire(stream));
        contenders.put("parity", new OrderContender.Parity(stream));
        final StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "{\"instruments\":%d,\"liveOrders\":%d,\"events\":%d,\"skew\":%s,\"young\":%s",
                instruments,
                orders,
                events,
                skew,
                young));
        long live = -1;
        for (final Map.Entry<String, OrderContender> contender : contenders.entrySet()) {
            final Result result = measure(contender.getValue(), stream);
            BenchSession.requireUsage(
                    live < 0 || live == result.live, contender.getKey() + " ends with other orders than the others do");
            live = result.live;
            line.append(String.format(
                    Locale.ROOT,
                    ",\"%s\":{\"cpuNsPerEvent\":%.1f,\"allocBytesPerEvent\":%.4f,\"passes\":%s}",
                    contender.getKey(),
                    result.median(),
                    result.allocated,
                    Arrays.toString(result.passes)));
            if (!json) {
                System.out.printf(
                        "%-7s %,d instruments, %,d live orders: %.1f ns CPU an event, %.4f bytes allocated; passes %s%n",
                        contender.getKey(),
                        instruments,
                        orders,
                        result.median(),
                        result.allocated,
                        Arrays.toString(result.passes));
            }
        }
        if (json) {
            System.out.println(line.append('}'));
        }
        return 0;
    }

    private void requireUsable() {
        BenchSession.requireUsage(
                instruments >= 1 && instruments <= 1_000_000, "--instruments: give 1 to 1000000, not " + instruments);
        BenchSession.requireUsage(orders >= 1 && orders <= MAX_EVENTS, "--orders: give 1 to 10000000, not " + orders);
        BenchSession.requireUsage(events >= 1 && events <= MAX_EVENTS, "--events: give 1 to 10000000, not " + events);
        BenchSession.requireUsage(passes >= 1 && passes <= 1000, "--passes: give 1 to 1000, not " + passes);
        BenchSession.requireUsage(skew >= 0 && skew <= 3, "--skew: give 0 to 3, not " + skew);
        BenchSession.requireUsage(young >= 0 && young <= 1, "--young: give 0 to 1, not " + young);
    }

    private record Result(double[] passes, double allocated, long live) {
        double median() {
            final double[] sorted = passes.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    private Result measure(final OrderContender contender, final OrderStream stream) {
        final double[] cpuNs = new double[passes];
        long allocated = Long.MAX_VALUE;
        for (int pass = -2; pass < passes; pass++) {
            contender.reset();
            contender.play(0, stream.resting());
            final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            final long cpuBefore = threads.getCurrentThreadCpuTime();
            contender.play(stream.resting(), stream.length());
            final long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - allocatedBefore);
            if (pass >= 0) {
                cpuNs[pass] = Math.round(10.0 * cpu / stream.events()) / 10.0;
            }
        }
        return new Result(cpuNs, (double) allocated / stream.events(), contender.liveOrders());
    }
}
