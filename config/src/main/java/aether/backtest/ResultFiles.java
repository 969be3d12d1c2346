package aether.backtest;

import aether.console.Json;
import aether.table.PriceForm;
import aether.table.TableForm;
import aether.table.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that came of a run, as files of a directory. */
public final class ResultFiles {
    private ResultFiles() {}

    /** Those of before are replaced; {@code result.json} comes last. */
    public static void write(final BacktestResult result, final Path directory) {
        ResultTables.write(result, directory, new TableForm(TableFormat.CSV, PriceForm.DECIMAL, null));
        ResultPage.write(result, directory.resolve("index.html"));
        try (OutputStream file = Files.newOutputStream(directory.resolve("result.json"));
                Json writer = new Json(file)) {
            ResultJson.write(writer, result);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
