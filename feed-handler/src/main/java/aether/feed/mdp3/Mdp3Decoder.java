package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.BookKind;
import aether.feed.DecoderCounter;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.feed.PacketDecoder;
import aether.feed.mdp3.Layouts.Root;
import aether.feed.mdp3.Layouts.Status;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook32Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Decoder;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.nic.Counters;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The fast decoder of MDP 3.0, for packets that the {@link Mdp3Framer} found whole. It steps from message to message by
 * MsgSize, reads straight from the packet, takes a field as present only by version and length, and hands unknown
 * enumeration values on as they came. Templates before 46 carry prices with exponent -7, later ones -9.
 *
 * <p>One thread; does not allocate.
 */
public final class Mdp3Decoder implements PacketDecoder {
    /** Price exponent of templates below 46. */
    public static final int OLD_EXPONENT = -7;

    /** Price exponent of templates from 46 on. */
    public static final int EXPONENT = -9;

    private static final int FIRST_TEMPLATE_WITH_NEW_EXPONENT = 46;
    private static final int FIRST_VERSION_WITH_NEW_EXPONENT = 9;
    private static final int TAG_MATCH_EVENT_INDICATOR = 5799;
    private static final int TAG_TRANSACT_TIME = 60;
    private static final int ABSENT = -1;
    private static final int APPL_ID_SINCE_VERSION = 3;
    private static final int GROUP_SIZE_LENGTH = 3;

    private final Counters<DecoderCounter> counters;
    private final BookMessages books;
    private final TradeMessages trades;
    private final GenericDecoder generic;
    private final DefinitionReader definitions = new DefinitionReader();
    private final SnapshotReader snapshots = new SnapshotReader();
    private final MarketMessage message = new MarketMessage();
    private final int[] indicatorOffsets;
    private final int[] transactTimeOffsets;
    private boolean sawReset;

    /**
     * Creates a decoder and its counters.
     *
     * @param schema the project's own: the layouts of the generated codecs and its must be the same
     */
    public Mdp3Decoder(final SbeSchema schema) {
        counters = new Counters<>(DecoderCounter.class);
        books = new BookMessages(schema, counters);
        trades = new TradeMessages(schema, counters);
        generic = new GenericDecoder(schema);
        indicatorOffsets = rootOffsets(schema, TAG_MATCH_EVENT_INDICATOR);
        transactTimeOffsets = rootOffsets(schema, TAG_TRANSACT_TIME);
    }

    private static int[] rootOffsets(final SbeSchema schema, final int tag) {
        final int[] offsets = new int[256];
        Arrays.fill(offsets, ABSENT);
        for (final MessageLayout layout : schema.messages()) {
            for (final FieldLayout field : layout.fields()) {
                if (field.id() == tag) {
                    offsets[layout.templateId()] = field.offset();
                }
            }
        }
        return offsets;
    }

