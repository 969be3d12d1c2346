package aether.nic.vfio;

import aether.nic.TransportException;
import aether.nic.chip.Chip;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.chip.Settings;
import aether.nic.chip.intel.E1000e;
import aether.nic.chip.intel.Ixgbe;
import aether.nic.chip.virtio.VirtioNet;
import aether.nic.pci.PciDevice;
import java.nio.file.Path;

/** The cards that this process can drive. */
public enum VfioCards {
    /** Intel 82574L. */
    E1000E(E1000e.PCI_ID, "Intel 82574L (e1000e)", true) {
        @Override
        DmaAreas.Sizes sizes(final int frames) {
            return E1000e.sizes(frames);
        }

        @Override
        Chip driver(final VfioDevice device, final DmaAreas areas, final Settings settings) {
            return new E1000e(device.bar(0), areas, settings);
        }
    },
    /** Intel's controllers for 10 GbE. */
    IXGBE(0, "Intel 82599, X540, X550 (ixgbe)", false) {
        @Override
        DmaAreas.Sizes sizes(final int frames) {
            return Ixgbe.sizes(frames);
        }

        @Override
        Chip driver(final VfioDevice device, final DmaAreas areas, final Settings settings) {
            return new Ixgbe(Ixgbe.PCI_IDS.get(device.id()) + " (UNCERTIFIED driver)", device.bar(0), areas, settings);
        }

        @Override
        boolean drives(final int id) {
            return Ixgbe.PCI_IDS.containsKey(id);
        }
    },
    /** The card of virtual machines. */
    VIRTIO(VirtioNet.PCI_ID, "virtio-net 1.x", true) {
        @Override
        DmaAreas.Sizes sizes(final int frames) {
            return VirtioNet.sizes(frames);
        }

        @Override
        Chip driver(final VfioDevice device, final DmaAreas areas, final Settings settings) {
            return new VirtioNet(device, areas, settings);
        }
    };

    private final int id;
    private final String text;
    private final boolean isCertified;

    VfioCards(final int id, final String text, final boolean isCertified) {
        this.id = id;
        this.text = text;
        this.isCertified = isCertified;
    }

    boolean drives(final int deviceId) {
        return id == deviceId;
    }

    /** What its driver wants of memory. */
    abstract DmaAreas.Sizes sizes(int frames);

    abstract Chip driver(VfioDevice device, DmaAreas areas, Settings settings);

    /** For people. */
    public String text() {
        return text;
    }

    /** Whether its driver has met a device, real or emulated, and not only the simulation. */
    public boolean isCertified() {
        return isCertified;
    }

    /** The one that drives a device, or null. */
    public static VfioCards of(final PciDevice device) {
        for (final VfioCards card : values()) {
            if (card.drives(device.id())) {
                return card;
            }
        }
        return null;
    }

    /**
     * The one that drives a device.
     *
     * @throws TransportException when none does
     */
    public static VfioCards require(final PciDevice device) {
        final VfioCards card = of(device);
        if (card == null) {
            throw new TransportException(device + ": there is no driver for a card " + device.idText()
                    + " here; 'aether nic list' shows which can be driven");
        }
        return card;
    }

    /**
     * How to open a card, now and after it was away.
     *
     * @param address on the PCI bus, or the name of its interface
     */
    public static NicPort.Opener opener(final String address, final Settings settings, final boolean wantsHugePages) {
        return () -> {
            final PciDevice device = PciDevice.named(Path.of("/"), address);
            final VfioCards card = require(device);
            final VfioDevice opened = new VfioDevice(device);
            try {
                final DmaAreas areas = opened.allocate(card.sizes(settings.frames()), wantsHugePages);
                return new NicPort.Unit(opened, card.driver(opened, areas, settings));
            } catch (final RuntimeException e) {
                opened.close();
                throw e;
            }
        };
    }
}
