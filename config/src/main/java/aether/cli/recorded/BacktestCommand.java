package aether.cli.recorded;

import aether.backtest.Backtest;
import aether.backtest.BacktestResult;
import aether.backtest.BacktestSetup;
import aether.backtest.Grid;
import aether.backtest.ResultFiles;
import aether.backtest.ResultJson;
import aether.backtest.ResultText;
import aether.console.ExitCode;
import aether.console.Json;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.RecordedSession;
import aether.table.TableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a strategy on a recorded session: the live risk checks and order plane, and a venue that fills against the recorded flow.",
            "What is assumed: docs/BACKTEST.md. Equal inputs and seeds give equal results, byte for byte."
        },
        footer = {
            "",
            "Example: aether backtest journal-data/20261129-013000-000 --strategy aether.gateway.strategy.TwoSidedQuoter --order-latency 20us",
            "         aether backtest es.mbo.dbn.zst es.definition.dbn.zst --strategy my.Maker --jar my.jar --set halfSpreadTicks=2 --out result",
            "         aether backtest session.pcapng --strategy my.Maker --jar my.jar --grid halfSpreadTicks=1,2,3 --grid quantity=1,5"
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final int BAR = 40;

    /** Heap that one run may need, with books of all of a venue. */
    private static final long ROOM_OF_A_RUN = 700L << 20;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "A journal session's directory, captures of one session (pcap, pcapng; also .gz, .zst, .lz4), or DBN files of one session.")
    private List<Path> sources;

    @Mixin
    private BacktestAssumptions assumptions;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "The strategy begins at this time (UTC), with books as they were then: 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or "
                        + "nanoseconds since 1970.",
                "Up to there, the session is played from the nearest place that is noted beside it."
            })
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The market ends at this time (UTC).")
    private String to;

    @Option(
            names = "--grid",
            paramLabel = "NAME=V1,V2",
            description = "Runs once with each value of a setting; of several, with each combination.")
    private Map<String, String> grid = new LinkedHashMap<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs of --grid at one time (default: as many as there are processors, and room for books).")
    private int threads = asManyAsFit();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Writes result.json, tables of orders, fills and profit (CSV), and index.html, a page with plots.")
    private Path out;

    @Option(names = "--json", description = "The result as a JSON object, in place of text.")
    private boolean json;

    @Mixin
    private SessionSource source;

    @Mixin
    private IndexOption index;

    @Override
    public Integer call() {
        final boolean isJournal = Files.isDirectory(sources.getFirst());
        final BacktestSetup setup = assumptions.setup(isJournal ? sources.getFirst() : null);
        final Terminal terminal = new Terminal(System.err);
        try {
            return source.open(sources, session -> run(session, setup, terminal));
        } catch (final TableException e) {
            terminal.status("");
            System.err.println("aether: " + e.getMessage().lines().findFirst().orElse(""));
            return ExitCode.FAILED;
        }
    }

    private static int asManyAsFit() {
        final long fitting = Runtime.getRuntime().maxMemory() / ROOM_OF_A_RUN;
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), fitting));
    }

    private int run(final RecordedSession session, final BacktestSetup setup, final Terminal terminal) {
        final TriedSession tried =
                TriedSession.of(session, index.part(TimeText.parse("--from", from), TimeText.parse("--to", to)), setup);
        return grid.isEmpty() ? runOnce(tried, setup, terminal) : runGrid(tried, setup, terminal);
    }

    private int runOnce(final TriedSession tried, final BacktestSetup setup, final Terminal terminal) {
        final long startNs = System.nanoTime();
        final Backtest backtest = tried.backtest(setup);
        final RecordedSession.Played played = tried.play(backtest, terminal);
        backtest.finish();
        terminal.status("");
        if (backtest.failure() != null) {
            System.err.println("aether: the strategy failed: " + BacktestFailure.describe(backtest.failure()));
            return ExitCode.FAILED;
        }
        final BacktestResult result = backtest.result();
        if (played.remark() != null) {
            System.err.println("aether: " + played.remark());
        }
        System.err.printf("played %,d messages in %s%n", result.messages(), Times.seconds(System.nanoTime() - startNs));
        tell(result);
        write(result);
        return played.isWhole() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void tell(final BacktestResult result) {
        if (json) {
            try (Json writer = new Json(System.out)) {
                ResultJson.write(writer, result);
            }
        } else {
            ResultText.of(result).forEach(System.out::println);
        }
    }

    private void write(final BacktestResult result) {
        if (out == null) {
            return;
        }
        ResultFiles.write(result, out);
        System.err.println("written " + out.resolve("index.html"));
    }

    private int runGrid(final TriedSession tried, final BacktestSetup setup, final Terminal terminal) {
        if (json) {
            throw new UsageException("--json: is for one run; a --grid prints a table, a line for each run");
        }
        if (threads < 1) {
            throw new UsageException("--threads: give 1 or more, not " + threads);
        }
        final Map<String, List<String>> values = new LinkedHashMap<>();
        grid.forEach((name, list) -> values.put(name, Arrays.asList(list.split(",", -1))));
        final List<Map<String, String>> combinations = Grid.combinations(values);
        final TriedSession noted = tried.noted(terminal);
        final List<Grid.Run> runs = Grid.run(
                combinations,
                threads,
                combination -> runOne(noted, setup.with(combination), combination),
                done -> terminal.status(bar(done, combinations.size())));
        terminal.status("");
        return conclude(List.copyOf(values.keySet()), runs);
    }

    /** All runs hear the same session: what is to be said of that is said once. */
    private int conclude(final List<String> names, final List<Grid.Run> runs) {
        for (final Grid.Run run : runs) {
            if (run.failure() != null) {
                System.err.println("aether: the strategy failed with " + run.settings() + ": " + run.failure());
                return ExitCode.FAILED;
            }
        }
        final Grid.Run any = runs.getFirst();
        if (any.remark() != null) {
            System.err.println("aether: " + any.remark());
        }
        final List<String> table = table(names, runs);
        table.forEach(System.out::println);
        writeGrid(table);
        return any.isWhole() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Grid.Run runOne(
            final TriedSession tried, final BacktestSetup setup, final Map<String, String> combination) {
        final Backtest backtest = tried.backtest(setup);
        final RecordedSession.Played played = tried.play(backtest, Terminal.silent());
        backtest.finish();
        return new Grid.Run(
                combination,
                Grid.Figures.of(backtest.result()),
                played.remark(),
                played.isWhole(),
                backtest.failure() == null ? null : BacktestFailure.describe(backtest.failure()));
    }

    private static String bar(final int done, final int all) {
        final int full = BAR * done / all;
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + done + " of " + all + " runs";
    }

    private static List<String> table(final List<String> names, final List<Grid.Run> runs) {
        final List<String> lines = new ArrayList<>();
        lines.add(String.join(",", names) + ",orders,fills,contracts,profit,digest");
        for (final Grid.Run run : runs) {
            final List<String> cells =
                    new ArrayList<>(names.stream().map(run.settings()::get).toList());
            cells.add(String.valueOf(run.figures().orders()));
            cells.add(String.valueOf(run.figures().fills()));
            cells.add(String.valueOf(run.figures().contracts()));
            cells.add(run.figures().profit());
            cells.add(String.format("%016x", run.figures().hash()));
            lines.add(String.join(",", cells));
        }
        return lines;
    }

    private void writeGrid(final List<String> table) {
        if (out == null) {
            return;
        }
        ResultFiles.place(out.resolve("grid.csv"), (String.join("\n", table) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
