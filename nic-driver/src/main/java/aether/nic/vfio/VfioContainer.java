package aether.nic.vfio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import aether.nic.TransportException;
import aether.nic.memory.DmaRegion;
import aether.nic.pci.PciDevice;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The address space of one card: its IOMMU group in a container of its own, and what is mapped there.
 *
 * <pre>
 *  struct vfio_group_status:         0 size u32 | 4 flags u32: 1 viable
 *  struct vfio_iommu_type1_info:     0 size u32 | 4 flags u32: 2 capabilities | 8 page sizes u64 | 16 offset of the first capability u32
 *    capability:                     0 id u16 | 2 version u16 | 4 offset of the next u32
 *    id 1, ranges:                   8 count u32 | 12 - | 16 (first u64 | last u64) ...
 *  struct vfio_iommu_type1_dma_map:  0 size u32 | 4 flags u32: 1 the device reads, 2 it writes | 8 address u64 | 16 iova u64 | 24 length u64
 *  struct vfio_iommu_type1_dma_unmap: 0 size u32 | 4 flags u32 | 8 iova u64 | 16 length u64
 * </pre>
 *
 * Safe because only whole regions are mapped, which stay where they are until they are unmapped here, and because the IOMMU refuses everything
 * else: a machine without one is refused first.
 */
