package aether.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Machines on which a card must not be driven, and one on which it may be, by core and all. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class QemuRefusalsTest {
    private static final String FORCE = "/sys/bus/pci/devices/%s/driver_override vfio-pci";

    @BeforeEach
    void require() {
        QemuLab.require();
    }

    /** As somebody would who does not ask the product whether it is wise. */
    private static void force(final QemuMachine machine, final int card) {
        machine.command("write " + FORCE.formatted(machine.address(card)));
        machine.command("write /sys/bus/pci/drivers_probe " + machine.address(card));
    }

    @Test
    void shouldRefuseAMachineWithoutAnIommu() throws IOException {
        try (QemuMachine machine = QemuLab.boot(QemuMachine.Kind.PLAIN.iommu("").virtio(""), "no-iommu")) {
            final String bound = machine.command("aether nic bind " + machine.address(0));
            assertTrue(bound.contains("exit=2") && bound.contains("no IOMMU guards it"), bound);
            final String opened = machine.command("open " + machine.address(0));
            assertTrue(opened.startsWith("ERR") && opened.contains("no IOMMU guards it"), opened);
        }
    }

    @Test
    void shouldRefuseAMachineWithoutInterruptRemapping() throws IOException {
        try (QemuMachine machine = QemuLab.boot(
                QemuMachine.Kind.PLAIN.iommu("intel-iommu,intremap=off,caching-mode=on"), "no-remapping")) {
            final String bound = machine.command("aether nic bind " + machine.address(0));
            assertTrue(bound.contains("exit=2") && bound.contains("interrupts are not remapped"), bound);
            force(machine, 0);
            final String opened = machine.command("open " + machine.address(0));
            assertTrue(opened.startsWith("ERR") && opened.contains("interrupts are not remapped"), opened);
        }
    }

    @Test
    void shouldRefuseAVirtioCardThatGoesPastTheIommu() throws IOException {
        try (QemuMachine machine = QemuLab.boot(QemuMachine.Kind.PLAIN.virtio(""), "past-iommu")) {
            QemuLab.bind(machine);
            final String opened = machine.command("open " + machine.address(1));
            assertTrue(opened.startsWith("ERR") && opened.contains("iommu_platform=on"), opened);
            final String other = machine.command("open " + machine.address(0));
            assertTrue(other.startsWith("OK"), other);
            machine.command("close " + machine.address(0));
        }
    }

    /** The kernel's own switches, which no container has: the core that a driver polls on hears no timer. */
    @Test
    void shouldFindAnIsolatedCoreAndNoTimerTicksOnIt() throws Exception {
        try (QemuMachine machine = QemuLab.boot(
                QemuMachine.Kind.PLAIN.kernel("isolcpus=managed_irq,domain,1 nohz_full=1 rcu_nocbs=1 irqaffinity=0"),
                "isolated")) {
            assertEquals("OK 1", machine.command("cat /sys/devices/system/cpu/isolated"));
            assertEquals("OK 1", machine.command("cat /sys/devices/system/cpu/nohz_full"));
            QemuLab.bind(machine);
            final String opened = machine.command("open " + machine.address(0) + " 1");
            assertTrue(opened.startsWith("OK"), opened);
            final long[] before = ticks(machine);
            for (int number = 0; number < 300; number++) {
                machine.inject(0, TestFrames.frame(TestFrames.GROUP, number, 200));
                Thread.sleep(10);
            }
            final String received = machine.command("await " + machine.address(0) + " 300 10000");
            final long[] after = ticks(machine);
            System.out.println("timer ticks in 3 s of receiving: core 0 " + (after[0] - before[0])
                    + ", isolated core 1, on which the driver polls, " + (after[1] - before[1]));
            assertTrue(received.contains("got=300 gaps=0"), received);
            assertTrue(after[1] - before[1] <= 15, () -> Arrays.toString(before) + Arrays.toString(after));
            assertTrue(after[0] - before[0] > 100, () -> Arrays.toString(before) + Arrays.toString(after));
            machine.command("close " + machine.address(0));
            machine.command(
                    "write /tmp/site.yaml channel: { interface: lo, lines: { A: { group: 239.1.1.1, port: 5000 } } }~"
                            + "host: { hotCores: 1, allow: clock_keeper, journalSpace: 100 MiB }~journal: { directory: /tmp/journal }~");
            final String prepared = machine.command("aether host prepare -c /tmp/site.yaml");
            assertTrue(prepared.startsWith("OK exit=0"), prepared);
            final String check = machine.command("aether check -c /tmp/site.yaml");
            assertTrue(check.startsWith("OK exit=0") && check.contains("PASS  isolated               1"), check);
            assertTrue(check.contains(" 0 failed"), check);
            final String restored = machine.command("aether host restore");
            assertTrue(restored.startsWith("OK exit=0"), restored);
        }
    }

    private static long[] ticks(final QemuMachine machine) {
        final String[] words =
                machine.command("ticks").replace("OK LOC:", "").strip().split(" +");
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
    }
}
