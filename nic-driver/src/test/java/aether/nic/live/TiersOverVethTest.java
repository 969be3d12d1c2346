package aether.nic.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSink;
import aether.nic.socket.MulticastSource;
import aether.nic.sys.NetworkNamespace;
import aether.nic.sys.VethPair;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each live transport over a virtual cable between two networks that exist only here. */
class TiersOverVethTest {
    private static final int GROUP = Ipv4.parse("239.9.9.9");
    private static final int PORT = 9_901;
    private static final int OTHER_PORT = 9_902;
    private static final long DEADLINE_NS = 5_000_000_000L;
    private static final int ROUNDS = 300;

    private final List<Integer> received = new ArrayList<>();
    private final UdpFrame udp = new UdpFrame();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[1500]);
    private VethPair cable;
    private GroupMembership membership;
    private MulticastSink sink;
    private long worstAgeNs;

    @BeforeEach
    void connect() {
        assumeTrue(NetworkNamespace.isAllowed(), "skipped: making a network namespace needs CAP_SYS_ADMIN");
        cable = VethPair.create();
        membership = cable.receiver().call(() -> GroupMembership.join(List.of(feed(PORT))));
        sink = cable.sender().call(() -> MulticastSink.open(VethPair.SENDER, 1));
    }

    @AfterEach
    void disconnect() {
        if (cable != null) {
            sink.close();
            membership.close();
            cable.close();
        }
    }

    static MulticastEndpoint feed(final int port) {
        return new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(GROUP, port));
    }

    @ParameterizedTest
    @EnumSource(TierOpener.class)
    void shouldDeliverEachFrameOnceInOrderWithItsTime(final TierOpener tier) {
        try (FrameSource source = cable.receiver().call(() -> tier.open(feed(PORT)))) {
            for (int round = 0; round < ROUNDS; round++) {
                send(PORT, 2 * round);
                send(PORT, 2 * round + 1);
                pollUntil(source, 2 * round + 2);
            }
            final List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < 2 * ROUNDS; i++) {
                expected.add(i);
            }
            assertEquals(expected, received);
            assertEquals(0, source.counter(NicCounter.INVALID));
            assertEquals(0, source.counter(NicCounter.NO_BUFFER) + source.counter(NicCounter.RING_FULL));
            assertTrue(worstAgeNs > -1_000_000 && worstAgeNs < DEADLINE_NS, "age " + worstAgeNs);
        }
    }

    @ParameterizedTest
    @EnumSource(TierOpener.class)
    void shouldLeaveFramesOfOtherPortsToTheKernel(final TierOpener tier) {
        try (FrameSource source = cable.receiver().call(() -> tier.open(feed(PORT)));
                MulticastSource other = cable.receiver()
                        .call(() ->
                                MulticastSource.open(feed(OTHER_PORT), TierOpener.RECEIVE_BUFFER, TierOpener.CLOCK))) {
            send(OTHER_PORT, 1);
            send(PORT, 2);
            pollUntil(source, 1);
            pollUntil(other, 2);
            assertEquals(List.of(2, 1), received);
        }
    }

    @ParameterizedTest
    @EnumSource(TierOpener.class)
    void shouldSurviveAndCountAReaderThatIsTooSlow(final TierOpener tier) {
        final int sent = 12_000;
        try (FrameSource source = cable.receiver().call(() -> tier.open(feed(PORT)))) {
            for (int i = 0; i < sent; i++) {
                send(PORT, i);
            }
            pollUntilQuiet(source);
            final int survived = received.size();
            assertTrue(survived > 0 && survived < sent, "survived " + survived);
            final long lost = source.counter(NicCounter.NO_BUFFER) + source.counter(NicCounter.RING_FULL);
            if (tier != TierOpener.SOCKET) {
                assertEquals(sent - survived, lost);
            }
            send(PORT, sent);
            pollUntil(source, survived + 1);
            assertEquals(sent, received.getLast());
        }
    }

    @ParameterizedTest
    @EnumSource(TierOpener.class)
    void shouldGoOnAfterTheInterfaceWasDown(final TierOpener tier) {
        try (FrameSource source = cable.receiver().call(() -> tier.open(feed(PORT)))) {
            send(PORT, 1);
            pollUntil(source, 1);
            cable.receiver().ip("link", "set", VethPair.RECEIVER, "down");
            final long downs = cable.receiver().call(() -> source.counter(NicCounter.LINK_DOWN));
            assertEquals(tier == TierOpener.SOCKET ? 0 : 1, downs);
            assertEquals(0, source.poll(this::take, 16));
            cable.receiver().ip("link", "set", VethPair.RECEIVER, "up");
            awaitCarrier();
            send(PORT, 2);
            pollUntil(source, 2);
            assertEquals(List.of(1, 2), received);
        }
    }

    private void awaitCarrier() {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!cable.sender().ip("link", "show", VethPair.SENDER).contains("LOWER_UP")) {
            assertTrue(System.nanoTime() < deadlineNs, "the cable did not come up again");
        }
    }

    private void send(final int port, final int number) {
        UdpFrameWriter.writeHeader(out, 0, 0, GROUP, port);
        out.putInt(UdpFrame.PLAIN_HEADER_LENGTH, number);
        out.putInt(UdpFrame.PLAIN_HEADER_LENGTH + 4, ~number);
        final int length = UdpFrameWriter.writeLength(out, 100);
        assertTrue(sink.offer(out, length));
    }

    private void take(final org.agrona.DirectBuffer frame, final int length, final long rxTimeNs) {
        assertEquals(FrameStatus.OK, udp.wrap(frame, length));
        assertEquals(GROUP, udp.destinationAddress());
        assertEquals(100, udp.payloadLength());
        assertEquals(Ipv4.parse(VethPair.SENDER_ADDRESS), udp.sourceAddress());
        final int number = frame.getInt(udp.payloadOffset());
        assertEquals(~number, frame.getInt(udp.payloadOffset() + 4));
        worstAgeNs = Math.max(worstAgeNs, TierOpener.CLOCK.nanoTime() - rxTimeNs);
        received.add(number);
    }

    private void pollUntil(final FrameSource source, final int count) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (received.size() < count) {
            source.poll(this::take, 64);
            assertTrue(System.nanoTime() < deadlineNs, "received " + received.size() + " of " + count);
        }
    }

    private void pollUntilQuiet(final FrameSource source) {
        int empty = 0;
        while (empty < 1_000) {
            empty = source.poll(this::take, 64) == 0 ? empty + 1 : 0;
        }
    }
}
