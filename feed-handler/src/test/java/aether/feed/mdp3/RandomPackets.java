package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.FieldType.Text;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Well-formed packets with random content: any template, any version that has it, nulls, strange strides and padding. */
public final class RandomPackets {
    private static final int NEWEST_VERSION = 13;

    private final SplittableRandom random;
    private final List<MessageLayout> layouts = new ArrayList<>();
    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[64 * 1024]);
    private int length;

    public RandomPackets(final SbeSchema schema, final long seed) {
        random = new SplittableRandom(seed);
        schema.messages().forEach(layouts::add);
        layouts.sort((a, b) -> Integer.compare(a.templateId(), b.templateId()));
    }

    /** The next packet, tightly wrapped; valid until the next call. */
    public UnsafeBuffer next(final long sequence) {
        packet.putInt(0, (int) sequence, LITTLE_ENDIAN);
        packet.putLong(4, PacketBuilder.SUNDAY_OPEN + sequence, LITTLE_ENDIAN);
        length = Mdp3Packet.HEADER_LENGTH;
        for (int messages = 1 + random.nextInt(3); messages > 0; messages--) {
            message(layouts.get(random.nextInt(layouts.size())));
        }
        return new UnsafeBuffer(packet, 0, length);
    }

    private void message(final MessageLayout layout) {
        final int start = length;
        final int version = Math.max(layout.sinceVersion(), random.nextInt(NEWEST_VERSION + 2));
        final int blockLength = around(layout.blockLength());
        packet.putShort(start + 2, (short) blockLength, LITTLE_ENDIAN);
        packet.putShort(start + 4, (short) layout.templateId(), LITTLE_ENDIAN);
        packet.putShort(start + 6, (short) 1, LITTLE_ENDIAN);
        packet.putShort(start + 8, (short) version, LITTLE_ENDIAN);
        length = start + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        block(layout.fields(), blockLength);
        for (final GroupLayout group : layout.groups()) {
            if (version >= group.sinceVersion()) {
                group(group);
            }
        }
        length += random.nextInt(8) == 0 ? random.nextInt(9) : 0;
        packet.putShort(start, (short) (length - start), LITTLE_ENDIAN);
    }

    private void group(final GroupLayout group) {
        final int stride = around(group.blockLength());
        final int count = random.nextInt(4);
        bytes(group.dimension().length());
        final int header = length - group.dimension().length();
        packet.putShort(header, (short) stride, LITTLE_ENDIAN);
        packet.putByte(header + group.dimension().countOffset(), (byte) count);
        for (int entry = 0; entry < count; entry++) {
            block(group.fields(), stride);
        }
    }

    /** Mostly the length that is known, now and then a newer or a shorter one. */
    private int around(final int known) {
        return switch (random.nextInt(12)) {
            case 0 -> known + random.nextInt(20);
            case 1 -> random.nextInt(known + 1);
            default -> known;
        };
    }

    private void block(final List<FieldLayout> fields, final int blockLength) {
        final int start = length;
        bytes(blockLength);
        for (final FieldLayout field : fields) {
            final int size = field.type().size();
            if (size > 0 && field.offset() + size <= blockLength) {
                fill(field, start + field.offset());
            }
        }
    }

    private void fill(final FieldLayout field, final int index) {
        final boolean isNull = random.nextInt(5) == 0;
        if (field.type() instanceof final Scalar scalar && scalar.isOptional() && isNull) {
            write(index, scalar.size(), scalar.nullValue());
        } else if (field.type() instanceof final Decimal decimal
                && decimal.mantissa().isOptional()
                && isNull) {
            write(index, decimal.size(), decimal.mantissa().nullValue());
        } else if (field.name().equals("MDEntryType")) {
            packet.putByte(index, (byte) "01EFJ2w".charAt(random.nextInt(7)));
        } else if (field.name().equals("ReferenceID")) {
            packet.putByte(index, (byte) random.nextInt(4));
        } else if (field.type() instanceof Text) {
            for (int i = 0; i < field.type().size(); i++) {
                packet.putByte(
                        index + i, (byte) (i < 3 ? "GBXIAZ".charAt(random.nextInt(6)) : random.nextInt(2) * 'Q'));
            }
        }
    }

    private void write(final int index, final int size, final long value) {
        for (int i = 0; i < size; i++) {
            packet.putByte(index + i, (byte) (value >>> 8 * i));
        }
    }

    private void bytes(final int count) {
        for (int i = 0; i < count; i++) {
            packet.putByte(length++, (byte) random.nextInt(128));
        }
    }
}
