package aether.session;

import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.Times;
import aether.feed.VenueAdapter;
import aether.lines.TierSinks;
import aether.nic.FrameSink;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.Tier;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/** Sends a capture's multicast datagrams to the groups and ports that they went to, paced by the captured time. */
public final class NetworkReplay {
    private static final int PROGRESS_MASK = 0x3F;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long SPIN_BELOW_NS = 60_000;
    private static final long MAX_RETRIES = 10_000;

    /**
     * How to send.
     *
     * @param speed multiple of the captured speed, 0 for max
     * @param rate datagrams a second at most when the speed is max; 0 for no limit
     */
    public record Settings(VenueAdapter venue, Target target, double speed, int rate, LineChoice line) {}

    /** Where to, and how; see {@link TierSinks}. */
    public record Target(String networkInterface, Tier tier, int timeToLive) {}

    private final FrameSink sink;
    private final Settings settings;
    private final Pacer pacer;
    private final List<CaptureChannel> channels;
    private final UdpFrame udp = new UdpFrame();
    private final long startNs = System.nanoTime();
    private long sent;
    private long skipped;
    private long refused;

    private NetworkReplay(
            final FrameSink sink, final Settings settings, final Pacer pacer, final List<CaptureChannel> channels) {
        this.sink = sink;
        this.settings = settings;
        this.pacer = pacer;
        this.channels = channels;
    }

    public static int run(
            final CaptureSet captures,
            final Function<CaptureSet, CaptureReader> read,
            final Settings settings,
            final Terminal terminal) {
        final List<CaptureChannel> channels = Captures.channels(captures, settings.venue(), read);
        final Target target = settings.target();
        try (CaptureReader reader = read.apply(captures);
                FrameSink sink = TierSinks.open(target.tier(), target.networkInterface(), target.timeToLive())) {
            final NetworkReplay replay =
                    new NetworkReplay(sink, settings, new Pacer(settings.speed(), terminal, "datagrams"), channels);
            replay.send(reader);
            sink.flush();
            terminal.status("");
            final long nanos = System.nanoTime() - replay.startNs;
            System.out.printf(
                    "sent %,d datagrams on %s in %s (%,.0f a second); %,d other frames left out, %,d refused by the kernel%n",
                    replay.sent,
                    target.networkInterface(),
                    Times.seconds(nanos),
                    replay.sent * 1e9 / nanos,
                    replay.skipped,
                    replay.refused);
            final int readingExit = Captures.tell(reader, System.err);
            return replay.refused == 0 ? readingExit : ExitCode.FAILED;
        }
    }

    private void send(final CaptureReader reader) {
        while (reader.next()) {
            onFrame(reader.source());
            if ((sent & PROGRESS_MASK) == 0) {
                pacer.progress(sent);
            }
        }
    }

    private void onFrame(final PcapSource source) {
        final DirectBuffer frame = source.frame();
        final int length = source.length();
        if (udp.wrap(frame, length) != FrameStatus.OK || !Ipv4.isMulticast(udp.destinationAddress()) || !isChosen()) {
            skipped++;
            return;
        }
        if (source.hasTime()) {
            pacer.await(source.timeNs());
        }
        limitRate();
        for (long tries = 0; !sink.offer(frame, length); tries++) {
            if (tries == MAX_RETRIES) {
                refused++;
                return;
            }
            Thread.onSpinWait();
        }
        sent++;
    }

    private boolean isChosen() {
        if (settings.line() == LineChoice.both) {
            return true;
        }
        for (final CaptureChannel channel : channels) {
            for (final var line : settings.line().of(channel)) {
                if (line.key() == udp.destination()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void limitRate() {
        if (settings.speed() != 0 || settings.rate() == 0) {
            return;
        }
        final long dueNs = startNs + sent * NS_PER_SECOND / settings.rate();
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0) {
            if (leftNs > SPIN_BELOW_NS) {
                LockSupport.parkNanos(leftNs - SPIN_BELOW_NS / 2);
            } else {
                Thread.onSpinWait();
            }
            leftNs = dueNs - System.nanoTime();
        }
    }
}
