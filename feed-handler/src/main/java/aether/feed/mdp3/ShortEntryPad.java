package aether.feed.mdp3;

import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GroupLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a whole group entry of one whose stride on the wire is too short for all its fields: those that are there are
 * copied, the others are null, so that no read goes past the entry. Fields without a null of their own get one here where
 * zero would mean something: an unknown action, no size, no number of orders; SecurityID and RptSeq become 0.
 */
final class ShortEntryPad {
    private static final int TAG_TRADE_ID = 1003;
    private static final int TAG_TRADE_ENTRY_ID = 37711;
    private static final int TAG_UPDATE_ACTION = 279;
    private static final int TAG_ENTRY_SIZE = 271;
    private static final int TAG_NUMBER_OF_ORDERS = 346;
    private static final int TAG_SETTL_PRICE_TYPE = 731;

    private final GroupLayout group;
    private final byte[] nulls;
    private final UnsafeBuffer entry;

    ShortEntryPad(final GroupLayout group) {
        this.group = group;
        nulls = new byte[group.blockLength()];
        entry = new UnsafeBuffer(new byte[group.blockLength()]);
        final UnsafeBuffer target = new UnsafeBuffer(nulls);
        for (final FieldLayout field : group.fields()) {
            if (field.type().size() > 0) {
                writeNull(target, field);
            }
        }
    }

    private static void writeNull(final UnsafeBuffer target, final FieldLayout field) {
        final int size = field.type().size();
        switch (field.id()) {
            case TAG_UPDATE_ACTION, TAG_SETTL_PRICE_TYPE -> target.putByte(field.offset(), (byte) 0xFF);
            case TAG_TRADE_ID, TAG_TRADE_ENTRY_ID -> write(target, field.offset(), size, -1);
            case TAG_ENTRY_SIZE, TAG_NUMBER_OF_ORDERS ->
                write(target, field.offset(), size, size == Long.BYTES ? Long.MAX_VALUE : Integer.MAX_VALUE);
            default -> {
                if (field.type() instanceof final Scalar scalar && scalar.isOptional()) {
                    write(target, field.offset(), size, scalar.nullValue());
                } else if (field.type() instanceof Decimal) {
                    write(target, field.offset(), size, Long.MAX_VALUE);
                }
            }
        }
    }

    private static void write(final UnsafeBuffer target, final int offset, final int size, final long value) {
        switch (size) {
            case 1 -> target.putByte(offset, (byte) value);
            case 2 -> target.putShort(offset, (short) value, ByteOrder.LITTLE_ENDIAN);
            case 4 -> target.putInt(offset, (int) value, ByteOrder.LITTLE_ENDIAN);
            default -> target.putLong(offset, value, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** The entry at {@code index}, of which {@code stride} bytes belong to it, as a whole one. */
    DirectBuffer pad(final DirectBuffer buffer, final int index, final int stride) {
        entry.putBytes(0, nulls);
        for (int i = 0; i < group.fields().size(); i++) {
            final FieldLayout field = group.fields().get(i);
            final int size = field.type().size();
            if (size > 0 && field.offset() + size <= stride) {
                entry.putBytes(field.offset(), buffer, index + field.offset(), size);
            }
        }
        return entry;
    }
}
