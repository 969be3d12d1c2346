package aether.table;

/**
 * How tables are written.
 *
 * @param partedBy columns, with commas between them, that directories of files are parted by; null: each table is one file. Parquet alone
 */
public record TableForm(TableFormat format, PriceForm prices, String partedBy) {
    /** The day of a row; may be among the columns of {@link #partedBy}. */
    public static final String DATE = ArrowColumns.DATE;
}
