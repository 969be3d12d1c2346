package aether.feed.mdp3;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.RecordedEvents;
import aether.feed.mdp3.PacketBuilder.OrderEntry;
import aether.feed.mdp3.PacketBuilder.Row;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Messages that change no book by themselves: every one of them is an event that a listener can see. */
class OtherMessagesTest {
    private final Mdp3Decoder decoder = new Mdp3Decoder(Mdp3Schema.load());
    private final RecordedEvents recorded = new RecordedEvents();

    private List<String> decode(final PacketBuilder packet) {
        final UnsafeBuffer bytes = packet.toBuffer();
        decoder.decode(bytes, 0, bytes.capacity(), 1, recorded);
        return recorded.events();
    }

    @Test
    void shouldTellQuoteRequestsAndHeartbeats() {
        decode(packet(1).quoteRequest(7).heartbeat());
        assertEquals(List.of("quote-request 7 7 1 2"), recorded.events("quote"));
        assertEquals(List.of("heartbeat"), recorded.events("heartbeat"));
    }

    @Test
    void shouldTellTheOrdersOfATradeBehindIt() {
        decode(packet(1).trade(END_OF_EVENT, 7, 1, 5, 2, 1, new long[][] {{11, 5}, {12, 5}}));
        assertEquals(List.of("trade-order 11 5", "trade-order 12 5"), recorded.events("trade-order"));
    }

    @Test
    void shouldTellASnapshotByPriceWithItsStatistics() {
        final List<String> events = decode(packet(1)
                .snapshot(
                        99,
                        3,
                        7,
                        12,
                        new Row('0', 1, 100, 5, 2),
                        new Row('F', 2, 101, 6, Integer.MAX_VALUE),
                        new Row('4', 127, 98, Integer.MAX_VALUE, Integer.MAX_VALUE)));
        assertEquals(
                List.of(
                        "snapshot prices 7 99 3 12 1/1 17 300 null -9",
                        "snapshot-level 0 1 100 5 2",
                        "snapshot-level F 2 101 6 null",
                        "snapshot-statistic 4 98 null 0",
                        "snapshot-end"),
                events);
    }

    @Test
    void shouldTellAChunkOfASnapshotByOrder() {
        final List<String> events =
                decode(packet(1).orderSnapshot(99, 3, 7, 4, 2, new OrderEntry(7, 0, '1', 55, 66, 101, 8)));
        assertEquals(
                List.of(
                        "snapshot orders 7 99 3 0 2/4 255 null null -9",
                        "snapshot-order 1 55 66 101 8",
                        "snapshot-end"),
                events);
    }
}
