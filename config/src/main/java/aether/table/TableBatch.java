package aether.table;

import java.util.Arrays;

/** Rows of a table, column by column; filled by one thread and then handed to another. */
public final class TableBatch {
    /** As many rows as fit. */
    public static final int ROWS = 16_384;

    private final TableSchema schema;
    private final TextPool texts;
    private final long[][] cells;
    private int rows;

    TableBatch(final TableSchema schema, final TextPool texts) {
        this.schema = schema;
        this.texts = texts;
        cells = new long[schema.columns().size()][ROWS];
        clear();
    }

    void clear() {
        rows = 0;
        for (int column = 0; column < cells.length; column++) {
            Arrays.fill(cells[column], schema.columns().get(column).type().none());
        }
    }

    void set(final int column, final long cell) {
        cells[column][rows] = cell;
    }

    /** The row is complete; true when there is no room for another. */
    boolean endRow() {
        return ++rows == ROWS;
    }

    public int rows() {
        return rows;
    }

    /** The cells of a column, {@link #rows} of them; of a text, its number. */
    long[] cells(final int column) {
        return cells[column];
    }

    byte[] utf8(final long number) {
        return texts.utf8((int) number);
    }
}