    @Override
    public boolean decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long rxTimeNs,
            final MarketEvents events) {
        message.packet(Mdp3Packet.sequence(buffer, offset), Mdp3Packet.sendingTimeNs(buffer, offset), rxTimeNs);
        final int end = offset + length;
        int position = offset + Mdp3Packet.HEADER_LENGTH;
        int messages = 0;
        while (position < end) {
            final long header = Mdp3Packet.messageHeader(buffer, position);
            messages++;
            if (Mdp3Packet.schemaId(header) == Mdp3Schema.SCHEMA_ID) {
                decodeMessage(buffer, position, header, events);
            } else {
                counters.increment(DecoderCounter.UNKNOWN_SCHEMAS);
                message.skipMessage();
            }
            position += Mdp3Packet.messageSize(header);
        }
        counters.add(DecoderCounter.MESSAGES, messages);
        final boolean hadReset = sawReset;
        sawReset = false;
        return hadReset;
    }

    /** Book changes are most of the feed: they go the short way, and the method stays small enough to be compiled into its caller. */
    private void decodeMessage(
            final DirectBuffer buffer, final int start, final long header, final MarketEvents events) {
        final int templateId = Mdp3Packet.templateId(header);
        final int version = Mdp3Packet.version(buffer, start);
        final int blockLength = Mdp3Packet.blockLength(header);
        final int root = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        if (templateId == MDIncrementalRefreshBook46Decoder.TEMPLATE_ID
                || templateId == MDIncrementalRefreshBook32Decoder.TEMPLATE_ID) {
            start(buffer, exponent(templateId), templateId, root, blockLength, events);
            books.book(buffer, root + blockLength, version, events);
            events.onMessageEnd(message);
        } else {
            decodeOther(buffer, start, header, version, events);
        }
    }

    private void decodeOther(
            final DirectBuffer buffer,
            final int start,
            final long header,
            final int version,
            final MarketEvents events) {
        final MessageRole role = MessageRole.of(Mdp3Packet.templateId(header));
        switch (role) {
            case LONG_BOOK,
                    ORDER_BOOK,
                    TRADES,
                    LONG_TRADES,
                    OLD_TRADES,
                    VOLUME,
                    LONG_VOLUME,
                    DAILY_STATISTICS,
                    PRICE_LIMITS,
                    SESSION_STATISTICS,
                    LONG_SESSION_STATISTICS -> decodeIncremental(role, buffer, start, header, version, events);
            case CHANNEL_RESET, STATUS, QUOTE_REQUEST, DEFINITION, ASIDE -> {
                startRare(buffer, start, header, events);
                tellRare(role, buffer, start, header, version, events);
                events.onMessageEnd(message);
            }
            case HEARTBEAT -> {
                counters.increment(DecoderCounter.HEARTBEATS);
                message.skipMessage();
                events.onHeartbeat();
            }
            case PRICE_SNAPSHOT, ORDER_SNAPSHOT -> snapshot(role, buffer, start, header, version, events);
            case OTHER -> {
                counters.increment(DecoderCounter.OTHER_TEMPLATES);
                message.skipMessage();
            }
            default -> {
                counters.increment(DecoderCounter.UNKNOWN_TEMPLATES);
                message.skipMessage();
            }
        }
    }

    private void decodeIncremental(
            final MessageRole role,
            final DirectBuffer buffer,
            final int start,
            final long header,
            final int version,
            final MarketEvents events) {
        final int templateId = Mdp3Packet.templateId(header);
        final int blockLength = Mdp3Packet.blockLength(header);
        final int root = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        final int groups = root + blockLength;
        // Volume carries no price itself; its version tells which exponent the channel's prices have.
        final int exponent = role == MessageRole.VOLUME && version >= FIRST_VERSION_WITH_NEW_EXPONENT
                ? EXPONENT
                : exponent(templateId);
        start(buffer, exponent, templateId, root, blockLength, events);
        switch (role) {
            case LONG_BOOK -> books.longBook(buffer, groups, events);
            case ORDER_BOOK -> books.orderBook(buffer, groups, events);
            case TRADES -> trades.trades(buffer, groups, version, events);
            case LONG_TRADES -> trades.longTrades(buffer, groups, events);
            case OLD_TRADES -> trades.oldTrades(buffer, groups, events);
            case VOLUME -> trades.volumes(buffer, groups, events);
            case LONG_VOLUME -> trades.longVolumes(buffer, groups, events);
            case DAILY_STATISTICS -> trades.dailyStatistics(buffer, groups, events);
            case PRICE_LIMITS -> trades.priceLimits(buffer, groups, events);
            case SESSION_STATISTICS -> trades.sessionStatistics(buffer, groups, version, events);
            case LONG_SESSION_STATISTICS -> trades.longSessionStatistics(buffer, groups, events);
            default -> throw new IllegalStateException("no incremental message: " + role);
        }
        events.onMessageEnd(message);
    }

    private static int exponent(final int templateId) {
        return templateId < FIRST_TEMPLATE_WITH_NEW_EXPONENT ? OLD_EXPONENT : EXPONENT;
    }

    private void start(
            final DirectBuffer buffer,
            final int exponent,
            final int templateId,
            final int root,
            final int blockLength,
            final MarketEvents events) {
        message.message(
                templateId,
                blockLength >= Root.TRANSACT_TIME + Long.BYTES
                        ? buffer.getLong(root + Root.TRANSACT_TIME, LITTLE_ENDIAN)
                        : 0,
                blockLength > Root.MATCH_EVENT_INDICATOR
                        ? Byte.toUnsignedInt(buffer.getByte(root + Root.MATCH_EVENT_INDICATOR))
                        : 0,
                exponent);
        events.onMessageStart(message);
    }

    private void tellRare(
            final MessageRole role,
            final DirectBuffer buffer,
            final int start,
            final long header,
            final int version,
            final MarketEvents events) {
        final int templateId = Mdp3Packet.templateId(header);
        final int blockLength = Mdp3Packet.blockLength(header);
        final int root = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        switch (role) {
            case CHANNEL_RESET -> {
                sawReset = true;
                channelReset(buffer, root + blockLength, version, events);
            }
            case STATUS -> securityStatus(buffer, root, blockLength, events);
            case QUOTE_REQUEST -> trades.quoteRequests(buffer, root + blockLength, events);
            case ASIDE -> {
                // A message like any other.
            }
            default -> {
                final int end = start + Mdp3Packet.messageSize(header);
                definitions.exponent(exponent(templateId));
                generic.decode(templateId, blockLength, version, buffer, root, end, definitions);
                events.onDefinition(definitions.definition());
            }
        }
    }

    /** No event of the market: it is told, but not as a message. */
    private void snapshot(
            final MessageRole role,
            final DirectBuffer buffer,
            final int start,
            final long header,
            final int version,
            final MarketEvents events) {
        final int templateId = Mdp3Packet.templateId(header);
        final int root = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        final int end = start + Mdp3Packet.messageSize(header);
        counters.increment(DecoderCounter.SNAPSHOTS);
        message.skipMessage();
        snapshots.start(
                role == MessageRole.ORDER_SNAPSHOT ? BookKind.BY_ORDER : BookKind.BY_PRICE,
                exponent(templateId),
                events);
        generic.decode(templateId, Mdp3Packet.blockLength(header), version, buffer, root, end, snapshots);
    }

    private void startRare(final DirectBuffer buffer, final int start, final long header, final MarketEvents events) {
        final int templateId = Mdp3Packet.templateId(header);
        final int blockLength = Mdp3Packet.blockLength(header);
        final int root = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        final int indicator = indicatorOffsets[templateId];
        final int transactTime = transactTimeOffsets[templateId];
        message.message(
                templateId,
                transactTime != ABSENT && transactTime + Long.BYTES <= blockLength
                        ? buffer.getLong(root + transactTime, LITTLE_ENDIAN)
                        : 0,
                indicator != ABSENT && indicator < blockLength
                        ? Byte.toUnsignedInt(buffer.getByte(root + indicator))
                        : 0,
                exponent(templateId));
        events.onMessageStart(message);
    }

    /** One reset for each channel named; a reset that names none, as before version 3, is for all. */
    private static void channelReset(
            final DirectBuffer buffer, final int group, final int version, final MarketEvents events) {
        final int stride = Short.toUnsignedInt(buffer.getShort(group, LITTLE_ENDIAN));
        final int count = Byte.toUnsignedInt(buffer.getByte(group + 2));
        if (count == 0 || stride < 2 || version < APPL_ID_SINCE_VERSION) {
            events.onChannelReset(NullValue.COUNT);
            return;
        }
        for (int i = 0; i < count; i++) {
            events.onChannelReset(buffer.getShort(group + GROUP_SIZE_LENGTH + i * stride, LITTLE_ENDIAN));
        }
    }

    private static void securityStatus(
            final DirectBuffer buffer, final int root, final int blockLength, final MarketEvents events) {
        if (blockLength <= Status.TRADING_EVENT) {
            return;
        }
        events.onSecurityStatus(
                buffer.getInt(root + Status.SECURITY_ID, LITTLE_ENDIAN),
                sixCharacters(buffer, root + Status.SECURITY_GROUP),
                sixCharacters(buffer, root + Status.ASSET),
                Byte.toUnsignedInt(buffer.getByte(root + Status.TRADING_STATUS)),
                Byte.toUnsignedInt(buffer.getByte(root + Status.HALT_REASON)),
                Byte.toUnsignedInt(buffer.getByte(root + Status.TRADING_EVENT)));
    }

    private static long sixCharacters(final DirectBuffer buffer, final int index) {
        return Integer.toUnsignedLong(buffer.getInt(index, LITTLE_ENDIAN))
                | (buffer.getShort(index + Integer.BYTES, LITTLE_ENDIAN) & 0xFFFFL) << 32;
    }

    @Override
    public Counters<DecoderCounter> counters() {
        return counters;
    }
}
