package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** MDP 3.0 packets for tests, written byte by byte from the published layouts and not by the generated codecs. */
public final class PacketBuilder {
    public static final long SUNDAY_OPEN = 1_475_000_000_000_000_000L;
    public static final int END_OF_EVENT = 0x84;
    public static final int NOT_LAST = 0x00;

    /** A book entry of templates 32 and 46. */
    public record Entry(
            int securityId, long rptSeq, int action, char type, int level, long price, int size, int orders) {}

    /** An order entry of template 46. */
    public record OrderRef(long orderId, long priority, int quantity, int reference, int action) {}

    /** An order entry of template 47, or of a snapshot by order. */
    public record OrderEntry(
            int securityId, int action, char type, long orderId, long priority, long price, int quantity) {}

    /** A row of a snapshot by price. */
    public record Row(char type, int level, long price, int size, int orders) {}

    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).order(LITTLE_ENDIAN);
    private int messageStart;
    private int version = 9;
    private int entryLength = 32;
    private int blockLength = 11;
    private int schemaId = 1;

    private PacketBuilder(final long sequence, final long sendingTimeNs) {
        bytes.putInt((int) sequence).putLong(sendingTimeNs);
    }

    /** A packet sent a microsecond later for each sequence number. */
    public static PacketBuilder packet(final long sequence) {
        return new PacketBuilder(sequence, SUNDAY_OPEN + sequence * 1000);
    }

    public static PacketBuilder packet(final long sequence, final long sendingTimeNs) {
        return new PacketBuilder(sequence, sendingTimeNs);
    }

    public static Entry entry(
            final int securityId,
            final long rptSeq,
            final int action,
            final char type,
            final int level,
            final long price) {
        return new Entry(securityId, rptSeq, action, type, level, price, 10, 1);
    }

    public PacketBuilder version(final int value) {
        version = value;
        return this;
    }

    /** Stride of the book entries that follow; longer ones are filled with 0xEE, shorter ones are cut. */
    public PacketBuilder entryLength(final int value) {
        entryLength = value;
        return this;
    }

    /** Root block length of the messages that follow; longer ones are filled with 0xEE. */
    public PacketBuilder blockLength(final int value) {
        blockLength = value;
        return this;
    }

    public PacketBuilder schemaId(final int value) {
        schemaId = value;
        return this;
    }

    private void start(final int templateId, final int rootLength) {
        messageStart = bytes.position();
        bytes.putShort((short) 0).putShort((short) rootLength).putShort((short) templateId);
        bytes.putShort((short) schemaId).putShort((short) version);
    }

    private PacketBuilder end() {
        bytes.putShort(messageStart, (short) (bytes.position() - messageStart));
        return this;
    }

    private void incrementalRoot(final int indicator) {
        final int start = bytes.position();
        bytes.putLong(SUNDAY_OPEN).put((byte) indicator);
        fillTo(start + blockLength);
    }

    private void fillTo(final int end) {
        while (bytes.position() < end) {
            bytes.put((byte) 0xEE);
        }
        bytes.position(end);
    }

    private void group(final int stride, final int count) {
        bytes.putShort((short) stride).put((byte) count);
    }

    private void group8(final int stride, final int count, final int padding) {
        bytes.putShort((short) stride);
        for (int i = 0; i < 5; i++) {
            bytes.put((byte) padding);
        }
        bytes.put((byte) count);
    }

    public PacketBuilder book(final int indicator, final Entry... entries) {
        return book(46, indicator, new OrderRef[0], entries);
    }

    public PacketBuilder book(
            final int templateId, final int indicator, final OrderRef[] orders, final Entry... entries) {
        start(templateId, blockLength);
        incrementalRoot(indicator);
        group(entryLength, entries.length);
        for (final Entry entry : entries) {
            bookEntry(entry);
        }
        group8(24, orders.length, 0xEE);
        for (final OrderRef order : orders) {
            bytes.putLong(order.orderId()).putLong(order.priority()).putInt(order.quantity());
            bytes.put((byte) order.reference()).put((byte) order.action()).putShort((short) 0);
        }
        return end();
    }

    private void bookEntry(final Entry entry) {
        final int start = bytes.position();
        bytes.putLong(entry.price())
                .putInt(entry.size())
                .putInt(entry.securityId())
                .putInt((int) entry.rptSeq());
        bytes.putInt(entry.orders())
                .put((byte) entry.level())
                .put((byte) entry.action())
                .put((byte) entry.type());
        bytes.putInt(77).put((byte) 0);
        fillTo(start + entryLength);
    }

    public PacketBuilder longBook(final int indicator, final long size, final Entry entry) {
        start(64, 11);
        incrementalRoot(indicator);
        group(32, 1);
        bytes.putLong(entry.price()).putLong(size).putInt(entry.securityId()).putInt((int) entry.rptSeq());
        bytes.putInt(entry.orders())
                .put((byte) entry.level())
                .put((byte) entry.action())
                .put((byte) entry.type());
        bytes.put((byte) 0);
        group8(24, 0, 0);
        return end();
    }

    public PacketBuilder volume(final int indicator, final int securityId, final long rptSeq, final int volume) {
        start(37, 11);
        incrementalRoot(indicator);
        group(16, 1);
        bytes.putInt(volume)
                .putInt(securityId)
                .putInt((int) rptSeq)
                .put((byte) 0)
                .put(new byte[3]);
        return end();
    }

    public PacketBuilder trade(final int indicator, final int securityId, final long rptSeq, final long price) {
        start(48, 11);
        incrementalRoot(indicator);
        group(32, 1);
        bytes.putLong(price).putInt(5).putInt(securityId).putInt((int) rptSeq).putInt(2);
        bytes.put((byte) 1).put((byte) 0).putInt(4711).put(new byte[2]);
        group8(16, 0, 0);
        return end();
    }

    /** Overwrites MDUpdateAction of the trade written last by {@link #trade(int, int, long, long)}. */
    public PacketBuilder tradeAction(final int action) {
        bytes.put(messageStart + 10 + 11 + 3 + 25, (byte) action);
        return this;
    }

    public PacketBuilder limits(final int indicator, final int securityId, final long rptSeq) {
        start(50, 11);
        incrementalRoot(indicator);
        group(32, 1);
        bytes.putLong(300)
                .putLong(100)
                .putLong(Long.MAX_VALUE)
                .putInt(securityId)
                .putInt((int) rptSeq);
        return end();
    }

    public PacketBuilder sessionStatistic(final int indicator, final int securityId, final long rptSeq) {
        start(51, 11);
        incrementalRoot(indicator);
        group(24, 1);
        bytes.putLong(200).putInt(securityId).putInt((int) rptSeq);
        bytes.put((byte) 0)
                .put((byte) 0)
                .put((byte) '7')
                .putInt(Integer.MAX_VALUE)
                .put((byte) 0);
        return end();
    }

    /** Template 54 with the depths of both books and attribute bits. */
    public PacketBuilder definition(
            final char action, final int securityId, final int depth, final int impliedDepth, final int attributes) {
        start(54, 224);
        final int root = bytes.position();
        bytes.put(new byte[224]);
        bytes.put(root, (byte) 0x80).put(root + 5, (byte) action).putInt(root + 55, securityId);
        for (int i = 0; i < 2; i++) {
            bytes.put(root + 23 + i, (byte) "GR".charAt(i));
        }
        bytes.put(root + 35, (byte) 'X').put(root + 36, (byte) 'Y').put(root + 37, (byte) 'Z');
        group(9, 0);
        group(4, 2);
        bytes.put((byte) 'G').put((byte) 'B').put((byte) 'X').put((byte) depth);
        bytes.put((byte) 'G').put((byte) 'B').put((byte) 'I').put((byte) impliedDepth);
        group(4, 1);
        bytes.putInt(attributes);
        group(5, 0);
        return end();
    }

    public PacketBuilder channelReset(final int applId) {
        start(4, 9);
        bytes.putLong(SUNDAY_OPEN).put((byte) 0x80);
        group(2, 1);
        bytes.putShort((short) applId);
        return end();
    }

    /** Template 47. */
    public PacketBuilder orders(final int indicator, final OrderEntry... entries) {
        start(47, 11);
        incrementalRoot(indicator);
        group(40, entries.length);
        for (final OrderEntry entry : entries) {
            bytes.putLong(entry.orderId()).putLong(entry.priority()).putLong(entry.price());
            bytes.putInt(entry.quantity()).putInt(entry.securityId());
            bytes.put((byte) entry.action()).put((byte) entry.type()).put(new byte[6]);
        }
        return end();
    }

    /** Template 48: one trade of {@code size} by so many orders, and any orders behind this and earlier trades. */
    public PacketBuilder trade(
            final int indicator,
            final int securityId,
            final long rptSeq,
            final int size,
            final int orderCount,
            final int aggressor,
            final long[][] orders) {
        start(48, 11);
        incrementalRoot(indicator);
        group(32, orderCount == 0 ? 0 : 1);
        if (orderCount != 0) {
            bytes.putLong(100)
                    .putInt(size)
                    .putInt(securityId)
                    .putInt((int) rptSeq)
                    .putInt(orderCount);
            bytes.put((byte) aggressor).put((byte) 0).putInt(4711).put(new byte[2]);
        }
        group8(16, orders.length, 0);
        for (final long[] order : orders) {
            bytes.putLong(order[0]).putInt((int) order[1]).putInt(0);
        }
        return end();
    }

    /** Template 52. */
    public PacketBuilder snapshot(
            final long lastSequence, final int total, final int securityId, final long rptSeq, final Row... rows) {
        start(52, 59);
        bytes.putInt((int) lastSequence).putInt(total).putInt(securityId).putInt((int) rptSeq);
        bytes.putLong(SUNDAY_OPEN).putLong(SUNDAY_OPEN).putShort((short) 1).put((byte) 17);
        bytes.putLong(300).putLong(100).putLong(Long.MAX_VALUE);
        group(22, rows.length);
        for (final Row row : rows) {
            bytes.putLong(row.price()).putInt(row.size()).putInt(row.orders()).put((byte) row.level());
            bytes.putShort((short) -1).put((byte) -1).put((byte) 0).put((byte) row.type());
        }
        return end();
    }

    /** Template 53. */
    public PacketBuilder orderSnapshot(
            final long lastSequence,
            final int total,
            final int securityId,
            final int chunks,
            final int chunk,
            final OrderEntry... orders) {
        start(53, 28);
        bytes.putInt((int) lastSequence)
                .putInt(total)
                .putInt(securityId)
                .putInt(chunks)
                .putInt(chunk);
        bytes.putLong(SUNDAY_OPEN);
        group(29, orders.length);
        for (final OrderEntry order : orders) {
            bytes.putLong(order.orderId()).putLong(order.priority()).putLong(order.price());
            bytes.putInt(order.quantity()).put((byte) order.type());
        }
        return end();
    }

    /** Template 30; {@code securityId} 2147483647 for a whole group. */
    public PacketBuilder status(final int securityId, final String group, final int status, final int event) {
        start(30, 30);
        bytes.putLong(SUNDAY_OPEN);
        text(group, 6);
        text("", 6);
        bytes.putInt(securityId).putShort((short) 1).put((byte) 0x80);
        return endStatus(status, event);
    }

    private PacketBuilder endStatus(final int status, final int event) {
        bytes.put((byte) status).put((byte) 0).put((byte) event);
        return end();
    }

    private void text(final String text, final int length) {
        for (int i = 0; i < length; i++) {
            bytes.put((byte) (i < text.length() ? text.charAt(i) : 0));
        }
    }

    /** Template 39. */
    public PacketBuilder quoteRequest(final int securityId) {
        start(39, 35);
        bytes.putLong(SUNDAY_OPEN);
        text("Q1", 23);
        bytes.put((byte) 0x80).put(new byte[3]);
        group(32, 1);
        text("XYZ", 20);
        bytes.putInt(securityId).putInt(7).put((byte) 1).put((byte) 2).put(new byte[2]);
        return end();
    }

    public PacketBuilder heartbeat() {
        start(12, 0);
        return end();
    }

    /** Any message, its body as it is. */
    public PacketBuilder raw(final int templateId, final int rootLength, final byte... body) {
        start(templateId, rootLength);
        bytes.put(body);
        return end();
    }

    /** Bytes without a message around them. */
    public PacketBuilder trailing(final int count) {
        bytes.put(new byte[count]);
        return this;
    }

    /** Overwrites MsgSize of the message written last. */
    public PacketBuilder messageSize(final int size) {
        bytes.putShort(messageStart, (short) size);
        return this;
    }

    /** Overwrites the entry count of the first group of the message written last. */
    public PacketBuilder firstGroupCount(final int count) {
        bytes.put(messageStart + 10 + blockLength + 2, (byte) count);
        return this;
    }

    public byte[] toBytes() {
        final byte[] packet = new byte[bytes.position()];
        bytes.get(0, packet);
        return packet;
    }

    public UnsafeBuffer toBuffer() {
        return new UnsafeBuffer(toBytes());
    }
}
