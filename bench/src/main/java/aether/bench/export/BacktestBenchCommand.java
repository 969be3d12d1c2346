package aether.bench.export;

import aether.backtest.Backtest;
import aether.backtest.BacktestResult;
import aether.backtest.BacktestSetup;
import aether.backtest.Latency;
import aether.backtest.RecordedOwn;
import aether.book.BookContext;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.feed.mdp3.Mdp3Venue;
import aether.gateway.strategy.TwoSidedQuoter;
import aether.replay.CaptureSet;
import aether.risk.RiskLimit;
import aether.session.Captures;
import aether.session.JournalReplay;
import aether.session.LineChoice;
import aether.session.RecordedSession;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "What a backtest costs: the same capture played without one, and with the two-sided quoter on four instruments, in turn, on one thread of one process.",
            "Printed: medians, messages and match events a second, and the ratio to the bare play (1.00: nothing)."
        },
        footer = {"", "Example: aether bench backtest session.pcapng --line A"})
public final class BacktestBenchCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final long MUCH = Long.MAX_VALUE / 8;
    private static final long MANY_TICKS = 1_000_000;
    private static final long LATENCY_NS = 20_000;

    @Parameters(paramLabel = "FILE", description = "A capture of CME MDP 3.0, with definitions.")
    private Path file;

    @Option(
            names = "--line",
            defaultValue = "both",
            description = "Play line ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LineChoice line;

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    private final Terminal terminal = new Terminal(System.err);
    private BacktestResult result;
    private long events;

    @Override
    public Integer call() {
        final long[] bare = new long[rounds];
        final long[] tried = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            bare[round] = play(new JournalReplay.Hearers() {});
            final Backtest backtest = new Backtest(setup());
            tried[round] = play(backtest);
            backtest.finish();
            result = backtest.result();
        }
        terminal.status("");
        final double bareSeconds = median(bare) / NS_PER_SECOND;
        final double triedSeconds = median(tried) / NS_PER_SECOND;
        System.out.printf("%,d messages, %,d match events; median of %d%n", result.messages(), events, rounds);
        System.out.printf("bare play  %6.2f s  %,12.0f messages/s%n", bareSeconds, result.messages() / bareSeconds);
        System.out.printf(
                "backtest   %6.2f s  %,12.0f messages/s  %,12.0f events/s  %.2f of the bare play; %,d orders, %,d fills%n",
                triedSeconds,
                result.messages() / triedSeconds,
                events / triedSeconds,
                triedSeconds / bareSeconds,
                result.placed(),
                result.fills());
        return ExitCode.OK;
    }

    private static long median(final long[] values) {
        final long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private long play(final JournalReplay.Hearers hearers) {
        final long startNs = System.nanoTime();
        try (CaptureSet captures = Captures.of(file)) {
            final RecordedSession.Played played = new RecordedSession.Capture(
                            List.of(file),
                            captures,
                            Captures.Chosen.ALL,
                            new Mdp3Venue(),
                            line,
                            BookContext.Start.SNAPSHOT)
                    .play(hearers, terminal);
            events = played.digests().stream()
                    .mapToLong(digest -> digest.events())
                    .sum();
        }
        return System.nanoTime() - startNs;
    }

    private static BacktestSetup setup() {
        final Map<RiskLimit, Long> limits = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            limits.put(limit, MUCH);
        }
        limits.put(RiskLimit.COLLAR_TICKS, MANY_TICKS);
        limits.put(RiskLimit.MESSAGE_WINDOW, RiskLimit.MESSAGE_WINDOW.initial());
        limits.put(RiskLimit.DUPLICATE_WINDOW, 0L);
        final Latency latency = new Latency.Constant(LATENCY_NS);
        return new BacktestSetup(
                TwoSidedQuoter::new,
                Map.of(),
                limits,
                null,
                latency,
                latency,
                BacktestSetup.Impact.ON,
                1,
                new BacktestSetup.Money(BigDecimal.ZERO, Map.of(), Map.of()),
                RecordedOwn.nothing());
    }
}
