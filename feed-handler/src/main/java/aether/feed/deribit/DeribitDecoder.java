package aether.feed.deribit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.DecoderCounter;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.feed.PacketDecoder;
import aether.feed.deribit.DeribitLayouts.Book;
import aether.feed.deribit.DeribitLayouts.Rfq;
import aether.feed.deribit.DeribitLayouts.Ticker;
import aether.feed.deribit.DeribitLayouts.Trades;
import aether.feed.deribit.codec.BookDecoder;
import aether.feed.deribit.codec.ComboLegsDecoder;
import aether.feed.deribit.codec.InstrumentDecoder;
import aether.feed.deribit.codec.InstrumentV2Decoder;
import aether.feed.deribit.codec.PriceIndexDecoder;
import aether.feed.deribit.codec.RfqDecoder;
import aether.feed.deribit.codec.SnapshotDecoder;
import aether.feed.deribit.codec.SnapshotEndDecoder;
import aether.feed.deribit.codec.SnapshotStartDecoder;
import aether.feed.deribit.codec.TickerDecoder;
import aether.feed.deribit.codec.TradesDecoder;
import aether.nic.Counters;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/**
 * Deribit's messages as market events, for packets that the {@link DeribitFramer} found whole. Prices and amounts become
 * longs with exponent {@link ScaledNumbers#EXPONENT}; a message whose block or entries are shorter than the oldest known form
 * is counted and left alone, and the next link of its instrument's chain shows that it is missing.
 *
 * <p>One thread; does not allocate.
 */
final class DeribitDecoder implements PacketDecoder {
    static final int SCHEMA_ID = 1;

    private static final long NS_PER_MS = 1_000_000;
    private static final int CANONICAL_BUY = 1;
    private static final int CANONICAL_SELL = 2;
    private static final int UNKNOWN_SIDE = 255;

    private final Counters<DecoderCounter> counters = new Counters<>(DecoderCounter.class);
    private final ScaledNumbers numbers = new ScaledNumbers(counters);
    private final MarketMessage message = new MarketMessage();
    private final DeribitDefinitions definitions = new DeribitDefinitions(numbers);
    private final DeribitSnapshots snapshots = new DeribitSnapshots(numbers, counters);

    DeribitDecoder() {
        message.sizeExponent(ScaledNumbers.EXPONENT);
    }

