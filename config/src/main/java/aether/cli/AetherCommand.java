package aether.cli;

import aether.appliance.NativeParts;
import aether.cli.recorded.BacktestCommand;
import aether.cli.recorded.BooksCommand;
import aether.cli.recorded.DecodeCommand;
import aether.cli.recorded.ExportCommand;
import aether.cli.recorded.JournalCommand;
import aether.cli.recorded.ReplayCommand;
import aether.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code aether}. */
@Command(
        name = "aether",
        description = "An open market-data feed-handler appliance.",
        mixinStandardHelpOptions = true,
        version = "aether 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            HostCommand.class,
            NicCommand.class,
            VenueCommand.class,
            ReplayCommand.class,
            ExportCommand.class,
            BacktestCommand.class,
            DecodeCommand.class,
            BooksCommand.class,
            BookCommand.class,
            StatCommand.class,
            JournalCommand.class,
            OrdersCommand.class,
            OrdersCommand.Fills.class,
            OrdersCommand.Audit.class,
            OperatorCommand.Kill.class,
            OperatorCommand.Rearm.class,
            OperatorCommand.Limit.class,
            ClusterCommand.class
        },
        footer = {
            "",
            "Benchmarks: aether bench --help",
            "Exit codes: 0 success, 1 a check or comparison failed, 2 usage error or unusable input, 3 internal error."
        })
public final class AetherCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    public static void main(final String[] args) {
        NativeParts.prepare();
        System.exit(execute(new AetherCommand(), args));
    }

    /** Runs a command line and returns its exit code; every failure becomes one line on standard error. */
    public static int execute(final Object command, final String... args) {
        final CommandLine line = new CommandLine(command);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Failures::onWrongUse);
        line.setExecutionExceptionHandler(Failures::onException);
        try {
            return line.execute(args);
        } catch (final Error e) {
            return Failures.onError(e);
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCode.USAGE;
    }
}
