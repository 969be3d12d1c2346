package aether.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;

/**
 * A Parquet file, or a directory of them that are parted by day and a column; DuckDB writes them, and takes the rows as Arrow batches, one at a time.
 */
final class ParquetFile implements TableFile {
    /** DuckDB works on so many rows at once, and groups have whole ones. */
    private static final int VECTOR_ROWS = 2_048;

    private static final int GROUP_CELLS = 2_000_000;
    private static final int LEAST_GROUP_ROWS = 10 * VECTOR_ROWS;
    private static final int MOST_GROUP_ROWS = 60 * VECTOR_ROWS;

    private final Path file;
    private final ArrowColumns columns;
    private final String partedBy;

    /**
     * A file.
     *
     * @param partedBy the columns, with commas between them, by which there are to be files in directories of their own; null for one file
     */
    ParquetFile(final Path file, final ArrowColumns columns, final String partedBy) {
        this.file = file;
        this.columns = columns;
        this.partedBy = partedBy;
    }

    @Override
    public void write(final BatchSource rows) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                DuckDBConnection duck = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                Batches reader = new Batches(allocator, columns, rows);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            // One thread: rows stay in order, and the other cores are for the one who fills them.
            statement.execute("SET threads = 1");
            Data.exportArrayStream(allocator, reader, stream);
            duck.registerArrowStream("rows", stream);
            copy(statement, reader);
        } catch (final SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void copy(final Statement statement, final Batches rows) throws SQLException {
        try {
            statement.execute("COPY (SELECT * FROM rows) TO '" + file.toString().replace("'", "''")
                    + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE " + groupRows()
                    + (partedBy == null ? "" : ", PARTITION_BY (" + partedBy + ")") + ")");
        } catch (final SQLException e) {
            if (rows.failure != null) {
                // What our own end of the stream said is within, in many words of others.
                throw rows.failure;
            }
            throw e;
        }
    }

    /** What is encoded at a time stays in the cache: wide tables have fewer rows in a group. */
    private int groupRows() {
        final int rows = GROUP_CELLS / columns.schema().getFields().size() / VECTOR_ROWS * VECTOR_ROWS;
        return Math.clamp(rows, LEAST_GROUP_ROWS, MOST_GROUP_ROWS);
    }

    /** What Arrow calls a reader: batches that are made when they are asked for. */
    private static final class Batches extends ArrowReader {
        private final ArrowColumns columns;
        private final BatchSource rows;
        private TableException failure;

        Batches(final BufferAllocator allocator, final ArrowColumns columns, final BatchSource rows) {
            super(allocator);
            this.columns = columns;
            this.rows = rows;
        }

        @Override
        public boolean loadNextBatch() throws IOException {
            prepareLoadNextBatch();
            final TableBatch batch = rows.next();
            if (batch == null) {
                return false;
            }
            try {
                columns.fill(getVectorSchemaRoot(), batch);
            } catch (final TableException e) {
                failure = e;
                throw e;
            }
            return true;
        }

        @Override
        protected Schema readSchema() {
            return columns.schema();
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        protected void closeReadSource() {}
    }
}
