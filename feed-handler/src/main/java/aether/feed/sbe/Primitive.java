package aether.feed.sbe;

import java.nio.ByteOrder;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** SBE primitive types. Values travel as a {@code long}; a uint64 keeps its 64 bits. */
public enum Primitive {
    CHAR(1),
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT(4),
    DOUBLE(8);

    private final int size;

    Primitive(final int size) {
        this.size = size;
    }

    /** Bytes on the wire. */
    public int size() {
        return size;
    }

    /** By the name used in schemas, such as {@code uint32}; null when there is no such primitive. */
    static Primitive byName(final String name) {
        for (final Primitive primitive : values()) {
            if (primitive.name().toLowerCase(Locale.ROOT).equals(name)) {
                return primitive;
            }
        }
        return null;
    }

    /** Reads one value: signed types sign-extended, unsigned ones and char zero-extended, floating point as raw bits. */
    public long read(final DirectBuffer buffer, final int index, final ByteOrder order) {
        return switch (this) {
            case CHAR, UINT8 -> buffer.getByte(index) & 0xFFL;
            case INT8 -> buffer.getByte(index);
            case INT16 -> buffer.getShort(index, order);
            case UINT16 -> buffer.getShort(index, order) & 0xFFFFL;
            case INT32 -> buffer.getInt(index, order);
            case UINT32, FLOAT -> Integer.toUnsignedLong(buffer.getInt(index, order));
            case INT64, UINT64, DOUBLE -> buffer.getLong(index, order);
        };
    }

    /** A literal of a schema as {@link #read} would give it. */
    long parse(final String literal) {
        final String text = literal.trim();
        if (this == CHAR && text.length() == 1) {
            return text.charAt(0);
        }
        return this == UINT64 ? Long.parseUnsignedLong(text) : Long.parseLong(text);
    }

    /** The null value when a schema names none, by the SBE standard. */
    long defaultNull() {
        return switch (this) {
            case CHAR -> 0;
            case INT8 -> Byte.MIN_VALUE;
            case UINT8 -> 0xFFL;
            case INT16 -> Short.MIN_VALUE;
            case UINT16 -> 0xFFFFL;
            case INT32 -> Integer.MIN_VALUE;
            case UINT32 -> 0xFFFFFFFFL;
            case INT64 -> Long.MIN_VALUE;
            case UINT64 -> -1L;
            case FLOAT -> 0x7FC00000L;
            case DOUBLE -> 0x7FF8000000000000L;
        };
    }
}
