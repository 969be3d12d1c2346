package aether.cli;

import aether.cluster.ClusterContext;
import aether.cluster.ClusterMembers;
import aether.config.ConfigReader;
import aether.config.SharedMemory.Part;
import aether.config.SiteConfig;
import aether.console.ExitCode;
import aether.console.Json;
import aether.console.UsageException;
import aether.desk.Administration;
import aether.desk.OperatorCommands;
import aether.monitor.CounterFile;
import aether.monitor.PublishedChannel;
import aether.replay.ReplaySource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aether cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description =
                "Several machines that trade as one: who leads, how far each is, and what an operator may want of them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterCommand.Status.class,
            ClusterCommand.Members.class,
            ClusterCommand.Snapshot.class,
            ClusterCommand.StepDown.class,
            ClusterCopyCommand.Backup.class,
            ClusterCopyCommand.Fetch.class
        })
final class ClusterCommand implements Callable<Integer> {
    private static final String PREFIX = "cluster ";
    private static final String COMMANDS = "commands";
    private static final long RECORDED_NS = 5_000_000_000L;
    private static final long PAUSE_NS = 5_000_000;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCode.USAGE;
    }

    /** What a running machine has counted of the cluster. */
    record Figures(PublishedChannel machine, Map<String, Long> values) {
        static Figures of(final PublishedChoice choice) {
            final Figures figures = of(choice.find(Part.COUNTERS));
            if (figures.values.isEmpty()) {
                throw new UsageException(figures.machine.directory() + ": channel " + figures.machine.channel()
                        + " trades alone: its configuration has no 'cluster'");
            }
            return figures;
        }

        /** Of several machines, the one that leads obeys; returns how many commands it has seen recorded, -1 for a machine that trades alone. */
        static long requireObedience(final PublishedChannel machine) {
            final Figures figures = of(machine);
            if (figures.values.isEmpty()) {
                return -1;
            }
            figures.requireLeadership("give the command");
            return figures.get(COMMANDS);
        }

        /** Whether another command came to be recorded within a bounded time. */
        static boolean awaitRecorded(final PublishedChannel machine, final long before) {
            final long deadlineNs = System.nanoTime() + RECORDED_NS;
            while (of(machine).get(COMMANDS) <= before) {
                if (System.nanoTime() > deadlineNs) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
            return true;
        }

        private static Figures of(final PublishedChannel machine) {
            final Map<String, Long> values = new TreeMap<>();
            for (final CounterFile.Value value : CounterFile.read(machine.file(Part.COUNTERS))) {
                if (value.name().startsWith(PREFIX)) {
                    values.put(value.name().substring(PREFIX.length()), value.value());
                }
            }
            return new Figures(machine, values);
        }

        long get(final String name) {
            return values.getOrDefault(name, 0L);
        }

        boolean isLeading() {
            return get("leading") == 1;
        }

        ClusterContext context() {
            final String text = ReplaySource.configurationOf(machine.session());
            final SiteConfig config = text == null
                    ? null
                    : ConfigReader.parse(text, machine.session().toString());
            if (config == null || config.cluster() == null) {
                throw new UsageException(machine.session() + ": its configuration has no 'cluster'");
            }
            return config.cluster();
        }

        void requireLife() {
            if (!machine.isAlive()) {
                throw new UsageException(machine.death() + "; nothing was asked of it");
            }
        }

        void requireLeadership(final String what) {
            requireLife();
            if (!isLeading()) {
                throw new UsageException(
                        "this machine, member " + get("member") + ", does not lead: " + what + " " + leader());
            }
        }

        /** Where the one is that does. */
        private String leader() {
            final long leader = get("leader");
            if (leader < 0 || leader == get("member")) {
                return "when there is a leader";
            }
            final ClusterContext.Member member = context().members().get((int) leader);
            return "at member " + leader + ", " + member.host();
        }
    }

    /** {@code aether cluster status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "What the machine here is, and how far it is; exit code 1 when it is dead, or knows of no leader.",
            footer = {"", "Example: aether cluster status --channel 310"})
    static final class Status implements Callable<Integer> {
        @Mixin
        private PublishedChoice choice;

        @Option(names = "--json", description = "One JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            final Figures figures = Figures.of(choice);
            if (json) {
                try (Json line = new Json(System.out)) {
                    line.openObject();
                    figures.values().forEach((name, value) -> line.key(name).number(value));
                    line.closeObject().endLine();
                }
            } else {
                print(figures);
            }
            if (!figures.machine().isAlive()) {
                System.err.println("aether: " + figures.machine().death() + "; these are its last figures");
                return ExitCode.FAILED;
            }
            return figures.get("leader") < 0 ? ExitCode.FAILED : ExitCode.OK;
        }

        private static void print(final Figures figures) {
            final long leader = figures.get("leader");
            System.out.printf(
                    "member %d: %s, term %,d%n",
                    figures.get("member"),
                    figures.isLeading() ? "leads" : leader < 0 ? "knows of no leader" : "follows member " + leader,
                    figures.get("term"));
            System.out.printf(
                    "log: %,d bytes are with a majority, %,d are applied here; %,d bytes proposed here wait for a majority%n",
                    figures.get("log committed"), figures.get("log applied"), figures.get("bytes unrecorded"));
            System.out.printf(
                    "since its start: %,d elections, %,d snapshots, %,d frames held back, %,d divergences, %,d errors%n",
                    figures.get("elections"),
                    figures.get("snapshots"),
                    figures.get("frames held back"),
                    figures.get("divergences"),
                    figures.get("errors"));
        }
    }

    /** {@code aether cluster members}. */
    @Command(
            name = "members",
            mixinStandardHelpOptions = true,
            description = {
                "All members, who leads, and how far in the log each is. The leader knows; a follower knows of itself and the leader.",
                "One JSON object a line."
            },
            footer = {"", "Example: aether cluster members"})
    static final class Members implements Callable<Integer> {
        @Mixin
        private PublishedChoice choice;

        @Override
        public Integer call() {
            final Figures figures = Figures.of(choice);
            figures.requireLife();
            final ClusterContext context = figures.context();
            final List<ClusterMembers> members = ClusterMembers.of(context.directory());
            try (Json line = new Json(System.out)) {
                for (final ClusterMembers member : members) {
                    final ClusterContext.Member place = context.members().get(member.id());
                    line.openObject();
                    line.key("member").number(member.id());
                    line.key("host").text(place.host());
                    line.key("port").number(place.port());
                    line.key("leads").flag(member.isLeader());
                    line.key("logPosition").number(member.position());
                    line.closeObject().endLine();
                }
            }
            return ExitCode.OK;
        }
    }

    /** What is asked of the machine that leads. */
    abstract static class Request implements Callable<Integer> {
        private static final long PATIENCE_NS = 20_000_000_000L;

        @Mixin
        private PublishedChoice choice;

        final PublishedChoice choice() {
            return choice;
        }

        /** False when it is not so within a bounded time. */
        final boolean ask(final Figures figures, final Administration wanted, final BooleanSupplier isDone) {
            try (OperatorCommands commands =
                    OperatorCommands.open(figures.machine().file(Part.COMMANDS))) {
                if (commands.send(wanted) < 0) {
                    return false;
                }
            }
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (!isDone.getAsBoolean()) {
                if (System.nanoTime() > deadlineNs) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
            return true;
        }
    }

    /** {@code aether cluster snapshot}. */
    @Command(
            name = "snapshot",
            mixinStandardHelpOptions = true,
            description = {
                "Has all machines write down their state at the same place of the log; a machine that starts then needs the log behind it "
                        + "alone. Ask the machine that leads.",
                "It takes tens of milliseconds of the feed's thread on each: it is done by itself when the venue's trade date ends."
            },
            footer = {"", "Example: aether cluster snapshot"})
    static final class Snapshot extends Request {
        @Override
        public Integer call() {
            final Figures before = Figures.of(choice());
            before.requireLeadership("ask for the snapshot");
            final long snapshots = before.get("snapshots");
            if (!ask(before, Administration.SNAPSHOT, () -> Figures.of(choice()).get("snapshots") > snapshots)) {
                System.err.println("aether: no snapshot was taken; is a majority there? see 'aether cluster status'");
                return ExitCode.FAILED;
            }
            System.out.println("snapshot taken");
            return ExitCode.OK;
        }
    }

    /** {@code aether cluster stepdown}. */
    @Command(
            name = "stepdown",
            mixinStandardHelpOptions = true,
            description = {
                "Another machine is to lead: the one here leaves the others for a moment, and comes back as one that follows.",
                "What rests at the venue is canceled, as at any takeover."
            },
            footer = {"", "Example: aether cluster stepdown"})
    static final class StepDown extends Request {
        @Override
        public Integer call() {
            final Figures before = Figures.of(choice());
            before.requireLeadership("ask for it");
            final long own = before.get("member");
            if (!ask(before, Administration.STEP_DOWN, () -> {
                final long leader = Figures.of(choice()).get("leader");
                return leader >= 0 && leader != own;
            })) {
                System.err.println("aether: nobody else leads; are the others there? see 'aether cluster status'");
                return ExitCode.FAILED;
            }
            System.out.println("member " + Figures.of(choice()).get("leader") + " leads");
            return ExitCode.OK;
        }
    }
}
