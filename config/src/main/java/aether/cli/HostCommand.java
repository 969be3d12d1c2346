package aether.cli;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.ExitCode;
import aether.console.UsageException;
import aether.host.HostChange;
import aether.host.HostPlan;
import aether.host.HostState;
import aether.host.HostTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aether host}. */
@Command(
        name = "host",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "prepare|restore",
        description = "Tunes a machine for the appliance, or undoes that.",
        subcommands = {HostCommand.Prepare.class, HostCommand.Restore.class})
final class HostCommand implements Callable<Integer> {
    private static final String DEFAULT_STATE = "/run/aether/host-before";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCode.USAGE;
    }

    /** What both work on. */
    static final class Files {
        @Option(
                names = "--state",
                paramLabel = "FILE",
                defaultValue = DEFAULT_STATE,
                description = "File that the previous settings are kept in (default: ${DEFAULT-VALUE}).")
        private Path state;

        @Mixin
        private MachineOption machine;
    }

    /** {@code aether host prepare}. */
    @Command(
            name = "prepare",
            mixinStandardHelpOptions = true,
            description = {
                "Changes what can be changed while the machine runs: interrupts off the hot cores, governors, idle states, huge pages, "
                        + "control groups off the hot cores, socket buffers, the network card's rings and offloads, irqbalance. Prints the kernel command line "
                        + "for the rest.",
                "What was there before is noted, and 'aether host restore' sets it back. Needs root; --dry-run does not."
            },
            footer = {"", "Example: aether host prepare -c site.yaml --dry-run"})
    static final class Prepare implements Callable<Integer> {
        @Option(
                names = {"-c", "--config"},
                required = true,
                paramLabel = "FILE",
                description = "The site's configuration (YAML): host.hotCores, host.hugePages, channel.interface.")
        private Path file;

        @Option(names = "--dry-run", description = "Only show what would be changed.")
        private boolean isDry;

        @Mixin
        private Files files;

        @Override
        public Integer call() throws IOException {
            final SiteConfig config = ConfigReader.read(file);
            final HostPlan plan = HostPlan.of(
                    new HostTree(files.machine.root()), CheckCommand.wishes(config), files.machine.isThisMachine());
            if (config.host().hotCores().isBlank()) {
                System.err.println(
                        "aether: host.hotCores names no core: only what concerns the whole machine is changed");
            }
            final int exit = isDry ? show(plan) : change(plan);
            if (!plan.kernelCommandLine().isEmpty()) {
                System.out.println("kernel command line, for the next boot: " + plan.kernelCommandLine());
            }
            return exit;
        }

        private static int show(final HostPlan plan) {
            plan.changes().forEach(change -> System.out.println("would set " + text(change, change.wanted())));
            System.out.printf("%d settings would be changed%n", plan.changes().size());
            return ExitCode.OK;
        }

        private int change(final HostPlan plan) throws IOException {
            final HostState before = new HostState(files.state);
            if (before.isPresent()) {
                throw new UsageException(
                        files.state + " notes the settings before an earlier 'aether host prepare'; run 'aether host "
                                + "restore' first");
            }
            before.save(plan.changes());
            final List<HostChange> made = new ArrayList<>();
            int refused = 0;
            for (final HostChange change : plan.changes()) {
                final HostChange.Result result = change.apply(files.machine.root());
                if (result.outcome() != HostChange.Outcome.REFUSED) {
                    made.add(change);
                }
                refused += result.isDone() ? 0 : 1;
                System.out.println(text(result, "set ") + text(change, change.wanted()) + reason(result));
            }
            // A refused change is none: there is nothing to undo of it.
            before.save(made);
            if (made.isEmpty()) {
                before.forget();
            }
            System.out.printf("%d settings changed, %d refused%n", made.size(), refused);
            return refused == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** {@code aether host restore}. */
    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Sets back what 'aether host prepare' has changed, the last change first.",
            footer = {"", "Example: aether host restore"})
    static final class Restore implements Callable<Integer> {
        @Option(names = "--dry-run", description = "Only show what would be set back.")
        private boolean isDry;

        @Mixin
        private Files files;

        @Override
        public Integer call() throws IOException {
            final HostState before = new HostState(files.state);
            if (!before.isPresent()) {
                throw new UsageException(files.state
                        + ": no such file: nothing was prepared on this machine, or it has been booted since");
            }
            final List<HostChange> left = new ArrayList<>();
            final List<HostChange> noted = before.toUndo();
            for (final HostChange change : noted) {
                if (isDry) {
                    System.out.println("would set back " + text(change, change.before()));
                    continue;
                }
                final HostChange.Result result = change.undo(files.machine.root());
                if (!result.isDone()) {
                    left.addFirst(change);
                }
                System.out.println(text(result, "set back ") + text(change, change.before()) + reason(result));
            }
            System.out.printf(
                    "%d settings %s, %d left%n",
                    noted.size() - left.size(), isDry ? "would be set back" : "set back", left.size());
            if (isDry) {
                return ExitCode.OK;
            }
            if (left.isEmpty()) {
                before.forget();
            } else {
                before.save(left);
            }
            return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static String text(final HostChange.Result result, final String done) {
        return switch (result.outcome()) {
            case DONE -> done;
            case REFUSED -> "NOT ";
            case UNCERTAIN -> "PERHAPS ";
        };
    }

    private static String reason(final HostChange.Result result) {
        return result.isDone() ? "" : ": " + result.reason();
    }

    private static String text(final HostChange change, final String value) {
        return change.target() + " to " + (value.isEmpty() ? "nothing" : value) + " (" + change.why() + ")";
    }
}
