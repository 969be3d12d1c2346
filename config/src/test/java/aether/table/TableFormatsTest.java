package aether.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.console.CheckedOutput;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back by others than who wrote it, value for value; rows are random, the seed is printed. */
class TableFormatsTest {
    private static final long SEED = Long.getLong("aether.tables.seed", System.nanoTime());
    private static final int ROWS = 3 * TableBatch.ROWS + 17;
    private static final TableSchema SCHEMA = new TableSchema(
            "rows",
            "anything",
            List.of(
                    Column.time("time", "when"),
                    Column.price("price", "any"),
                    Column.number("size", "any"),
                    Column.unsigned("order_id", "any"),
                    Column.text("symbol", "any")));
    private static final long TOO_MUCH = 1_000_000_000_000_000_000L;
    private static final long START_NS = 1_475_012_773_000_000_000L;
    private static final List<String> SYMBOLS = Arrays.asList("ESZ6", "a,b", "say \"x\"", "two\nlines", "Öl", null);

    @TempDir
    Path directory;

    /** A row; null is no value. */
    private record Row(long timeNs, Long price, Long size, Long orderId, String symbol) {}

    private final List<Row> rows = new ArrayList<>();

    TableFormatsTest() {
        System.out.println("seed " + SEED + " (-Daether.tables.seed)");
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Row(
                    START_NS + i * 20_000_000_000L + random.nextLong(1_000_000_000L),
                    random.nextInt(9) == 0 ? null : random.nextLong() >> random.nextInt(64),
                    random.nextInt(9) == 0 ? null : random.nextLong() >> random.nextInt(64),
                    random.nextInt(9) == 0 ? null : random.nextLong(),
                    SYMBOLS.get(random.nextInt(SYMBOLS.size()))));
        }
        rows.set(0, new Row(START_NS, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, "ESZ6"));
        rows.set(1, new Row(START_NS + 1, -Long.MAX_VALUE, -Long.MAX_VALUE, -2L, "ESZ6"));
        rows.set(2, new Row(START_NS + 2, 0L, 0L, 0L, null));
        rows.set(3, new Row(START_NS + 3, -1L, -1L, 1L, null));
        rows.replaceAll(row -> new Row(
                row.timeNs,
                some(row.price),
                some(row.size),
                row.orderId == null || row.orderId == -1 ? null : row.orderId,
                row.symbol));
    }

    /** The one value that stands for none. */
    private static Long some(final Long value) {
        return value == null || value == Long.MIN_VALUE ? null : value;
    }

    private Path write(final TableForm form) {
        try (TableOutput output = TableOutput.in(directory, SCHEMA, form)) {
            write(output.rows());
            output.complete();
            output.publish();
            return output.target();
        }
    }

    private void write(final TableRows table) {
        for (final Row row : rows) {
            if (row.price != null) {
                table.set(1, row.price);
            }
            if (row.size != null) {
                table.set(2, row.size);
            }
            if (row.orderId != null) {
                table.set(3, row.orderId);
            }
            table.set(4, row.symbol);
            table.endRow(row.timeNs);
        }
        assertEquals(rows.size(), table.count());
    }

    private static TableForm form(final TableFormat format) {
        return new TableForm(format, PriceForm.WIDE, null);
    }

    /** Prices that 18 digits have room for. */
    private void keepNarrowPrices() {
        rows.removeIf(row -> row.price != null && Math.abs(row.price) >= TOO_MUCH);
        rows.add(new Row(START_NS + ROWS * 21_000_000_000L, TOO_MUCH - 1, 1L, 1L, "ESZ6"));
        rows.add(new Row(START_NS + ROWS * 21_000_000_000L, 1 - TOO_MUCH, 1L, 1L, "ESZ6"));
    }

    private List<Row> readByAnother(final Path file) throws IOException {
        final List<Row> all = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader read = reader.rowReader()) {
            while (read.hasNext()) {
                read.next();
                final Instant time = read.getTimestamp(0);
                all.add(new Row(
                        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
                        read.isNull(1)
                                ? null
                                : read.getDecimal(1).unscaledValue().longValueExact(),
                        read.isNull(2) ? null : (Long) read.getLong(2),
                        read.isNull(3) ? null : (Long) read.getLong(3),
                        read.isNull(4) ? null : read.getString(4)));
            }
        }
        return all;
    }

    @Test
    void shouldHoldPricesOfEighteenDigitsInSixtyFourBits() throws SQLException, IOException {
        keepNarrowPrices();
        final TableForm form = new TableForm(TableFormat.PARQUET, PriceForm.DECIMAL, null);
        final Path file = write(form);
        assertEquals("DECIMAL(18,9)", types(file).get(1));
        assertEquals(
                rows,
                query(
                        "SELECT epoch_ns(time), (price::DECIMAL(38, 9) * 1000000000)::DECIMAL(38, 0)::VARCHAR, size, order_id::VARCHAR, symbol FROM '"
                                + file + "'"));
        assertEquals(rows, readByAnother(file));
    }

    @Test
    void shouldRefuseAPriceThatHasNoRoom() throws IOException {
        keepNarrowPrices();
        rows.set(5, new Row(rows.get(5).timeNs, TOO_MUCH, 1L, 1L, "ESZ6"));
        for (final TableFormat format : List.of(TableFormat.PARQUET, TableFormat.ARROW)) {
            final TableException refused =
                    assertThrows(TableException.class, () -> write(new TableForm(format, PriceForm.DECIMAL, null)));
            assertEquals(
                    "rows: cannot be written: 1000000000.000000000 has more than 18 digits; --prices wide has room for it",
                    refused.getMessage());
            assertFalse(Files.exists(directory.resolve("rows" + format.suffix())));
        }
    }

    private static BigDecimal decimal(final Long price) {
        return price == null ? null : BigDecimal.valueOf(price, 9);
    }

    private static Instant instant(final long ns) {
        return Instant.ofEpochSecond(ns / 1_000_000_000L, ns % 1_000_000_000L);
    }

    @Test
    void shouldWriteParquetThatAnotherReaderReads() throws IOException {
        final Path file = write(form(TableFormat.PARQUET));
        assertEquals(directory.resolve("rows.parquet"), file);
        assertEquals(rows, readByAnother(file));
        assertEquals(List.of("rows.parquet"), names(directory));
    }

    @Test
    void shouldWriteParquetThatDuckDbReads() throws SQLException {
        final Path file = write(form(TableFormat.PARQUET));
        final List<Row> read = query(
                "SELECT epoch_ns(time), (price::DECIMAL(38, 9) * 1000000000)::DECIMAL(38, 0)::VARCHAR, size, order_id::VARCHAR, symbol FROM '"
                        + file + "'");
        assertEquals(rows, read);
        assertEquals(
                List.of("TIMESTAMP WITH TIME ZONE", "DECIMAL(19,9)", "BIGINT", "UBIGINT", "VARCHAR"),
                types(file).stream()
                        .map(type -> type.startsWith("TIMESTAMP") ? "TIMESTAMP WITH TIME ZONE" : type)
                        .toList());
    }

    private static List<Row> query(final String sql) throws SQLException {
        final List<Row> read = new ArrayList<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                final String price = result.getString(2);
                final String orderId = result.getString(4);
                final long size = result.getLong(3);
                final boolean hasSize = !result.wasNull();
                read.add(new Row(
                        result.getLong(1),
                        price == null ? null : Long.valueOf(price),
                        hasSize ? size : null,
                        orderId == null ? null : Long.parseUnsignedLong(orderId),
                        result.getString(5)));
            }
        }
        return read;
    }

    private static List<String> types(final Path file) throws SQLException {
        final List<String> types = new ArrayList<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
            while (result.next()) {
                types.add(result.getString(2));
            }
        }
        return types;
    }

    @Test
    void shouldWriteMantissas() throws SQLException {
        final Path file = write(new TableForm(TableFormat.PARQUET, PriceForm.MANTISSA, null));
        assertEquals(
                rows,
                query("SELECT epoch_ns(time), price::VARCHAR, size, order_id::VARCHAR, symbol FROM '" + file + "'"));
        assertEquals("BIGINT", types(file).get(1));
    }

    /** A directory for each day and symbol; all rows are there, in order within each. */
    @Test
    void shouldPartParquetByDayAndSymbol() throws SQLException, IOException {
        final Path target = write(new TableForm(TableFormat.PARQUET, PriceForm.MANTISSA, "date,symbol"));
        assertEquals(directory.resolve("rows"), target);
        final Map<String, List<Row>> expected = new TreeMap<>();
        rows.forEach(row -> expected.computeIfAbsent(
                        LocalDate.ofInstant(instant(row.timeNs), ZoneOffset.UTC) + " " + row.symbol,
                        key -> new ArrayList<>())
                .add(row));
        final Map<String, List<Row>> read = new TreeMap<>();
        for (final Row row :
                query("SELECT epoch_ns(time), price::VARCHAR, size, order_id::VARCHAR, symbol FROM read_parquet('"
                        + target + "/*/*/*.parquet', hive_partitioning = true, hive_types = {'symbol': VARCHAR})")) {
            read.computeIfAbsent(
                            LocalDate.ofInstant(instant(row.timeNs), ZoneOffset.UTC) + " " + row.symbol,
                            key -> new ArrayList<>())
                    .add(row);
        }
        assertEquals(expected.keySet(), read.keySet());
        assertEquals(expected, read);
        assertTrue(
                Files.isDirectory(target.resolve("date=2016-09-27/symbol=ESZ6")),
                () -> names(target).toString());
    }

    @Test
    void shouldWriteArrowFiles() throws IOException {
        final Path file = write(form(TableFormat.ARROW));
        int row = 0;
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            final VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int i = 0; i < root.getRowCount(); i++, row++) {
                    final Row expected = rows.get(row);
                    assertEquals(expected.timeNs, ((TimeStampNanoTZVector) root.getVector(0)).get(i));
                    assertEquals(decimal(expected.price), ((DecimalVector) root.getVector(1)).getObject(i));
                    assertEquals(expected.size, ((BigIntVector) root.getVector(2)).getObject(i));
                    assertEquals(expected.orderId, ((UInt8Vector) root.getVector(3)).getObject(i));
                    final byte[] symbol = ((VarCharVector) root.getVector(4)).get(i);
                    assertEquals(expected.symbol, symbol == null ? null : new String(symbol, StandardCharsets.UTF_8));
                }
            }
        }
        assertEquals(rows.size(), row);
    }

    /** Read by DuckDB, as text: what it makes of it itself is another matter. */
    @Test
    void shouldWriteCsv() throws SQLException, IOException {
        final Path file = write(form(TableFormat.CSV));
        assertTrue(
                Files.readString(file)
                        .startsWith(
                                "time,price,size,order_id,symbol\n2016-09-27T21:46:13.000000000Z,9223372036.854775807,9223372036854775807,9223372036854775808,ESZ6\n"));
        final List<Row> read = query(
                "SELECT epoch_ns(time::TIMESTAMP_NS), (price::DECIMAL(38, 9) * 1000000000)::DECIMAL(38, 0)::VARCHAR, size::BIGINT, "
                        + "order_id, symbol FROM read_csv('" + file + "', all_varchar = true, header = true)");
        assertEquals(rows, read);
    }

    @Test
    void shouldWriteTablesWithoutARow() throws IOException, SQLException {
        rows.clear();
        assertEquals("time,price,size,order_id,symbol\n", Files.readString(write(form(TableFormat.CSV))));
        assertEquals(5, types(write(form(TableFormat.PARQUET))).size());
        assertTrue(Files.size(write(form(TableFormat.ARROW))) > 0);
        assertTrue(Files.isDirectory(write(new TableForm(TableFormat.PARQUET, PriceForm.DECIMAL, "date"))));
    }

    /** More of them than any table of texts should hold. */
    @Test
    void shouldWriteNumbersAsHexadecimalText() throws SQLException, IOException {
        final TableSchema schema = new TableSchema(
                "ids",
                "anything",
                List.of(Column.time("time", "when"), Column.hex("id", "any"), Column.text("word", "any")));
        for (final TableFormat format : List.of(TableFormat.CSV, TableFormat.PARQUET)) {
            try (TableOutput output = TableOutput.in(directory, schema, form(format))) {
                for (long id = -50; id < 300; id++) {
                    output.rows().set(1, id).set(2, "word " + id);
                    output.rows().endRow(START_NS);
                }
                output.complete();
                output.publish();
            }
        }
        final List<String> expected = new ArrayList<>();
        for (long id = -50; id < 300; id++) {
            expected.add(String.format("%016x,word %d", id, id));
        }
        assertEquals(
                expected,
                Files.readAllLines(directory.resolve("ids.csv")).stream()
                        .skip(1)
                        .map(line -> line.substring(line.indexOf(',') + 1))
                        .toList());
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id || ',' || word FROM '" + directory.resolve("ids.parquet") + "'")) {
            for (final String each : expected) {
                assertTrue(result.next());
                assertEquals(each, result.getString(1));
            }
        }
    }

    /** What is broken off leaves nothing, and what was there stays. */
    @Test
    void shouldKeepNothingOfWhatIsNotFinished() throws IOException {
        for (final TableFormat format : TableFormat.values()) {
            final Path before = Files.writeString(directory.resolve("rows" + format.suffix()), "before");
            try (TableOutput output = TableOutput.in(directory, SCHEMA, form(format))) {
                write(output.rows());
            }
            assertEquals("before", Files.readString(before));
            Files.delete(before);
            assertEquals(List.of(), names(directory));
        }
    }

    /** The one who fills a table hears of it, and does not wait for ever for room. */
    @Test
    void shouldSayWhenItCannotBeWritten() {
        final OutputStream full = new OutputStream() {
            @Override
            public void write(final int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (TableOutput output = TableOutput.to(full, SCHEMA, PriceForm.DECIMAL)) {
            final TableException refused = assertThrows(TableException.class, () -> {
                for (int i = 0; i < 3; i++) {
                    write(output.rows());
                }
                output.complete();
            });
            assertEquals("rows: cannot be written: No space left on device", refused.getMessage());
        }
    }

    /** A print stream says nothing by itself. */
    @Test
    void shouldSayWhenTheStandardOutputIsFull() throws IOException {
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), false, StandardCharsets.UTF_8);
                TableOutput output = TableOutput.to(new CheckedOutput(full), SCHEMA, PriceForm.DECIMAL)) {
            final TableException refused = assertThrows(TableException.class, () -> {
                write(output.rows());
                output.complete();
            });
            assertTrue(refused.getMessage().contains("the standard output takes no more"), refused.getMessage());
        }
    }

    private static List<String> names(final Path in) {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
