package aether.nic.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.sys.LibC;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MulticastLoopbackTest {
    private static final int GROUP = Ipv4.parse("239.255.91.1");
    private static final int OTHER_GROUP = Ipv4.parse("239.255.91.2");
    private static final int LOOPBACK = Ipv4.parse("127.0.0.1");
    private static final int RECEIVE_BUFFER = 256 * 1024;
    private static final long DEADLINE_NS = 5_000_000_000L;

    private final UdpFrame udp = new UdpFrame();
    private final List<String> received = new ArrayList<>();

    @Test
    void shouldDeliverADatagramAsTheFrameItWas() throws IOException {
        final int port = freePort();
        try (MulticastSource source = open(GROUP, port, 0);
                MulticastSink sink = MulticastSink.open("lo", 0)) {
            assertTrue(source.receiveBufferLength() > 0);
            send(sink, GROUP, port, "hello");
            send(sink, OTHER_GROUP, port, "for somebody else");
            send(sink, GROUP, port, "again");
            pollUntil(source, 2);
            assertEquals(List.of("127.0.0.1 hello", "127.0.0.1 again"), received);
        }
    }

    /** Larger than a slot: counted, never delivered with its end cut off. */
    @Test
    void shouldRefuseADatagramThatIsTooLongForABatch() throws IOException {
        assumeTrue(LibC.isSupported(), "skipped: recvmmsg is a part of Linux on x86-64 and aarch64");
        final int port = freePort();
        try (BatchedSource source = BatchedSource.open(
                        new MulticastEndpoint("lo", new MulticastGroup(GROUP, port)),
                        RECEIVE_BUFFER,
                        new SystemEpochNanoClock());
                MulticastSink sink = MulticastSink.open("lo", 0)) {
            send(sink, GROUP, port, "x".repeat(3_000));
            send(sink, GROUP, port, "hello");
            pollUntil(source, 1);
            assertEquals(List.of("127.0.0.1 hello"), received);
            assertEquals(1, source.counter(NicCounter.INVALID));
            assertEquals(1, source.counter(NicCounter.FRAMES));
        }
    }

    @Test
    void shouldAcceptOnlyTheConfiguredSource() throws IOException {
        final int port = freePort();
        try (MulticastSource ours = open(GROUP, port, LOOPBACK);
                MulticastSource theirs = open(GROUP, port, Ipv4.parse("10.9.8.7"));
                MulticastSink sink = MulticastSink.open("lo", 0)) {
            send(sink, GROUP, port, "hello");
            pollUntil(ours, 1);
            assertEquals(List.of("127.0.0.1 hello"), received);
            assertEquals(0, theirs.poll((f, length, t) -> {}, 10));
        }
    }

    @Test
    void shouldNameTheInterfaceThatIsNotThere() {
        final MulticastEndpoint endpoint = new MulticastEndpoint("nosuch0", new MulticastGroup(GROUP, 5000));
        final TransportException refused = assertThrows(
                TransportException.class,
                () -> MulticastSource.open(endpoint, RECEIVE_BUFFER, new SystemEpochNanoClock()));
        assertTrue(
                refused.getMessage().contains("nosuch0") && refused.getMessage().contains("lo"), refused.getMessage());
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0)) {
            final TransportException refused =
                    assertThrows(TransportException.class, () -> open(GROUP, taken.getLocalPort(), 0));
            assertTrue(refused.getMessage().contains(":" + taken.getLocalPort()), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseAddressesThatAreNoGroup() {
        assertThrows(
                IllegalArgumentException.class, () -> new MulticastEndpoint("lo", new MulticastGroup(LOOPBACK, 5000)));
        assertThrows(IllegalArgumentException.class, () -> new MulticastEndpoint("lo", new MulticastGroup(GROUP, 0)));
    }

    private static MulticastSource open(final int group, final int port, final int source) {
        return MulticastSource.open(
                new MulticastEndpoint("lo", new MulticastGroup(group, port), source == 0 ? List.of() : List.of(source)),
                RECEIVE_BUFFER,
                new SystemEpochNanoClock());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void send(final MulticastSink sink, final int group, final int port, final String text) {
        final byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[4_000]);
        UdpFrameWriter.writeHeader(frame, 0, 0, group, port);
        frame.putBytes(UdpFrame.PLAIN_HEADER_LENGTH, payload);
        assertTrue(sink.offer(frame, UdpFrameWriter.writeLength(frame, payload.length)));
    }

    private void pollUntil(final FrameSource source, final int count) {
        final long deadline = System.nanoTime() + DEADLINE_NS;
        while (received.size() < count && System.nanoTime() < deadline) {
            source.poll(
                    (frame, length, timeNs) -> {
                        assertEquals(FrameStatus.OK, udp.wrap(frame, length));
                        assertEquals(GROUP, udp.destinationAddress());
                        assertTrue(timeNs > 1_700_000_000_000_000_000L);
                        received.add(Ipv4.format(udp.sourceAddress()) + " "
                                + frame.getStringWithoutLengthAscii(udp.payloadOffset(), udp.payloadLength()));
                    },
                    8);
        }
    }
}
