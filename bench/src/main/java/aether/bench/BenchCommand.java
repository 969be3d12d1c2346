package aether.bench;

import aether.appliance.NativeParts;
import aether.bench.cluster.CommitCommand;
import aether.bench.export.BacktestBenchCommand;
import aether.bench.export.ExportBenchCommand;
import aether.bench.export.SeekBenchCommand;
import aether.bench.nic.ForwardCommand;
import aether.bench.nic.NicCommand;
import aether.bench.page.PageBenchCommand;
import aether.bench.simulation.SimulateCommand;
import aether.bench.trade.TickToTradeCommand;
import aether.cli.AetherCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aether bench}. */
@Command(
        name = "aether bench",
        description = "Latency and cost benchmarks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            CommitCommand.class,
            ExportBenchCommand.class,
            BacktestBenchCommand.class,
            SeekBenchCommand.class,
            FailoverCommand.class,
            FeedBenchCommand.class,
            FirstPacketsCommand.class,
            ForwardCommand.class,
            JmhCommand.class,
            NicCommand.class,
            OrderBenchCommand.class,
            PageBenchCommand.class,
            PublicationCommand.class,
            SessionCommand.class,
            SimulateCommand.class,
            SoakCommand.class,
            TickToTradeCommand.class,
            VersusCommand.class
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec;

    public static void main(final String[] args) {
        NativeParts.prepare();
        System.exit(AetherCommand.execute(new BenchCommand(), args));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return WRONG_USE;
    }
}
