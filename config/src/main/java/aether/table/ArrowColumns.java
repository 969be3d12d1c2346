package aether.table;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of a table as Apache Arrow has them. */
final class ArrowColumns {
    /** The day of a row, for files that are parted by it. */
    static final String DATE = "date";

    private static final int WIDTH = 64;
    private static final int DECIMAL_WIDTH = 128;
    private static final int SIGN = Long.SIZE - 1;

    private static final long NS_PER_DAY = 86_400_000_000_000L;

    private final TableSchema table;
    private final PriceForm prices;
    private final String dateColumn;

    private ArrowColumns(final TableSchema table, final PriceForm prices, final String dateColumn) {
        this.table = table;
        this.prices = prices;
        this.dateColumn = dateColumn;
    }

    static ArrowColumns of(final TableSchema table, final PriceForm prices) {
        return new ArrowColumns(table, prices, null);
    }

    /** With a last column more, {@link #DATE}. */
    static ArrowColumns dated(final TableSchema table, final PriceForm prices) {
        return new ArrowColumns(table, prices, DATE);
    }

    Schema schema() {
        final List<Field> fields = new ArrayList<>();
        for (final Column column : table.columns()) {
            fields.add(Field.nullable(column.name(), type(column.type())));
        }
        if (dateColumn != null) {
            fields.add(Field.nullable(dateColumn, new ArrowType.Date(DateUnit.DAY)));
        }
        return new Schema(fields);
    }

    private ArrowType type(final ColumnType type) {
        return switch (type) {
            case TIME -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC");
            case PRICE ->
                prices == PriceForm.MANTISSA
                        ? new ArrowType.Int(WIDTH, true)
                        : new ArrowType.Decimal(prices.digits(), -ColumnType.PRICE_EXPONENT, DECIMAL_WIDTH);
            case LONG -> new ArrowType.Int(WIDTH, true);
            case UNSIGNED -> new ArrowType.Int(WIDTH, false);
            case HEX, TEXT -> new ArrowType.Utf8();
        };
    }

    /** Copies a batch into vectors of {@link #schema}. */
    void fill(final VectorSchemaRoot root, final TableBatch batch) {
        for (int column = 0; column < table.columns().size(); column++) {
            final FieldVector vector = root.getVector(column);
            final ColumnType type = table.columns().get(column).type();
            vector.setInitialCapacity(batch.rows());
            vector.allocateNew();
            switch (vector) {
                case VarCharVector texts -> fillTexts(texts, type, batch, batch.cells(column));
                case DecimalVector decimals -> fillDecimals(decimals, batch.cells(column), batch.rows(), type.none());
                case BaseFixedWidthVector numbers ->
                    fillNumbers(numbers, batch.cells(column), batch.rows(), type.none());
                default -> throw new IllegalStateException(vector.getField().toString());
            }
        }
        if (dateColumn != null) {
            fillDates((DateDayVector) root.getVector(table.columns().size()), batch);
        }
        root.setRowCount(batch.rows());
    }

    private static void fillTexts(
            final VarCharVector texts, final ColumnType type, final TableBatch batch, final long[] cells) {
        for (int row = 0; row < batch.rows(); row++) {
            if (cells[row] != type.none()) {
                texts.setSafe(row, type == ColumnType.HEX ? HexText.of(cells[row]) : batch.utf8(cells[row]));
            }
        }
    }

    /** 128 bits each, little-endian: the sign fills the upper half. */
    private void fillDecimals(final DecimalVector decimals, final long[] cells, final int rows, final long none) {
        requireRoom(cells, rows, none);
        final ByteBuffer data = bytes(decimals.getDataBuffer(), rows * DecimalVector.TYPE_WIDTH);
        for (int row = 0; row < rows; row++) {
            data.putLong(cells[row]).putLong(cells[row] >> SIGN);
        }
        fillValidity(decimals, cells, rows, none);
    }

    private void requireRoom(final long[] cells, final int rows, final long none) {
        final long most = prices.most();
        for (int row = 0; row < rows; row++) {
            if ((cells[row] > most || cells[row] < -most) && cells[row] != none) {
                throw new TableException(BigDecimal.valueOf(cells[row], -ColumnType.PRICE_EXPONENT)
                                .toPlainString() + " has more than " + prices.digits()
                        + " digits; --prices wide has room for it");
            }
        }
    }

    private static void fillNumbers(
            final BaseFixedWidthVector numbers, final long[] cells, final int rows, final long none) {
        bytes(numbers.getDataBuffer(), rows * Long.BYTES).asLongBuffer().put(cells, 0, rows);
        fillValidity(numbers, cells, rows, none);
    }

    private static ByteBuffer bytes(final ArrowBuf buffer, final int length) {
        return buffer.nioBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A bit for each row, the first the lowest: set where there is a cell. */
    private static void fillValidity(
            final BaseFixedWidthVector vector, final long[] cells, final int rows, final long none) {
        final ArrowBuf validity = vector.getValidityBuffer();
        for (int first = 0; first < rows; first += Byte.SIZE) {
            int bits = 0;
            for (int row = first; row < Math.min(rows, first + Byte.SIZE); row++) {
                bits |= cells[row] == none ? 0 : 1 << row - first;
            }
            validity.setByte(first / Byte.SIZE, bits);
        }
    }

    private static void fillDates(final DateDayVector dates, final TableBatch batch) {
        dates.setInitialCapacity(batch.rows());
        dates.allocateNew();
        final long[] times = batch.cells(0);
        for (int row = 0; row < batch.rows(); row++) {
            dates.set(row, (int) Math.floorDiv(times[row], NS_PER_DAY));
        }
    }
}
