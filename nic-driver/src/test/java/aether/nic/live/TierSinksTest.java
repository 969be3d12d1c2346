package aether.nic.live;

import static aether.nic.live.Numbered.GROUP;
import static aether.nic.live.Numbered.PORT;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.packet.PacketRingSink;
import aether.nic.socket.BatchedSink;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.NetworkNamespace;
import aether.nic.sys.VethPair;
import aether.nic.xdp.XdpContext;
import aether.nic.xdp.XdpSink;
import aether.nic.xdp.XdpSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames sent as they are, and what the program in front of the kernel thinks of unusual ones. */
class TierSinksTest {
    private static final MulticastEndpoint FEED =
            new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(GROUP, PORT));
    private static final int SOURCE = Ipv4.parse(VethPair.SENDER_ADDRESS);
    private static final int FRAMES = 5_000;

    private final Numbered numbered = new Numbered();
    private VethPair cable;
    private GroupMembership membership;

    @BeforeEach
    void connect() {
        assumeTrue(NetworkNamespace.isAllowed(), "skipped: making a network namespace needs CAP_SYS_ADMIN");
        cable = VethPair.create();
        membership = cable.receiver().call(() -> GroupMembership.join(List.of(FEED)));
    }

    @AfterEach
    void disconnect() {
        if (cable != null) {
            membership.close();
            cable.close();
        }
    }

    private FrameSink packetSink(final int batch) {
        return cable.sender()
                .call(() -> PacketRingSink.open(VethPair.SENDER, 256).batch(batch));
    }

    private FrameSink xdpSink(final int batch) {
        return cable.sender()
                .call(() -> XdpSink.open(new XdpContext()
                                .networkInterface(VethPair.SENDER)
                                .frames(256)
                                .conclude())
                        .batch(batch));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void shouldSendThroughAPacketRing(final int batch) {
        shouldArriveInOrder(packetSink(batch));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void shouldSendThroughXdp(final int batch) {
        shouldArriveInOrder(xdpSink(batch));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void shouldSendDatagramsInBatches(final int batch) {
        shouldArriveInOrder(
                cable.sender().call(() -> BatchedSink.open(VethPair.SENDER, 1).batch(batch)));
    }

    private void shouldArriveInOrder(final FrameSink sink) {
        try (sink;
                FrameSource source = cable.receiver().call(() -> TierOpener.PACKET.open(FEED))) {
            for (int i = 0; i < FRAMES; i++) {
                final int length = numbered.write(SOURCE, i);
                while (!sink.offer(numbered.frame, length)) {
                    numbered.pollFor(source, 1);
                }
                if (i % 100 == 0) {
                    numbered.pollFor(source, 2);
                }
            }
            sink.flush();
            numbered.pollUntil(source, FRAMES);
            assertEquals(IntStream.range(0, FRAMES).boxed().toList(), numbered.received);
        }
    }

    @Test
    void shouldAnswerThroughTheSocketItReceivesWith() {
        try (FrameSource source = cable.receiver().call(() -> TierOpener.XDP_NATIVE.open(FEED));
                FrameSource back = cable.sender()
                        .call(() -> TierOpener.PACKET.open(
                                new MulticastEndpoint(VethPair.SENDER, new MulticastGroup(GROUP, PORT))));
                FrameSink sink = packetSink(1)) {
            final FrameSink answer = ((XdpSource) source).sink();
            sink.offer(numbered.frame, numbered.write(SOURCE, 1));
            numbered.pollUntil(source, 1);
            answer.offer(numbered.frame, numbered.write(SOURCE, 2));
            numbered.pollUntil(back, 2);
            assertEquals(List.of(1, 2), numbered.received);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XDP_NATIVE", "XDP_GENERIC", "XDP_STAMPED", "PACKET"})
    void shouldTakeWholeUdpDatagramsOnly(final String tier) {
        try (FrameSource source =
                        cable.receiver().call(() -> TierOpener.valueOf(tier).open(FEED));
                FrameSink sink = packetSink(1)) {
            sendChanged(sink, 1, 20, 0x2000);
            sendChanged(sink, 2, 20, 0x0010);
            sendChanged(sink, 3, 22, 0x0106);
            sendChanged(sink, 4, 14, 0x4600);
            sendChanged(sink, 5, 32, 1);
            sendChanged(sink, 6, 36, PORT + 1);
            sendChanged(sink, 7, 12, 0x86DD);
            sink.offer(numbered.frame, numbered.write(SOURCE, 8));
            numbered.pollUntil(source, 1);
            numbered.pollFor(source, 100);
            assertEquals(List.of(8), numbered.received);
        }
    }

    /** Sends a frame with one 16-bit field of its headers changed. */
    private void sendChanged(final FrameSink sink, final int number, final int offset, final int value) {
        final int length = numbered.write(SOURCE, number);
        numbered.frame.putShort(offset, (short) value, BIG_ENDIAN);
        assertTrue(sink.offer(numbered.frame, length));
    }

    /** The poll itself runs the driver, and says so by its calls. */
    @Test
    void shouldReceiveByBusyPolling() {
        final XdpContext context = new XdpContext()
                .networkInterface(VethPair.RECEIVER)
                .feeds(List.of(FEED))
                .busyPoll(20, 64)
                .needWakeup(false)
                .conclude();
        try (FrameSource source = cable.receiver().call(() -> XdpSource.open(context, TierOpener.CLOCK));
                FrameSink sink = packetSink(1)) {
            assertTrue(source.toString().contains("busy polled"), source.toString());
            sink.offer(numbered.frame, numbered.write(SOURCE, 1));
            numbered.pollUntil(source, 1);
            numbered.pollFor(source, 100);
            assertTrue(source.counter(NicCounter.SYSTEM_CALLS) >= 100);
            assertEquals(List.of(1), numbered.received);
        }
    }

    /** A driver that cannot do without copying is refused where that was asked for. */
    @Test
    void shouldRefuseZeroCopyWhereTheDriverHasNone() {
        final XdpContext context = new XdpContext()
                .networkInterface(VethPair.RECEIVER)
                .feeds(List.of(FEED))
                .copy(XdpContext.Copy.ZERO_COPY)
                .conclude();
        final TransportException refused = assertThrows(
                TransportException.class, () -> cable.receiver().call(() -> XdpSource.open(context, TierOpener.CLOCK)));
        assertTrue(refused.getMessage().contains("this driver cannot do without copying"), refused.getMessage());
        cable.receiver().call(() -> TierOpener.XDP_NATIVE.open(FEED)).close();
    }

    @Test
    void shouldTakeATaggedFrameInTheDriver() {
        try (FrameSource source = cable.receiver().call(() -> TierOpener.XDP_NATIVE.open(FEED));
                FrameSink sink = packetSink(1)) {
            final int length = numbered.write(SOURCE, 1);
            final byte[] behind = new byte[length - 12];
            numbered.frame.getBytes(12, behind);
            numbered.frame.putInt(12, 0x81000064, BIG_ENDIAN);
            numbered.frame.putBytes(16, behind);
            sink.offer(numbered.frame, length + 4);
            numbered.pollUntil(source, 1);
            assertEquals(List.of(1), numbered.received);
        }
    }

    @Test
    void shouldRefuseFramesThatNoSlotHolds() {
        try (FrameSink packet = packetSink(1);
                FrameSink xdp = xdpSink(1)) {
            for (final FrameSink sink : List.of(packet, xdp)) {
                assertThrows(IllegalArgumentException.class, () -> sink.offer(numbered.frame, 0));
                assertThrows(IllegalArgumentException.class, () -> sink.offer(numbered.frame, 2049));
            }
        }
    }
}
