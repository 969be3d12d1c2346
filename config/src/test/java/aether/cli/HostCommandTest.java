package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.host.RecordedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is set up, and set back, in copies of its files. */
class HostCommandTest {
    @TempDir
    Path directory;

    private Path root;
    private Path state;
    private Path site;

    @BeforeEach
    void describeSite() throws IOException {
        root = directory.resolve("root");
        state = directory.resolve("state/before");
        site = Files.writeString(directory.resolve("site.yaml"), """
                channel:
                  interface: eth0
                  receiveBuffer: 8 MiB
                  lines: { A: { group: 239.1.1.1, port: 5000 } }
                host: { hotCores: 1, hugePages: 64 MiB }
                """);
    }

    private CommandLine host(final String command, final String... more) {
        final Object[] words = Stream.concat(
                        Stream.of("host", command, "--root", root, "--state", state), Stream.of(more))
                .toArray();
        return CommandLine.run(words);
    }

    private Map<String, String> files() throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (final Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(
                        root.relativize(file).toString(), Files.readString(file).strip());
            }
        }
        return contents;
    }

    @Test
    void shouldChangeWhatCanBeChangedAndSetItBack() throws IOException {
        RecordedTree.unpack("untuned.txt", root);
        RecordedTree.write(root, "sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave");
        RecordedTree.write(root, "sys/devices/system/cpu/cpu1/cpuidle/state2/latency", "200");
        RecordedTree.write(root, "sys/devices/system/cpu/cpu1/cpuidle/state2/disable", "0");
        RecordedTree.write(root, "sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never");
        RecordedTree.write(root, "proc/sys/kernel/nmi_watchdog", "1");
        RecordedTree.write(root, "proc/sys/vm/nr_hugepages", "0");
        final Map<String, String> before = files();
        final CommandLine dry = host("prepare", "-c", site.toString(), "--dry-run");
        assertEquals(0, dry.exitCode(), dry.err());
        assertEquals(before, files());
        assertFalse(Files.exists(state));

        final CommandLine prepared = host("prepare", "-c", site.toString());
        final Map<String, String> after = files();
        assertEquals("performance", after.get("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor"), prepared.out());
        assertEquals("1", after.get("sys/devices/system/cpu/cpu1/cpuidle/state2/disable"));
        assertEquals("0", after.get("sys/devices/system/cpu/cpu1/cpuidle/state1/disable"));
        assertEquals("0", after.get("proc/irq/30/smp_affinity_list"));
        assertEquals("8388608", after.get("proc/sys/net/core/rmem_max"));
        assertEquals("0", after.get("proc/sys/kernel/nmi_watchdog"));
        assertEquals("32", after.get("proc/sys/vm/nr_hugepages"));
        assertEquals("madvise", after.get("sys/kernel/mm/transparent_hugepage/enabled"));
        assertTrue(prepared.out().contains("isolcpus=managed_irq,domain,1 nohz_full=1"), prepared.out());
        assertTrue(prepared.out().contains("hugepages=32"), prepared.out());

        final CommandLine again = host("prepare", "-c", site.toString());
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("run 'aether host restore' first"), again.err());

        final CommandLine restored = host("restore");
        assertEquals(0, restored.exitCode(), restored.out());
        final Map<String, String> now = files();
        // The kernel itself shows the choice among all.
        assertEquals("always", now.get("sys/kernel/mm/transparent_hugepage/enabled"));
        now.put("sys/kernel/mm/transparent_hugepage/enabled", before.get("sys/kernel/mm/transparent_hugepage/enabled"));
        assertEquals(before, now);
        assertFalse(Files.exists(state));
        assertEquals(2, host("restore").exitCode());
    }

    @Test
    void shouldLeaveATunedMachineAlone() throws IOException {
        RecordedTree.unpack("tuned.txt", root);
        Files.writeString(site, Files.readString(site).replace("hotCores: 1", "hotCores: 2-3"));
        final CommandLine prepared = host("prepare", "-c", site.toString());
        assertEquals(0, prepared.exitCode(), prepared.out());
        // An interrupt that may come, although it goes elsewhere now, is moved as well.
        assertTrue(prepared.out().contains("set proc/irq/25/smp_affinity_list to 0-1"), prepared.out());
        assertTrue(prepared.out().contains("1 settings changed, 0 refused"), prepared.out());
    }

    /** Control groups lose the hot core, but for the appliance's own; what is refused is said, and not undone later. */
    @Test
    void shouldShieldTheHotCoreFromOtherGroupsAndSayWhatWasRefused() throws IOException {
        RecordedTree.unpack("untuned.txt", root);
        RecordedTree.write(root, "sys/fs/cgroup/cgroup.controllers", "cpu cpuset memory");
        RecordedTree.write(root, "sys/fs/cgroup/cgroup.subtree_control", "cpu memory");
        RecordedTree.write(root, "sys/fs/cgroup/system.slice/cgroup.procs", "");
        RecordedTree.write(root, "sys/fs/cgroup/system.slice/cpuset.cpus", "");
        RecordedTree.write(root, "sys/fs/cgroup/odd.slice/cgroup.procs", "");
        final CommandLine prepared = host("prepare", "-c", site.toString());
        assertEquals(1, prepared.exitCode());
        assertTrue(prepared.out().contains("NOT sys/fs/cgroup/odd.slice/cpuset.cpus to 0"), prepared.out());
        assertEquals("+cpuset", files().get("sys/fs/cgroup/cgroup.subtree_control"));
        assertEquals("0", files().get("sys/fs/cgroup/system.slice/cpuset.cpus"));
        assertTrue(Files.isDirectory(root.resolve("sys/fs/cgroup/aether")));
        final CommandLine restored = host("restore");
        assertEquals(0, restored.exitCode(), restored.out());
        assertFalse(restored.out().contains("odd.slice"), restored.out());
        assertEquals("", files().get("sys/fs/cgroup/system.slice/cpuset.cpus"));
        assertEquals("-cpuset", files().get("sys/fs/cgroup/cgroup.subtree_control"));
        assertFalse(Files.exists(root.resolve("sys/fs/cgroup/aether")));
    }

    /** A card that was pulled, or a kernel module that was unloaded, in between: nothing to undo. */
    @Test
    void shouldTakeWhatIsGoneAsUndone() throws IOException {
        RecordedTree.unpack("untuned.txt", root);
        assertEquals(0, host("prepare", "-c", site.toString()).exitCode());
        Files.delete(root.resolve("proc/irq/30/smp_affinity_list"));
        final CommandLine restored = host("restore");
        assertEquals(0, restored.exitCode(), restored.out());
        assertFalse(Files.exists(root.resolve("proc/irq/30/smp_affinity_list")));
        assertFalse(Files.exists(state));
    }
}
