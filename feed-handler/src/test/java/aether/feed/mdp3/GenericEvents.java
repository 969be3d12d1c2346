package aether.feed.mdp3;

import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import aether.feed.sbe.SbeSchema;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The slow twin of the fast decoder: the generic decoder's fields, looked up by name, as market events. Written from field
 * names alone; it knows no offset.
 */
final class GenericEvents implements MessageVisitor {
    private static final long NO_ID = 0xFFFFFFFFL;

    private final SbeSchema schema;
    private final MarketEvents out;
    private final MarketMessage message = new MarketMessage();
    private Map<String, Long> root;
    private Map<String, String> texts;
    private Map<String, Long> current;
    private Map<String, List<Map<String, Long>>> groups;
    private Map<String, List<String>> feedTypes;
    private String lastFeedType;
    private int version;

    GenericEvents(final SbeSchema schema, final MarketEvents out) {
        this.schema = schema;
        this.out = out;
    }

    void decode(final DirectBuffer buffer, final int length, final long rxTimeNs) {
        message.packet(Mdp3Packet.sequence(buffer, 0), Mdp3Packet.sendingTimeNs(buffer, 0), rxTimeNs);
        int position = Mdp3Packet.HEADER_LENGTH;
        while (position < length) {
            final long header = Mdp3Packet.messageHeader(buffer, position);
            final int size = Mdp3Packet.messageSize(header);
            final int templateId = Mdp3Packet.templateId(header);
            if (Mdp3Packet.schemaId(header) == 1 && schema.message(templateId) != null) {
                new GenericDecoder(schema)
                        .decode(
                                templateId,
                                Mdp3Packet.blockLength(header),
                                Mdp3Packet.version(buffer, position),
                                buffer,
                                position + Mdp3Packet.MESSAGE_HEADER_LENGTH,
                                position + size,
                                this);
            } else {
                message.skipMessage();
            }
            position += size;
        }
    }

