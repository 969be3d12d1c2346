package aether.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.host.HostItem.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 69: each precondition that is broken is found, and nothing else. */
class HostReportTest {
    private static final List<String> GOOD_JVM = List.of(
            "-Xms2g",
            "-Xmx2g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseParallelGC",
            "--enable-native-access=aether.nic",
            "--illegal-native-access=deny");

    @TempDir
    Path root;

    private void unpack(final String name) throws IOException {
        RecordedTree.unpack(name, root);
    }

    private void write(final String path, final String content) throws IOException {
        RecordedTree.write(root, path, content);
    }

    private HostReport report(final String hotCores, final Set<String> allowed) {
        return HostReport.of(
                new HostTree(root),
                new HostWishes(CpuList.parse(hotCores), "eth0", "", 8 << 20, 256L << 20, allowed),
                25,
                GOOD_JVM);
    }

    private static List<String> named(final HostReport report, final Verdict verdict) {
        return report.items().stream()
                .filter(item -> item.verdict() == verdict)
                .map(HostItem::name)
                .toList();
    }

    @Test
    void shouldFindNothingWrongWithATunedHost() throws IOException {
        unpack("tuned.txt");
        final HostReport report = report("2-3", Set.of());
        assertEquals(List.of(), named(report, Verdict.FAIL));
        assertEquals(List.of(), named(report, Verdict.WARN));
        assertTrue(report.count(Verdict.PASS) > 20);
    }

    /** The appliance makes the interface itself; its card is asked where it lies. */
    @Test
    void shouldLookAtTheCardThatTheApplianceDrives() throws IOException {
        unpack("tuned.txt");
        write("sys/bus/pci/devices/0000:01:00.0/numa_node", "1");
        final HostReport report = HostReport.of(
                new HostTree(root),
                new HostWishes(CpuList.parse("2-3"), "aether0", "0000:01:00.0", 8 << 20, 256L << 20, Set.of()),
                25,
                GOOD_JVM);
        assertEquals(List.of("numa_node"), named(report, Verdict.FAIL));
        assertTrue(named(report, Verdict.PASS).contains("interface"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys/devices/system/cpu/online | 0-2 | cores",
                "sys/devices/system/cpu/isolated | 2 | isolated",
                "sys/devices/system/cpu/nohz_full | (null) | nohz_full",
                "proc/cmdline | isolcpus=2-3 rcu_nocbs=3 | rcu_nocbs",
                "sys/devices/system/cpu/cpu3/cpufreq/scaling_governor | powersave | governor",
                "sys/devices/system/cpu/cpu2/cpuidle/state2/disable | 0 | idle_states",
                "sys/devices/system/cpu/online | 0-7 | siblings",
                "proc/irq/24/smp_affinity_list | 0-2 | interrupts",
                "proc/irq/25/effective_affinity_list | 3 | interrupts",
                "proc/900/comm | irqbalance | irqbalance",
                "sys/kernel/mm/transparent_hugepage/enabled | [always] madvise never | transparent_hugepages",
                "proc/meminfo | HugePages_Free: 100\\nHugepagesize: 2048 kB | hugepages",
                "proc/swaps | Filename\\n/dev/sda2 partition 8 0 -2 | swap",
                "proc/sys/kernel/numa_balancing | 1 | numa_balancing",
                "sys/class/net/eth0/device/numa_node | 1 | numa_node",
                "sys/class/net/eth0/operstate | down | interface",
                "proc/sys/net/core/rmem_max | 212992 | receive_buffer",
                "sys/devices/system/clocksource/clocksource0/current_clocksource | hpet | clock_source"
            })
    void shouldFindWhatIsBroken(final String path, final String content, final String item) throws IOException {
        unpack("tuned.txt");
        write(path, content.replace("\\n", "\n"));
        final HostReport report = report("2-3", Set.of());
        assertEquals(List.of(item), named(report, Verdict.FAIL));
        final HostItem found = report.items().stream()
                .filter(each -> each.verdict() == Verdict.FAIL)
                .findFirst()
                .orElseThrow();
        assertFalse(found.why().isEmpty() || found.fix().isEmpty(), "why and fix");
        assertEquals(List.of(), named(report("2-3", Set.of(item)), Verdict.FAIL), "allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proc/sys/kernel/nmi_watchdog | 1 | nmi_watchdog",
                "sys/class/net/eth0/speed | 1000 | speed",
                "sys/class/net/eth0/statistics/rx_dropped | 17 | losses",
                "proc/sys/net/core/netdev_max_backlog | 300 | backlog",
                "proc/self/limits | Max locked memory 65536 65536 bytes | locked_memory"
            })
    void shouldWarnOfWhatIsNotAsGoodAsItCouldBe(final String path, final String content, final String item)
            throws IOException {
        unpack("tuned.txt");
        write(path, content);
        final HostReport report = report("2-3", Set.of());
        assertEquals(List.of(), named(report, Verdict.FAIL));
        assertEquals(List.of(item), named(report, Verdict.WARN));
    }

    @Test
    void shouldFindThatNobodyKeepsTheClock() throws IOException {
        unpack("tuned.txt");
        write("proc/811/comm", "sshd");
        write("proc/812/comm", "bash");
        assertEquals(List.of("clock_keeper"), named(report("2-3", Set.of()), Verdict.FAIL));
    }

    @Test
    void shouldTellTheTruthOfAMachineAsItCame() throws IOException {
        unpack("untuned.txt");
        final HostReport report = report("1", Set.of());
        assertTrue(
                named(report, Verdict.FAIL)
                        .containsAll(List.of("isolated", "nohz_full", "rcu_nocbs", "hugepages", "clock_keeper")),
                named(report, Verdict.FAIL).toString());
        assertTrue(named(report, Verdict.WARN).contains("hardware_clock"));
        assertTrue(named(report, Verdict.PASS).contains("transparent_hugepages"));
    }

    @Test
    void shouldSayThatAnInterfaceIsNotThere() throws IOException {
        unpack("tuned.txt");
        try (Stream<Path> files = Files.walk(root.resolve("sys/class/net"))) {
            for (final Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(List.of("interface"), named(report("2-3", Set.of()), Verdict.FAIL));
    }

    @Test
    void shouldReadAndWriteListsOfCores() {
        assertEquals("0-2,5,7-8", CpuList.format(CpuList.parse("0-2,5,7,8")));
        assertEquals("", CpuList.format(CpuList.parse("")));
        assertTrue(CpuList.parse(null).isEmpty());
    }

    @Test
    void shouldJudgeTheJvm() {
        final List<String> names = new JvmChecks(24, List.of("-Xms1g", "-Xmx2g", "-XX:+UseZGC"))
                .all().stream()
                        .filter(item -> item.verdict() != Verdict.PASS)
                        .map(HostItem::name)
                        .toList();
        assertEquals(List.of("java", "heap", "pre_touch", "collector", "native_access"), names);
    }
}
