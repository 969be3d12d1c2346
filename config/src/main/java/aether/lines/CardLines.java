package aether.lines;

import aether.config.SiteConfig;
import aether.nic.CounterRegister;
import aether.nic.FrameSource;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.FeedSplitter;
import aether.nic.chip.KernelBridge;
import aether.nic.chip.NicPort;
import aether.nic.chip.Settings;
import aether.nic.chip.Trouble;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.TapInterface;
import aether.nic.vfio.VfioCards;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The lines on a card that this process drives, and the interface under which the kernel goes on to use that card for everything else: group
 * management, recovery feeds, order sessions. The interface has the name that the configuration gives, so that a lower tier finds it as well.
 */
public final class CardLines implements AutoCloseable {
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private final NicPort port;
    private final FeedSplitter source;
    private TapInterface kernel;
    private KernelBridge bridge;
    private GroupMembership membership;

    /**
     * Opens everything.
     *
     * @throws aether.nic.TransportException saying what is missing; nothing is left behind
     */
    CardLines(final SiteConfig config, final List<MulticastEndpoint> feeds, final EpochNanoClock clock) {
        final SiteConfig.Vfio vfio = config.transport().vfio();
        final Settings settings = new Settings(vfio.frames(), Settings.addresses(groups(config)), clock);
        port = new NicPort(VfioCards.opener(vfio.card(), settings, vfio.hugePages()), reports::add);
        source = new FeedSplitter(port.source(), feeds);
        try {
            kernel = TapInterface.open(
                    config.channel().networkInterface(), port.hardwareAddress(), vfio.address(), vfio.prefix());
            bridge = new KernelBridge(source, port.sink(), kernel);
            membership = GroupMembership.join(feeds);
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Of the lines and of all recovery feeds, which the card must let through as well. */
    private static List<Integer> groups(final SiteConfig config) {
        final SiteConfig.Recovery recovery = config.channel().recovery();
        return Stream.of(
                        config.channel().lines(),
                        recovery.definitions(),
                        recovery.priceSnapshots(),
                        recovery.orderSnapshots())
                .flatMap(List::stream)
                .map(line -> line.group().address())
                .toList();
    }

    FrameSource source() {
        return source;
    }

    /** Moves what is not for the feeds; to be run on a thread of its own. */
    public KernelBridge bridge() {
        return bridge;
    }

    /** On a host thread, every few milliseconds; {@code report} takes lines for people. */
    public void supervise(final long nowNs, final Consumer<String> report) {
        port.supervise(nowNs);
        for (String line = reports.poll(); line != null; line = reports.poll()) {
            report.accept("card " + line);
        }
    }

    /** Tells what the card counts. */
    public void registerCounters(final CounterRegister register) {
        for (final ChipCounter counter : ChipCounter.values()) {
            register.add("card " + counter.text(), () -> port.counter(counter));
        }
        for (final Trouble trouble : Trouble.values()) {
            if (trouble != Trouble.NONE) {
                register.add("card trouble " + CounterRegister.words(trouble), () -> port.troubles(trouble));
            }
        }
        register.add("card recoveries", port::recoveries);
        register.add("card last recovery ns", port::lastRecoveryNs);
        register.add("card frames to the kernel", () -> bridge.given());
        register.add("card frames from the kernel", () -> bridge.sent());
        register.add("card frames lost beside the kernel", () -> bridge.lost());
    }

    /** In the reverse order; when no thread uses them any more. */
    @Override
    public void close() {
        CloseHelper.quietClose(membership);
        CloseHelper.quietClose(port);
        CloseHelper.quietClose(kernel);
    }
}
