package aether.table;

/**
 * A column.
 *
 * @param name lower case, words joined by {@code _}
 * @param meaning a sentence for people, with the unit
 */
public record Column(String name, ColumnType type, String meaning) {
    public static Column time(final String name, final String meaning) {
        return new Column(name, ColumnType.TIME, meaning);
    }

    public static Column price(final String name, final String meaning) {
        return new Column(name, ColumnType.PRICE, meaning);
    }

    public static Column number(final String name, final String meaning) {
        return new Column(name, ColumnType.LONG, meaning);
    }

    public static Column unsigned(final String name, final String meaning) {
        return new Column(name, ColumnType.UNSIGNED, meaning);
    }

    public static Column hex(final String name, final String meaning) {
        return new Column(name, ColumnType.HEX, meaning);
    }

    public static Column text(final String name, final String meaning) {
        return new Column(name, ColumnType.TEXT, meaning);
    }
}
