package aether.cli;

import aether.cluster.ClusterContext;
import aether.cluster.ClusterException;
import aether.cluster.LogCopy;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.StopSignal;
import aether.console.Terminal;
import aether.console.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code aether cluster backup} and {@code aether cluster fetch} have in common: they get what the members have. */
abstract class ClusterCopyCommand implements Callable<Integer> {
    private static final long TICK_NS = 250_000_000L;
    private static final long STATUS_NS = 2_000_000_000L;

    /** A copy that grows by less than this between two looks, so many times in a row, has what there is. */
    private static final long LITTLE = 64 * 1024;

    private static final int QUIET_TICKS = 8;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration of a member (YAML).")
    private Path file;

    @Option(
            names = "--patience",
            paramLabel = "T",
            defaultValue = "30s",
            converter = Durations.class,
            description = "Give up when no member has answered for this time; default ${DEFAULT-VALUE}.")
    private long patienceNs;

    /** Where it is kept, and where it listens meanwhile. */
    abstract ClusterContext settings(ClusterContext members);

    /** Whether it is done when it has what there is. */
    abstract boolean isOnce();

    /** It has what a member can start from; returns where. */
    abstract Path keep(ClusterContext settings);

    @Override
    public Integer call() {
        final SiteConfig config = ConfigReader.read(file);
        if (config.cluster() == null) {
            throw new UsageException(file + ": its configuration has no 'cluster'");
        }
        final ClusterContext settings = settings(config.cluster());
        final Terminal terminal = new Terminal(System.err);
        final long position;
        try (StopSignal stop = new StopSignal();
                LogCopy copy = new LogCopy(settings)) {
            if (!follow(copy, stop, terminal)) {
                return ExitCode.FAILED;
            }
            position = copy.position();
        }
        System.out.printf("%s: has the log to %,d%n", keep(settings), position);
        return ExitCode.OK;
    }

    private boolean follow(final LogCopy copy, final StopSignal stop, final Terminal terminal) {
        final long startNs = System.nanoTime();
        long heardNs = startNs;
        long toldNs = startNs;
        long position = -1;
        int quiet = 0;
        while (!stop.await(TICK_NS)) {
            final long nowNs = System.nanoTime();
            tell(copy, terminal);
            final long before = position;
            position = copy.position();
            if (copy.isFollowing() || position > before) {
                heardNs = nowNs;
            }
            if (copy.isOver() || nowNs - heardNs > patienceNs) {
                terminal.status("");
                System.err.println(
                        "aether: none of the members lets this machine have what it has; are they running, is one of them the "
                                + "leader (aether cluster status), and do they reach this machine's ports?");
                return false;
            }
            quiet = copy.isFollowing() && before >= 0 && position - before < LITTLE ? quiet + 1 : 0;
            if (isOnce() && quiet >= QUIET_TICKS) {
                break;
            }
            if (nowNs - toldNs >= STATUS_NS) {
                toldNs = nowNs;
                terminal.status(line(copy));
                purge(copy, terminal);
            }
        }
        terminal.status("");
        return copy.isFollowing();
    }

    /** What cannot be removed now can be later. */
    private static void purge(final LogCopy copy, final Terminal terminal) {
        try {
            copy.purge();
        } catch (final ClusterException e) {
            terminal.line("aether: " + e.getMessage());
        }
    }

    private static void tell(final LogCopy copy, final Terminal terminal) {
        for (String report = copy.nextReport(); report != null; report = copy.nextReport()) {
            terminal.line("aether: " + report);
        }
    }

    private static String line(final LogCopy copy) {
        return copy.isFollowing()
                ? String.format(
                        "follows member %d; log to %,d, %,d snapshots",
                        copy.source(), copy.position(), copy.snapshots())
                : "asks the members";
    }

    private static ClusterContext copyOf(final ClusterContext members, final Path directory) {
        return new ClusterContext()
                .members(members.members())
                .directory(directory)
                .parkNs(members.parkNs())
                .keepSnapshots(members.keepSnapshots());
    }

