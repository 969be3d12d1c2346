package aether.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts on an emulated PC: a real kernel, VFIO, an IOMMU, and the product's own drivers and commands inside. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class QemuMachineTest extends NicScripts {
    private static final int MOST_LOOKS = 1_000;
    private static final int LOOK_MS = 50;

    private static QemuMachine machine;

    @BeforeAll
    static void boot() throws IOException {
        QemuLab.require();
        machine = QemuLab.boot(QemuMachine.Kind.PLAIN, "main");
    }

    /** Whatever the test before left: both cards are there, and given to the process. */
    @BeforeEach
    void give() {
        if (!isThere(0)) {
            plug();
        }
        QemuLab.bind(machine);
    }

    @AfterAll
    static void end() {
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    Machine machine() {
        return machine;
    }

    @Override
    int frames() {
        return 100_000;
    }

    @Override
    int mostBursts() {
        return 3;
    }

    /** Killed in the middle of traffic: the kernel takes the card back, and a new process drives it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeTakenOverByANewProcessAfterAKill(final int card) throws Exception {
        open(card);
        assertReceives(card, 1_000);
        final long startNs = System.nanoTime();
        machine.post("halt");
        final CompletableFuture<Void> load = CompletableFuture.runAsync(() -> inject(card, TestFrames.GROUP, 0, 50));
        machine.hello();
        final long processNs = System.nanoTime();
        open(card);
        System.out.printf(
                "%s: killed; a new process after %.2f s, driving the card %.2f s later%n",
                machine.address(card), (processNs - startNs) / 1e9, (System.nanoTime() - processNs) / 1e9);
        load.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertReceives(card, 1_000);
        assertSends(card, 1_000);
    }

    /** Pulled out of its slot and put back: the process goes on, and drives the new card as soon as it is given to it. */
    @Test
    void shouldSurviveThatTheCardIsPulled() throws Exception {
        open(0);
        assertReceives(0, 1_000);
        machine.monitor("{\"execute\":\"device_del\",\"arguments\":{\"id\":\"card0\"}}");
        awaitReport("it does not answer any more, and it does not come back");
        awaitGone(0);
        plug();
        QemuLab.bind(machine);
        awaitReport("reset, and running again");
        assertReceives(0, 1_000);
        assertSends(0, 1_000);
    }

    private static boolean isThere(final int card) {
        return machine.command("aether nic list").contains(machine.address(card));
    }

    private static void awaitGone(final int card) {
        for (int i = 0; isThere(card); i++) {
            assertTrue(i < MOST_LOOKS, "the card did not go");
            LockSupport.parkNanos(LOOK_MS * 1_000_000L);
        }
    }

    /** Puts the first card back into its slot, and waits until the guest's kernel sees it. */
    private static void plug() {
        machine.monitor(
                "{\"execute\":\"device_add\",\"arguments\":{\"driver\":\"e1000e\",\"id\":\"card0\",\"netdev\":\"n0\","
                        + "\"bus\":\"port0\",\"mac\":\"52:54:00:00:00:01\",\"romfile\":\"\"}}");
        for (int i = 0; !isThere(0); i++) {
            assertTrue(i < MOST_LOOKS, "the card did not come");
            LockSupport.parkNanos(LOOK_MS * 1_000_000L);
        }
    }

    /** To the kernel's own driver and back, by the product's commands. */
    @Test
    void shouldGiveTheCardBackToTheKernel() {
        final String address = machine.address(1);
        final String given = machine.command("aether nic unbind " + address);
        assertTrue(given.contains("was driven by vfio-pci, is driven by virtio-pci"), given);
        final String listed = machine.command("aether nic list");
        assertTrue(listed.contains("eth0"), listed);
        final String info = machine.command("aether nic info eth0");
        assertTrue(info.contains("virtio-net 1.x") && info.contains("yes: 'aether nic bind " + address), info);
        final String dry = machine.command("aether nic bind eth0 --dry-run");
        assertTrue(
                dry.contains("would write '" + address + "' to /sys/bus/pci/devices/" + address + "/driver/unbind"),
                dry);
        final String taken = machine.command("aether nic bind eth0");
        assertTrue(taken.contains("was driven by virtio-pci, is driven by vfio-pci"), taken);
    }
}
