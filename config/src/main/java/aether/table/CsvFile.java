package aether.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * RFC 4180 with a line of names first: times as 2016-09-27T21:46:13.500000000Z, prices as exact decimals, no value as nothing.
 */
final class CsvFile implements TableFile {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;
    private static final int FLUSH_AT = 1 << 16;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private final OutputStream out;
    private final TableSchema schema;
    private final PriceForm prices;
    private final byte[] digits = new byte[20];
    private byte[] line = new byte[2 * FLUSH_AT];
    private int length;
    private long second = Long.MIN_VALUE;
    private byte[] secondText;

    CsvFile(final OutputStream out, final TableSchema schema, final PriceForm prices) {
        this.out = out;
        this.schema = schema;
        this.prices = prices;
    }

    @Override
    public void write(final BatchSource rows) throws IOException {
        names();
        for (TableBatch batch = rows.next(); batch != null; batch = rows.next()) {
            for (int row = 0; row < batch.rows(); row++) {
                row(batch, row);
                if (length >= FLUSH_AT) {
                    flush();
                }
            }
        }
        flush();
        out.flush();
    }

    private void names() {
        for (int i = 0; i < schema.columns().size(); i++) {
            if (i > 0) {
                put((byte) ',');
            }
            put(schema.columns().get(i).name().getBytes(StandardCharsets.UTF_8));
        }
        put((byte) '\n');
    }

    private void flush() throws IOException {
        out.write(line, 0, length);
        length = 0;
    }

    private void row(final TableBatch batch, final int row) {
        for (int column = 0; column < schema.columns().size(); column++) {
            if (column > 0) {
                put((byte) ',');
            }
            final ColumnType type = schema.columns().get(column).type();
            final long cell = batch.cells(column)[row];
            if (cell != type.none()) {
                cell(batch, type, cell);
            }
        }
        put((byte) '\n');
    }

    private void cell(final TableBatch batch, final ColumnType type, final long cell) {
        switch (type) {
            case TIME -> time(cell);
            case PRICE -> price(cell);
            case LONG -> number(cell);
            case UNSIGNED -> put(Long.toUnsignedString(cell).getBytes(StandardCharsets.US_ASCII));
            case HEX -> put(HexText.of(cell));
            case TEXT -> text(batch.utf8(cell));
        }
    }

    private void time(final long ns) {
        final long whole = Math.floorDiv(ns, NS_PER_SECOND);
        if (whole != second) {
            second = whole;
            secondText = SECOND.format(Instant.ofEpochSecond(whole)).getBytes(StandardCharsets.US_ASCII);
        }
        put(secondText);
        fraction(Math.floorMod(ns, NS_PER_SECOND), NANO_DIGITS);
        put((byte) 'Z');
    }

    private void price(final long cell) {
        if (prices == PriceForm.MANTISSA) {
            number(cell);
            return;
        }
        if (cell < 0) {
            put((byte) '-');
        }
        number(Math.abs(cell / NS_PER_SECOND));
        long rest = Math.abs(cell % NS_PER_SECOND);
        if (rest != 0) {
            int places = NANO_DIGITS;
            while (rest % 10 == 0) {
                rest /= 10;
                places--;
            }
            put((byte) '.');
            fraction(rest, places);
        }
    }

    private void fraction(final long value, final int places) {
        reserve(places);
        long rest = value;
        for (int place = places - 1; place >= 0; place--) {
            line[length + place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += places;
    }

    private void number(final long value) {
        if (value == 0) {
            put((byte) '0');
            return;
        }
        if (value < 0) {
            put((byte) '-');
        }
        int at = digits.length;
        for (long rest = value; rest != 0; rest /= 10) {
            digits[--at] = (byte) ('0' + Math.abs(rest % 10));
        }
        reserve(digits.length - at);
        System.arraycopy(digits, at, line, length, digits.length - at);
        length += digits.length - at;
    }

    private void text(final byte[] utf8) {
        boolean isPlain = true;
        for (final byte each : utf8) {
            isPlain &= each != ',' && each != '"' && each != '\n' && each != '\r';
        }
        if (isPlain) {
            put(utf8);
            return;
        }
        put((byte) '"');
        for (final byte each : utf8) {
            if (each == '"') {
                put(each);
            }
            put(each);
        }
        put((byte) '"');
    }

    private void put(final byte one) {
        reserve(1);
        line[length++] = one;
    }

    private void put(final byte[] many) {
        reserve(many.length);
        System.arraycopy(many, 0, line, length, many.length);
        length += many.length;
    }

    /** Rows are bounded, texts are not. */
    private void reserve(final int more) {
        if (length + more > line.length) {
            line = Arrays.copyOf(line, 2 * (length + more));
        }
    }
}
