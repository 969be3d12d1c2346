package aether.bench.nic;

import aether.bench.trade.TickSchedule;
import aether.host.KernelClock;
import aether.nic.FrameSink;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench forward}. */
@Command(
        name = "forward",
        mixinStandardHelpOptions = true,
        description = {
            "Forwards frames from one cable to another, for every tier, at the highest rate. Two virtual cables that this "
                    + "command makes and removes; one thread sends into the first as fast as it can, another forwards.",
            "'alone' is what a frame costs the forwarder when 1,024 of them wait and nobody sends; arrivals are counted by the kernel of the last "
                    + "interface. Sockets rewrite the headers; the other tiers pass frames on as they are."
        },
        footer = {"", "Example: aether bench forward --seconds 5"})
public final class ForwardCommand implements Callable<Integer> {
    private static final int PAYLOAD = 100;
    private static final int WAITING = 1_024;
    private static final int BURSTS = 300;
    private static final int WINDOW = 4_096;
    private static final long SETTLE_NS = 200_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final double TENTHS = 10.0;
    private static final Pattern ARRIVED = Pattern.compile("RX:[^\\n]*\\n\\s*\\d+\\s+(\\d+)");

    @Option(names = "--seconds", defaultValue = "3", description = "Of each tier at full rate (default: 3).")
    private int seconds;

    @Option(
            names = "--cores",
            split = ",",
            defaultValue = "0,1",
            description = "Of the sender and of the forwarder (default: 0,1).")
    private List<Integer> cores;

    @Override
    public Integer call() {
        BenchSession.requireUsage(seconds >= 1 && seconds <= 600, "--seconds: give 1 to 600, not " + seconds);
        BenchSession.requireUsage(
                cores.size() == 2 && !cores.get(0).equals(cores.get(1)),
                "--cores: give two different ones, such as 0,1");
        Scheduling.pin(cores.get(1));
        boolean areAll = true;
        for (final Tier tier : EnumSet.range(Tier.XDP, Tier.SOCKET)) {
            areAll &= forward(tier);
        }
        return areAll ? 0 : 1;
    }

    private boolean forward(final Tier tier) {
        final MulticastEndpoint feed =
                new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(NicSender.GROUP, NicSender.PORT));
        try (VethPair in = VethPair.create();
                VethPair out = VethPair.create();
                GroupMembership membership = in.receiver().call(() -> GroupMembership.join(List.of(feed)));
                NicSender sender = in.sender().call(() -> new NicSender(Tier.PACKET, cores.get(0), PAYLOAD));
                FrameSource source = in.receiver().call(() -> contender(tier).open(feed, new KernelClock()));
                FrameSink sink = out.sender().call(() -> NicSender.open(tier, Forwarder.BATCH))) {
            final CompletableFuture<Void> thread = in.sender().start(sender);
            final Forwarder forwarder = new Forwarder(source, sink);
            final double alone = alone(sender, forwarder);
            final long before = forwarder.forwarded();
            final long sent = fullRate(sender, forwarder);
            final long forwarded = forwarder.forwarded() - before;
            sender.close();
            thread.join();
            sender.closeSinks();
            System.out.printf(
                    Locale.ROOT,
                    "%-25s %,9d frames/s forwarded of %,9d sent; alone %7.1f ns a frame; lost %,d before, %,d refused by "
                            + "the sink; %,d arrived of %,d%n",
                    tier.text(),
                    forwarded / seconds,
                    sent / seconds,
                    alone,
                    source.counter(NicCounter.NO_BUFFER) + source.counter(NicCounter.RING_FULL),
                    forwarder.refused(),
                    arrived(out),
                    forwarder.forwarded());
            return membership != null && forwarded > 0;
        } catch (final TransportException e) {
            System.out.println("not measured: " + tier.text() + ": " + e.getMessage());
            return false;
        }
    }

    private static NicContender contender(final Tier tier) {
        return switch (tier) {
            case VFIO -> throw new IllegalArgumentException("a card has no second end here");
            case XDP -> NicContender.XDP_NATIVE;
            case PACKET -> NicContender.PACKET;
            case BATCHED -> NicContender.BATCHED;
            case SOCKET -> NicContender.NIO;
        };
    }

    private static long arrived(final VethPair out) {
        final Matcher statistics = ARRIVED.matcher(out.receiver().ip("-s", "link", "show", VethPair.RECEIVER));
        return statistics.find() ? Long.parseLong(statistics.group(1)) : -1;
    }

    private static double alone(final NicSender sender, final Forwarder forwarder) {
        final Histogram tenths = new Histogram(NS_PER_SECOND, 3);
        for (int burst = 0; burst < BURSTS; burst++) {
            final long window = sender.request(WAITING, NicSender.FLAT_OUT);
            while (!sender.isDone(window)) {
                Thread.onSpinWait();
            }
            TickSchedule.await(System.nanoTime() + SETTLE_NS);
            final long startNs = System.nanoTime();
            int frames = 0;
            for (int empty = 0; frames < WAITING && empty < 100; ) {
                final int came = forwarder.turn();
                empty = came == 0 ? empty + 1 : 0;
                frames += came;
            }
            if (frames == WAITING && burst >= BURSTS / 3) {
                tenths.recordValue(Math.min(NS_PER_SECOND, (System.nanoTime() - startNs) * 10 / WAITING));
            }
        }
        return tenths.getValueAtPercentile(50) / TENTHS;
    }

    /** Returns what was sent. */
    private long fullRate(final NicSender sender, final Forwarder forwarder) {
        final long endNs = System.nanoTime() + seconds * NS_PER_SECOND;
        long sent = 0;
        long window = sender.request(WINDOW, NicSender.FLAT_OUT);
        while (System.nanoTime() < endNs) {
            forwarder.turn();
            if (sender.isDone(window)) {
                sent += WINDOW;
                window = sender.request(WINDOW, NicSender.FLAT_OUT);
            }
        }
        for (int empty = 0; empty < 1_000 || !sender.isDone(window); ) {
            empty = forwarder.turn() == 0 ? empty + 1 : 0;
        }
        return sent + WINDOW;
    }
}
