package aether.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.ConfigReader;
import aether.host.HostItem;
import aether.host.HostItem.Verdict;
import aether.nic.Ipv4;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.socket.MulticastSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** One line that brings packets, one that does not, and a service that nobody knows. */
class LineChecksTest {
    private static final long LISTEN_NS = 500_000_000L;
    private static final long MOST_SENT = 10_000;
    private static final String SITE = """
            channel:
              interface: lo
              receiveBuffer: 64 KiB
              lines: { A: { group: 239.255.78.41, port: 31041 }, B: { group: 239.255.78.42, port: 31042 } }
              recovery: { replay: { host: %s, port: 31043 } }
            """;

    @Test
    void shouldFindTheLineThatIsSilent() {
        final AtomicBoolean isOver = new AtomicBoolean();
        final CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(isOver));
        final List<HostItem> items =
                new LineChecks(ConfigReader.parse(SITE.formatted("localhost"), "site")).firstPackets(LISTEN_NS);
        isOver.set(true);
        sender.join();
        assertEquals(
                List.of("first_packet_A", "first_packet_B"),
                items.stream().map(HostItem::name).toList());
        assertEquals(Verdict.PASS, items.getFirst().verdict(), items.toString());
        assertTrue(items.getFirst().found().contains("socket buffer"), items.toString());
        assertEquals(Verdict.FAIL, items.getLast().verdict());
        assertEquals("239.255.78.42:31042: nothing in 500 ms", items.getLast().found());
    }

    private static void send(final AtomicBoolean isOver) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + 12]);
        UdpFrameWriter.writeHeader(frame, 0, 0, Ipv4.parse("239.255.78.41"), 31_041);
        final int length = UdpFrameWriter.writeLength(frame, 12);
        try (MulticastSink sink = MulticastSink.open("lo", 0)) {
            for (long sent = 0; sent < MOST_SENT && !isOver.get(); sent++) {
                sink.offer(frame, length);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void shouldLookUpTheNamesOfServices() {
        final HostItem known = new LineChecks(ConfigReader.parse(SITE.formatted("localhost"), "site"))
                .names()
                .getFirst();
        assertEquals(Verdict.PASS, known.verdict());
        final HostItem unknown = new LineChecks(ConfigReader.parse(SITE.formatted("no-such-host.invalid"), "site"))
                .names()
                .getFirst();
        assertEquals(Verdict.FAIL, unknown.verdict());
        assertEquals("no-such-host.invalid not known", unknown.found());
    }
}
