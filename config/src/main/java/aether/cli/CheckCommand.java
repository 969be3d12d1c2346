package aether.cli;

import aether.check.LineChecks;
import aether.check.SiteChecks;
import aether.check.TransportChecks;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.Json;
import aether.console.UsageException;
import aether.host.CpuList;
import aether.host.HostItem;
import aether.host.HostItem.Verdict;
import aether.host.HostReport;
import aether.host.HostTree;
import aether.host.HostWishes;
import aether.nic.Tier;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aether check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the machine and the configuration before an appliance is started: each item PASS, WARN or FAIL, with what was "
                    + "found, why it matters, and what to do. Changes nothing and needs no rights.",
            "Exit code 1 when something fails. host.allow in the configuration names items that may fail on this machine."
        },
        footer = {"", "Example: aether check -c config/profiles/loopback.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The site's configuration (YAML).")
    private Path file;

    @Mixin
    private MachineOption machine;

    @Option(
            names = "--listen",
            paramLabel = "T",
            converter = Durations.class,
            description =
                    "Join the lines as well, and wait for a first packet on each for at most so long, such as 5s.")
    private Long listenNs;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        final SiteConfig config = ConfigReader.read(file);
        final Path root = machine.root();
        if (!Files.isDirectory(root.resolve("proc")) || !Files.isDirectory(root.resolve("sys"))) {
            throw new UsageException(root + ": holds no proc and sys; give a directory with copies of both");
        }
        final HostReport report = HostReport.of(
                        new HostTree(root),
                        wishes(config),
                        Runtime.version().feature(),
                        ManagementFactory.getRuntimeMXBean().getInputArguments())
                .and(machine.isThisMachine() ? new TransportChecks(config).all() : List.of())
                .and(new SiteChecks(config).all())
                .and(new LineChecks(config).names())
                .and(listenNs == null ? List.of() : new LineChecks(config).firstPackets(listenNs));
        if (json) {
            try (Json out = new Json(System.out)) {
                report.items().forEach(item -> write(out, item));
            }
        } else {
            report.items().forEach(CheckCommand::print);
            System.out.printf(
                    "%d passed, %d warnings, %d failed%n",
                    report.count(Verdict.PASS), report.count(Verdict.WARN), report.count(Verdict.FAIL));
        }
        return report.count(Verdict.FAIL) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    static HostWishes wishes(final SiteConfig config) {
        return new HostWishes(
                CpuList.parse(config.host().hotCores()),
                config.channel().networkInterface(),
                config.transport().best() == Tier.VFIO
                        ? config.transport().vfio().card()
                        : "",
                config.channel().receiveBuffer(),
                config.host().hugePages(),
                config.host().allowed());
    }

    private static void print(final HostItem item) {
        System.out.printf("%-4s  %-22s %s%n", item.verdict(), item.name(), item.found());
        if (item.verdict() != Verdict.PASS) {
            System.out.printf("      %-22s why: %s%n      %-22s fix: %s%n", "", item.why(), "", item.fix());
        }
    }

    private static void write(final Json json, final HostItem item) {
        json.openObject()
                .key("item")
                .text(item.name())
                .key("verdict")
                .text(item.verdict().name());
        json.key("found")
                .text(item.found())
                .key("why")
                .text(item.why())
                .key("fix")
                .text(item.fix());
        json.closeObject().endLine();
    }
}
