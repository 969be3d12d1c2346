package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Sizes;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.export.Export;
import aether.export.ExportManifest;
import aether.export.ExportTable;
import aether.journal.JournalSessions;
import aether.session.RecordedSession;
import aether.session.moment.NoSuchPartException;
import aether.session.moment.SessionPart;
import aether.table.PriceForm;
import aether.table.TableException;
import aether.table.TableForm;
import aether.table.TableFormat;
import aether.table.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a recorded session as tables with typed columns, for pandas, Polars, DuckDB, R and spreadsheets: Parquet, Arrow or CSV.",
            "Books are right from the first row: with --from, the session is played from the nearest place before it that is noted beside the source. "
                    + "Tables and their columns: docs/TABLES.md."
        },
        footer = {
            "",
            "Example: aether export session.pcapng --table trades",
            "         aether export journal-data --table bbo,trades,fills --format parquet --out tables",
            "         aether export session.pcapng --table depth --depth 5 --instruments ESZ6 --from 21:46:13 --to 21:47 --format arrow --out tables"
        })
public final class ExportCommand implements Callable<Integer> {
    /** As {@link TableFormat}, as people write it. */
    enum FormatOption {
        csv,
        parquet,
        arrow;

        TableFormat format() {
            return TableFormat.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** As {@link PriceForm}, as people write it. */
    enum PriceOption {
        decimal,
        wide,
        mantissa;

        PriceForm form() {
            return PriceForm.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    private static final int MOST_DEPTH = 30;
    private static final List<String> PARTS = List.of(TableForm.DATE, "symbol");

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "A journal session's directory, or one with sessions below it, or captures of one session (pcap, pcapng; also .gz, .zst, .lz4), in "
                            + "any order, or DBN files of one session.")
    private List<Path> sources;

    @Option(
            names = "--table",
            required = true,
            split = ",",
            paramLabel = "TABLE",
            description =
                    "bbo, depth, orders, trades, statistics, definitions, status, gaps; of journals also own-orders, fills. Several in one go "
                            + "cost little more than one.")
    private List<String> tables;

    @Option(
            names = "--format",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private FormatOption format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where the files go: DIR/TABLE.FORMAT and DIR/manifest.json; of several sessions each in a directory of its own below.",
                "Without it, one table goes to the standard output as CSV."
            })
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only rows from this time on (UTC): 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or nanoseconds since 1970.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only rows before this time (UTC).")
    private String to;

    @Option(
            names = {"--instruments", "--instrument"},
            split = ",",
            paramLabel = "INSTRUMENT",
            description = "Only these symbols, where the session defines them, or SecurityIDs.")
    private List<String> instruments = List.of();

    @Option(
            names = "--depth",
            defaultValue = "10",
            paramLabel = "N",
            description = "Levels of each side in the table 'depth' (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--prices",
            defaultValue = "decimal",
            description =
                    "decimal: exact, DECIMAL(18, 9), for prices below 10^9; wide: DECIMAL(19, 9), for all; mantissa: whole numbers of 10^-9, which every tool "
                            + "computes with (default: ${DEFAULT-VALUE}).")
    private PriceOption prices;

    @Option(
            names = "--partition",
            split = ",",
            paramLabel = "date|symbol",
            description =
                    "Parquet: a directory of files for each day, each symbol, or both: DIR/TABLE/date=2016-09-27/symbol=ESZ6/*.parquet.")
    private List<String> partition = List.of();

    @Option(names = "--overwrite", description = "Replaces tables of before that are others than these.")
    private boolean overwrite;

    @Mixin
    private SessionSource source;

    @Mixin
    private IndexOption index;

    @Override
    public Integer call() {
        final Export.Wish wish = wish();
        final Terminal terminal = new Terminal(System.err);
        try {
            return Files.isDirectory(sources.getFirst())
                    ? exportJournal(source.directory(sources), wish, terminal)
                    : source.open(sources, session -> export(session, out, wish, terminal));
        } catch (final TableException e) {
            terminal.status("");
            System.err.println("aether: " + e.getMessage().lines().findFirst().orElse(""));
            return ExitCode.FAILED;
        }
    }

    private int exportJournal(final Path directory, final Export.Wish wish, final Terminal terminal) {
        if (JournalSessions.isSession(directory)) {
            return export(RecordedSession.of(directory), out, wish, terminal);
        }
        final List<Path> sessions = JournalSessions.list(directory);
        if (sessions.isEmpty()) {
            throw new UsageException(directory + ": neither a session nor a directory with sessions below it");
        }
        if (out == null) {
            throw new UsageException("--out: " + directory + " has several sessions; say where their tables go");
        }
        int exit = ExitCode.OK;
        for (final Path session : sessions) {
            System.out.println(session);
            exit = Math.max(exit, exportOneOf(session, wish, terminal));
        }
        return exit;
    }

    /** One that is odd does not keep the others from being exported. */
    private int exportOneOf(final Path session, final Export.Wish wish, final Terminal terminal) {
        if (JournalSessions.isBeingWritten(session)) {
            System.out.println("  is being written: left out for now");
            return ExitCode.OK;
        }
        try {
            return export(RecordedSession.of(session), out.resolve(session.getFileName()), wish, terminal);
        } catch (final NoSuchPartException e) {
            terminal.status("");
            System.out.println("  nothing of that time: left out");
            return ExitCode.OK;
        } catch (final UsageException | TableException e) {
            terminal.status("");
            System.err.println("aether: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Export.Wish wish() {
        if (depth < 1 || depth > MOST_DEPTH) {
            throw new UsageException("--depth: give 1 to " + MOST_DEPTH + ", not " + depth);
        }
        if (out == null && (tables.size() > 1 || format != FormatOption.csv)) {
            throw new UsageException(
                    "--out: say where the files go; without it, one table goes to the standard output as CSV");
        }
        for (final String part : partition) {
            if (!PARTS.contains(part)) {
                throw new UsageException(
                        "--partition: by '" + part + "' is not possible; give date, symbol, or date,symbol");
            }
        }
        if (!partition.isEmpty() && format != FormatOption.parquet) {
            throw new UsageException("--partition: is for --format parquet");
        }
        final List<ExportTable> wanted =
                tables.stream().map(ExportTable::of).distinct().toList();
        if (partition.contains("symbol") && wanted.stream().anyMatch(ExportTable::isOwn)) {
            throw new UsageException("--partition: own-orders and fills have no symbol; part them by date");
        }
        return new Export.Wish(
                wanted,
                depth,
                TimeText.parse("--from", from),
                TimeText.parse("--to", to),
                instruments,
                new TableForm(
                        format.format(), prices.form(), partition.isEmpty() ? null : String.join(",", partition)));
    }

    private int export(
            final RecordedSession session, final Path directory, final Export.Wish wish, final Terminal terminal) {
        requireOrders(session, wish);
        if (directory == null) {
            try (Export export = Export.to(System.out, wish)) {
                final RecordedSession.Played played = play(session, export, wish, terminal);
                export.finish();
                terminal.status("");
                return conclude(export, played);
            }
        }
        final ExportManifest manifest = new ExportManifest(directory, session, wish, source.toString());
        if (manifest.isDone()) {
            System.out.println(directory + ": is there already"
                    + (manifest.isWhole() ? "" : ", and not whole: see its manifest.json"));
            return manifest.isWhole() ? ExitCode.OK : ExitCode.FAILED;
        }
        if (!manifest.isBegun()) {
            requireRoom(directory, wish, manifest);
        }
        return export(session, directory, wish, manifest, terminal);
    }

    private RecordedSession.Played play(
            final RecordedSession session, final Export export, final Export.Wish wish, final Terminal terminal) {
        return wish.isPart()
                ? new SessionPart(wish.from(), null, index.places()).play(session, export, terminal)
                : session.play(export, terminal);
    }

    /** The tables of one's own orders are in journals alone. */
    private static void requireOrders(final RecordedSession session, final Export.Wish wish) {
        if (!(session instanceof RecordedSession.Journal)
                && wish.tables().stream().anyMatch(ExportTable::isOwn)) {
            throw new UsageException(
                    "--table: own-orders and fills are in sessions of a journal; captures hold the venue's market data alone");
        }
    }

    /** What is there of something else stays, unless it is to go. */
    private void requireRoom(final Path directory, final Export.Wish wish, final ExportManifest manifest) {
        if (manifest.isThere() && !overwrite) {
            throw new UsageException(directory
                    + ": has tables from another source or with other options; give another --out, or --overwrite");
        }
        for (final ExportTable table : wish.tables()) {
            final Path target = wish.target(directory, table);
            if (Files.exists(target) && !overwrite) {
                throw new UsageException(target
                        + ": is there, from another source or with other options; give another --out, or --overwrite");
            }
        }
    }

    private int export(
            final RecordedSession session,
            final Path directory,
            final Export.Wish wish,
            final ExportManifest manifest,
            final Terminal terminal) {
        final long startNs = System.nanoTime();
        try (Export export = Export.into(directory, wish)) {
            manifest.begin(session);
            final RecordedSession.Played played = play(session, export, wish, terminal);
            export.finish();
            manifest.write(export, wish, played);
            terminal.status("");
            System.out.printf(
                    "played %,d packets in %s%n", played.packets(), Times.seconds(System.nanoTime() - startNs));
            for (final ExportTable table : wish.tables()) {
                final TableRows rows = export.rows(table);
                System.out.printf(
                        "%-12s %,12d rows  %9s  %s%n",
                        rows.schema().name(),
                        rows.count(),
                        Sizes.bytes(length(export.target(table))),
                        export.target(table));
            }
            return conclude(export, played);
        } catch (final NoSuchPartException e) {
            manifest.withdraw();
            throw e;
        }
    }

    private static long length(final Path target) {
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int conclude(final Export export, final RecordedSession.Played played) {
        if (!export.missing().isEmpty()) {
            System.err.println("aether: --instruments: there is no " + String.join(", ", export.missing())
                    + " in the session; symbols are known where instruments are defined, SecurityIDs always");
            return ExitCode.FAILED;
        }
        if (played.remark() != null) {
            System.err.println("aether: " + played.remark());
        }
        return played.isWhole() ? ExitCode.OK : ExitCode.FAILED;
    }
}
