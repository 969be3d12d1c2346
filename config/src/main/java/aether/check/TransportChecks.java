package aether.check;

import aether.config.SiteConfig;
import aether.host.HostItem;
import aether.host.HostItem.Verdict;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.pci.PciBinding;
import aether.nic.pci.PciDevice;
import aether.nic.sys.Capability;
import aether.nic.sys.LibC;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Offload;
import aether.nic.vfio.VfioCards;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether this process may use the transports that a configuration asks for, and how the network card is set; opens none of them. */
public final class TransportChecks {
    private static final Map<Tier, List<Capability>> RIGHTS = Map.of(
            Tier.VFIO, List.of(Capability.NET_ADMIN, Capability.IPC_LOCK),
            Tier.XDP, List.of(Capability.NET_RAW, Capability.NET_ADMIN, Capability.BPF, Capability.IPC_LOCK),
            Tier.PACKET, List.of(Capability.NET_RAW),
            Tier.BATCHED, List.of(),
            Tier.SOCKET, List.of());
    private static final int LEAST_RING = 1024;

    private final SiteConfig config;

    public TransportChecks(final SiteConfig config) {
        this.config = config;
    }

    public List<HostItem> all() {
        final List<HostItem> items = new ArrayList<>();
        final SiteConfig.Transport transport = config.transport();
        for (final Tier tier : Tier.values()) {
            if (tier.compareTo(transport.best()) >= 0 && tier.compareTo(transport.lowest()) <= 0) {
                items.add(rights(tier));
            }
        }
        if (transport.vfio() != null) {
            items.add(ownCard(transport.vfio().card()));
        }
        if (LibC.isSupported()) {
            card(items);
        }
        return items;
    }

    private HostItem ownCard(final String address) {
        try {
            final PciDevice device = PciDevice.named(Path.of("/"), address);
            final List<String> objections = new PciBinding(device).objections();
            if (VfioCards.of(device) != null && device.isGivenToVfio() && objections.isEmpty()) {
                return new HostItem(
                        "own_card",
                        Verdict.PASS,
                        device + ": " + VfioCards.of(device).text(),
                        "",
                        "");
            }
            return new HostItem(
                    "own_card",
                    verdict(Tier.VFIO),
                    device + " is driven by " + device.driver(),
                    objections.isEmpty() ? "the appliance cannot drive it" : String.join("; ", objections),
                    "'aether nic info " + address + "', 'aether nic bind " + address + "'");
        } catch (final TransportException e) {
            return new HostItem("own_card", verdict(Tier.VFIO), "not there", e.getMessage(), "transport.vfio.card");
        }
    }

    private HostItem rights(final Tier tier) {
        final String name = "transport_" + tier.name().toLowerCase(java.util.Locale.ROOT);
        if (tier != Tier.SOCKET && !LibC.isSupported()) {
            return new HostItem(
                    name,
                    verdict(tier),
                    "not on this system",
                    tier.text() + " is a part of Linux on x86-64 and aarch64",
                    "transport.lowest: socket, or Linux");
        }
        final String missing = RIGHTS.get(tier).stream()
                .filter(right -> !right.isHeld())
                .map(Capability::kernelName)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? new HostItem(name, Verdict.PASS, tier.text() + ": all rights that it needs", "", "")
                : new HostItem(
                        name,
                        verdict(tier),
                        tier.text() + " lacks " + missing,
                        "the kernel will refuse it, and the appliance "
                                + (tier == config.transport().lowest() ? "not start" : "fall to the next tier"),
                        "setcap " + missing.toLowerCase(java.util.Locale.ROOT).replace(", ", ",")
                                + "+ep on the java binary, or AmbientCapabilities= in the service's unit");
    }

    /** A tier that another may replace is no reason to stop. */
    private Verdict verdict(final Tier tier) {
        return tier == config.transport().lowest() ? Verdict.FAIL : Verdict.WARN;
    }

    private void card(final List<HostItem> items) {
        final NetworkDevice device;
        try {
            device = NetworkDevice.named(config.channel().networkInterface());
        } catch (final TransportException e) {
            return;
        }
        final NetworkDevice.Rings rings = device.rings();
        if (rings != null) {
            items.add(
                    rings.receive() >= Math.min(LEAST_RING, rings.mostReceive())
                            ? new HostItem("card_ring", Verdict.PASS, rings.receive() + " descriptors", "", "")
                            : new HostItem(
                                    "card_ring",
                                    Verdict.WARN,
                                    rings.receive() + " of " + rings.mostReceive() + " descriptors",
                                    "a burst overruns the card's ring before it is read",
                                    "aether host prepare, or ethtool -G " + device + " rx " + rings.mostReceive()));
        }
        final String merging = List.of(Offload.GRO, Offload.LRO).stream()
                .filter(device::isOn)
                .map(Offload::text)
                .collect(Collectors.joining(", "));
        items.add(
                merging.isEmpty()
                        ? new HostItem("card_offloads", Verdict.PASS, "frames are not merged", "", "")
                        : new HostItem(
                                "card_offloads",
                                Verdict.WARN,
                                merging + " on " + device,
                                "frames wait for others that they could be merged with",
                                "aether host prepare, or ethtool -K " + device + " gro off lro off"));
    }
}