    @Override
    public boolean decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long rxTimeNs,
            final MarketEvents events) {
        message.packet(DeribitPacket.sequence(buffer, offset), 0, rxTimeNs);
        if (DeribitPacket.channel(buffer, offset) >= DeribitPacket.SNAPSHOT_CHANNELS) {
            snapshots.packet(DeribitPacket.sequence(buffer, offset));
        }
        final int end = offset + length;
        int position = offset + DeribitPacket.HEADER_LENGTH;
        while (position < end) {
            final int next = DeribitPacket.messageEnd(buffer, position, end);
            counters.increment(DecoderCounter.MESSAGES);
            if (DeribitPacket.schemaId(buffer, position) == SCHEMA_ID) {
                decodeMessage(buffer, position, next, events);
            } else {
                counters.increment(DecoderCounter.UNKNOWN_SCHEMAS);
                message.skipMessage();
            }
            position = next;
        }
        return false;
    }

    private void decodeMessage(final DirectBuffer buffer, final int start, final int end, final MarketEvents events) {
        final int templateId = DeribitPacket.templateId(buffer, start);
        switch (templateId) {
            case BookDecoder.TEMPLATE_ID -> book(buffer, start, events);
            case TradesDecoder.TEMPLATE_ID -> trades(buffer, start, events);
            case TickerDecoder.TEMPLATE_ID -> ticker(buffer, start, events);
            case InstrumentDecoder.TEMPLATE_ID, InstrumentV2Decoder.TEMPLATE_ID ->
                definition(buffer, start, end, events);
            case SnapshotDecoder.TEMPLATE_ID, SnapshotStartDecoder.TEMPLATE_ID, SnapshotEndDecoder.TEMPLATE_ID -> {
                counters.increment(DecoderCounter.SNAPSHOTS);
                message.skipMessage();
                snapshots.message(templateId, buffer, start, events);
            }
            case RfqDecoder.TEMPLATE_ID -> quoteRequest(buffer, start, events);
            default -> {
                counters.increment(
                        templateId == ComboLegsDecoder.TEMPLATE_ID || templateId == PriceIndexDecoder.TEMPLATE_ID
                                ? DecoderCounter.OTHER_TEMPLATES
                                : DecoderCounter.UNKNOWN_TEMPLATES);
                message.skipMessage();
            }
        }
    }

    /** True when the root block, and the entries of a first group, have all the fields that are read. */
    static boolean has(final DirectBuffer buffer, final int start, final int blockLength, final int entryLength) {
        final int block = DeribitPacket.blockLength(buffer, start);
        if (block < blockLength || entryLength > 0 && DeribitPacket.groups(buffer, start) == 0) {
            return false;
        }
        final int group = start + DeribitPacket.MESSAGE_HEADER_LENGTH + block;
        return entryLength == 0
                || DeribitPacket.isFlat(buffer, group)
                        && (DeribitPacket.entries(buffer, group) == 0
                                || DeribitPacket.entryLength(buffer, group) >= entryLength);
    }

    private void skipShort() {
        counters.increment(DecoderCounter.SHORT_ENTRIES);
        message.skipMessage();
    }

    private void start(final int templateId, final long timestampMs, final boolean isLast, final MarketEvents events) {
        message.message(
                templateId, timestampMs * NS_PER_MS, isLast ? MarketMessage.END_OF_EVENT : 0, ScaledNumbers.EXPONENT);
        events.onMessageStart(message);
    }

    private void book(final DirectBuffer buffer, final int start, final MarketEvents events) {
        if (!has(buffer, start, Book.BLOCK, Book.ENTRY)) {
            skipShort();
            return;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        start(
                1001,
                buffer.getLong(root + Book.TIMESTAMP, LITTLE_ENDIAN),
                buffer.getByte(root + Book.IS_LAST) != 0,
                events);
        events.onBookChange(
                buffer.getInt(root + Book.INSTRUMENT, LITTLE_ENDIAN),
                buffer.getLong(root + Book.PREVIOUS_CHANGE, LITTLE_ENDIAN),
                buffer.getLong(root + Book.CHANGE, LITTLE_ENDIAN));
        final int group = root + DeribitPacket.blockLength(buffer, start);
        final int stride = DeribitPacket.entryLength(buffer, group);
        final int end = DeribitPacket.groupEnd(buffer, group);
        for (int entry = group + DeribitPacket.GROUP_HEADER_LENGTH; entry < end; entry += stride) {
            events.onPriceLevel(
                    entryType(buffer.getByte(entry + Book.SIDE)),
                    Byte.toUnsignedInt(buffer.getByte(entry + Book.ACTION)),
                    numbers.read(buffer, entry + Book.PRICE),
                    numbers.read(buffer, entry + Book.AMOUNT));
        }
        events.onMessageEnd(message);
    }

    /** As the canonical events have it; 0 for a side that is none. Actions need no translation: 0, 1 and 2 mean the same. */
    static byte entryType(final byte side) {
        return side == 1 ? (byte) '0' : side == 0 ? (byte) '1' : 0;
    }

    private void trades(final DirectBuffer buffer, final int start, final MarketEvents events) {
        if (!has(buffer, start, Trades.BLOCK, Trades.ENTRY)) {
            skipShort();
            return;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        final int group = root + DeribitPacket.blockLength(buffer, start);
        final int stride = DeribitPacket.entryLength(buffer, group);
        final int first = group + DeribitPacket.GROUP_HEADER_LENGTH;
        final int end = DeribitPacket.groupEnd(buffer, group);
        start(1002, first < end ? buffer.getLong(first + Trades.TIMESTAMP, LITTLE_ENDIAN) : 0, true, events);
        final int securityId = buffer.getInt(root + Trades.INSTRUMENT, LITTLE_ENDIAN);
        for (int entry = first; entry < end; entry += stride) {
            events.onTrade(
                    securityId,
                    NullValue.SEQUENCE,
                    numbers.read(buffer, entry + Trades.PRICE),
                    numbers.read(buffer, entry + Trades.AMOUNT),
                    NullValue.COUNT,
                    aggressor(buffer.getByte(entry + Trades.DIRECTION)),
                    0,
                    buffer.getLong(entry + Trades.TRADE_ID, LITTLE_ENDIAN) & 0xFFFFFFFFL);
        }
        events.onMessageEnd(message);
    }

    private static int aggressor(final byte direction) {
        return direction == 0 ? CANONICAL_BUY : direction == 1 ? CANONICAL_SELL : UNKNOWN_SIDE;
    }

    private void ticker(final DirectBuffer buffer, final int start, final MarketEvents events) {
        if (!has(buffer, start, Ticker.BLOCK, 0)) {
            skipShort();
            return;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        start(1003, buffer.getLong(root + Ticker.TIMESTAMP, LITTLE_ENDIAN), true, events);
        final int securityId = buffer.getInt(root + Ticker.INSTRUMENT, LITTLE_ENDIAN);
        events.onPriceLimits(
                securityId,
                NullValue.SEQUENCE,
                numbers.read(buffer, root + Ticker.MAX_BUY_PRICE),
                numbers.read(buffer, root + Ticker.MIN_SELL_PRICE),
                NullValue.PRICE);
        statistic(events, securityId, 'C', NullValue.PRICE, numbers.read(buffer, root + Ticker.OPEN_INTEREST));
        statistic(events, securityId, '6', numbers.read(buffer, root + Ticker.SETTLEMENT_PRICE), NullValue.SIZE);
        events.onMessageEnd(message);
    }

    private static void statistic(
            final MarketEvents events, final int securityId, final char type, final long price, final long size) {
        if (price != NullValue.PRICE || size != NullValue.SIZE) {
            events.onStatistic(securityId, NullValue.SEQUENCE, (byte) type, price, size, 0, 0);
        }
    }

    private void definition(final DirectBuffer buffer, final int start, final int end, final MarketEvents events) {
        if (!definitions.read(buffer, start, end)) {
            skipShort();
            return;
        }
        snapshots.definition();
        start(DeribitPacket.templateId(buffer, start), 0, true, events);
        events.onDefinition(definitions.definition());
        events.onMessageEnd(message);
    }

    private void quoteRequest(final DirectBuffer buffer, final int start, final MarketEvents events) {
        if (!has(buffer, start, Rfq.BLOCK, 0)) {
            skipShort();
            return;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        start(1009, buffer.getLong(root + Rfq.TIMESTAMP, LITTLE_ENDIAN), true, events);
        events.onQuoteRequest(
                buffer.getInt(root + Rfq.INSTRUMENT, LITTLE_ENDIAN),
                numbers.read(buffer, root + Rfq.AMOUNT),
                Byte.toUnsignedInt(buffer.getByte(root + Rfq.STATE)),
                aggressor(buffer.getByte(root + Rfq.SIDE)));
        events.onMessageEnd(message);
    }

    @Override
    public Counters<DecoderCounter> counters() {
        return counters;
    }

    @Override
    public void state(final StateFields fields) {
        PacketDecoder.super.state(fields);
        snapshots.state(fields);
    }
}
