package aether.dbn;

import java.util.Arrays;

/** What the records of a file are, of what books and tables are made of. */
public enum DbnSchema {
    MBO(0, "mbo", true),
    MBP_1(1, "mbp-1", true),
    MBP_10(2, "mbp-10", true),
    TBBO(3, "tbbo", true),
    TRADES(4, "trades", true),
    DEFINITION(9, "definition", false),
    STATISTICS(10, "statistics", false),
    STATUS(11, "status", false);

    private final int code;
    private final String text;
    private final boolean hasTrades;

    DbnSchema(final int code, final String text, final boolean hasTrades) {
        this.code = code;
        this.text = text;
        this.hasTrades = hasTrades;
    }

    /** True for those that tell every trade: two of them together would tell each twice. */
    public boolean hasTrades() {
        return hasTrades;
    }

    /** As the format calls it. */
    @Override
    public String toString() {
        return text;
    }

    static DbnSchema of(final String name, final int code) {
        return Arrays.stream(values())
                .filter(schema -> schema.code == code)
                .findFirst()
                .orElseThrow(
                        () -> new DbnException(
                                name + ": its records are of schema " + code
                                        + ", of which no book can be made; give mbo, mbp-1, mbp-10, tbbo, trades, definition, statistics or status"));
    }
}