    /** {@code aether cluster backup}. */
    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = {
                "Keeps a copy of what the members have, on a machine that is none of them: their latest snapshot and the log behind it, and what "
                        + "comes, until Ctrl-C. May be stopped and started again; it goes on where it was.",
                "With the members' directories lost, a copy of it as the cluster.directory of each is what they start from. It may be a moment "
                        + "behind: what the venue knows beyond it, the venue says at the logon."
            },
            footer = {"", "Example: aether cluster backup -c site.yaml --to /backup/cluster --at 10.1.0.9:20100"})
    static final class Backup extends ClusterCopyCommand {
        @Option(names = "--to", paramLabel = "DIR", required = true, description = "Where it is kept.")
        private Path directory;

        @Option(
                names = "--at",
                paramLabel = "HOST:PORT",
                required = true,
                description = "This machine, as the members reach it; six UDP ports from there on.")
        private String at;

        @Option(names = "--once", description = "Ends when it has grown by less than 256 KiB a second for two seconds.")
        private boolean isOnce;

        @Override
        ClusterContext settings(final ClusterContext members) {
            final ClusterContext.Member place = ClusterContext.Member.parse(at);
            if (place == null) {
                throw new UsageException("--at: " + at + ": give HOST:PORT, such as 10.1.0.9:20100");
            }
            if (Files.exists(members.directory())
                    && directory.toAbsolutePath().equals(members.directory().toAbsolutePath())) {
                throw new UsageException("--to: " + directory + " is the member's own; see 'aether cluster fetch'");
            }
            return copyOf(members, directory)
                    .place(place)
                    .aeronDirectory(members.aeronDirectory().resolveSibling("cluster-copy-" + place.port()))
                    .conclude();
        }

        @Override
        boolean isOnce() {
            return isOnce;
        }

        @Override
        Path keep(final ClusterContext settings) {
            return settings.directory();
        }
    }

    /** {@code aether cluster fetch}. */
    @Command(
            name = "fetch",
            mixinStandardHelpOptions = true,
            description = {
                "Gets what the other members have into this machine's cluster.directory, which must be empty: their latest snapshot and the log "
                        + "behind it. For a new machine or disk, where the others have removed older parts of the log (cluster.keepSnapshots).",
                "This machine must not be running; start it afterwards."
            },
            footer = {"", "Example: aether cluster fetch -c site.yaml"})
    static final class Fetch extends ClusterCopyCommand {
        /** What is not whole; a fetch that was broken off goes on with it. */
        private static final String UNFINISHED = ".fetched";

        /** What a new file system has, what this command has, and what a member that never began has. */
        private static final Set<String> NOTHING = Set.of("lost+found", UNFINISHED, "lock");

        private Path directory;

        @Override
        ClusterContext settings(final ClusterContext members) {
            directory = members.directory();
            requireEmpty(directory);
            return copyOf(members, directory.resolve(UNFINISHED))
                    .place(members.own())
                    .aeronDirectory(members.aeronDirectory())
                    .conclude();
        }

        private static void requireEmpty(final Path directory) {
            if (!Files.isDirectory(directory)) {
                return;
            }
            try (Stream<Path> files = Files.list(directory)) {
                if (files.anyMatch(file -> !NOTHING.contains(file.getFileName().toString()))) {
                    throw new UsageException("cluster.directory: " + directory
                            + " is not empty: move away what is in it, if this machine cannot start from it");
                }
            } catch (final IOException e) {
                throw new ClusterException(directory + ": cannot be read: " + e, e);
            }
        }

        @Override
        boolean isOnce() {
            return true;
        }

        /** What a start looks at comes last. */
        @Override
        Path keep(final ClusterContext settings) {
            try {
                for (final String part : List.of("archive", "cluster")) {
                    Files.move(
                            settings.directory().resolve(part),
                            directory.resolve(part),
                            StandardCopyOption.ATOMIC_MOVE);
                }
                IoUtil.delete(settings.directory().toFile(), true);
                return directory;
            } catch (final IOException e) {
                throw new ClusterException(directory + ": what was fetched cannot be put there: " + e, e);
            }
        }
    }
}
