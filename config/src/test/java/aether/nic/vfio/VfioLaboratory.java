package aether.nic.vfio;

import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.chip.Settings;
import aether.nic.pci.PciDevice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Cards behind VFIO, and what a test does to them that the product never would. */
public final class VfioLaboratory {
    private static final long PAGE = 4096;
    private static final long PAGE_NUMBER = (1L << 55) - 1;

    private record Opened(VfioDevice device, DmaAreas areas) {}

    private final Settings settings;
    private final Map<String, Opened> opened = new TreeMap<>();

    public VfioLaboratory(final Settings settings) {
        this.settings = settings;
    }

    /** As the product opens a card; the memory is remembered. */
    public NicPort.Opener opener(final String address) {
        return () -> {
            final PciDevice found = PciDevice.named(Path.of("/"), address);
            final VfioCards card = VfioCards.require(found);
            final VfioDevice device = new VfioDevice(found);
            try {
                final DmaAreas areas = device.allocate(card.sizes(settings.frames()), true);
                opened.put(address, new Opened(device, areas));
                return new NicPort.Unit(device, card.driver(device, areas, settings));
            } catch (final RuntimeException e) {
                device.close();
                throw e;
            }
        };
    }

    public DmaAreas areas(final String address) {
        return opened.get(address).areas();
    }

    /** By the kernel's own table, an entry of eight bytes for each page: bits 0 to 54 its number, bit 63 whether it is there. */
    public long physical(final String address) {
        final long place = areas(address).transmit().memory().addressOffset();
        try (RandomAccessFile table = new RandomAccessFile("/proc/self/pagemap", "r")) {
            table.seek(place / PAGE * Long.BYTES);
            final long entry = Long.reverseBytes(table.readLong());
            if (entry >= 0) {
                throw new IllegalStateException("the page is not there");
            }
            return (entry & PAGE_NUMBER) * PAGE + place % PAGE;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void reset(final String address) {
        opened.get(address).device().reset();
    }

    public void revoke(final String address) {
        opened.get(address).device().revoke(areas(address).receive());
    }
}
