package aether.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.AcceptedPacket;
import aether.feed.PacketKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AcceptedPacketRingTest {
    private final List<String> seen = new ArrayList<>();
    private final AcceptedPacketRing ring = new AcceptedPacketRing(
            1024,
            packet -> seen.add(packet.line() + " " + packet.kind() + " " + packet.sequence() + " " + packet.rxTimeNs()
                    + " " + packet.buffer().getStringWithoutLengthAscii(packet.offset(), packet.length())));

    private void offer(final int line, final PacketKind kind, final long sequence, final String content) {
        final UnsafeBuffer packet =
                new UnsafeBuffer(("##" + content).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        ring.onPacket(
                new AcceptedPacket().of(line, kind, sequence, sequence * 10).wrap(packet, 2, content.length()));
    }

    @Test
    void shouldHandOnPacketsAsTheyCame() {
        offer(1, PacketKind.IN_SEQUENCE, 7, "first");
        offer(0, PacketKind.LATE, 4_294_967_295L, "");
        assertEquals(1, ring.poll(1));
        assertEquals(1, ring.poll(9));
        assertEquals(0, ring.poll(9));
        assertEquals(List.of("1 IN_SEQUENCE 7 70 first", "0 LATE 4294967295 42949672950 "), seen);
    }

    @Test
    void shouldCountWhatFindsNoRoom() {
        for (int i = 0; i < 20; i++) {
            offer(0, PacketKind.IN_SEQUENCE, i, "x".repeat(68));
        }
        assertEquals(11, ring.lost());
        assertEquals(9, ring.poll(20));
        offer(0, PacketKind.IN_SEQUENCE, 20, "again");
        assertEquals(1, ring.poll(20));
        assertEquals("0 IN_SEQUENCE 20 200 again", seen.getLast());
    }
}
