package aether.feed.deribit;

import static aether.feed.deribit.DeribitPackets.live;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.DecoderCounter;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.feed.PacketVerdict;
import aether.feed.SharedFiles;
import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The frame, and the fast decoder against the slow one. */
class DeribitDecoderTest {
    private static final long SEED = 20_261_121L;
    private static final int RANDOM_PACKETS = 60_000;

    private final DeribitFramer framer = new DeribitFramer();
    private final DeribitDecoder decoder = new DeribitDecoder();
    private final GenericDeribitEvents generic = new GenericDeribitEvents();

    /** What the decoder tells, in the words of its slow twin. */
    private static final class Recorded implements MarketEvents {
        private final List<String> events = new ArrayList<>();
        private MarketMessage message;

        private static String number(final long value) {
            return value == NullValue.PRICE ? "null" : Long.toString(value);
        }

        @Override
        public void onMessageStart(final MarketMessage current) {
            message = current;
        }

        @Override
        public void onBookChange(final int securityId, final long previous, final long change) {
            events.add("change " + securityId + " " + previous + " " + change + " " + (message.isEndOfEvent() ? 1 : 0));
        }

        @Override
        public void onPriceLevel(final byte entryType, final int action, final long price, final long size) {
            events.add("price-level " + (char) entryType + " " + action + " " + number(price) + " " + number(size));
        }

        @Override
        public void onTrade(
                final int securityId,
                final long rptSeq,
                final long price,
                final long size,
                final int orders,
                final int aggressorSide,
                final int action,
                final long tradeEntryId) {
            events.add("trade " + securityId + " " + number(price) + " " + number(size) + " " + aggressorSide);
        }

        @Override
        public void onPriceLimits(
                final int securityId, final long rptSeq, final long high, final long low, final long variation) {
            events.add("limits " + securityId + " " + number(high) + " " + number(low));
        }

        @Override
        public void onStatistic(
                final int securityId,
                final long rptSeq,
                final byte entryType,
                final long price,
                final long size,
                final int flags,
                final int action) {
            events.add("statistic " + securityId + " " + (char) entryType + " " + number(price) + " " + number(size));
        }

        @Override
        public void onQuoteRequest(final int securityId, final long quantity, final int quoteType, final int side) {
            events.add("quote " + securityId + " " + number(quantity));
        }

        @Override
        public void onDefinition(final InstrumentDefinition definition) {
            events.add("definition " + definition.securityId() + " " + definition.symbolOr("") + " "
                    + number(definition.minPriceIncrement()));
        }
    }

    private void compare(final UnsafeBuffer packet, final String where) {
        assertEquals(PacketVerdict.WHOLE, framer.validate(packet, 0, packet.capacity()), where);
        final Recorded recorded = new Recorded();
        decoder.decode(packet, 0, packet.capacity(), 0, recorded);
        assertEquals(generic.decode(packet, packet.capacity()), recorded.events, where);
    }

    @Test
    void shouldDecodeRandomPacketsAsTheSchemaSays() {
        final RandomDeribitPackets random = new RandomDeribitPackets(SEED);
        for (int i = 0; i < RANDOM_PACKETS; i++) {
            compare(random.next(2, i).build(), "seed " + SEED + ", packet " + i);
        }
    }

    @Test
    void shouldDecodeTheCaptureAsTheSchemaSays() throws IOException {
        final UdpFrame udp = new UdpFrame();
        final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
        for (final String file : List.of("deribit_sample_v1_6", "combo_legs", "price_index", "rfq")) {
            try (PcapSource source = PcapSource.open(SharedFiles.require("captures/deribit/" + file + ".pcapng"))) {
                while (source.poll(
                                (frame, length, timeNs) -> {
                                    assertEquals(FrameStatus.OK, udp.wrap(frame, length));
                                    packet.wrap(frame, udp.payloadOffset(), udp.payloadLength());
                                    compare(packet, file + ", frame " + source.recordNumber());
                                },
                                1)
                        > 0) {
                    // The handler compares.
                }
            }
        }
        assertEquals(0, decoder.counters().get(DecoderCounter.INEXACT_NUMBERS));
        assertEquals(0, decoder.counters().get(DecoderCounter.UNKNOWN_TEMPLATES));
        assertEquals(0, decoder.counters().get(DecoderCounter.SHORT_ENTRIES));
    }

    @Test
    void shouldRefusePacketsThatAreNotFilledExactly() {
        final UnsafeBuffer packet =
                live(2, 1).book(7, 1, 1, 2, DeribitPackets.created(true, 1, 1)).build();
        final int length = packet.capacity();
        assertEquals(PacketVerdict.TOO_SHORT, framer.validate(packet, 0, 7));
        assertEquals(PacketVerdict.LENGTH_DIFFERS, framer.validate(packet, 0, length - 1));
        for (int cut = 1; cut < length - 8; cut++) {
            packet.putShort(0, (short) (length - cut - 8));
            final PacketVerdict verdict = framer.validate(packet, 0, length - cut);
            assertTrue(
                    verdict == PacketVerdict.MESSAGE_PAST_END || verdict == PacketVerdict.TRAILING_BYTES,
                    "cut by " + cut + ": " + verdict);
        }
    }

    @Test
    void shouldStepOverGroupsInGroups() {
        final UnsafeBuffer packet =
                live(2, 1).unknownWithNestedGroups(3).trade(7, 1, false, 1, 1).build();
        compare(packet, "nested");
        assertEquals(1, decoder.counters().get(DecoderCounter.UNKNOWN_TEMPLATES));
    }

    @Test
    void shouldRefuseGroupsNestedWithoutEnd() {
        final UnsafeBuffer packet = new UnsafeBuffer(new byte[200]);
        packet.putShort(0, (short) 192);
        packet.putShort(8 + 8, (short) 1);
        for (int group = 20; group + 8 <= 200; group += 8) {
            packet.putShort(group + 2, (short) 1);
            packet.putShort(group + 4, (short) 1);
        }
        assertEquals(PacketVerdict.MESSAGE_PAST_END, framer.validate(packet, 0, 200));
    }

    @Test
    void shouldSayWhatALongDoesNotHold() {
        final Recorded recorded = new Recorded();
        final UnsafeBuffer packet = live(2, 1)
                .trade(7, 1, false, 1e300, 1)
                .trade(7, 1, false, 0.123456789, 1)
                .trade(7, 1, false, 0.1, 0.3)
                .build();
        decoder.decode(packet, 0, packet.capacity(), 0, recorded);
        assertEquals(
                List.of("trade 7 null 100000000 1", "trade 7 12345679 100000000 1", "trade 7 10000000 30000000 1"),
                recorded.events);
        assertEquals(2, decoder.counters().get(DecoderCounter.INEXACT_NUMBERS));
    }
}
