package aether.nic.live;

import static aether.nic.live.Numbered.GROUP;
import static aether.nic.live.Numbered.PORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.FrameHandler;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.packet.PacketRingSink;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.NetworkNamespace;
import aether.nic.sys.VethPair;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What receiving costs besides time: no memory on any tier, and on AF_XDP hardly a call into the kernel. */
class TierCostTest implements FrameHandler {
    private static final int BURST = 64;
    private static final int ROUNDS = 300;
    private static final int ATTEMPTS = 10;
    private static final int PATIENCE = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Numbered numbered = new Numbered();
    private long frames;

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        frames += rxTimeNs > 0 && frame.getInt(42) == 1 ? 1 : 0;
    }

    @ParameterizedTest
    @EnumSource(TierOpener.class)
    void shouldAllocateNothingAndHardlyCallTheKernel(final TierOpener tier) {
        assumeTrue(NetworkNamespace.isAllowed(), "skipped: making a network namespace needs CAP_SYS_ADMIN");
        final MulticastEndpoint feed = new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(GROUP, PORT));
        try (VethPair cable = VethPair.create();
                GroupMembership membership = cable.receiver().call(() -> GroupMembership.join(List.of(feed)));
                FrameSource source = cable.receiver().call(() -> tier.open(feed));
                FrameSink sink = cable.sender()
                        .call(() -> PacketRingSink.open(VethPair.SENDER, 256).batch(BURST))) {
            assertTrue(membership != null);
            final int length = numbered.write(Ipv4.parse(VethPair.SENDER_ADDRESS), 1);
            // Downcalls allocate until they are compiled; the sender's are in the way as well.
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                receive(source, sink, length);
            }
            long least = Long.MAX_VALUE;
            // A busy machine compiles later: once is enough, but it has to be nothing.
            int measured = 0;
            for (; measured < ATTEMPTS || least > 0 && measured < PATIENCE * ATTEMPTS; measured++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                receive(source, sink, length);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "bytes allocated for " + BURST * ROUNDS + " frames");
            assertEquals((long) BURST * ROUNDS * (ATTEMPTS + measured), frames);
            assertEquals(frames, tier == TierOpener.SOCKET ? frames : source.counter(NicCounter.FRAMES));
            if (tier.name().startsWith("XDP") || tier == TierOpener.PACKET) {
                final double calls = (double) source.counter(NicCounter.SYSTEM_CALLS) / frames;
                assertTrue(calls < 0.1, "calls into the kernel for a frame: " + calls);
            }
        }
    }

    private void receive(final FrameSource source, final FrameSink sink, final int length) {
        final long until = frames + (long) BURST * ROUNDS;
        while (frames < until) {
            for (int i = 0; i < BURST; i++) {
                sink.offer(numbered.frame, length);
            }
            sink.flush();
            final long burst = Math.min(until, frames + BURST);
            for (int polls = 0; frames < burst && polls < 1_000_000; polls++) {
                source.poll(this, BURST);
            }
        }
    }
}
