package aether.feed.mdp3;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads a snapshot message of any template into market events. All of them name their fields by the same tags, so one reader
 * over the generic decoder serves them; snapshots come while books recover, not on the usual path. Does not allocate.
 */
final class SnapshotReader implements MessageVisitor {
    private static final int TAG_ORDER_ID = 37;
    private static final int TAG_SECURITY_ID = 48;
    private static final int TAG_RPT_SEQ = 83;
    private static final int TAG_ENTRY_TYPE = 269;
    private static final int TAG_ENTRY_PRICE = 270;
    private static final int TAG_ENTRY_SIZE = 271;
    private static final int TAG_OPEN_CLOSE_FLAG = 286;
    private static final int TAG_ORDERS = 346;
    private static final int TAG_LAST_SEQUENCE = 369;
    private static final int TAG_SETTLEMENT_TYPE = 731;
    private static final int TAG_TOTAL_REPORTS = 911;
    private static final int TAG_LEVEL = 1023;
    private static final int TAG_MAX_VARIATION = 1143;
    private static final int TAG_LOW_LIMIT = 1148;
    private static final int TAG_HIGH_LIMIT = 1149;
    private static final int TAG_TRADING_STATUS = 1682;
    private static final int TAG_DISPLAY_QUANTITY = 37706;
    private static final int TAG_PRIORITY = 37707;
    private static final int TAG_CHUNKS = 37709;
    private static final int TAG_CHUNK = 37710;

    private final BookSnapshot snapshot = new BookSnapshot();
    private MarketEvents events;
    private boolean isHeadTold;

    private byte entryType;
    private long price;
    private long size;
    private int orders;
    private int level;
    private int flags;
    private long orderId;
    private long priority;

    /** Where to tell the next message, and what its prices mean. */
    SnapshotReader start(final BookKind kind, final int exponent, final MarketEvents target) {
        snapshot.start(kind, exponent);
        events = target;
        isHeadTold = false;
        return this;
    }

    @Override
    public void onMessageStart(final MessageLayout message, final int actingBlockLength, final int actingVersion) {}

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        if (isHeadTold) {
            onEntryField(field, buffer, index);
            return;
        }
        switch (field.id()) {
            case TAG_LAST_SEQUENCE -> snapshot.lastSequence(unsigned(buffer, index));
            case TAG_TOTAL_REPORTS -> snapshot.totalReports(unsigned(buffer, index));
            case TAG_SECURITY_ID -> snapshot.securityId((int) unsigned(buffer, index));
            case TAG_RPT_SEQ -> snapshot.rptSeq(unsigned(buffer, index));
            case TAG_CHUNKS -> snapshot.chunks(unsigned(buffer, index));
            case TAG_CHUNK -> snapshot.chunk(unsigned(buffer, index));
            case TAG_TRADING_STATUS -> snapshot.tradingStatus(Byte.toUnsignedInt(buffer.getByte(index)));
            case TAG_HIGH_LIMIT -> snapshot.highLimit(buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
            case TAG_LOW_LIMIT -> snapshot.lowLimit(buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
            case TAG_MAX_VARIATION -> snapshot.maxVariation(buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
            default -> {}
        }
    }

    private static long unsigned(final DirectBuffer buffer, final int index) {
        return Integer.toUnsignedLong(buffer.getInt(index, ByteOrder.LITTLE_ENDIAN));
    }

    private void onEntryField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        switch (field.id()) {
            case TAG_ENTRY_TYPE -> entryType = buffer.getByte(index);
            case TAG_ENTRY_PRICE -> price = buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
            case TAG_ENTRY_SIZE, TAG_DISPLAY_QUANTITY -> size = quantity(field, buffer, index);
            case TAG_ORDERS -> orders = buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
            case TAG_LEVEL -> level = Byte.toUnsignedInt(buffer.getByte(index));
            case TAG_OPEN_CLOSE_FLAG, TAG_SETTLEMENT_TYPE -> {
                final int value = Byte.toUnsignedInt(buffer.getByte(index));
                flags = value == 0xFF ? flags : value;
            }
            case TAG_ORDER_ID -> orderId = buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
            case TAG_PRIORITY -> priority = buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
            default -> {}
        }
    }

    private static long quantity(final FieldLayout field, final DirectBuffer buffer, final int index) {
        if (!(field.type() instanceof final Scalar scalar)) {
            return NullValue.SIZE;
        }
        final long value = scalar.primitive().read(buffer, index, ByteOrder.LITTLE_ENDIAN);
        return scalar.isOptional() && value == scalar.nullValue() ? NullValue.SIZE : value;
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        tellHead();
    }

    private void tellHead() {
        if (!isHeadTold) {
            isHeadTold = true;
            events.onSnapshotStart(snapshot);
        }
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int entry) {
        entryType = 0;
        price = NullValue.PRICE;
        size = NullValue.SIZE;
        orders = NullValue.COUNT;
        level = 0;
        flags = 0;
        orderId = 0;
        priority = -1;
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int entry) {
        if (snapshot.kind() == BookKind.BY_ORDER) {
            events.onSnapshotOrder(entryType, orderId, priority, price, size);
        } else if (isBookType(entryType)) {
            events.onSnapshotLevel(entryType, level, price, size, orders);
        } else {
            events.onSnapshotStatistic(entryType, price, size, flags);
        }
    }

    private static boolean isBookType(final byte type) {
        return type == '0' || type == '1' || type == 'E' || type == 'F';
    }

    @Override
    public void onGroupEnd(final GroupLayout group) {}

    @Override
    public void onMessageEnd(final MessageLayout message) {
        tellHead();
        events.onSnapshotEnd(snapshot);
    }
}
