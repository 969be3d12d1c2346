package aether.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the tests in the guest have in common. */
final class QemuLab {
    private static final Path FILES = GuestImage.base().resolveSibling("machine");

    private QemuLab() {}

    /** Skips a test where there is nothing to run it on, and says so. */
    static void require() {
        assumeTrue(
                Files.exists(GuestImage.base().resolve("base.cpio")),
                "skipped: no guest was built; '.ci/guest' builds it");
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, QemuMachine.PROGRAM))),
                "skipped: no " + QemuMachine.PROGRAM + " on the PATH");
    }

    /** Starts a machine; once more when it does not come up, which emulation does now and then. */
    static QemuMachine boot(final QemuMachine.Kind kind, final String name) throws IOException {
        final long startNs = System.nanoTime();
        QemuMachine machine;
        try {
            machine = new QemuMachine(kind, FILES.resolve(name));
        } catch (final IllegalStateException | IOException e) {
            System.out.println("the guest did not come up: " + e.getMessage());
            machine = new QemuMachine(kind, FILES.resolve(name + "-again"));
        }
        System.out.printf("guest '%s' is up after %.1f s%n", name, (System.nanoTime() - startNs) / 1e9);
        return machine;
    }

    /** Takes both cards from the guest's kernel, by the product's own command. */
    static void bind(final QemuMachine machine) {
        for (int card = 0; card < 2; card++) {
            final String said = machine.command("aether nic bind " + machine.address(card));
            assertTrue(said.contains("is driven by vfio-pci"), said);
        }
    }
}
