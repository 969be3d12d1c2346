package aether.feed.deribit;

import aether.feed.sbe.DataLayout;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import aether.feed.sbe.SbeSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** The slow twin of the decoder: the schema read at run time, every field by its name, decimals instead of doubles. */
final class GenericDeribitEvents implements MessageVisitor {
    private final SbeSchema schema = new DeribitVenue().schema();
    private final GenericDecoder decoder = new GenericDecoder(schema);
    private final List<String> events = new ArrayList<>();
    private final Map<String, Long> root = new HashMap<>();
    private final Map<String, Long> entry = new HashMap<>();
    private boolean isInGroup;
    private String name = "";

    /** Events of a packet, as {@link aether.feed.RecordedEvents} writes them; snapshots are left out. */
    List<String> decode(final DirectBuffer packet, final int length) {
        events.clear();
        new DeribitFramer().messages(packet, 0, length, (templateId, schemaId, version, block, body, end) -> {
            if (schema.message(templateId) != null && !(templateId >= 1004 && templateId <= 1008)) {
                root.clear();
                decoder.decode(templateId, block, version, packet, body, end, this);
            }
        });
        return List.copyOf(events);
    }

    @Override
    public void onMessageStart(final MessageLayout message, final int block, final int version) {
        isInGroup = false;
        name = "";
        pending.clear();
    }

    private final List<Map<String, Long>> pending = new ArrayList<>();

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        final long value =
                switch (field.type().size()) {
                    case 1 -> buffer.getByte(index) & 0xFF;
                    case 2 -> buffer.getShort(index, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
                    case 4 -> buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
                    default -> buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
                };
        (isInGroup ? entry : root).put(field.name(), value);
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        isInGroup = true;
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int index) {
        entry.clear();
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int index) {
        pending.add(Map.copyOf(entry));
    }

    @Override
    public void onGroupEnd(final GroupLayout group) {
        isInGroup = false;
    }

    @Override
    public void onData(final DataLayout data, final DirectBuffer buffer, final int index, final int length) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) buffer.getByte(index + i));
        }
        name = text.toString();
    }

    @Override
    public void onMessageEnd(final MessageLayout message) {
        switch (message.templateId()) {
            case 1001 -> {
                events.add("change " + root.get("instrumentId") + " " + root.get("prevChangeId") + " "
                        + root.get("changeId") + " " + root.get("isLast"));
                pending.forEach(level -> events.add("price-level " + (level.get("side") == 1 ? '0' : '1') + " "
                        + level.get("change") + " " + number(level.get("price")) + " " + number(level.get("amount"))));
            }
            case 1002 ->
                pending.forEach(trade -> events.add("trade " + root.get("instrumentId") + " "
                        + number(trade.get("price")) + " " + number(trade.get("amount")) + " "
                        + (trade.get("direction") == 0 ? 1 : 2)));
            case 1003 -> {
                events.add("limits " + root.get("instrumentId") + " " + number(root.get("maxBuyPrice")) + " "
                        + number(root.get("minSellPrice")));
                statistic('C', null, number(root.get("openInterest")));
                statistic('6', number(root.get("settlementPrice")), null);
            }
            case 1009 -> events.add("quote " + root.get("instrumentId") + " " + number(root.get("amount")));
            default ->
                events.add("definition " + root.get("instrumentId") + " " + name + " " + number(root.get("tickSize")));
        }
    }

    private void statistic(final char type, final String price, final String size) {
        if (price != null && !"null".equals(price) || size != null && !"null".equals(size)) {
            events.add("statistic " + root.get("instrumentId") + " " + type + " " + price + " " + size);
        }
    }

    private static String number(final long bits) {
        final double value = Double.longBitsToDouble(bits);
        return Double.isNaN(value)
                ? "null"
                : new BigDecimal(Double.toString(value))
                        .movePointRight(8)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }
}
