package aether.bench.nic;

import aether.host.KernelClock;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.Scheduling;
import aether.nic.sys.VethPair;
import aether.session.BenchSession;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench nic}. */
@Command(
        name = "nic",
        mixinStandardHelpOptions = true,
        description = {
            "All ways to receive, in turn and round by round, over a virtual cable between two networks that this command makes and removes: "
                    + "latency on an open-loop schedule at several rates, packets a second, and what a queued packet costs the reader. "
                    + "Medians of the rounds, and their ratios to a plain NIO socket.",
            "The results are of windows in which neither thread was taken off its core; all windows are in the histograms. Needs the rights to "
                    + "make a network (CAP_SYS_ADMIN) and to use each transport, and two cores."
        },
        footer = {"", "Example: aether bench nic --rounds 5 --histograms /tmp/nic"})
public final class NicCommand implements Callable<Integer> {
    private static final int PAYLOAD = 100;
    private static final int LATENCY_FRAMES = 50;
    private static final int RATE_FRAMES = 1_500;
    private static final int DRAIN_FRAMES = 1_024;
    private static final int WARM_UP_WINDOWS = 600;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long HIGHEST = 10_000_000_000L;
    private static final MulticastEndpoint FEED =
            new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(NicSender.GROUP, NicSender.PORT));

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: 5).")
    private int rounds;

    @Option(names = "--windows", defaultValue = "400", description = "Windows of each measurement (default: 400).")
    private int windows;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "20000,100000,200000",
            description = "Packets a second of the schedules (default: 20000,100000,200000).")
    private List<Integer> rates;

    @Option(
            names = "--cores",
            split = ",",
            defaultValue = "0,1",
            description = "Of the sender and of the receiver (default: 0,1).")
    private List<Integer> cores;

    @Option(
            names = "--sender",
            defaultValue = "XDP",
            description =
                    "How all frames are sent, to every contender: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, the fastest).")
    private Tier sender;

    @Option(
            names = "--histograms",
            paramLabel = "DIR",
            description =
                    "Write each whole distribution there (HdrHistogram text): all windows, and the undisturbed ones.")
    private Path histograms;

    private final Map<NicContender, NicResults> results = new EnumMap<>(NicContender.class);

    @Override
    public Integer call() throws IOException {
        BenchSession.requireUsage(rounds >= 1 && rounds <= 100, "--rounds: give 1 to 100, not " + rounds);
        BenchSession.requireUsage(windows >= 10 && windows <= 100_000, "--windows: give 10 to 100000, not " + windows);
        BenchSession.requireUsage(
                rates.stream().allMatch(rate -> rate >= 1_000 && rate <= 1_000_000),
                "--rates: give packets a second from 1000 to 1000000, such as 20000,100000");
        BenchSession.requireUsage(
                cores.size() == 2 && !cores.get(0).equals(cores.get(1)),
                "--cores: give two different ones, such as 0,1");
        final List<String> refused = new ArrayList<>();
        try (VethPair cable = VethPair.create();
                GroupMembership membership = cable.receiver().call(() -> GroupMembership.join(List.of(FEED)));
                NicSender sending = cable.sender().call(() -> new NicSender(sender, cores.get(0), PAYLOAD))) {
            final CompletableFuture<Void> thread = cable.sender().start(sending);
            Scheduling.pin(cores.get(1));
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                for (final NicContender contender : NicContender.values()) {
                    measure(cable, sending, contender, refused);
                }
            }
            sending.close();
            thread.join();
            sending.closeSinks();
            assert membership != null;
        }
        print(refused);
        return results.size() == NicContender.values().length ? 0 : 1;
    }

    private void measure(
            final VethPair cable, final NicSender sending, final NicContender contender, final List<String> refused) {
        try (FrameSource source = cable.receiver().call(() -> contender.open(FEED, new KernelClock()))) {
            final NicReceiver receiver = new NicReceiver(sending, source);
            warmUp(receiver);
            final NicResults mine = results.computeIfAbsent(contender, key -> new NicResults(rates.size()));
            for (int i = 0; i < rates.size(); i++) {
                final Histogram clean = new Histogram(HIGHEST, 3);
                receiver.latency(windows, LATENCY_FRAMES, NS_PER_SECOND / rates.get(i), mine.whole(i), clean);
                mine.latency(i, clean);
            }
            final Histogram packets = new Histogram(HIGHEST, 3);
            receiver.rate(windows, RATE_FRAMES, packets);
            final Histogram drained = new Histogram(HIGHEST, 3);
            receiver.drain(windows, DRAIN_FRAMES, drained);
            mine.throughput(packets, drained);
            mine.count(receiver, source.counter(NicCounter.FRAMES), source.counter(NicCounter.SYSTEM_CALLS));
        } catch (final TransportException e) {
            refused.add(contender.text() + ": " + e.getMessage());
        }
    }

    private static void warmUp(final NicReceiver receiver) {
        final Histogram forgotten = new Histogram(HIGHEST, 3);
        receiver.rate(WARM_UP_WINDOWS / 4, RATE_FRAMES, forgotten);
        receiver.drain(WARM_UP_WINDOWS / 8, DRAIN_FRAMES, forgotten);
        receiver.latency(WARM_UP_WINDOWS, LATENCY_FRAMES, 10_000, forgotten, forgotten);
    }

    private void print(final List<String> refused) throws IOException {
        final NicResults nio = results.get(NicContender.NIO);
        System.out.printf(
                "median of %d rounds; in brackets the ratio to NIO of the same round; %d bytes of payload, sent by %s%n",
                rounds, PAYLOAD, sender.text());
        for (int i = 0; i < rates.size(); i++) {
            System.out.printf("%,d packets a second, due to handler, µs%n", rates.get(i));
            for (final NicContender contender : results.keySet()) {
                final NicResults mine = results.get(contender);
                System.out.printf(
                        Locale.ROOT,
                        "  %-31s p50 %6.2f [%.2f]  p99 %6.2f [%.2f]  p99.9 %7.2f [%.2f]%n",
                        contender.text(),
                        mine.percentile(i, 0) / 1e3,
                        mine.ratio(i, 0, nio),
                        mine.percentile(i, 1) / 1e3,
                        mine.ratio(i, 1, nio),
                        mine.percentile(i, 2) / 1e3,
                        mine.ratio(i, 2, nio));
                write(contender, rates.get(i), mine.whole(i), mine.clean(i));
            }
        }
        System.out.println("at full rate, and the reader's cost of a packet when 1,024 are queued");
        for (final NicContender contender : results.keySet()) {
            System.out.println("  " + results.get(contender).throughputLine(contender.text(), nio));
        }
        refused.stream().distinct().forEach(text -> System.out.println("not measured: " + text));
    }

    private void write(final NicContender contender, final int rate, final Histogram whole, final Histogram clean)
            throws IOException {
        if (histograms != null) {
            Files.createDirectories(histograms);
            final String name = contender.name().toLowerCase(Locale.ROOT) + "-" + rate;
            write(histograms.resolve(name + "-all.hgrm"), whole);
            write(histograms.resolve(name + "-undisturbed.hgrm"), clean);
        }
    }

    private static void write(final Path file, final Histogram histogram) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
            histogram.outputPercentileDistribution(out, 1_000.0);
        }
    }
}