final class VfioContainer implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/dev/vfio");
    private static final int O_RDWR = 2;
    private static final long GET_API_VERSION = 0x3B64;
    private static final long CHECK_EXTENSION = 0x3B65;
    private static final long SET_IOMMU = 0x3B66;
    private static final long GROUP_GET_STATUS = 0x3B67;
    private static final long GROUP_SET_CONTAINER = 0x3B68;
    private static final long GROUP_GET_DEVICE_FD = 0x3B6A;
    private static final long IOMMU_GET_INFO = 0x3B70;
    private static final long MAP_DMA = 0x3B71;
    private static final long UNMAP_DMA = 0x3B72;
    private static final int TYPE1_V2 = 3;
    private static final int VIABLE = 1;
    private static final int DEVICE_READS = 1;
    private static final int DEVICE_WRITES = 2;
    private static final int INFO_LENGTH = 4096;
    private static final int RANGES = 1;

    private record Mapping(long iova, DmaRegion region) {}

    private final String name;
    private final List<Mapping> mappings = new ArrayList<>();
    private final IovaPlan plan;
    private int container = -1;
    private int group = -1;

    /**
     * Puts the card's group into a container.
     *
     * @throws TransportException saying what the machine lacks; nothing is left open
     */
    VfioContainer(final PciDevice device) {
        name = device.address();
        requireGuard(device);
        try {
            container = open(DIRECTORY.resolve("vfio"), "load the kernel's part of VFIO: 'modprobe vfio-pci'");
            require(GET_API_VERSION, MemorySegment.NULL, "its version");
            if (LibC.ioctl(container, CHECK_EXTENSION, MemorySegment.ofAddress(TYPE1_V2)) != 1) {
                throw new TransportException(
                        name + ": the kernel's VFIO has no IOMMU of type 1; 'modprobe vfio_iommu_type1'");
            }
            group = open(DIRECTORY.resolve(device.group()), "'aether nic bind " + name + "'");
            join();
            plan = new IovaPlan(ranges());
        } catch (final TransportException e) {
            close();
            throw e;
        }
    }

    private static void requireGuard(final PciDevice device) {
        if (!LibC.isSupported()) {
            throw new TransportException("VFIO is a part of Linux on x86-64 and aarch64");
        }
        if (device.group().isEmpty()) {
            throw new TransportException(
                    device.address()
                            + ": no IOMMU guards it; switch VT-d or AMD-Vi on in the firmware, and boot with intel_iommu=on or amd_iommu=on");
        }
        if (device.isUnguarded() || Files.exists(DIRECTORY.resolve("noiommu-" + device.group()))) {
            throw new TransportException(
                    device.address()
                            + ": its IOMMU group is made up (enable_unsafe_noiommu_mode); a card is driven behind an IOMMU only");
        }
        if (!device.isGivenToVfio()) {
            throw new TransportException(device.address() + ": it belongs to the driver '" + device.driver()
                    + "'; give it to this process with 'aether nic bind " + device.address() + "'");
        }
    }

    private int open(final Path path, final String remedy) {
        final int fd = LibC.open(path.toString(), O_RDWR);
        if (fd < 0) {
            throw new TransportException(name + ": " + path + ": " + Errno.text(fd)
                    + switch (-fd) {
                        case Errno.EBUSY -> "; another process drives it";
                        case Errno.EACCES, Errno.EPERM -> "; run as root, or give its owner to this user";
                        default -> "; " + remedy;
                    });
        }
        return fd;
    }

    private void join() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment status = arena.allocate(8, Integer.BYTES);
            status.set(JAVA_INT, 0, 8);
            check(LibC.ioctl(group, GROUP_GET_STATUS, status), "asking for its group's state");
            if ((status.get(JAVA_INT, 4) & VIABLE) == 0) {
                throw new TransportException(
                        name + ": other devices of its IOMMU group belong to the kernel; 'aether nic info " + name
                                + "' shows them");
            }
            check(
                    LibC.ioctl(group, GROUP_SET_CONTAINER, arena.allocateFrom(JAVA_INT, container)),
                    "putting its group into a container");
            final int result = LibC.ioctl(container, SET_IOMMU, MemorySegment.ofAddress(TYPE1_V2));
            if (result == -Errno.EPERM) {
                throw new TransportException(name
                        + ": interrupts are not remapped, so that a card could forge those of others; boot with intremap=on, and switch "
                        + "interrupt remapping on in the firmware");
            }
            check(result, "choosing the IOMMU");
        }
    }

    private void require(final long request, final MemorySegment argument, final String what) {
        final int result = LibC.ioctl(container, request, argument);
        if (result != 0) {
            throw new TransportException(name + ": the kernel's VFIO is another one: " + what + " is " + result);
        }
    }

    private int check(final int result, final String step) {
        if (result < 0) {
            throw new TransportException(name + ": " + step + ": " + Errno.text(result));
        }
        return result;
    }

    /** What the IOMMU translates; everything above the first 4 GiB and below 39 bits where the kernel does not say. */
    private List<IovaPlan.Range> ranges() {
        final List<IovaPlan.Range> ranges = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment info = arena.allocate(INFO_LENGTH, Long.BYTES);
            info.set(JAVA_INT, 0, INFO_LENGTH);
            check(LibC.ioctl(container, IOMMU_GET_INFO, info), "asking the IOMMU what it can do");
            int at = (info.get(JAVA_INT, 4) & 2) == 0 ? 0 : info.get(JAVA_INT, 16);
            while (at > 0 && at < INFO_LENGTH - 16) {
                if (info.get(JAVA_SHORT_UNALIGNED, at) == RANGES) {
                    final int count = Math.min(info.get(JAVA_INT_UNALIGNED, at + 8), (INFO_LENGTH - at - 16) / 16);
                    for (int i = 0; i < count; i++) {
                        ranges.add(new IovaPlan.Range(
                                info.get(JAVA_LONG_UNALIGNED, at + 16 + i * 16L),
                                info.get(JAVA_LONG_UNALIGNED, at + 24 + i * 16L)));
                    }
                }
                final int following = info.get(JAVA_INT_UNALIGNED, at + 4);
                at = following > at ? following : 0;
            }
        }
        return ranges.isEmpty() ? List.of(new IovaPlan.Range(0, (1L << 39) - 1)) : ranges;
    }

    /** The descriptor of the card itself. */
    int device() {
        try (Arena arena = Arena.ofConfined()) {
            return check(LibC.ioctl(group, GROUP_GET_DEVICE_FD, arena.allocateFrom(name)), "opening the device");
        }
    }

    /** Lets the card reach a region; returns where it sees it. It belongs to this object from then on. */
    long map(final DmaRegion region, final boolean isRead, final boolean isWritten) {
        final long iova = plan.place(region.length());
        map(region, iova, isRead, isWritten);
        return iova;
    }

    private void map(final DmaRegion region, final long iova, final boolean isRead, final boolean isWritten) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment map = arena.allocate(32, Long.BYTES);
            map.set(JAVA_INT, 0, 32);
            map.set(JAVA_INT, 4, (isRead ? DEVICE_READS : 0) | (isWritten ? DEVICE_WRITES : 0));
            map.set(JAVA_LONG, 8, region.address());
            map.set(JAVA_LONG, 16, iova);
            map.set(JAVA_LONG, 24, region.length());
            final int result = LibC.ioctl(container, MAP_DMA, map);
            if (result == -Errno.ENOMEM) {
                throw new TransportException(name + ": " + region.length()
                        + " bytes for the card are more than may be locked; raise the limit (ulimit -l)");
            }
            check(result, "mapping " + region.length() + " bytes for the card");
        }
        mappings.add(new Mapping(iova, region));
    }

    /** The card reaches a region no more; the region itself stays. */
    void revoke(final long iova) {
        mappings.stream().filter(mapping -> mapping.iova() == iova).forEach(this::unmap);
    }

    private void unmap(final Mapping mapping) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment unmap = arena.allocate(24, Long.BYTES);
            unmap.set(JAVA_INT, 0, 24);
            unmap.set(JAVA_LONG, 8, mapping.iova());
            unmap.set(JAVA_LONG, 16, mapping.region().length());
            LibC.ioctl(container, UNMAP_DMA, unmap);
        }
    }

    /** The memory goes last: until it is unmapped the card might still write there. */
    @Override
    public void close() {
        mappings.reversed().forEach(this::unmap);
        for (final int fd : new int[] {group, container}) {
            if (fd >= 0) {
                LibC.close(fd);
            }
        }
        group = -1;
        container = -1;
        mappings.reversed().forEach(mapping -> mapping.region().close());
        mappings.clear();
    }
}
