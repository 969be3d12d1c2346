package aether.backtest;

import aether.console.Json;
import aether.table.PriceForm;
import aether.table.TableException;
import aether.table.TableForm;
import aether.table.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Everything that came of a run, as files of a directory. */
public final class ResultFiles {
    private ResultFiles() {}

    /** Those of before are replaced; {@code result.json} comes last. */
    public static void write(final BacktestResult result, final Path directory) {
        ResultTables.write(result, directory, new TableForm(TableFormat.CSV, PriceForm.DECIMAL, null));
        ResultPage.write(result, directory.resolve("index.html"));
        place(directory.resolve("result.json"), json(result));
    }

    private static byte[] json(final BacktestResult result) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Json writer = new Json(bytes)) {
            ResultJson.write(writer, result);
        }
        return bytes.toByteArray();
    }

    /** A file that has its name when it is whole, and not before. */
    public static void place(final Path file, final byte[] bytes) {
        final Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new TableException(file + ": cannot be written: " + e, e);
        }
    }
}
