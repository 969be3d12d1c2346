package aether.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.PacketVerdict;
import aether.feed.RecordedEvents;
import aether.feed.SharedFiles;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast decoder and the generic one must say the same of every packet. */
class FastAndGenericDecoderTest {
    private final SbeSchema schema = Mdp3Schema.load();
    private final Mdp3Framer framer = new Mdp3Framer(schema);
    private final Mdp3Decoder fast = new Mdp3Decoder(schema);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeOnRandomPackets(final long seed) {
        final RandomPackets packets = new RandomPackets(schema, seed);
        int events = 0;
        for (long i = 1; i <= 20_000; i++) {
            final UnsafeBuffer packet = packets.next(i);
            assertEquals(
                    PacketVerdict.WHOLE,
                    framer.validate(packet, 0, packet.capacity()),
                    "seed " + seed + ", packet " + i);
            events += compare(packet, 0, packet.capacity(), "seed " + seed + ", packet " + i);
        }
        assertTrue(events > 50_000, events + " events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cme/cme_ch320_v8_20160927.pcapng",
                "sbe_small/Mdp3.Sbe.v1.5/MdIncrementalRefreshBook.pcap",
                "sbe_small/Mdp3.Sbe.v1.5/MdIncrementalRefreshSessionStatistics.pcap",
                "sbe_small/Mdp3.Sbe.v1.5/MdIncrementalRefreshTradeSummary.pcap",
                "sbe_small/Mdp3.Sbe.v1.5/MdIncrementalRefreshVolume.pcap",
                "sbe_small/Mdp3.Sbe.v1.5/MdInstrumentDefinitionSpread.pcap",
                "sbe_small/Mdp3.Sbe.v1.8/MdIncrementalRefreshSessionStatistics.pcap",
                "sbe_small/Mdp3.Sbe.v1.8/MdIncrementalRefreshTradeSummary.pcap",
                "sbe_small/Mdp3.Sbe.v1.8/MdIncrementalRefreshVolume.pcap"
            })
    void shouldAgreeOnCaptures(final String file) throws IOException {
        final Path capture = SharedFiles.require("captures").resolve(file);
        final UdpFrame udp = new UdpFrame();
        final int[] events = new int[1];
        try (PcapSource source = PcapSource.open(capture)) {
            while (source.poll(
                            (frame, length, timeNs) -> {
                                if (udp.wrap(frame, length) == FrameStatus.OK) {
                                    final UnsafeBuffer packet =
                                            new UnsafeBuffer(frame, udp.payloadOffset(), udp.payloadLength());
                                    events[0] +=
                                            compare(packet, 0, packet.capacity(), file + " " + source.recordNumber());
                                }
                            },
                            64)
                    > 0) {
                // Compared in the handler.
            }
        }
        assertTrue(events[0] > 0);
    }

    @Test
    void shouldReadOldAndNewFormsAtTheSameOffsets() {
        for (final int[] pair : new int[][] {{32, 46}, {33, 49}, {34, 50}, {35, 51}, {42, 48}, {43, 47}}) {
            final var oldGroups = schema.message(pair[0]).groups();
            final var newGroups = schema.message(pair[1]).groups();
            for (int group = 0; group < oldGroups.size(); group++) {
                for (final var field : oldGroups.get(group).fields()) {
                    final var twin = newGroups.get(group).fields().stream()
                            .filter(candidate -> candidate.id() == field.id())
                            .findFirst()
                            .orElseThrow();
                    assertEquals(field.offset(), twin.offset(), pair[0] + " " + field.name());
                    assertEquals(field.type().size(), twin.type().size(), pair[0] + " " + field.name());
                }
            }
        }
    }

    private int compare(final UnsafeBuffer packet, final int offset, final int length, final String where) {
        final RecordedEvents expected = new RecordedEvents();
        new GenericEvents(schema, expected).decode(packet, length, 0);
        final RecordedEvents actual = new RecordedEvents();
        fast.decode(packet, offset, length, 0, actual);
        // Snapshots are told through the generic decoder by both.
        assertEquals(
                expected.events(),
                actual.events().stream()
                        .filter(event -> !event.startsWith("snapshot"))
                        .toList(),
                where);
        return actual.events().size();
    }
}
