package aether.cli;

import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.UsageException;
import aether.nic.pci.PciBinding;
import aether.nic.pci.PciDevice;
import aether.nic.vfio.VfioCards;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aether nic}. */
@Command(
        name = "nic",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|info|bind|unbind",
        description =
                "Network cards: lists them and their drivers, and gives one to this appliance or back to the kernel.",
        subcommands = {NicCommand.ListCards.class, NicCommand.Info.class, NicCommand.Bind.class, NicCommand.Unbind.class
        })
final class NicCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCode.USAGE;
    }

    /** Which card, on which machine. */
    static final class Target {
        @Parameters(
                paramLabel = "CARD",
                description = "Its address on the PCI bus, such as 0000:01:00.0, or the name of its interface.")
        private String name;

        @Mixin
        private MachineOption machine;

        private PciDevice device() {
            return PciDevice.named(machine.root(), name);
        }
    }

    /** {@code aether nic list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The network cards of this machine.",
            footer = {"", "Example: aether nic list"})
    static final class ListCards implements Callable<Integer> {
        @Mixin
        private MachineOption machine;

        @Override
        public Integer call() {
            final List<PciDevice> cards = PciDevice.networkCards(machine.root());
            if (cards.isEmpty()) {
                System.out.println("no network card on the PCI bus of this machine");
                return ExitCode.OK;
            }
            System.out.printf(
                    "%-14s%-11s%-14s%-7s%-6s%-12s%s%n",
                    "address", "id", "driver", "group", "node", "interface", "can be driven as");
            for (final PciDevice card : cards) {
                System.out.printf(
                        "%-14s%-11s%-14s%-7s%-6s%-12s%s%n",
                        card.address(),
                        card.idText(),
                        card.driver(),
                        orDash(card.group()),
                        card.numaNode() < 0 ? "-" : card.numaNode(),
                        orDash(String.join(",", card.interfaces())),
                        drivenAs(card));
            }
            return ExitCode.OK;
        }
    }

    private static String orDash(final String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String drivenAs(final PciDevice card) {
        final VfioCards kind = VfioCards.of(card);
        return kind == null ? "-" : kind.text() + (kind.isCertified() ? "" : ", UNCERTIFIED");
    }

    /** {@code aether nic info}. */
    @Command(
            name = "info",
            mixinStandardHelpOptions = true,
            description = "Everything about one card, and whether it could be given to this appliance.",
            footer = {"", "Example: aether nic info eth1"})
    static final class Info implements Callable<Integer> {
        @Mixin
        private Target target;

        @Override
        public Integer call() {
            final PciDevice card = target.device();
            line("address", card.address() + (card.link().isEmpty() ? "" : ", " + card.link()));
            line("id", card.idText());
            line("driven as", drivenAs(card));
            line("driver", card.driver());
            line("interface", orDash(String.join(", ", card.interfaces())));
            line("memory node", card.numaNode() < 0 ? "-" : Integer.toString(card.numaNode()));
            line("IOMMU group", orDash(card.group()));
            line(
                    "shared with",
                    orDash(card.groupMembers().stream()
                            .map(member -> member.address() + " (" + member.driver() + ")")
                            .collect(Collectors.joining(", "))));
            line("reset", orDash(String.join(", ", card.resetMethods())));
            final List<String> objections = new PciBinding(card).objections();
            objections.forEach(objection -> line("not usable", objection));
            if (objections.isEmpty()) {
                line(
                        "usable",
                        card.isGivenToVfio()
                                ? "yes, and given to the appliance"
                                : "yes: 'aether nic bind " + card.address() + "'");
            }
            return ExitCode.OK;
        }

        private static void line(final String name, final String text) {
            System.out.printf("%-13s%s%n", name, text);
        }
    }

    /** How long until the kernel has done its part, in milliseconds. */
    private interface Waiting {
        long await(long mostMs, PciBinding.Pause pause);
    }

    /** A card given away: shown only, or done and waited for. */
    static final class Handover {
        private static final long NS_PER_MS = 1_000_000;

        @Option(names = "--dry-run", description = "Only show what would be written.")
        private boolean isDry;

        @Option(
                names = "--wait",
                defaultValue = "10s",
                paramLabel = "TIME",
                converter = Durations.class,
                description = "How long the kernel may take at most, such as 10s. Default: ${DEFAULT-VALUE}.")
        private long waitNs;

        private int apply(final PciDevice card, final List<PciBinding.Step> steps, final Waiting kernel) {
            if (steps.isEmpty()) {
                System.out.println(card + " is driven by " + card.driver() + ": nothing to do");
                return ExitCode.OK;
            }
            if (isDry) {
                steps.forEach(step -> System.out.println("would write '" + step.text() + "' to /" + step.file()));
                return ExitCode.OK;
            }
            final String before = card.driver();
            new PciBinding(card).take(steps);
            final long tookMs = kernel.await(waitNs / NS_PER_MS, ms -> LockSupport.parkNanos(ms * NS_PER_MS));
            final boolean isTaken = !card.driver().equals(before) && card.hasDriver();
            System.out.println(card + ": was driven by " + before + ", is driven by " + card.driver()
                    + (isTaken
                            ? tookMs == 0 ? "" : ", after " + tookMs + " ms"
                            : ": no driver took it within " + waitNs / NS_PER_MS + " ms; 'dmesg' says why"));
            return isTaken ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** {@code aether nic bind}. */
    @Command(
            name = "bind",
            mixinStandardHelpOptions = true,
            description = {
                "Takes a card from the kernel, so that 'transport.tier: vfio' can drive it. The kernel's interface of that card is gone until "
                        + "'aether nic unbind'. Needs root; --dry-run does not."
            },
            footer = {"", "Example: aether nic bind eth1 --dry-run"})
    static final class Bind implements Callable<Integer> {
        @Mixin
        private Handover handover;

        @Mixin
        private Target target;

        @Override
        public Integer call() {
            final PciDevice card = target.device();
            final PciBinding binding = new PciBinding(card);
            final List<String> objections = binding.objections();
            VfioCards.require(card);
            if (!objections.isEmpty()) {
                throw new UsageException(card + ": " + String.join("; and ", objections));
            }
            return handover.apply(card, binding.bind(), binding::awaitBound);
        }
    }

    /** {@code aether nic unbind}. */
    @Command(
            name = "unbind",
            mixinStandardHelpOptions = true,
            description = "Gives a card back to the kernel's own driver. Needs root; --dry-run does not.",
            footer = {"", "Example: aether nic unbind 0000:01:00.0"})
    static final class Unbind implements Callable<Integer> {
        @Mixin
        private Handover handover;

        @Mixin
        private Target target;

        @Override
        public Integer call() {
            final PciDevice card = target.device();
            final PciBinding binding = new PciBinding(card);
            return handover.apply(card, binding.unbind(), binding::awaitUnbound);
        }
    }
}
