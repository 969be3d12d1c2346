package aether.feed.sbe;

import java.util.List;

/** What a field's bytes mean. */
public sealed interface FieldType {
    /** Bytes on the wire; 0 for a constant. */
    int size();

    /** How a scalar is to be shown. */
    enum Kind {
        INTEGER,
        CHARACTER,
        ENUM,
        SET
    }

    /**
     * One primitive value.
     *
     * @param primitive its wire type
     * @param kind how it is to be shown
     * @param isOptional whether {@code nullValue} means "no value"
     * @param nullValue as {@link Primitive#read} gives it
     */
    record Scalar(Primitive primitive, Kind kind, boolean isOptional, long nullValue) implements FieldType {
        @Override
        public int size() {
            return primitive.size();
        }
    }

    /** Fixed-length text, padded with blanks or NULs. */
    record Text(int size) implements FieldType {}

    /** A mantissa on the wire with an exponent of ten that the schema fixes. */
    record Decimal(Scalar mantissa, int exponent) implements FieldType {
        @Override
        public int size() {
            return mantissa.size();
        }
    }

    /** Several scalars side by side, such as MaturityMonthYear. */
    record Composite(List<Part> parts, int size) implements FieldType {}

    /** A member of a composite. */
    record Part(String name, int offset, Scalar type) {}

    /** A value that the schema fixes and the wire does not carry. */
    record Constant(String value) implements FieldType {
        @Override
        public int size() {
            return 0;
        }
    }
}