    @Override
    public void onMessageStart(final MessageLayout layout, final int blockLength, final int version) {
        this.version = version;
        root = new HashMap<>();
        texts = new HashMap<>();
        groups = new HashMap<>();
        feedTypes = new HashMap<>();
        current = root;
    }

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        final FieldType type = field.type();
        if (type instanceof final Scalar scalar) {
            put(field.name(), scalar, buffer, index);
        } else if (type instanceof final Decimal decimal) {
            put(field.name(), decimal.mantissa(), buffer, index);
        } else if (type instanceof FieldType.Text) {
            final StringBuilder text = new StringBuilder();
            for (int i = 0; i < type.size(); i++) {
                text.append((char) (buffer.getByte(index + i) & 0x7F));
            }
            texts.put(field.name(), text.toString());
            lastFeedType = text.toString();
        }
    }

    private void put(final String name, final Scalar scalar, final DirectBuffer buffer, final int index) {
        final long value = scalar.primitive().read(buffer, index, ByteOrder.LITTLE_ENDIAN);
        current.put(name, scalar.isOptional() && value == scalar.nullValue() ? null : value);
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        groups.put(group.name(), new ArrayList<>());
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int entry) {
        current = new HashMap<>();
        lastFeedType = "";
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int entry) {
        groups.get(group.name()).add(current);
        feedTypes.computeIfAbsent(group.name(), name -> new ArrayList<>()).add(lastFeedType);
    }

    @Override
    public void onGroupEnd(final GroupLayout group) {}

    @Override
    public void onMessageEnd(final MessageLayout layout) {
        final String name = layout.name();
        if (!name.startsWith("MDIncremental")
                && !name.startsWith("MDInstrument")
                && !List.of(
                                "ChannelReset",
                                "SecurityStatus",
                                "QuoteRequest",
                                "SecurityStatusWorkup",
                                "CollateralMarketValue")
                        .contains(name)) {
            message.skipMessage();
            if (name.startsWith("AdminHeartbeat")) {
                out.onHeartbeat();
            }
            return;
        }
        message.message(
                layout.templateId(),
                or(root, "TransactTime", 0),
                (int) or(root, "MatchEventIndicator", 0),
                layout.templateId() >= 46 || layout.templateId() == 37 && version >= 9 ? -9 : -7);
        out.onMessageStart(message);
        emit(name);
        out.onMessageEnd(message);
    }

    private void emit(final String name) {
        if (name.startsWith("MDInstrument")) {
            definition();
        } else if (name.equals("ChannelReset")) {
            channelReset();
        } else if (name.equals("SecurityStatus") && root.containsKey("SecurityTradingEvent")) {
            out.onSecurityStatus(
                    (int) or(root, "SecurityID", Integer.MAX_VALUE),
                    six("SecurityGroup"),
                    six("Asset"),
                    (int) or(root, "SecurityTradingStatus", 255),
                    (int) or(root, "HaltReason", 255),
                    (int) or(root, "SecurityTradingEvent", 255));
        } else if (name.equals("QuoteRequest")) {
            groups.getOrDefault("NoRelatedSym", List.of())
                    .forEach(e -> out.onQuoteRequest(
                            (int) or(e, "SecurityID", 0),
                            or(e, "OrderQty", Long.MAX_VALUE),
                            (int) or(e, "QuoteType", 0),
                            (int) or(e, "Side", 127)));
        } else if (name.startsWith("MDIncremental")) {
            groups.getOrDefault("NoMDEntries", List.of()).forEach(entry -> entry(name, entry));
            if (name.startsWith("MDIncrementalRefreshTradeSummary")) {
                groups.getOrDefault("NoOrderIDEntries", List.of())
                        .forEach(e -> out.onTradeOrder(or(e, "OrderID", 0), or(e, "LastQty", 0)));
            }
            if (name.startsWith("MDIncrementalRefreshBook")) {
                orders(groups.get("NoMDEntries"), groups.getOrDefault("NoOrderIDEntries", List.of()));
            }
        }
    }

    private void entry(final String name, final Map<String, Long> e) {
        final int id = (int) or(e, "SecurityID", 0);
        final long rptSeq = or(e, "RptSeq", 0);
        final long price = or(e, "MDEntryPx", Long.MAX_VALUE);
        final long size = or(e, "MDEntrySize", Long.MAX_VALUE);
        final int action = (int) or(e, "MDUpdateAction", 255);
        final byte type = (byte) or(e, "MDEntryType", 0);
        if (name.startsWith("MDIncrementalRefreshOrderBook")) {
            order(id, e, price, type, action);
        } else if (name.startsWith("MDIncrementalRefreshBook")) {
            final int orders = (int) or(e, "NumberOfOrders", Integer.MAX_VALUE);
            out.onBookLevel(id, rptSeq, type, action, (int) or(e, "MDPriceLevel", 0), price, size, orders);
        } else if (name.startsWith("MDIncrementalRefreshTrade")) {
            out.onTrade(
                    id,
                    rptSeq,
                    price,
                    size,
                    (int) or(e, "NumberOfOrders", Integer.MAX_VALUE),
                    (int) or(e, "AggressorSide", 255),
                    action,
                    or(e, "MDTradeEntryID", or(e, "TradeID", NO_ID) & NO_ID));
        } else if (name.startsWith("MDIncrementalRefreshVolume")) {
            out.onVolume(id, rptSeq, size, action);
        } else if (name.startsWith("MDIncrementalRefreshLimits")) {
            out.onPriceLimits(
                    id,
                    rptSeq,
                    or(e, "HighLimitPrice", Long.MAX_VALUE),
                    or(e, "LowLimitPrice", Long.MAX_VALUE),
                    or(e, "MaxPriceVariation", Long.MAX_VALUE));
        } else {
            final String flags = name.contains("Daily") ? "SettlPriceType" : "OpenCloseSettlFlag";
            out.onStatistic(id, rptSeq, type, price, size, (int) or(e, flags, 255), action);
        }
    }

    private void order(final int id, final Map<String, Long> e, final long price, final byte type, final int action) {
        out.onOrder(
                id,
                or(e, "OrderID", -1),
                or(e, "MDOrderPriority", -1),
                price,
                or(e, "MDDisplayQty", Long.MAX_VALUE),
                type,
                action);
    }

    private void orders(final List<Map<String, Long>> prices, final List<Map<String, Long>> orders) {
        final boolean isShort = prices.stream().anyMatch(price -> !price.containsKey("MDEntryType"))
                || orders.stream().anyMatch(order -> !order.containsKey("OrderUpdateAction"));
        if (isShort && !orders.isEmpty()) {
            prices.forEach(price -> out.onOrderFault((int) or(price, "SecurityID", 0)));
            return;
        }
        for (final Map<String, Long> order : orders) {
            final long reference = or(order, "ReferenceID", 255);
            if (reference < 1 || reference > prices.size()) {
                prices.forEach(price -> out.onOrderFault((int) or(price, "SecurityID", 0)));
                continue;
            }
            final Map<String, Long> price = prices.get((int) reference - 1);
            order(
                    (int) or(price, "SecurityID", 0),
                    order,
                    or(price, "MDEntryPx", Long.MAX_VALUE),
                    (byte) or(price, "MDEntryType", 0),
                    (int) or(order, "OrderUpdateAction", 255));
        }
    }

    private void definition() {
        final InstrumentDefinition definition = new InstrumentDefinition();
        definition.clear();
        definition.securityId((int) or(root, "SecurityID", 0));
        if (root.containsKey("SecurityUpdateAction")) {
            definition.updateAction((char) or(root, "SecurityUpdateAction", 0));
        }
        texts.getOrDefault("Symbol", "").chars().filter(c -> c != 0).forEach(c -> definition.appendSymbol((byte) c));
        final List<Map<String, Long>> feeds = groups.getOrDefault("NoMDFeedTypes", List.of());
        for (int i = 0; i < feeds.size(); i++) {
            final String type = feedTypes.get("NoMDFeedTypes").get(i);
            final int depth = (byte) or(feeds.get(i), "MarketDepth", 0);
            if (type.endsWith("X")) {
                definition.depth(depth);
            } else if (type.endsWith("I")) {
                definition.impliedDepth(depth);
            }
        }
        groups.getOrDefault("NoInstAttrib", List.of())
                .forEach(attribute -> definition.addAttributes(or(attribute, "InstAttribValue", 0)));
        out.onDefinition(definition);
    }

    private void channelReset() {
        final List<Map<String, Long>> entries = groups.getOrDefault("NoMDEntries", List.of());
        final boolean hasIds = !entries.isEmpty() && entries.getFirst().containsKey("ApplID");
        if (!hasIds) {
            out.onChannelReset(NullValue.COUNT);
        } else {
            entries.forEach(entry -> out.onChannelReset((int) or(entry, "ApplID", 0)));
        }
    }

    private long six(final String name) {
        long value = 0;
        final String text = texts.get(name);
        for (int i = text.length() - 1; i >= 0; i--) {
            value = value << 8 | text.charAt(i);
        }
        return value;
    }

    private static long or(final Map<String, Long> fields, final String name, final long otherwise) {
        final Long value = fields.get(name);
        return value == null ? otherwise : value;
    }
}
