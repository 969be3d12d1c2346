package aether.table;

import java.util.List;

/**
 * What a table has; its first column is the time that rows are ordered by.
 *
 * @param name as on the command line and in the name of its file
 * @param meaning what a row is
 */
public record TableSchema(String name, String meaning, List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.getFirst().type() != ColumnType.TIME) {
            throw new IllegalArgumentException(name + ": the first column must be a time");
        }
    }

    /** The place of a column. */
    public int indexOf(final String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + column);
    }
}
