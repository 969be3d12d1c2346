package aether.appliance;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "The appliance: receives the lines of a channel, builds its books, journals what it accepted.",
            "Ends with a summary on Ctrl-C, after --duration, or after --idle without a packet."
        },
        footer = {"", "Example: aether run -c config/profiles/loopback.yaml"})
final class RunCommand implements Callable<Integer> {
    private static final long PLAIN_STATUS_NS = 5_000_000_000L;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The site's configuration (YAML).")
    private Path file;

    @Option(
            names = "--duration",
            paramLabel = "T",
            converter = Durations.class,
            description = "Stop after this time, such as 30s.")
    private Long durationNs;

    @Option(
            names = "--idle",
            paramLabel = "T",
            converter = Durations.class,
            description = "Stop when nothing has come for this time, once something had.")
    private Long idleNs;

    @Option(names = "--headless", description = "No status line; the summary only.")
    private boolean isHeadless;

    @Override
    public Integer call() {
        final SiteConfig config = ConfigReader.read(file);
        final Terminal terminal = new Terminal(System.err);
        try (StopSignal stop = new StopSignal();
                Appliance appliance = new Appliance(config)) {
            appliance.start();
            terminal.line("listening on " + config.channel().networkInterface());
            appliance.describeStart().forEach(terminal::line);
            if (appliance.session() != null) {
                terminal.line("journal " + appliance.session());
            }
            watch(config, appliance, stop, terminal);
            appliance.stop();
            terminal.status("");
            return conclude(appliance);
        }
    }

    private void watch(
            final SiteConfig config, final Appliance appliance, final StopSignal stop, final Terminal terminal) {
        final StatusLine status = new StatusLine(appliance);
        final long startNs = System.nanoTime();
        final long tickNs = Math.min(config.runtime().statusIntervalNs(), 100_000_000L);
        final long statusNs = terminal.isInteractive()
                ? config.runtime().statusIntervalNs()
                : Math.max(PLAIN_STATUS_NS, config.runtime().statusIntervalNs());
        long lastStatusNs = startNs;
        long lastPackets = 0;
        long lastPacketNs = startNs;
        boolean isOver = false;
        while (!isOver && !stop.await(tickNs)) {
            final long nowNs = System.nanoTime();
            if (appliance.packets() != lastPackets) {
                lastPackets = appliance.packets();
                lastPacketNs = nowNs;
            }
            if (!isHeadless && nowNs - lastStatusNs >= statusNs) {
                lastStatusNs = nowNs;
                show(terminal, status.next());
            }
            for (String report = appliance.threads().nextReport();
                    report != null;
                    report = appliance.threads().nextReport()) {
                terminal.line("WARNING   " + report);
            }
            isOver = appliance.failure() != null
                    || appliance.isHalted()
                    || durationNs != null && nowNs - startNs >= durationNs
                    || idleNs != null && lastPackets > 0 && nowNs - lastPacketNs >= idleNs;
        }
    }

    private static void show(final Terminal terminal, final String text) {
        if (terminal.isInteractive()) {
            terminal.status(text);
        } else {
            terminal.line(text);
        }
    }

    private static int conclude(final Appliance appliance) {
        if (appliance.failure() != null) {
            throw new IllegalStateException("a thread of the appliance failed", appliance.failure());
        }
        SessionSummary.lines(appliance.arbiter(), appliance.lines()).forEach(System.out::println);
        System.out.println(SessionSummary.sequence(appliance.arbiter()));
        System.out.println(SessionSummary.recovery(appliance.pipeline(), appliance.describeReplay()));
        System.out.println(SessionSummary.books(appliance.pipeline()));
        System.out.println("latency   frame received to book published: "
                + LatencyListener.percentiles(appliance.latency().total()));
        if (appliance.orders() != null) {
            final OrderDesk desk = appliance.orders();
            System.out.println("orders    " + desk.describe() + (desk.alert().isEmpty() ? "" : "; " + desk.alert()));
            System.out.println("          " + desk.tickToTrade().describe());
        }
        System.out.println("digest    " + appliance.hash().digest());
        if (appliance.session() != null) {
            System.out.printf(
                    "journal   %s: %,d records, %s%s%n",
                    appliance.session(),
                    appliance.recordsWritten(),
                    JournalCommand.bytes(appliance.bytesWritten()),
                    appliance.droppedRecords() == 0
                            ? ""
                            : String.format("; %,d RECORDS DROPPED, the tap was full", appliance.droppedRecords()));
        }
        if (appliance.isHalted()) {
            System.out.println("HALTED: the journal could not keep up, and the policy is halt");
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }
}
