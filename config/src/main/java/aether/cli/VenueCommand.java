package aether.cli;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.StopSignal;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.desk.SecretFile;
import aether.host.KernelClock;
import aether.lines.TierSinks;
import aether.nic.FrameSink;
import aether.nic.pcap.PcapngSink;
import aether.venue.ChannelAddresses;
import aether.venue.ReplayService;
import aether.venue.SimulatedVenue;
import aether.venue.entry.OrderEntryService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether venue}. */
@Command(
        name = "venue",
        mixinStandardHelpOptions = true,
        description = {
            "The simulated venue alone: a matching engine with a seeded order flow publishes a whole channel of market data "
                    + "on the lines that the configuration names, with the impairments that it asks for.",
            "With --pcapng the packets go to a file instead, as fast as they can be made; the times in it are those at which "
                    + "they would have been sent."
        },
        footer = {"", "Example: aether venue -c config/profiles/venue.yaml --duration 60s"})
final class VenueCommand implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long STATUS_NS = 5 * NS_PER_SECOND;
    private static final long WAIT_NS = 100_000;
    private static final long CLOSING_STEPS = 200;
    private static final long SESSION_START_NS = 1_700_400_000L * NS_PER_SECOND;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Configuration with 'channel' and 'venue' (YAML).")
    private Path file;

    @Option(
            names = "--duration",
            paramLabel = "T",
            converter = Durations.class,
            description = "Stop after this time, such as 30s; without it, on Ctrl-C.")
    private Long durationNs;

    @Option(
            names = "--pcapng",
            paramLabel = "OUT",
            description = "Write a capture instead of sending; needs --duration.")
    private Path capture;

    private long sendTimeNs;

    @Override
    public Integer call() {
        final SiteConfig config = ConfigReader.read(file);
        if (capture != null && durationNs == null) {
            throw new UsageException("--pcapng: say with --duration how long the session is to be");
        }
        return capture == null ? send(config) : write(config);
    }

    private int send(final SiteConfig config) {
        final Terminal terminal = new Terminal(System.err);
        final KernelClock clock = new KernelClock();
        ReplayService service = null;
        OrderEntryService entry = null;
        try (StopSignal stop = new StopSignal();
                FrameSink sink = TierSinks.open(
                        config.venue().tier(),
                        config.channel().networkInterface(),
                        config.venue().timeToLive())) {
            final SimulatedVenue venue = new SimulatedVenue(config.venue().context(), sink, addresses(config));
            terminal.line("simulated venue: " + venue.instruments().size() + " instruments, "
                    + config.venue().rate() + " commands a second, on "
                    + config.channel().networkInterface() + "; Ctrl-C ends it");
            final SiteConfig.Replay replay = config.channel().recovery().replay();
            service = replay == null ? null : new ReplayService(venue.history(), replay.port());
            final long startNs = clock.nanoTime();
            long shownNs = startNs;
            venue.open(startNs);
            entry = openOrderEntry(venue, config.venue().orders());
            while (!stop.await(0) && (durationNs == null || clock.nanoTime() - startNs < durationNs)) {
                final long nowNs = clock.nanoTime();
                final int work = entry == null ? 0 : entry.poll(nowNs);
                if (venue.commands() * NS_PER_SECOND / config.venue().rate() <= nowNs - startNs) {
                    venue.step(nowNs);
                } else if (work == 0) {
                    venue.idleLines(nowNs);
                    LockSupport.parkNanos(WAIT_NS);
                }
                if (nowNs - shownNs > STATUS_NS) {
                    shownNs = nowNs;
                    terminal.line(account(venue) + account(entry));
                }
            }
            finish(venue, clock.nanoTime());
            System.out.println(account(venue) + account(entry));
        } finally {
            CloseHelper.quietClose(service);
            CloseHelper.quietClose(entry);
        }
        return ExitCode.OK;
    }

    /** Null where no orders are taken. */
    private static OrderEntryService openOrderEntry(final SimulatedVenue venue, final SiteConfig.VenueOrders orders) {
        if (orders == null) {
            return null;
        }
        final OrderEntryService entry = new OrderEntryService(
                venue,
                orders.port(),
                SecretFile.readOrMake("venue.orderEntry.secretFile", orders.secretFile()),
                orders.context());
        try {
            if (orders.backupPort() > 0) {
                entry.openBackup(orders.backupPort());
            }
            if (orders.dropCopyPort() > 0) {
                entry.openDropCopy(orders.dropCopyPort());
            }
            return entry;
        } catch (final RuntimeException e) {
            entry.close();
            throw e;
        }
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(capture.toAbsolutePath().getParent());
        } catch (final IOException e) {
            throw new UsageException("--pcapng: " + capture + ": its directory cannot be made: " + e.getMessage());
        }
    }

    private int write(final SiteConfig config) {
        makeDirectory();
        final SimulatedVenue[] venue = new SimulatedVenue[1];
        final long frames;
        try (PcapngSink sink = new PcapngSink(
                capture, () -> venue[0] == null ? sendTimeNs : Math.max(sendTimeNs, venue[0].sinkTimeNs()))) {
            sendTimeNs = SESSION_START_NS;
            venue[0] = new SimulatedVenue(config.venue().context(), sink, addresses(config));
            venue[0].open(sendTimeNs);
            final long commands = durationNs / NS_PER_SECOND * config.venue().rate()
                    + durationNs % NS_PER_SECOND * config.venue().rate() / NS_PER_SECOND;
            for (long i = 0; i < commands; i++) {
                sendTimeNs =
                        SESSION_START_NS + i * NS_PER_SECOND / config.venue().rate();
                venue[0].step(sendTimeNs);
            }
            finish(venue[0], sendTimeNs);
            frames = sink.frames();
        }
        System.out.println(account(venue[0]) + "; " + String.format("%,d", frames) + " frames in " + capture);
        return ExitCode.OK;
    }

    /** The snapshots go round once more, so that whoever lost the last packets can recover. */
    private static void finish(final SimulatedVenue venue, final long nowNs) {
        for (long step = 0; step < CLOSING_STEPS; step++) {
            venue.idle(nowNs + step);
        }
        venue.close(nowNs + CLOSING_STEPS);
    }

    private static String account(final SimulatedVenue venue) {
        return String.format(
                "%,d commands, %,d events in %,d packets; lost on A %,d, on B %,d, on both %,d",
                venue.commands(), venue.events(), venue.sequence(), venue.lostA(), venue.lostB(), venue.lostBoth());
    }

    private static String account(final OrderEntryService entry) {
        return entry == null
                ? ""
                : String.format(
                        "; client: %,d orders, %,d open, %,d fills, %,d faults, positions %s",
                        entry.orderCount(),
                        entry.openOrders(),
                        entry.account().fills(),
                        entry.faults(),
                        entry.account().positions());
    }

    private ChannelAddresses addresses(final SiteConfig config) {
        final SiteConfig.Recovery recovery = config.channel().recovery();
        return new ChannelAddresses(
                feed(config.channel().lines(), "channel.lines"),
                optional(recovery.definitions(), "channel.recovery.definitions"),
                optional(recovery.priceSnapshots(), "channel.recovery.priceSnapshots"),
                optional(recovery.orderSnapshots(), "channel.recovery.orderSnapshots"));
    }

    private ChannelAddresses.Feed optional(final List<SiteConfig.Line> lines, final String where) {
        return lines.isEmpty() ? null : feed(lines, where);
    }

    private ChannelAddresses.Feed feed(final List<SiteConfig.Line> lines, final String where) {
        if (lines.size() != 2) {
            throw new ConfigException(file + ": " + where + ": the simulated venue publishes on two lines, A and B");
        }
        return new ChannelAddresses.Feed(lines.get(0).group(), lines.get(1).group());
    }
}
