package aether.bench;

import aether.cli.AetherCommand;
import aether.session.BenchSession;
import aether.trial.RandomFaults;
import aether.trial.Takeovers;
import aether.trial.TrialAccount;
import aether.trial.TrialCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench failover}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = {
            "Three machines that trade as one, each a process; they are killed, stopped and cut off at random moments, one at a time.",
            "At the end: orders lost and doubled, each takeover from the fault to the next order at the exchange, and whether all "
                    + "journals agree with the exchange and with each other. Exit code 1 if anything was lost, doubled or unequal."
        },
        footer = {"", "Example: aether bench failover --kills 1000 --raw takeovers.txt"})
final class FailoverCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_KILLS = 100_000;

    @Option(names = "--kills", defaultValue = "50", paramLabel = "N", description = "Processes to kill (default: 50).")
    private int kills;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the order of faults (default: 1).")
    private long seed;

    @Option(
            names = "--raw",
            paramLabel = "FILE",
            description =
                    "Writes each takeover as a line: fault, seconds, share of the time for which cores were short.")
    private Path raw;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps the machines' files below this directory; otherwise they are deleted at the end.")
    private Path keep;

    @Override
    public Integer call() throws IOException {
        BenchSession.requireUsage(kills >= 1 && kills <= MOST_KILLS, "--kills: give 1 to 100000, not " + kills);
        final Path directory =
                keep == null ? Files.createTempDirectory("aether-failover-") : Files.createDirectories(keep);
        try (TrialCluster cluster = new TrialCluster(directory, seed, AetherCommand.class)) {
            cluster.start();
            final RandomFaults faults = new RandomFaults(cluster, seed, System.err::println);
            faults.until(kills);
            final TrialAccount account = cluster.conclude();
            report(faults, account, cluster.takeovers());
            return account.isClean() ? 0 : 1;
        } finally {
            if (keep == null) {
                IoUtil.delete(directory.toFile(), true);
            }
        }
    }

    private void report(final RandomFaults faults, final TrialAccount account, final Takeovers takeovers) {
        System.out.printf(
                "faults    %d, one at a time; %d processes killed; seed %d%n", faults.count(), faults.kills(), seed);
        System.out.printf(
                "orders    %,d at the exchange, %d lost, %d doubled; %,d fills%n",
                account.orders(), account.lost().size(), account.doubled().size(), account.fills());
        System.out.printf(
                "takeover  %d times, from the fault to the next order at the exchange: p50 %.3f  p90 %.3f  p99 %.3f  max %.3f s; "
                        + "%d while cores were short%n",
                takeovers.all().size(),
                takeovers.atMost(0.5) / NS_PER_SECOND,
                takeovers.atMost(0.9) / NS_PER_SECOND,
                takeovers.atMost(0.99) / NS_PER_SECOND,
                takeovers.atMost(1) / NS_PER_SECOND,
                takeovers.starved());
        System.out.printf(
                "journals  %,d sessions, %,d states and %,d books compared between machines; %s%n",
                account.sessions(),
                account.states(),
                account.books(),
                account.differences().isEmpty()
                        ? "all equal, and the exchange's"
                        : "UNEQUAL: " + account.differences());
        account.lost().forEach(id -> System.out.println("          lost " + id));
        account.doubled().forEach(id -> System.out.println("          doubled " + id));
        if (raw != null) {
            write(takeovers);
        }
    }

    private void write(final Takeovers takeovers) {
        try {
            Files.write(
                    raw,
                    takeovers.all().stream()
                            .map(each -> String.format(
                                    "%s %.4f %.2f",
                                    each.fault().replace(' ', '-'), each.ns() / NS_PER_SECOND, each.starved()))
                            .toList());
        } catch (final IOException e) {
            throw new UncheckedIOException(raw + ": cannot be written", e);
        }
    }
}
