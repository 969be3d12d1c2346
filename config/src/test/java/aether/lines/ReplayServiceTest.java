package aether.lines;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.SiteConfig;
import aether.feed.mdp3.Mdp3Packet;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.ReplayService;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Scenario 56: TCP replay")
class ReplayServiceTest {
    private static final long START_NS = 1_700_400_000_000_000_000L;
    private static final int PACKETS = 5_000;

    private final SimulatedVenue venue = venue();
    private final List<Long> received = new ArrayList<>();

    private static SimulatedVenue venue() {
        final FrameSink nowhere = new FrameSink() {
            @Override
            public boolean offer(final DirectBuffer frame, final int length) {
                return true;
            }

            @Override
            public void close() {}
        };
        final MulticastGroup line = new MulticastGroup(0xEFFF5101, 35_001);
        final SimulatedVenue venue =
                new SimulatedVenue(new VenueContext().instruments(3).conclude(), nowhere, line, line);
        venue.open(START_NS);
        while (venue.sequence() < PACKETS) {
            venue.step(START_NS + venue.commands() * 1000);
        }
        return venue;
    }

    private static ReplayClient client(final int port) {
        return new ReplayClient(new SiteConfig.Replay("localhost", port, "CME", "CME", 200, 3), 310);
    }

    private boolean take(final UnsafeBuffer packet, final int length) {
        assertTrue(length > Mdp3Packet.HEADER_LENGTH);
        received.add(Mdp3Packet.sequence(packet, 0));
        return true;
    }

    private static List<Long> sequences(final long first, final long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void shouldBringThePacketsThatAreAskedFor() {
        try (ReplayService service = new ReplayService(venue.history(), 0)) {
            assertTrue(client(service.port()).fetch(100, 3, this::take));
            assertEquals(sequences(100, 102), received);
            assertEquals(3, service.served());
        }
    }

    @Test
    void shouldSplitMoreThanOneRequestHolds() {
        try (ReplayService service = new ReplayService(venue.history(), 0)) {
            assertTrue(client(service.port()).fetch(1, 4_500, this::take));
            assertEquals(sequences(1, 4_500), received);
        }
    }

    @Test
    void shouldSayWhyTheServiceRefuses() {
        try (ReplayService service = new ReplayService(venue.history(), 0)) {
            final ReplayClient client = client(service.port());
            assertFalse(client.fetch(PACKETS + 1_000, 2, this::take));
            assertEquals("packet " + (PACKETS + 1_000) + " is not available", client.reason());
            assertEquals(List.of(), received);
            assertEquals(1, service.refused());
            assertTrue(client.fetch(7, 1, this::take), "the next session is none the worse for it");
        }
    }

    @Test
    void shouldSayWhenOnlySomeCame() {
        try (ReplayService service = new ReplayService(venue.history(), 0)) {
            final ReplayClient client = client(service.port());
            final long newest = venue.sequence();
            assertFalse(client.fetch(newest - 1, 4, this::take));
            assertEquals("2 of 4 packets did not come", client.reason());
            assertEquals(sequences(newest - 1, newest), received);
        }
    }

    private static byte[] administrative(
            final int schemaId, final int templateId, final int blockLength, final String text) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[2 + 12 + 10 + blockLength]);
        message.putShort(0, (short) (message.capacity() - 2), LITTLE_ENDIAN);
        message.putShort(14, (short) (10 + blockLength), LITTLE_ENDIAN);
        message.putShort(16, (short) blockLength, LITTLE_ENDIAN);
        message.putShort(18, (short) templateId, LITTLE_ENDIAN);
        message.putShort(20, (short) schemaId, LITTLE_ENDIAN);
        message.putStringWithoutLengthAscii(24, text);
        return message.byteArray();
    }

    private byte[] marketData(final long sequence) {
        final byte[] packet = venue.history().packet(sequence);
        final UnsafeBuffer framed = new UnsafeBuffer(new byte[2 + packet.length]);
        framed.putShort(0, (short) packet.length, LITTLE_ENDIAN);
        framed.putBytes(2, packet);
        return framed.byteArray();
    }

    /** Session messages of another schema around packets of MDP 3.0; whatever else comes is stepped over. */
    @ParameterizedTest
    @CsvSource({"5, 312, 315, 316", "21, 1, 2, 3"})
    void shouldSpeakWithTheGlobalService(final int schema, final int heartbeat, final int login, final int logout)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final CompletableFuture<Void> service = CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    final OutputStream out = client.getOutputStream();
                    out.write(administrative(schema, heartbeat, 0, ""));
                    out.write(administrative(schema, login, 1, ""));
                    out.write(marketData(100));
                    out.write(administrative(schema, heartbeat, 0, ""));
                    out.write(administrative(schema, 99, 37, "something of a later version"));
                    out.write(marketData(101));
                    out.write(administrative(schema, logout, 180, "that was all"));
                    out.flush();
                    client.getInputStream().readAllBytes();
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            final ReplayClient client = client(server.getLocalPort());
            assertFalse(client.fetch(100, 3, this::take));
            assertEquals(sequences(100, 101), received);
            assertEquals("that was all", client.reason());
            assertEquals(1, client.unknown());
            service.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldGiveUpOnAServiceThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final ReplayClient client = client(silent.getLocalPort());
            assertFalse(client.fetch(1, 1, this::take));
            assertTrue(client.reason().contains("timed out"), client.reason());
        }
    }

    @Test
    void shouldLeaveAServiceAloneThatFailsAndTryAgainAfterAPause() {
        final ReplayBudget budget = new ReplayBudget(2, 1_000);
        assertTrue(budget.allows(0));
        budget.failed(0);
        budget.succeeded();
        budget.failed(10);
        assertTrue(budget.allows(10), "a success gives all attempts back");
        budget.failed(20);
        assertFalse(budget.allows(1_019));
        assertTrue(budget.allows(1_020));
    }
}
