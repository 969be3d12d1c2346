package aether.export;

import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.table.Column;
import aether.table.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says of every table and column what the program says of it. */
class TablesPageTest {
    private static final Path PAGE = Path.of("../docs/TABLES.md");

    @Test
    void shouldDescribeEveryColumn() throws IOException {
        final String page = Files.readString(PAGE);
        for (final ExportTable table : ExportTable.values()) {
            final String section = describe(table.schema(1));
            assertTrue(page.contains(section), () -> PAGE + " lacks:\n" + section);
        }
    }

    private static String describe(final TableSchema schema) {
        final StringBuilder text = new StringBuilder("## " + schema.name() + "\n\nA row: " + schema.meaning()
                + ".\n\n| column | type | is |\n|---|---|---|\n");
        for (final Column column : schema.columns()) {
            text.append("| `")
                    .append(column.name())
                    .append("` | ")
                    .append(type(column))
                    .append(" | ")
                    .append(column.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String type(final Column column) {
        return switch (column.type()) {
            case TIME -> "time";
            case PRICE -> "price";
            case LONG -> "integer";
            case UNSIGNED -> "unsigned";
            case HEX -> "hex";
            case TEXT -> "text";
        };
    }
}
