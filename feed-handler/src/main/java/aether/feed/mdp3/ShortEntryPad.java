package aether.feed.mdp3;

import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.Primitive;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a whole group entry of one whose stride on the wire is too short for all its fields: those that are there are
 * copied, the others are null, so that no read goes past the entry. A field without a null of its own becomes 0, except
 * MDUpdateAction, which becomes 255: no action that anyone knows.
 */
final class ShortEntryPad {
    private static final int TAG_UPDATE_ACTION = 279;
    private static final int TAG_PRICE_LEVEL = 1023;

    private final GroupLayout group;
    private final byte[] nulls;
    private final UnsafeBuffer entry;

    ShortEntryPad(final GroupLayout group) {
        this.group = group;
        nulls = new byte[group.blockLength()];
        entry = new UnsafeBuffer(new byte[group.blockLength()]);
        final UnsafeBuffer target = new UnsafeBuffer(nulls);
        for (final FieldLayout field : group.fields()) {
            writeNull(target, field);
        }
    }

    private static void writeNull(final UnsafeBuffer target, final FieldLayout field) {
        if (field.id() == TAG_UPDATE_ACTION && field.type().size() == 1) {
            target.putByte(field.offset(), (byte) 0xFF);
        } else if (field.type() instanceof final Scalar scalar
                && scalar.isOptional()
                && field.id() != TAG_PRICE_LEVEL) {
            write(target, field.offset(), scalar.primitive(), scalar.nullValue());
        } else if (field.type() instanceof final Decimal decimal) {
            write(target, field.offset(), decimal.mantissa().primitive(), Long.MAX_VALUE);
        }
    }

    private static void write(final UnsafeBuffer target, final int offset, final Primitive type, final long value) {
        switch (type.size()) {
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
