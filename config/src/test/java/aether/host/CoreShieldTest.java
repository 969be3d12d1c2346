package aether.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.sys.Scheduling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads of this very process, and a copy of the control group's file. */
class CoreShieldTest {
    @TempDir
    Path root;

    @Test
    void shouldKeepThisProcessOffTheHotCoreUntilClosed() throws IOException {
        final BitSet all = Scheduling.cores();
        assumeTrue(all.cardinality() > 1, "skipped: this process has one core only");
        final int hot = all.length() - 1;
        RecordedTree.write(root, CoreShield.GROUP + "/cgroup.procs", "");
        try (CoreShield shield = new CoreShield(root, CpuList.parse(Integer.toString(hot)))) {
            assertEquals(List.of(), shield.refused());
            for (final int thread : Scheduling.threads()) {
                assertFalse(Scheduling.cores(thread).get(hot), () -> "thread " + thread);
            }
        }
        assertEquals(all, Scheduling.cores());
        assertEquals(
                Long.toString(ProcessHandle.current().pid()),
                Files.readString(root.resolve(CoreShield.GROUP).resolve("cgroup.procs"))
                        .strip());
    }

    @Test
    void shouldSayWhenItMayNotUseTheHotCores() throws IOException {
        // A directory refuses to be written to, also by root.
        Files.createDirectories(root.resolve(CoreShield.GROUP).resolve("cgroup.procs"));
        try (CoreShield shield = new CoreShield(root, CpuList.parse("1"))) {
            assertTrue(shield.refused().getFirst().contains("may not use the hot cores"), shield.refused()::toString);
        }
    }

    @Test
    void shouldLeaveEverythingWhereNoCoreIsHot() {
        final BitSet before = Scheduling.cores();
        try (CoreShield shield = new CoreShield(root, new BitSet())) {
            assertEquals(List.of(), shield.refused());
            assertEquals(before, Scheduling.cores());
        }
    }
}
