package aether.dbn;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of a file's records.
 *
 * <pre>
 *   0 "DBN"   3 version   4 u32 length, from byte 8 on
 *   8 dataset (16)  24 u16 schema  26 u64 start  34 u64 end  42 u64 limit
 *  50 version 1: u64 count of records, u8 stype_in, u8 stype_out, u8 ts_out, 47 reserved
 *     later:     u8 stype_in, u8 stype_out, u8 ts_out, u16 width of a symbol, 53 reserved
 * 108 u32 length of a schema's definition, which follows; then lists of symbols: asked for, found in part, not found;
 *     then mappings: symbol, u32 count, and for each span of days: u32 first, u32 end (yyyymmdd, not included), symbol
 * </pre>
 *
 * @param schema what the records are: {@link DbnSchema}'s codes
 * @param hasSendTime whether each record is followed by 8 bytes that say when the gateway sent it
 */
public record DbnMetadata(
        int version,
        String dataset,
        int schema,
        SymbolType in,
        SymbolType out,
        boolean hasSendTime,
        List<Mapping> mappings) {
    /** Bytes that say how long the rest is. */
    static final int PREFIX = 8;

    /** Bytes that the longest name of a dataset takes, in UTF-8. */
    static final int MOST_DATASET = 64;

    private static final int NEWEST = 3;
    private static final int SYMBOL_WIDTH_OF_VERSION_1 = 22;
    private static final int LONGEST = 64 * 1024 * 1024;
    private static final int DATASET = 16;
    private static final int SCHEMA_AT = 24;
    private static final int TYPES_OF_VERSION_1_AT = 58;
    private static final int TYPES_AT = 50;
    private static final int WIDTH_AT = 53;
    private static final int LISTS_AT = 108;
    private static final int LISTS = 3;

    /** How symbols are meant; of the format's numbers those that say what an instrument is called. */
    public enum SymbolType {
        /** The venue's number of the instrument. */
        INSTRUMENT_ID,
        /** As the venue writes it. */
        RAW_SYMBOL,
        /** Any other, such as a continuous one; or several. */
        OTHER;

        static SymbolType of(final int code) {
            return code == 0 ? INSTRUMENT_ID : code == 1 ? RAW_SYMBOL : OTHER;
        }
    }

    /**
     * What a symbol stands for on some days.
     *
     * @param symbol as it was asked for
     * @param firstDay yyyymmdd
     * @param endDay the first day on which it does not any more
     * @param resolved what it stands for
     */
    public record Mapping(String symbol, int firstDay, int endDay, String resolved) {}

    /** Bytes of metadata behind the prefix. */
    static int length(final String name, final ByteBuffer prefix) {
        final int version = prefix.get(3);
        if (version < 1 || version > NEWEST) {
            throw new DbnException(name + ": DBN version " + version + "; versions 1 to " + NEWEST + " can be read");
        }
        final int length = prefix.getInt(Integer.BYTES);
        if (length < LISTS_AT - PREFIX || length > LONGEST) {
            throw new DbnException(name + ": metadata of " + Integer.toUnsignedString(length) + " bytes: damaged");
        }
        return length;
    }

    /**
     * Reads it whole.
     *
     * @param bytes from the file's first byte on, little-endian
     */
    static DbnMetadata parse(final String name, final ByteBuffer bytes) {
        try {
            return parse(bytes);
        } catch (final IndexOutOfBoundsException
                | BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw new DbnException(name + ": its metadata is damaged: a list is longer than the metadata");
        }
    }

    private static DbnMetadata parse(final ByteBuffer bytes) {
        final int version = bytes.get(3);
        final int types = version == 1 ? TYPES_OF_VERSION_1_AT : TYPES_AT;
        final int width = version == 1 ? SYMBOL_WIDTH_OF_VERSION_1 : Short.toUnsignedInt(bytes.getShort(WIDTH_AT));
        bytes.position(PREFIX);
        final String dataset = text(bytes, DATASET);
        bytes.position(LISTS_AT);
        final int schemaLength = count(bytes);
        bytes.position(Math.addExact(bytes.position(), schemaLength));
        for (int list = 0; list < LISTS; list++) {
            final int symbols = count(bytes);
            bytes.position(Math.addExact(bytes.position(), Math.toIntExact((long) symbols * width)));
        }
        return new DbnMetadata(
                version,
                dataset,
                Short.toUnsignedInt(bytes.getShort(SCHEMA_AT)),
                SymbolType.of(bytes.get(types)),
                SymbolType.of(bytes.get(types + 1)),
                bytes.get(types + 2) == 1,
                mappings(bytes, width));
    }

    private static int count(final ByteBuffer bytes) {
        final int count = bytes.getInt();
        if (count < 0) {
            throw new IllegalArgumentException("a count below 0: " + count);
        }
        return count;
    }

    private static List<Mapping> mappings(final ByteBuffer bytes, final int width) {
        final List<Mapping> mappings = new ArrayList<>();
        final int symbols = count(bytes);
        for (int symbol = 0; symbol < symbols; symbol++) {
            final String asked = text(bytes, width);
            final int spans = count(bytes);
            for (int span = 0; span < spans; span++) {
                final int first = bytes.getInt();
                final int end = bytes.getInt();
                mappings.add(new Mapping(asked, first, end, text(bytes, width)));
            }
        }
        return List.copyOf(mappings);
    }

    /** A field that is padded with zeros. */
    private static String text(final ByteBuffer bytes, final int width) {
        final byte[] field = new byte[width];
        bytes.get(field);
        int end = 0;
        while (end < width && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.US_ASCII);
    }
}
