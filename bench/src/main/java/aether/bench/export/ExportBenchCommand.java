package aether.bench.export;

import aether.book.BookContext;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.export.Export;
import aether.export.ExportTable;
import aether.feed.mdp3.Mdp3Venue;
import aether.replay.CaptureSet;
import aether.session.Captures;
import aether.session.LineChoice;
import aether.session.RecordedSession;
import aether.table.PriceForm;
import aether.table.TableForm;
import aether.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "What tables cost: the same capture played without tables, and into each table as Parquet, in turn and in one process; beside it, what "
                    + "DuckDB takes to make the same Parquet file from our CSV.",
            "Printed: medians, the ratio to the bare play (1.00: nothing), and DuckDB's time as a multiple of what the table added to it. DuckDB may use all "
                    + "cores there; here one writes and one plays."
        },
        footer = {"", "Example: aether bench export session.pcapng --table bbo,depth,orders,trades"})
public final class ExportBenchCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final int DEPTH = 10;

    @Parameters(paramLabel = "FILE", description = "A capture of CME MDP 3.0.")
    private Path file;

    @Option(
            names = "--table",
            split = ",",
            defaultValue = "bbo,depth,orders,trades",
            paramLabel = "TABLE",
            description = "Which (default: ${DEFAULT-VALUE}).")
    private List<String> tables;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    private final Terminal terminal = new Terminal(System.err);
    private Path directory;
    private long rows;

    @Override
    public Integer call() throws IOException {
        directory = Files.createTempDirectory("aether-tables");
        try {
            final long[] bare = new long[rounds];
            final long[][] ours = new long[tables.size()][rounds];
            final long[][] theirs = new long[tables.size()][rounds];
            final long[] counts = new long[tables.size()];
            for (int round = 0; round < rounds; round++) {
                bare[round] = play(List.of(), TableFormat.PARQUET);
                for (int i = 0; i < tables.size(); i++) {
                    final ExportTable table = ExportTable.of(tables.get(i));
                    ours[i][round] = play(List.of(table), TableFormat.PARQUET);
                    counts[i] = rows;
                    play(List.of(table), TableFormat.CSV);
                    theirs[i][round] = convert(table);
                }
            }
            terminal.status("");
            print(median(bare), counts, ours, theirs);
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        return ExitCode.OK;
    }

    private void print(final long bareNs, final long[] counts, final long[][] ours, final long[][] theirs) {
        System.out.printf(
                "%,d bytes; bare play %.2f s; median of %d%n", file.toFile().length(), seconds(bareNs), rounds);
        for (int i = 0; i < counts.length; i++) {
            final long oursNs = median(ours[i]);
            final long theirsNs = median(theirs[i]);
            System.out.printf(
                    "%-12s %,12d rows  %6.2f s, %.2f of the bare play  DuckDB from CSV %6.2f s, %.2f of what the table added%n",
                    tables.get(i),
                    counts[i],
                    seconds(oursNs),
                    (double) oursNs / bareNs,
                    seconds(theirsNs),
                    (double) theirsNs / Math.max(1, oursNs - bareNs));
        }
    }

    private static double seconds(final long ns) {
        return ns / NS_PER_SECOND;
    }

    private static long median(final long[] values) {
        final long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private long play(final List<ExportTable> wanted, final TableFormat format) {
        final Export.Wish wish =
                new Export.Wish(wanted, DEPTH, null, null, List.of(), new TableForm(format, PriceForm.DECIMAL, null));
        final long startNs = System.nanoTime();
        try (CaptureSet captures = Captures.of(file);
                Export export = Export.into(directory, wish)) {
            new RecordedSession.Capture(
                            List.of(file),
                            captures,
                            Captures.Chosen.ALL,
                            new Mdp3Venue(),
                            LineChoice.both,
                            BookContext.Start.NATURAL)
                    .play(export, terminal);
            export.finish();
            rows = wanted.isEmpty() ? 0 : export.rows(wanted.getFirst()).count();
        }
        return System.nanoTime() - startNs;
    }

    /** With as many threads as it wants, and types as it finds them. */
    private long convert(final ExportTable table) {
        final String csv = directory.resolve(table.schema(1).name() + ".csv").toString();
        final long startNs = System.nanoTime();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + csv
                    + ".parquet' (FORMAT parquet, COMPRESSION zstd)");
        } catch (final SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return System.nanoTime() - startNs;
    }
}
