package aether.table;

import java.util.Locale;

/** Kinds of files. */
public enum TableFormat {
    CSV,
    ARROW,
    PARQUET;

    /** How their names end. */
    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
