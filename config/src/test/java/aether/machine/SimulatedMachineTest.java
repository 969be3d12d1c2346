package aether.machine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The scripts on simulated cards, with a receiver and a supervisor on threads of their own. */
class SimulatedMachineTest extends NicScripts {
    private static Machine machine;

    @BeforeAll
    static void build() {
        machine = new SimulatedMachine();
    }

    @AfterAll
    static void end() {
        machine.close();
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
