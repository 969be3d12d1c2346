package aether.nic.vfio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.TransportException;
import aether.nic.chip.Bus;
import aether.nic.chip.Dma;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Registers;
import aether.nic.chip.Trouble;
import aether.nic.memory.DmaRegion;
import aether.nic.memory.MappedRegion;
import aether.nic.pci.PciDevice;
import aether.nic.sys.Descriptors;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A card that the kernel has handed to this process: its registers, its configuration space, its memory and its reset. Nothing of it is left when
 * it is closed, nor when its process dies: the kernel then resets it and takes its memory away.
 *
 * <pre>
 *  struct vfio_region_info: 0 size u32 | 4 flags u32: 4 can be mapped | 8 index u32 | 12 - | 16 length u64 | 24 offset u64
 * </pre>
 *
 * Safe because registers are reached through views that check their bounds, and configuration space through the kernel, which lets through what
 * does no harm.
 */
public final class VfioDevice implements Bus {
    private static final long GET_REGION_INFO = 0x3B6C;
    private static final long DEVICE_RESET = 0x3B6F;
    private static final int BARS = 6;
    private static final int CONFIGURATION = 7;
    private static final int REGION_INFO_LENGTH = 32;
    private static final int CAN_BE_MAPPED = 4;
    private static final int COMMAND = 4;
    private static final int DECODE = 2;
    private static final int MASTER = 4;
    private static final int NO_VENDOR = 0xFFFF;
    private static final List<String> PREFERRED = List.of("flr", "bus", "af_flr", "acpi");

    private final PciDevice device;
    private final VfioContainer container;
    private final int fd;
    private final BarRegisters[] bars = new BarRegisters[BARS];
    private final VfioEvents events;
    private final long configuration;
    private boolean isClosed;

    /**
     * Opens one; it stands still.
     *
     * @throws TransportException saying what is missing; nothing is left open
     */
    public VfioDevice(final PciDevice device) {
        this.device = device;
        container = new VfioContainer(device);
        try {
            fd = container.device();
        } catch (final TransportException e) {
            container.close();
            throw e;
        }
        events = new VfioEvents(fd);
        try (Arena arena = Arena.ofConfined()) {
            configuration = region(CONFIGURATION, arena).get(JAVA_LONG, 24);
        } catch (final TransportException e) {
            close();
            throw e;
        }
    }

    private MemorySegment region(final int index, final Arena arena) {
        final MemorySegment info = arena.allocate(REGION_INFO_LENGTH, Long.BYTES);
        info.set(JAVA_INT, 0, REGION_INFO_LENGTH);
        info.set(JAVA_INT, 8, index);
        final int result = LibC.ioctl(fd, GET_REGION_INFO, info);
        if (result < 0) {
            throw new TransportException(name() + ": its region " + index + ": " + Errno.text(result));
        }
        return info;
    }

    /**
     * Memory that the card reaches, each part only as its purpose demands.
     *
     * @throws TransportException when there is not enough
     */
    public DmaAreas allocate(final DmaAreas.Sizes sizes, final boolean wantsHugePages) {
        return new DmaAreas(
                area(sizes.rings(), wantsHugePages, "rings", true, true),
                area(sizes.receive(), wantsHugePages, "frames to receive", false, true),
                area(sizes.transmit(), wantsHugePages, "frames to send", true, false));
    }

    /** Takes memory away from the card; this process keeps it until the end. */
    void revoke(final Dma area) {
        container.revoke(area.iova());
    }

    private Dma area(
            final int length, final boolean isHuge, final String what, final boolean isRead, final boolean isWritten) {
        final DmaRegion region = DmaRegion.allocate(length, isHuge, name() + ": " + what);
        try {
            return new Dma(region.view(), container.map(region, isRead, isWritten));
        } catch (final TransportException e) {
            region.close();
            throw e;
        }
    }

    /** Vendor below, device above. */
    int id() {
        return device.id();
    }

    @Override
    public String name() {
        return device.address();
    }

    @Override
    public Registers bar(final int index) {
        if (index < 0 || index >= BARS) {
            throw new TransportException(name() + ": it names base address register " + index);
        }
        if (bars[index] == null) {
            try (Arena arena = Arena.ofConfined()) {
                final MemorySegment info = region(index, arena);
                if ((info.get(JAVA_INT, 4) & CAN_BE_MAPPED) == 0) {
                    throw new TransportException(name() + ": its base address register " + index + " is no memory");
                }
                bars[index] = new BarRegisters(MappedRegion.shared(
                        fd, info.get(JAVA_LONG, 24), info.get(JAVA_LONG, 16), name() + ": its registers"));
            }
        }
        return bars[index];
    }

    @Override
    public int config(final int offset, final int width) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment bytes = arena.allocate(width, Integer.BYTES);
            if (isClosed || Descriptors.read(fd, bytes, configuration + offset) != width) {
                return -1 >>> Integer.SIZE - Byte.SIZE * width;
            }
            return switch (width) {
                case 1 -> bytes.get(JAVA_BYTE, 0) & 0xFF;
                case 2 -> bytes.get(JAVA_SHORT, 0) & 0xFFFF;
                default -> bytes.get(JAVA_INT, 0);
            };
        }
    }

    private void command(final int bits, final boolean isOn) {
        final int now = config(COMMAND, 2);
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment bytes = arena.allocateFrom(JAVA_SHORT, (short) (isOn ? now | bits : now & ~bits));
            Descriptors.write(fd, bytes, configuration + COMMAND);
        }
    }

    @Override
    public boolean isPresent() {
        return !isClosed && config(0, 2) != NO_VENDOR;
    }

    @Override
    public void decode(final boolean isOn) {
        command(DECODE, isOn);
    }

    @Override
    public void master(final boolean isOn) {
        command(MASTER, isOn);
    }

    /** Of the ways that the kernel has, one that resets more than the power state. */
    @Override
    public String reset() {
        String method = "the kernel's choice";
        for (final String preferred : PREFERRED) {
            if (device.resetMethods().contains(preferred)) {
                method = choose(preferred) ? preferred : method;
                break;
            }
        }
        final int result = LibC.ioctl(fd, DEVICE_RESET, MemorySegment.NULL);
        return result < 0 ? method + ": " + Errno.text(result) : method;
    }

    private boolean choose(final String method) {
        if (device.resetMethods().size() == 1) {
            return true;
        }
        try {
            Files.writeString(Path.of(device.files().toString(), "reset_method"), method + "\n");
            return true;
        } catch (final IOException e) {
            // Rights are given up after the first start: the choice of then holds.
            return false;
        }
    }

    @Override
    public Trouble signalled() {
        return events.next();
    }

    /** In the reverse order of opening. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (final BarRegisters bar : bars) {
            if (bar != null) {
                bar.close();
            }
        }
        events.close();
        LibC.close(fd);
        container.close();
    }
}
