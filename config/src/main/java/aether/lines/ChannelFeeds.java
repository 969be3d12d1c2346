package aether.lines;

import aether.arbiter.LineTable;
import aether.config.SiteConfig;
import aether.feed.PacketKind;
import aether.nic.socket.MulticastSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;

/** All that a channel listens to: its lines, on the best transport that could be had and measured, and its recovery feeds. */
public final class ChannelFeeds implements AutoCloseable {
    private final SiteConfig config;
    private final EpochNanoClock clock;
    private final List<RecoverySource> recovery = new ArrayList<>();
    private final RecoveryAgent recoveryAgent;
    private LiveLines lines;
    private Calibration.Result measured;

    /**
     * Opens everything; the recovery feeds are not joined yet.
     *
     * @throws aether.nic.TransportException when something cannot be had; nothing is left open
     */
    public ChannelFeeds(final SiteConfig config, final EpochNanoClock clock) {
        this.config = config;
        this.clock = clock;
        recoveryAgent = new RecoveryAgent(recovery, clock);
        try {
            openLines();
            final SiteConfig.Recovery feeds = config.channel().recovery();
            openRecovery(PacketKind.DEFINITION, feeds.definitions());
            openRecovery(PacketKind.PRICE_SNAPSHOT, feeds.priceSnapshots());
            openRecovery(PacketKind.ORDER_SNAPSHOT, feeds.orderSnapshots());
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openLines() {
        lines = LiveLines.open(config, clock);
        if (config.transport().isCalibrated()) {
            // Nothing is to wait in the lines while the machine is measured.
            final LiveLines tried = lines;
            lines = null;
            tried.close();
            measured = Calibration.of(tried.tier(), config);
            lines = LiveLines.open(config, clock);
        }
    }

    private void openRecovery(final PacketKind kind, final List<SiteConfig.Line> feeds) {
        for (final SiteConfig.Line line : feeds) {
            recovery.add(new RecoverySource(
                    kind,
                    MulticastSource.openUnjoined(
                            LiveLines.endpoint(config, line), config.channel().receiveBuffer(), clock)));
        }
    }

    public LiveLines lines() {
        return lines;
    }

    public List<RecoverySource> recovery() {
        return recovery;
    }

    /** Joins and leaves the recovery feeds. */
    public RecoveryAgent recoveryAgent() {
        return recoveryAgent;
    }

    /** Which feed and line a frame belongs to, by its group and port. */
    public LineTable table() {
        return lines.table(recovery);
    }

    /** How many frames at a time, by what was measured. */
    public PollBudget budget() {
        return new PollBudget(
                config.transport().poll(),
                config.transport().objectiveNs(),
                measured == null ? 0 : measured.nsPerFrame());
    }

    /** What the transport is, promises and lacks; lines for people. */
    public List<String> describe() {
        return new TransportReport(config, lines, measured).lines();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(lines);
        recovery.forEach(line -> line.source().close());
    }
}
