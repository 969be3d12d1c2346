package aether.lines;

import aether.config.SiteConfig;
import aether.nic.FrameHandler;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.packet.PacketRingSink;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSink;
import aether.nic.sys.VethPair;
import java.io.UncheckedIOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures a tier on this machine before it goes live: out through the kernel and in again through the tier's own receive path, over a
 * virtual cable where that is allowed, else within this host on the interface itself; and what the machine adds by interrupting a thread that
 * only looks at the clock. What a switch and a wire add is not in it.
 */
final class Calibration implements FrameHandler {
    private static final int GROUP = Ipv4.parse("239.255.255.111");
    private static final int PORT = 31_999;
    private static final int PAYLOAD = 200;
    private static final int WARM_UP = 20_000;
    private static final int PROBES = 20_000;
    private static final int BURST = 32;
    private static final int BURSTS = 500;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final long PATIENCE_NS = 20_000_000;
    private static final long JITTER_NS = 200_000_000;
    private static final long HIGHEST_NS = 10_000_000_000L;
    private static final long BEARABLE_LOSS = 100;

    /**
     * What was measured.
     *
     * @param how over what
     * @param loop from the call that sends to the handler, nanoseconds
     * @param jitter gaps between two looks at the clock, nanoseconds
     * @param nsPerFrame of a queue that is read in one go
     */
    record Result(String how, Histogram loop, Histogram jitter, double nsPerFrame) {
        /** What 99 of 100 frames can be promised, of the software's part. */
        long p99Ns() {
            return loop.getValueAtPercentile(99);
        }
    }

    private final Histogram loop = new Histogram(HIGHEST_NS, 3);
    private final Histogram jitter = new Histogram(HIGHEST_NS, 3);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + PAYLOAD]);
    private FrameSource source;
    private FrameSink sink;
    private long received;
    private long lost;

    private Calibration() {}

    /** Measures for a second or so; null where it is not possible, which is for those who may not make a network of their own. */
    static Result of(final Tier tier, final SiteConfig config) {
        final Calibration calibration = new Calibration();
        if (tier == Tier.VFIO) {
            // There is no second end to its cable.
            return null;
        }
        try {
            return tier.isBypass() ? calibration.overCable(tier, config) : calibration.within(tier, config);
        } catch (final TransportException | UncheckedIOException e) {
            return null;
        }
    }

    private Result overCable(final Tier tier, final SiteConfig config) {
        final MulticastEndpoint feed = new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(GROUP, PORT));
        try (VethPair cable = VethPair.create();
                TierSources sources = cable.receiver().call(() -> open(tier, config, feed));
                FrameSink out = cable.sender()
                        .call(() -> PacketRingSink.open(VethPair.SENDER, PacketRingSink.DEFAULT_FRAMES))) {
            return measure(sources, out, "over a virtual cable");
        }
    }

    private Result within(final Tier tier, final SiteConfig config) {
        final String networkInterface = config.channel().networkInterface();
        final MulticastEndpoint feed = new MulticastEndpoint(networkInterface, new MulticastGroup(GROUP, PORT));
        try (TierSources sources = open(tier, config, feed);
                FrameSink out = MulticastSink.open(networkInterface, 0)) {
            return measure(sources, out, "within this host, on " + networkInterface);
        }
    }

    private static TierSources open(final Tier tier, final SiteConfig config, final MulticastEndpoint feed) {
        return TierSources.open(tier, config.transport(), List.of(feed), RECEIVE_BUFFER, new SystemEpochNanoClock());
    }

    private Result measure(final TierSources sources, final FrameSink out, final String how) {
        source = sources.all().getFirst();
        sink = out;
        UdpFrameWriter.writeHeader(frame, Ipv4.parse(VethPair.SENDER_ADDRESS), PORT, GROUP, PORT);
        final int length = UdpFrameWriter.writeLength(frame, PAYLOAD);
        probe(length, WARM_UP);
        loop.reset();
        probe(length, PROBES);
        final double nsPerFrame = drain(length);
        if (loop.getTotalCount() < PROBES / 2) {
            throw new TransportException("too few probes came back");
        }
        watchTheClock();
        return new Result(how, loop, jitter, nsPerFrame);
    }

    private void probe(final int length, final int count) {
        for (int i = 0; i < count && lost < BEARABLE_LOSS; i++) {
            final long startNs = System.nanoTime();
            final long before = received;
            if (sink.offer(frame, length) && await(before + 1, startNs)) {
                loop.recordValue(Math.min(System.nanoTime() - startNs, HIGHEST_NS));
            } else {
                lost++;
            }
        }
    }

    private boolean await(final long count, final long startNs) {
        while (received < count) {
            if (source.poll(this, BURST) == 0 && System.nanoTime() - startNs > PATIENCE_NS) {
                return false;
            }
        }
        return true;
    }

    private double drain(final int length) {
        long frames = 0;
        long ns = 0;
        for (int burst = 0; burst < BURSTS && lost < BEARABLE_LOSS; burst++) {
            final long until = received + BURST;
            for (int i = 0; i < BURST; i++) {
                lost += sink.offer(frame, length) ? 0 : 1;
            }
            final long startNs = System.nanoTime();
            if (await(until, startNs)) {
                ns += System.nanoTime() - startNs;
                frames += BURST;
            }
        }
        return frames == 0 ? 0 : (double) ns / frames;
    }

    private void watchTheClock() {
        final long endNs = System.nanoTime() + JITTER_NS;
        long lastNs = System.nanoTime();
        while (lastNs < endNs) {
            final long nowNs = System.nanoTime();
            jitter.recordValue(Math.min(nowNs - lastNs, HIGHEST_NS));
            lastNs = nowNs;
        }
    }

    @Override
    public void onFrame(final DirectBuffer taken, final int length, final long rxTimeNs) {
        received++;
    }
}
