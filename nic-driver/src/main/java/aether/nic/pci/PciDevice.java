package aether.nic.pci;

import aether.nic.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A device on the PCI bus, by its files below {@code /sys/bus/pci/devices}. Source: the kernel's
 * Documentation/ABI/testing/sysfs-bus-pci.
 */
public final class PciDevice {
    /** Where they are, below the root. */
    static final String DEVICES = "sys/bus/pci/devices";

    static final String VFIO = "vfio-pci";

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]");
    private static final int NETWORK = 0x02;
    private static final int BRIDGE = 0x06;
    private static final String NONE = "none";

    private final Path root;
    private final Path files;
    private final String address;

    private PciDevice(final Path root, final String address) {
        this.root = root;
        this.address = address;
        files = root.resolve(DEVICES).resolve(address);
    }

    /**
     * Finds one, by its address or by the name of its network interface.
     *
     * @param root of the files, {@code /}
     * @throws TransportException when there is none
     */
    public static PciDevice named(final Path root, final String name) {
        if (ADDRESS.matcher(name).matches()
                && Files.isDirectory(root.resolve(DEVICES).resolve(name))) {
            return new PciDevice(root, name);
        }
        for (final PciDevice device : all(root)) {
            if (device.interfaces().contains(name)) {
                return device;
            }
        }
        throw new TransportException(
                "no device '" + name + "' on the PCI bus; 'aether nic list' shows what there is, such as 0000:01:00.0");
    }

    /** All network cards, by address. */
    public static List<PciDevice> networkCards(final Path root) {
        return all(root).stream().filter(PciDevice::isNetworkCard).toList();
    }

    private static List<PciDevice> all(final Path root) {
        return names(root.resolve(DEVICES)).stream()
                .filter(ADDRESS.asMatchPredicate())
                .map(address -> new PciDevice(root, address))
                .toList();
    }

    private static List<String> names(final Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    private String text(final String file) {
        try {
            return Files.readString(files.resolve(file)).strip();
        } catch (final IOException e) {
            return "";
        }
    }

    private int hex(final String file) {
        final String text = text(file);
        return text.startsWith("0x") ? Integer.parseUnsignedInt(text.substring(2), 16) : 0;
    }

    private String linkTo(final String link) {
        try {
            return files.resolve(link).toRealPath().getFileName().toString();
        } catch (final IOException e) {
            return "";
        }
    }

    Path root() {
        return root;
    }

    /** Where its files are. */
    public Path files() {
        return files;
    }

    /** Domain, bus, device, function: {@code 0000:01:00.0}. */
    public String address() {
        return address;
    }

    /** Vendor below, device above, as a card's configuration space begins. */
    public int id() {
        return hex("device") << 16 | hex("vendor") & 0xFFFF;
    }

    /** {@code 8086:10d3}. */
    public String idText() {
        return String.format("%04x:%04x", hex("vendor"), hex("device"));
    }

    private boolean isNetworkCard() {
        return hex("class") >>> 16 == NETWORK;
    }

    boolean isBridge() {
        return hex("class") >>> 16 == BRIDGE;
    }

    /** Name of the driver that has it, or {@code none}. */
    public String driver() {
        final String name = linkTo("driver");
        return name.isEmpty() ? NONE : name;
    }

    /** Whether a process may drive it. */
    public boolean isGivenToVfio() {
        return VFIO.equals(driver());
    }

    /** Whether a driver of the kernel's own has it. */
    boolean isDrivenByKernel() {
        return hasDriver() && !isGivenToVfio();
    }

    /** Whether any driver has it. */
    public boolean hasDriver() {
        return !NONE.equals(driver());
    }

    /** Number of its IOMMU group; empty where no IOMMU guards it. */
    public String group() {
        return linkTo("iommu_group");
    }

    /** Whether its group was made up by a kernel that guards nothing. */
    public boolean isUnguarded() {
        try {
            return "vfio-noiommu"
                    .equals(Files.readString(files.resolve("iommu_group/name")).strip());
        } catch (final IOException e) {
            return false;
        }
    }

    /** Devices that the IOMMU cannot tell from this one. */
    public List<PciDevice> groupMembers() {
        return names(files.resolve("iommu_group/devices")).stream()
                .filter(name -> !name.equals(address))
                .map(name -> new PciDevice(root, name))
                .toList();
    }

    /** Names of its network interfaces; none when no driver of the kernel has it. */
    public List<String> interfaces() {
        return Stream.concat(
                        names(files.resolve("net")).stream(),
                        names(files).stream()
                                .filter(name -> name.startsWith("virtio"))
                                .flatMap(name -> names(files.resolve(name).resolve("net")).stream()))
                .toList();
    }

    /** The memory node it is next to; -1 where there is one only, or nobody knows. */
    public int numaNode() {
        final String node = text("numa_node");
        return node.isEmpty() ? -1 : Integer.parseInt(node);
    }

    /** Ways in which the kernel can reset it, best first; empty where it does not say. */
    public List<String> resetMethods() {
        final String methods = text("reset_method");
        return methods.isEmpty() ? List.of() : List.of(methods.split(" "));
    }

    /** Link speed and width, or empty. */
    public String link() {
        final String speed = text("current_link_speed");
        return speed.isEmpty() ? "" : speed + " x" + text("current_link_width");
    }

    @Override
    public String toString() {
        return address;
    }
}
