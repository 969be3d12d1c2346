package aether.lines;

import aether.arbiter.LineArbiter;
import aether.arbiter.LineTable;
import aether.config.SiteConfig;
import aether.nic.CounterRegister;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.ReceiveClock;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.socket.Interfaces;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.LibC;
import aether.nic.sys.LinkWatch;
import aether.nic.sys.NetworkDevice;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;

/** The lines of a channel on the best tier that the machine gives and the configuration allows. */
public final class LiveLines implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final int MOST_DISCARDS = 1024;

    private final SiteConfig config;
    private final TierSources sources;
    private final List<String> refused;

    private final LinkWatch link;

    private LiveLines(final SiteConfig config, final TierSources sources, final List<String> refused) {
        this.config = config;
        link = LibC.isSupported() ? new LinkWatch(NetworkDevice.named(networkInterface(config))) : null;
        this.sources = sources;
        this.refused = refused;
    }

    /**
     * Opens the lines.
     *
     * @throws TransportException when no tier that is allowed can be had, with the reason of each
     */
    public static LiveLines open(final SiteConfig config, final EpochNanoClock clock) {
        if (config.transport().best() != Tier.VFIO) {
            Interfaces.byName(networkInterface(config));
        }
        final List<MulticastEndpoint> feeds = new ArrayList<>();
        for (final SiteConfig.Line line : config.channel().lines()) {
            feeds.add(endpoint(config, line));
        }
        final List<String> refused = new ArrayList<>();
        TransportException last = null;
        for (final Tier tier : Tier.values()) {
            if (tier.compareTo(config.transport().best()) >= 0
                    && tier.compareTo(config.transport().lowest()) <= 0) {
                try {
                    return new LiveLines(config, open(tier, config, feeds, clock), refused);
                } catch (final TransportException e) {
                    refused.add(tier.text() + ": " + e.getMessage());
                    last = e;
                }
            }
        }
        throw refused.size() == 1
                ? last
                : new TransportException(
                        "no transport that transport.lowest allows can be had:\n  " + String.join("\n  ", refused),
                        last);
    }

    private static TierSources open(
            final Tier tier, final SiteConfig config, final List<MulticastEndpoint> feeds, final EpochNanoClock clock) {
        return tier == Tier.VFIO
                ? TierSources.of(new CardLines(config, feeds, clock))
                : TierSources.open(
                        tier, config.transport(), feeds, config.channel().receiveBuffer(), clock);
    }

    /** The card that this process drives; null on the other tiers. */
    public CardLines card() {
        return sources.card();
    }

    public static MulticastEndpoint endpoint(final SiteConfig config, final SiteConfig.Line line) {
        return new MulticastEndpoint(networkInterface(config), line.group(), line.sources());
    }

    private static String networkInterface(final SiteConfig config) {
        return config.channel().networkInterface();
    }

    /** Which feed and line a frame belongs to, by its group and port. */
    LineTable table(final List<RecoverySource> recovery) {
        final List<SiteConfig.Line> all = new ArrayList<>(config.channel().lines());
        final SiteConfig.Recovery feeds = config.channel().recovery();
        all.addAll(feeds.definitions());
        all.addAll(feeds.priceSnapshots());
        all.addAll(feeds.orderSnapshots());
        final int incremental = config.channel().lines().size();
        final LineTable table = new LineTable(all.size());
        for (int i = 0; i < all.size(); i++) {
            table.set(i, all.get(i).group(), all.get(i).sources());
            if (i >= incremental) {
                table.recovery(i, recovery.get(i - incremental).kind());
            }
        }
        return table;
    }

    /**
     * Leaves alone what has come while an earlier session was taken over and nobody was reading: the buffers may have overflowed, and that would be taken
     * for a loss on the lines.
     */
    public void discard() {
        for (final FrameSource source : sources.all()) {
            for (int polls = 0; polls < MOST_DISCARDS && source.poll((frame, length, t) -> {}, BATCH) > 0; polls++) {
                // The handler does nothing.
            }
        }
    }

    public List<FrameSource> sources() {
        return sources.all();
    }

    public Tier tier() {
        return sources.tier();
    }

    /** Better tiers that could not be had, with the reason of each. */
    List<String> refused() {
        return refused;
    }

    /** Tells what the transport counts. */
    public void registerCounters(final CounterRegister register) {
        for (final NicCounter counter : NicCounter.values()) {
            register.add("transport " + counter.text(), () -> counter(counter));
        }
    }

    /** What was got, line by line. */
    public String describe() {
        final StringBuilder text = new StringBuilder(
                tier().isBypass() ? sources.all().getFirst() + "; " : tier().text() + " for each line; ");
        for (int line = 0; line < config.channel().lines().size(); line++) {
            final SiteConfig.Line address = config.channel().lines().get(line);
            text.append(
                    String.format("%sline %s %s", line == 0 ? "" : "; ", LineArbiter.lineName(line), address.group()));
            if (!tier().isBypass()) {
                text.append(String.format(
                        ", receive buffer %,d of %,d bytes",
                        sources.all().get(line).receiveBufferLength(),
                        config.channel().receiveBuffer()));
            }
        }
        return text.append("; receive times: ").append(receiveClock().text()).toString();
    }

    /** Where receive times come from: of all lines alike. */
    public ReceiveClock receiveClock() {
        return sources.all().getFirst().receiveClock();
    }

    /** Sum over all sources; any thread, not the hot path. */
    public long counter(final NicCounter counter) {
        long sum = 0;
        for (final FrameSource source : sources.all()) {
            sum += source.counter(counter);
        }
        return sum;
    }

    /**
     * Looks whether the interface is still the one that was opened; now and then, on a host thread.
     *
     * @throws TransportException when it is not: nothing would ever come again
     */
    public void requireInterface() {
        if (link != null && link.isGone()) {
            throw new TransportException(
                    "interface " + networkInterface(config)
                            + " was removed while the appliance ran; bring it back ('ip -br link' lists what there is) and start again");
        }
    }

    @Override
    public void close() {
        CloseHelper.quietClose(link);
        sources.close();
    }
}
