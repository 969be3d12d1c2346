package aether.feed.mdp3;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.DecoderCounter;
import aether.feed.PacketVerdict;
import aether.feed.RecordedEvents;
import aether.feed.mdp3.PacketBuilder.Entry;
import aether.feed.mdp3.PacketBuilder.OrderRef;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import aether.feed.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance scenarios of framing and decoding, by their numbers. */
class FramingScenariosTest {
    private static final Entry BID = entry(7, 1, 0, '0', 1, 100);
    private static final Entry OFFER = entry(7, 2, 0, '1', 1, 101);

    private final SbeSchema schema = Mdp3Schema.load();
    private final Mdp3Framer framer = new Mdp3Framer(schema);
    private final Mdp3Decoder decoder = new Mdp3Decoder(schema);

    @Test
    @DisplayName("Scenario 1: a block longer than known")
    void shouldFindGroupsBehindALongerBlock() {
        final RecordedEvents events =
                decode(packet(1).version(13).blockLength(30).book(END_OF_EVENT, BID));
        assertEquals(List.of("level 7 1 0 0 1 100 10 1"), events.events("level"));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 13})
    @DisplayName("Scenario 2: TradeableSize by version, in former padding")
    void shouldReadTradeableSizeOnlyWhenTheVersionHasIt(final int version) {
        final UnsafeBuffer packet =
                packet(1).version(version).book(END_OF_EVENT, BID).toBuffer();
        final List<String> names = new ArrayList<>();
        new GenericDecoder(schema).decode(46, 11, version, packet, 22, packet.capacity(), new FieldNames(names));
        assertEquals(version >= 10, names.contains("TradeableSize"));
    }

    @Test
    @DisplayName("Scenario 3: an unknown template between two known ones")
    void shouldSkipAnUnknownTemplateAndApplyItsNeighbours() {
        final RecordedEvents events =
                decode(packet(1).book(0, BID).raw(250, 3, new byte[40]).book(END_OF_EVENT, OFFER));
        assertEquals(2, events.events("level").size());
        assertEquals(1, decoder.counters().get(DecoderCounter.UNKNOWN_TEMPLATES));
        assertEquals(
                "message 1 2 46 " + PacketBuilder.SUNDAY_OPEN + " 132 -9",
                events.events("message").get(1));
    }

    @Test
    @DisplayName("Scenario 4: an unknown schema")
    void shouldSkipAMessageOfAnotherSchema() {
        final RecordedEvents events = decode(packet(1)
                .book(0, BID)
                .schemaId(99)
                .raw(46, 3, new byte[40])
                .schemaId(1)
                .book(END_OF_EVENT, OFFER));
        assertEquals(2, events.events("level").size());
        assertEquals(1, decoder.counters().get(DecoderCounter.UNKNOWN_SCHEMAS));
    }

    @Test
    @DisplayName("Scenario 5: group entries longer than the schema knows")
    void shouldStepByTheLengthOnTheWire() {
        final RecordedEvents events = decode(packet(1).entryLength(48).book(END_OF_EVENT, BID, OFFER));
        assertEquals(List.of("level 7 1 0 0 1 100 10 1", "level 7 2 1 0 1 101 10 1"), events.events("level"));
    }

    @Test
    @DisplayName("Scenario 5b: group entries shorter than the fields needed")
    void shouldTakeMissingFieldsAsNull() {
        final RecordedEvents events = decode(packet(1).entryLength(20).book(END_OF_EVENT, BID, OFFER));
        assertEquals(
                List.of("level 7 1 \u0000 255 0 100 10 null", "level 7 2 \u0000 255 0 101 10 null"),
                events.events("level"));
        assertEquals(1, decoder.counters().get(DecoderCounter.SHORT_ENTRIES));
    }

    @Test
    @DisplayName("Scenario 6: more entries than the message holds")
    void shouldRefuseAGroupLongerThanItsMessage() {
        assertEquals(
                PacketVerdict.GROUP_PAST_MESSAGE,
                verdict(packet(1).book(END_OF_EVENT, BID).firstGroupCount(3).toBytes()));
    }

    @Test
    @DisplayName("Scenario 7: message sizes that do not add up")
    void shouldRefusePacketsWhoseSizesDoNotAddUp() {
        assertEquals(
                PacketVerdict.MESSAGE_PAST_END,
                verdict(packet(1).book(END_OF_EVENT, BID).messageSize(5000).toBytes()));
        assertEquals(
                PacketVerdict.MESSAGE_SIZE_TOO_SMALL,
                verdict(packet(1).book(END_OF_EVENT, BID).messageSize(0).toBytes()));
        assertEquals(
                PacketVerdict.MESSAGE_SIZE_TOO_SMALL,
                verdict(packet(1).book(END_OF_EVENT, BID).messageSize(9).toBytes()));
        assertEquals(PacketVerdict.TOO_SHORT, verdict(Arrays.copyOf(packet(1).toBytes(), 11)));
        assertEquals(
                PacketVerdict.TRAILING_BYTES,
                verdict(packet(1).book(END_OF_EVENT, BID).trailing(3).toBytes()));
        assertEquals(
                PacketVerdict.BLOCK_PAST_MESSAGE,
                verdict(packet(1).raw(46, 200, new byte[20]).toBytes()));
        assertEquals(PacketVerdict.WHOLE, verdict(packet(1).toBytes()));
        assertEquals(PacketVerdict.WHOLE, verdict(packet(1).heartbeat().toBytes()));
    }

    @Test
    @DisplayName("Scenario 7: every cut of a packet")
    void shouldRefuseEveryCutOfAPacket() {
        final byte[] whole = packet(1).book(0, BID).book(END_OF_EVENT, OFFER).toBytes();
        final int firstMessageEnd = 12 + (whole.length - 12) / 2;
        for (int length = 0; length < whole.length; length++) {
            final boolean isBoundary = length == 12 || length == firstMessageEnd;
            final PacketVerdict verdict = verdict(Arrays.copyOf(whole, length));
            assertEquals(isBoundary, verdict == PacketVerdict.WHOLE, "length " + length + ": " + verdict);
        }
    }

    @Test
    @DisplayName("Scenario 8: garbage in the padding of a group header")
    void shouldIgnoreTheUnusedBytesOfAGroupHeader() {
        // The builder fills the five bytes with 0xEE.
        final RecordedEvents events =
                decode(packet(1).book(46, END_OF_EVENT, new OrderRef[] {new OrderRef(1, 2, 3, 1, 0)}, BID));
        assertEquals(List.of("order 7 1 2 100 3 0 0"), events.events("order"));
    }

    @Test
    @DisplayName("Scenario 9: no entries, only the end of the event")
    void shouldCloseAnEventWithoutEntries() {
        assertEquals(
                List.of("message 1 0 46 " + PacketBuilder.SUNDAY_OPEN + " 132 -9", "end-of-event"),
                decode(packet(1).book(END_OF_EVENT)).events());
    }

    @Test
    @DisplayName("Scenario 33: order entries refer to price entries from 1")
    void shouldResolveOrderReferences() {
        final OrderRef[] orders = {
            new OrderRef(11, 1, 5, 1, 0),
            new OrderRef(12, 2, 6, 3, 0),
            new OrderRef(13, 3, 7, 3, 1),
            new OrderRef(14, 4, 8, 0, 0),
            new OrderRef(15, 5, 9, 4, 2)
        };
        final RecordedEvents events =
                decode(packet(1).book(46, END_OF_EVENT, orders, BID, OFFER, entry(8, 1, 0, '1', 1, 200)));
        assertEquals(
                List.of("order 7 11 1 100 5 0 0", "order 8 12 2 200 6 1 0", "order 8 13 3 200 7 1 1"),
                events.events("order "));
        assertEquals(
                List.of(
                        "order-fault 7",
                        "order-fault 7",
                        "order-fault 8",
                        "order-fault 7",
                        "order-fault 7",
                        "order-fault 8"),
                events.events("order-fault"));
        assertEquals(2, decoder.counters().get(DecoderCounter.BAD_ORDER_REFERENCES));
    }

    @Test
    void shouldCarry64BitQuantities() {
        assertEquals(
                List.of("level 7 1 0 0 1 100 8589934592 1"),
                decode(packet(1).version(12).longBook(END_OF_EVENT, 1L << 33, BID))
                        .events("level"));
    }

    @Test
    void shouldReadDefinitions() {
        assertEquals(
                List.of("definition A 7 XYZ 5 2 true"),
                decode(packet(1).version(13).definition('A', 7, 5, 2, 1 << 22)).events("definition"));
    }

    private RecordedEvents decode(final PacketBuilder builder) {
        final UnsafeBuffer packet = builder.toBuffer();
        assertEquals(PacketVerdict.WHOLE, framer.validate(packet, 0, packet.capacity()));
        final RecordedEvents events = new RecordedEvents();
        decoder.decode(packet, 0, packet.capacity(), 0, events);
        return events;
    }

    private PacketVerdict verdict(final byte[] packet) {
        return framer.validate(new UnsafeBuffer(packet), 0, packet.length);
    }

    private record FieldNames(List<String> names) implements MessageVisitor {
        @Override
        public void onMessageStart(final MessageLayout message, final int blockLength, final int version) {}

        @Override
        public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
            names.add(field.name());
        }

        @Override
        public void onGroupStart(final GroupLayout group, final int count) {}

        @Override
        public void onEntryStart(final GroupLayout group, final int entry) {}

        @Override
        public void onEntryEnd(final GroupLayout group, final int entry) {}

        @Override
        public void onGroupEnd(final GroupLayout group) {}

        @Override
        public void onMessageEnd(final MessageLayout message) {}
    }
}
