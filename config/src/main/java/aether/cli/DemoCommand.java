package aether.cli;

import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.StopSignal;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.demo.Demo;
import aether.demo.FailoverDemo;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The appliance end to end, without files or root: a simulated exchange publishes market data on two lossy lines "
                    + "of loopback multicast; the appliance receives, arbitrates, builds books and journals.",
            "At the end the books are compared with the exchange's own and the journal is replayed and verified.",
            "Exit code 1 when anything is unequal."
        },
        footer = {"", "Example: aether demo --duration 10s --loss 0.05"})
final class DemoCommand implements Callable<Integer> {
    private static final long ORDER_DELAY_NS = 20_000_000L;

    @Option(
            names = "--duration",
            paramLabel = "T",
            defaultValue = "30s",
            converter = Durations.class,
            description = "How long (default: ${DEFAULT-VALUE}).")
    private long durationNs;

    @Option(names = "--headless", description = "No status line; the report only.")
    private boolean isHeadless;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Orders and cancels a second at the exchange (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            defaultValue = "20",
            description = "Instruments (default: ${DEFAULT-VALUE}).")
    private int instruments;

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0.01",
            description = "Share of packets that each line loses (default: ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--double-loss",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "Share of packets that both lines lose, besides those that each loses by itself (default: 0).")
    private double doubleLoss;

    @Option(
            names = "--order-faults",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "Share of the exchange's messages to the order gateway that are dropped, that are cut in the middle, and "
                            + "that are late; of the gateway's that do not arrive; of trades that are undone or corrected (default: 0).")
    private double orderFaults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the order flow and the losses (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            defaultValue = "lo",
            description = "Network interface (default: ${DEFAULT-VALUE}).")
    private String networkInterface;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Keep the journal below this directory; otherwise it is deleted at the end.")
    private Path journal;

    @Option(
            names = "--failover",
            description = {
                "Instead: three machines that trade as one, each a process. The one that leads is killed, cut off from the others, and "
                        + "killed again; orders, books, cash and journals of all are compared at the end.",
                "Of the other options, --seed and --journal count; about a minute and a half."
            })
    private boolean isFailover;

    @Override
    public Integer call() {
        return isFailover ? failOver() : trade();
    }

    private int failOver() {
        final Path directory = journal == null ? temporaryDirectory() : journal;
        try {
            IoUtil.ensureDirectoryExists(directory.toFile(), "trial");
            final FailoverDemo demo =
                    new FailoverDemo(directory, seed, AetherCommand.class, new Terminal(System.err), System.out);
            return demo.run() ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            if (journal == null) {
                IoUtil.delete(directory.toFile(), true);
            }
        }
    }

    private int trade() {
        if (rate < 1 || rate > 1_000_000) {
            throw new UsageException("--rate: give 1 to 1000000, not " + rate);
        }
        final VenueContext venue = venueContext();
        final Path directory = journal == null ? temporaryDirectory() : journal;
        try (StopSignal stop = new StopSignal()) {
            final Demo demo = new Demo(
                    new Demo.Settings(venue, orderEntry(), durationNs, rate, networkInterface, directory, isHeadless),
                    new Terminal(System.err),
                    System.out);
            return demo.run(stop) ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            if (journal == null) {
                IoUtil.delete(directory.toFile(), true);
            }
        }
    }

    private VenueContext venueContext() {
        try {
            return new VenueContext()
                    .seed(seed)
                    .instruments(instruments)
                    .spreads(Math.min(5, instruments - 1))
                    .flow(0.35, 0.15, 0.08)
                    .bursts(0.0002, 50)
                    .orders(true)
                    .statistics(true)
                    .recoveryEvery(20)
                    .recoveryLoss(loss)
                    .loss(loss, loss, doubleLoss)
                    .conclude();
        } catch (final IllegalArgumentException e) {
            throw new UsageException("the simulated exchange: " + e.getMessage());
        }
    }

    private OrderEntryContext orderEntry() {
        try {
            return new OrderEntryContext()
                    .seed(seed)
                    .disorder(orderFaults, 0, 0)
                    .cuts(orderFaults, orderFaults)
                    .delays(orderFaults, ORDER_DELAY_NS)
                    .amendments(orderFaults, orderFaults)
                    .conclude();
        } catch (final IllegalArgumentException e) {
            throw new UsageException("--order-faults: " + e.getMessage());
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("aether-demo-");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
