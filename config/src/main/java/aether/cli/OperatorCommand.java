package aether.cli;

import aether.config.RiskLimits;
import aether.config.SharedMemory.Part;
import aether.console.ExitCode;
import aether.desk.OperatorCommands;
import aether.gateway.CoreListener;
import aether.gateway.InputWriter;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.monitor.PublishedChannel;
import aether.risk.KillScope;
import aether.risk.RiskLimit;
import aether.session.JournalOrders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code aether kill}, {@code aether rearm} and {@code aether limit} have in common: they tell a running appliance something. */
abstract class OperatorCommand implements Callable<Integer> {
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final long PAUSE_NS = 1_000_000;

    @Mixin
    private PublishedChoice choice;

    final PublishedChoice choice() {
        return choice;
    }

    final InputWriter writer = new InputWriter();

    /** Sends one input, and waits until it was taken. */
    final int send(final OrderInput input, final int length, final String what) {
        final PublishedChannel published = choice.find(Part.COMMANDS);
        if (!published.isAlive()) {
            System.err.println("aether: " + published.death() + "; nothing was sent");
            return ExitCode.FAILED;
        }
        final long recorded = ClusterCommand.Figures.requireObedience(published);
        final Path file = published.file(Part.COMMANDS);
        try (OperatorCommands commands = OperatorCommands.open(file)) {
            final long mark = commands.send(input, writer.buffer(), length);
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (mark >= 0 && !commands.isTaken(mark)) {
                if (System.nanoTime() > deadlineNs) {
                    break;
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
            if (mark < 0 || !commands.isTaken(mark)) {
                System.err.println(
                        "aether: " + file + ": the appliance does not answer; is it running? see 'aether stat'. "
                                + "If it is only slow, it will still apply the command");
                return ExitCode.FAILED;
            }
        }
        if (recorded >= 0 && !ClusterCommand.Figures.awaitRecorded(published, recorded)) {
            System.err.println(
                    "aether: no majority has recorded it: it may count, or not; see 'aether cluster status', and give it again "
                            + "at the machine that leads");
            return ExitCode.FAILED;
        }
        System.out.println(what);
        return ExitCode.OK;
    }

    /** Who is doing this, for the audit record: the user's number. */
    static int operator() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a kill switch is for. */
    static final class Scope {
        @Option(names = "--strategy", paramLabel = "N", description = "Only this strategy.")
        private Integer strategy;

        @Option(names = "--instrument", paramLabel = "SECURITYID", description = "Only this instrument.")
        private Integer instrument;

        int length(final InputWriter writer, final boolean isOn) {
            if (strategy != null) {
                return writer.kill(KillScope.STRATEGY, strategy, operator(), isOn);
            }
            return instrument != null
                    ? writer.kill(KillScope.INSTRUMENT, instrument, operator(), isOn)
                    : writer.kill(KillScope.ALL, 0, operator(), isOn);
        }

        @Override
        public String toString() {
            if (strategy != null) {
                return "strategy " + strategy;
            }
            return instrument != null ? "instrument " + instrument : "everything";
        }
    }

    /** {@code aether kill}. */
    @Command(
            name = "kill",
            mixinStandardHelpOptions = true,
            description = {
                "Throws the kill switch of a running appliance: nothing new is sent, and what rests is canceled. It stays thrown, "
                        + "restarts included, until 'aether rearm'.",
                "The journal keeps who did it (the user's number) and when: aether audit."
            },
            footer = {"", "Example: aether kill"})
    static final class Kill extends OperatorCommand {
        @ArgGroup
        private Scope scope = new Scope();

        @Override
        public Integer call() {
            return send(OrderInput.KILL, scope.length(writer, true), "killed: " + scope);
        }
    }

    /** {@code aether rearm}. */
    @Command(
            name = "rearm",
            mixinStandardHelpOptions = true,
            description = "Releases the kill switch of a running appliance.",
            footer = {"", "Example: aether rearm --strategy 1"})
    static final class Rearm extends OperatorCommand {
        @ArgGroup
        private Scope scope = new Scope();

        @Override
        public Integer call() {
            return send(OrderInput.KILL, scope.length(writer, false), "armed again: " + scope);
        }
    }

    /** {@code aether limit}. */
    @Command(
            name = "limit",
            mixinStandardHelpOptions = true,
            description = {
                "Changes a risk limit of a running appliance, from its next order on. Open orders are not changed.",
                "Names and units are those of orders.limits in the configuration; a restart keeps the change unless the "
                        + "configuration's value was changed as well. The journal keeps who, when, old and new: aether audit."
            },
            footer = {"", "Example: aether limit maxPosition 20", "         aether limit"})
    static final class Limit extends OperatorCommand {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NAME",
                description = "Such as maxPosition; without it, all limits in force are shown.")
        private String name;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VALUE",
                description = "A whole number, or a time such as 100ms; without it, the limit in force is shown.")
        private String value;

        @Override
        public Integer call() {
            if (value == null) {
                return show(name == null ? RiskLimit.values() : new RiskLimit[] {RiskLimits.byName(name)});
            }
            final RiskLimit limit = RiskLimits.byName(name);
            final long number = RiskLimits.value(limit, value);
            return send(
                    OrderInput.LIMIT,
                    writer.limit(limit, operator(), number),
                    RiskLimits.name(limit) + " is " + RiskLimits.text(limit, number));
        }

        /** As the journal of the appliance has them. */
        private int show(final RiskLimit... limits) {
            final PublishedChannel published = choice().find(Part.SESSION);
            final OrderCore core = JournalOrders.replay(published.session(), new CoreListener() {});
            for (final RiskLimit limit : limits) {
                System.out.printf(
                        "%-16s %s%n",
                        RiskLimits.name(limit),
                        RiskLimits.text(limit, core.risk().limit(limit)));
            }
            if (!published.isAlive()) {
                System.err.println("aether: " + published.death() + "; these are its last limits");
                return ExitCode.FAILED;
            }
            return ExitCode.OK;
        }
    }
}
