package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.host.RecordedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards and drivers in copies of a machine's files. */
class NicCommandTest {
    private static final String CARD = "0000:01:00.0";
    private static final String NEIGHBOUR = "0000:01:00.1";

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        device(CARD, "0x8086", "0x10d3", "0x020000", "e1000e", "7");
        device("0000:00:1c.0", "0x8086", "0xa110", "0x060400", "pcieport", "7");
        write("sys/bus/pci/devices/" + CARD + "/net/eth1/operstate", "up");
        write("sys/bus/pci/devices/" + CARD + "/reset_method", "flr bus");
        write("sys/bus/pci/devices/" + CARD + "/numa_node", "0");
        Files.createDirectories(root.resolve("sys/bus/pci/drivers/vfio-pci"));
        write("sys/bus/pci/drivers_probe", "");
        write("proc/interrupts", "           CPU0\n  24:          1 IR-PCI-MSI 524288-edge      eth1");
        write("proc/net/route", "Iface\tDestination\tGateway\neth0\t00000000\t0101A8C0");
    }

    private void write(final String path, final String content) throws IOException {
        RecordedTree.write(root, path, content);
    }

    private void device(
            final String address,
            final String vendor,
            final String id,
            final String deviceClass,
            final String driver,
            final String group)
            throws IOException {
        final String files = "sys/bus/pci/devices/" + address + "/";
        write(files + "vendor", vendor);
        write(files + "device", id);
        write(files + "class", deviceClass);
        write(files + "driver_override", "(null)");
        write("sys/bus/pci/drivers/" + driver + "/unbind", "");
        write("sys/kernel/iommu_groups/" + group + "/devices/" + address, "");
        Files.createSymbolicLink(root.resolve(files + "driver"), root.resolve("sys/bus/pci/drivers/" + driver));
        Files.createSymbolicLink(root.resolve(files + "iommu_group"), root.resolve("sys/kernel/iommu_groups/" + group));
    }

    private CommandLine nic(final Object... words) {
        final Object[] all = new Object[words.length + 3];
        all[0] = "nic";
        System.arraycopy(words, 0, all, 1, words.length);
        all[all.length - 2] = "--root";
        all[all.length - 1] = root;
        return CommandLine.run(all);
    }

    @Test
    void shouldListTheCards() {
        final CommandLine listed = nic("list");
        assertEquals(0, listed.exitCode());
        assertTrue(
                listed.out()
                        .contains(
                                "0000:01:00.0  8086:10d3  e1000e        7      0     eth1        Intel 82574L (e1000e)"),
                listed.out());
        assertFalse(listed.out().contains("0000:00:1c.0"), "a bridge is no card");
    }

    @Test
    void shouldSayEverythingAboutACard() {
        final CommandLine said = nic("info", "eth1");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().contains("IOMMU group  7"), said.out());
        assertTrue(said.out().contains("shared with  0000:00:1c.0 (pcieport)"), said.out());
        assertTrue(said.out().contains("reset        flr, bus"), said.out());
        assertTrue(said.out().contains("usable       yes: 'aether nic bind 0000:01:00.0'"), said.out());
    }

    @Test
    void shouldShowWhatItWouldWrite() throws IOException {
        final CommandLine dry = nic("bind", "eth1", "--dry-run");
        assertEquals(0, dry.exitCode(), dry.err());
        assertEquals("""
                would write 'vfio-pci' to /sys/bus/pci/devices/0000:01:00.0/driver_override
                would write '0000:01:00.0' to /sys/bus/pci/devices/0000:01:00.0/driver/unbind
                would write '0000:01:00.0' to /sys/bus/pci/drivers_probe
                """, dry.out());
        assertEquals(
                "(null)",
                Files.readString(root.resolve("sys/bus/pci/devices/" + CARD + "/driver_override"))
                        .strip());
    }

    /** In a copy no kernel answers, and the command sees that: the driver is as before. */
    @Test
    void shouldNotTakeAKernelAtItsWord() throws IOException {
        final CommandLine bound = nic("bind", CARD, "--wait", "1ms");
        assertEquals(1, bound.exitCode());
        assertTrue(
                bound.out().contains("was driven by e1000e, is driven by e1000e: no driver took it within 1 ms"),
                bound.out());
        assertEquals(
                "vfio-pci",
                Files.readString(root.resolve("sys/bus/pci/devices/" + CARD + "/driver_override"))
                        .strip());
        final CommandLine unbound = nic("unbind", CARD);
        assertEquals(0, unbound.exitCode());
        assertTrue(unbound.out().contains("nothing to do"), unbound.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proc/net/route | eth1 00000000 0101A8C0 | carries the machine's default route",
                "proc/interrupts | 24: 1 PCI-MSI 524288-edge eth1 | interrupts are not remapped",
                "sys/kernel/iommu_groups/7/name | vfio-noiommu | no IOMMU guards it",
                "sys/bus/pci/devices/0000:01:00.0/device | 0x1234 | there is no driver for a card 8086:1234 here"
            })
    void shouldRefuseAndExplain(final String path, final String content, final String why) throws IOException {
        write(path, content);
        final CommandLine refused = nic("bind", CARD);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains(why), refused.err());
        assertEquals(
                "(null)",
                Files.readString(root.resolve("sys/bus/pci/devices/" + CARD + "/driver_override"))
                        .strip());
    }

    @Test
    void shouldRefuseACardThatTheIommuCannotTellFromAnother() throws IOException {
        device(NEIGHBOUR, "0x8086", "0x10d3", "0x020000", "e1000e", "7");
        final CommandLine refused = nic("bind", CARD);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("group 7 is shared with 0000:01:00.1 (e1000e)"), refused.err());
    }

    @Test
    void shouldRefuseAMachineWithoutIommuOrVfio() throws IOException {
        Files.delete(root.resolve("sys/bus/pci/devices/" + CARD + "/iommu_group"));
        Files.delete(root.resolve("sys/bus/pci/drivers/vfio-pci"));
        final CommandLine refused = nic("bind", CARD);
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err().contains("intel_iommu=on") && refused.err().contains("modprobe vfio-pci"), refused.err());
    }

    @Test
    void shouldNameTheCardThatIsNotThere() {
        final CommandLine refused = nic("info", "eth7");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("no device 'eth7' on the PCI bus"), refused.err());
    }
}
