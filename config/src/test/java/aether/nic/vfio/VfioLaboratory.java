package aether.nic.vfio;

import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.chip.Settings;
import java.util.Map;
import java.util.TreeMap;

/** Cards behind VFIO, and what a test does to them that the product never would. */
public final class VfioLaboratory {
    private record Opened(VfioDevice device, DmaAreas areas) {}

    private final Settings settings;
    private final Map<String, Opened> opened = new TreeMap<>();

    public VfioLaboratory(final Settings settings) {
        this.settings = settings;
    }

    /** As the product opens a card; the memory is remembered. */
    public NicPort.Opener opener(final String address) {
        return () -> {
            final NicPort.Unit unit = VfioCards.opener(address, settings, true).open();
            final VfioDevice device = (VfioDevice) unit.bus();
            opened.put(address, new Opened(device, device.areas()));
            return unit;
        };
    }

    public DmaAreas areas(final String address) {
        return opened.get(address).areas();
    }

    public void reset(final String address) {
        opened.get(address).device().reset();
    }

    public void revoke(final String address) {
        opened.get(address).device().revoke(areas(address).receive());
    }
}
