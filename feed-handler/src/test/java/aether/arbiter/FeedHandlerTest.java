package aether.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedHandlerTest {
    private static final int GROUP = 0xE0001F0B;
    private static final int SOURCE = 0x0A010203;

    private final List<Long> accepted = new ArrayList<>();
    private final FeedHandler feed = new FeedHandler(
            new LineTable(2)
                    .set(0, new MulticastGroup(GROUP, 14_320), List.of(SOURCE))
                    .set(1, new MulticastGroup(GROUP + 256, 15_320)),
            new LineArbiter(
                    new ArbiterContext().conclude(),
                    new Mdp3Framer(Mdp3Schema.load()),
                    packet -> accepted.add(packet.line() * 1000 + packet.sequence())));

    @Test
    void shouldSendEachDatagramToItsLine() {
        receive(1, GROUP, 14_320, SOURCE);
        receive(2, GROUP + 256, 15_320, 1);
        assertEquals(List.of(1L, 1002L), accepted);
    }

    @Test
    @DisplayName("Scenario 21: a packet from the wrong source")
    void shouldIgnoreTheWrongSource() {
        receive(1, GROUP, 14_320, SOURCE + 1);
        assertEquals(List.of(), accepted);
        assertEquals(1, feed.arbiter().counters().get(ChannelCounter.WRONG_SOURCES));
    }

    @Test
    void shouldCountWhatIsNotOurs() {
        receive(1, GROUP, 14_321, SOURCE);
        receive(1, GROUP + 1, 14_320, SOURCE);
        feed.onFrame(new UnsafeBuffer(new byte[60]), 60, 0);
        assertEquals(List.of(), accepted);
        assertEquals(2, feed.arbiter().counters().get(ChannelCounter.FOREIGN_DATAGRAMS));
        assertEquals(1, feed.arbiter().counters().get(ChannelCounter.UNUSABLE_FRAMES));
    }

    private void receive(final long sequence, final int group, final int port, final int source) {
        final byte[] packet = PacketBuilder.packet(sequence).heartbeat().toBytes();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + packet.length]);
        UdpFrameWriter.writeHeader(frame, source, 1, group, port);
        frame.putBytes(UdpFrame.PLAIN_HEADER_LENGTH, packet);
        feed.onFrame(frame, UdpFrameWriter.writeLength(frame, packet.length), sequence);
    }
}
