package aether.nic.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that takes a card a moment after it was told to, in a copy of its files. */
class PciBindingTest {
    private static final String CARD = "0000:02:00.0";
    private static final long MOST_MS = 10_000;

    @TempDir
    Path root;

    private Path files;

    @BeforeEach
    void build() throws IOException {
        files = Files.createDirectories(root.resolve("sys/bus/pci/devices/" + CARD));
        for (final String driver : List.of("vfio-pci", "virtio-pci")) {
            Files.createDirectories(root.resolve("sys/bus/pci/drivers/" + driver));
        }
    }

    private PciBinding binding() {
        return new PciBinding(PciDevice.named(root, CARD));
    }

    private void drivenBy(final String driver) {
        try {
            Files.deleteIfExists(files.resolve("driver"));
            Files.createSymbolicLink(files.resolve("driver"), root.resolve("sys/bus/pci/drivers/" + driver));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hasInterface(final String name) {
        try {
            Files.createDirectories(files.resolve("virtio1/net/" + name));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kernel at work: what it does by the pause after which it does it. */
    private static PciBinding.Pause kernel(final Runnable... steps) {
        final int[] pauses = {0};
        return ms -> {
            if (pauses[0] < steps.length) {
                steps[pauses[0]].run();
            }
            pauses[0]++;
        };
    }

    @Test
    void shouldWaitForTheKernelsDriverAndItsInterface() {
        final long tookMs = binding()
                .awaitUnbound(
                        MOST_MS, kernel(() -> {}, () -> drivenBy("virtio-pci"), () -> {}, () -> hasInterface("eth0")));
        assertEquals(4 * 20, tookMs);
        assertEquals("virtio-pci", PciDevice.named(root, "eth0").driver());
    }

    /** The last driver's name stands there until the kernel has taken the card away from it. */
    @Test
    void shouldNotTakeVfioForTheKernelsDriver() {
        drivenBy("vfio-pci");
        hasInterface("eth0");
        assertEquals(20, binding().awaitUnbound(MOST_MS, kernel(() -> drivenBy("virtio-pci"))));
    }

    @Test
    void shouldWaitForVfio() {
        assertEquals(
                40, binding().awaitBound(MOST_MS, kernel(() -> drivenBy("virtio-pci"), () -> drivenBy("vfio-pci"))));
        assertEquals(0, binding().awaitBound(MOST_MS, kernel()), "it has it already");
    }

    @Test
    void shouldGiveUpWhenNobodyTakesIt() {
        final int[] pauses = {0};
        assertEquals(MOST_MS, binding().awaitUnbound(MOST_MS, ms -> pauses[0]++));
        assertEquals(MOST_MS / 20, pauses[0]);
        assertTrue(!PciDevice.named(root, CARD).hasDriver());
    }
}
