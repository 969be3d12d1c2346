package aether.cli;

import aether.appliance.Appliance;
import aether.appliance.ApplianceThreads;
import aether.appliance.recorded.RecordedBeginning;
import aether.cluster.ClusterException;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.StopSignal;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.UsageException;
import aether.desk.OrderPorts;
import aether.host.CorePlan;
import aether.host.CpuList;
import aether.host.HotCores;
import aether.lines.OtherUser;
import aether.monitor.StatusLine;
import aether.nic.TransportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "The appliance: receives the lines of a channel, or of several, builds its books, journals what it accepted.",
            "Ends with a summary on Ctrl-C, after --duration, or after --idle without a packet."
        },
        footer = {
            "",
            "Example: aether run -c config/profiles/loopback.yaml",
            "         aether run -c desk.yaml --from 13:20 --recorded journal-data/20261121-130000-000"
        })
final class RunCommand implements Callable<Integer> {
    private static final long PLAIN_STATUS_NS = 5_000_000_000L;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = {
                "The site's configuration (YAML).",
                "Several channels in one process: give one for each; their hot duties are spread over host.hotCores of the first, "
                        + "by channel.weight."
            })
    private List<Path> files;

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
            description = "Stop when no packet has come for this time, after the first one.")
    private Long idleNs;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "Begin with what was recorded: the strategy hears it from this time on (UTC: 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or "
                        + "nanoseconds since 1970), then what is live, joined by sequence number. All of the recorded session is played, and journaled."
            })
    private String from;

    @Option(
            names = "--recorded",
            paramLabel = "SOURCE",
            description =
                    "With --from: a journal session, also of an appliance that is running, or a capture (default: the newest session in the "
                            + "configuration's journal).")
    private Path recorded;

    @Option(names = "--headless", description = "No status line; the summary only.")
    private boolean isHeadless;

    private final AtomicReference<Throwable> hotFailure = new AtomicReference<>();

    @Override
    public Integer call() {
        final List<SiteConfig> sites = files.stream().map(ConfigReader::read).toList();
        final Terminal terminal = new Terminal(System.err);
        final List<Appliance> appliances = new ArrayList<>();
        try (StopSignal stop = new StopSignal();
                RecordedBeginning beginning = beginning(sites);
                HotCores shared = sites.size() == 1 ? null : shared(sites)) {
            for (final SiteConfig site : sites) {
                appliances.add(new Appliance(site, OrderPorts.PLAIN, Optional.ofNullable(shared)));
            }
            if (beginning != null) {
                appliances
                        .getFirst()
                        .recorded()
                        .play(beginning, isHeadless ? Terminal.silent() : terminal, stop::isAsked);
                beginning.close();
                if (stop.isAsked()) {
                    return ExitCode.OK;
                }
            }
            appliances.forEach(Appliance::startHost);
            for (final Appliance appliance : appliances) {
                appliance.startHot();
                appliance.describe().forEach(terminal::line);
            }
            OtherUser.become(sites);
            appliances.forEach(Appliance::settle);
            watch(sites.getFirst(), appliances, stop, terminal);
            appliances.forEach(Appliance::stopTrading);
            appliances.forEach(Appliance::stop);
            terminal.status("");
            if (hotFailure.get() != null) {
                throw new IllegalStateException("a hot thread failed", hotFailure.get());
            }
            int exit = ExitCode.OK;
            for (final Appliance appliance : appliances) {
                exit = Math.max(exit, conclude(appliance));
            }
            appliances.getFirst().scaling().forEach(line -> System.out.println("threads   " + line));
            return exit;
        } finally {
            appliances.forEach(CloseHelper::quietClose);
        }
    }

    /** What there is to begin with; null when nothing is. */
    private RecordedBeginning beginning(final List<SiteConfig> sites) {
        if (from == null) {
            if (recorded != null) {
                throw new UsageException("--recorded: say with --from from when on the strategy is to hear it");
            }
            return null;
        }
        if (sites.size() > 1) {
            throw new UsageException("--from: give one channel, not " + sites.size());
        }
        return RecordedBeginning.open(sites.getFirst(), recorded, TimeText.parse("--from", from));
    }

    /** Channels of one process share nothing but threads. */
    private HotCores shared(final List<SiteConfig> sites) {
        final Set<Object> seen = new HashSet<>();
        for (final SiteConfig site : sites) {
            if (!seen.add(site.channel().id())) {
                throw new UsageException("-c: channel " + site.channel().id() + " is given twice; each channel once");
            }
            if (site.journal().directory() != null
                    && !seen.add(site.journal().directory().toAbsolutePath().normalize())) {
                throw new UsageException("-c: two channels journal to "
                        + site.journal().directory() + "; give each a journal.directory of its own");
            }
        }
        final int[] hot =
                CpuList.parse(sites.getFirst().host().hotCores()).stream().toArray();
        final int[] any =
                new int[Math.min(sites.size(), Math.max(1, Runtime.getRuntime().availableProcessors() - 1))];
        Arrays.fill(any, CorePlan.ANY_CORE);
        return ApplianceThreads.hotCores(
                sites.getFirst().runtime(),
                hot.length == 0 ? any : hot,
                cause -> hotFailure.compareAndSet(null, cause));
    }

    private void watch(
            final SiteConfig config, final List<Appliance> appliances, final StopSignal stop, final Terminal terminal) {
        final List<StatusLine> status =
                appliances.stream().map(each -> each.channel().statusLine()).toList();
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
            final long packets = appliances.stream()
                    .mapToLong(each -> each.channel().packets())
                    .sum();
            if (packets != lastPackets) {
                lastPackets = packets;
                lastPacketNs = nowNs;
            }
            if (!isHeadless && nowNs - lastStatusNs >= statusNs) {
                lastStatusNs = nowNs;
                status.forEach(line -> show(terminal, line.next()));
            }
            appliances.forEach(appliance -> tell(appliance, terminal));
            isOver = hotFailure.get() != null
                    || appliances.stream().anyMatch(Appliance::isRefused)
                    || appliances.stream().anyMatch(each -> each.failure() != null || each.isHalted())
                    || durationNs != null && nowNs - startNs >= durationNs
                    || idleNs != null && lastPackets > 0 && nowNs - lastPacketNs >= idleNs;
        }
    }

    private static void tell(final Appliance appliance, final Terminal terminal) {
        for (String news = appliance.nextNews(); news != null; news = appliance.nextNews()) {
            terminal.line(news);
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
        if (appliance.failure() instanceof final TransportException lost) {
            throw lost;
        }
        if (appliance.failure() instanceof final ClusterException lost) {
            throw lost;
        }
        if (appliance.failure() != null) {
            throw new IllegalStateException("a thread of the appliance failed", appliance.failure());
        }
        appliance.summary().forEach(System.out::println);
        return appliance.isRefused() || appliance.isHalted() ? ExitCode.FAILED : ExitCode.OK;
    }
}
