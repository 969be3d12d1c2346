package aether.machine;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The scripts on an emulated PC: a real kernel, VFIO, an IOMMU, and the product's own drivers and commands inside. */
class QemuMachineTest extends NicScripts {
    private static QemuMachine machine;

    @BeforeAll
    static void boot() throws IOException {
        QemuLab.require();
        machine = QemuLab.boot(QemuMachine.Kind.PLAIN, "main");
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
}
