package aether.host;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether memory will be there when it is touched. */
final class MemoryChecks {
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
    private static final Pattern MEMINFO = Pattern.compile("(\\w+):\\s+(\\d+)");
    private static final long KIB = 1024;

    private final HostTree host;
    private final HostWishes wishes;

    MemoryChecks(final HostTree host, final HostWishes wishes) {
        this.host = host;
        this.wishes = wishes;
    }

    List<HostItem> all() {
        return List.of(transparentHugePages(), hugePages(), swap(), numaBalancing(), numaNode(), lockedMemory());
    }

    private HostItem transparentHugePages() {
        final String text = host.text("sys/kernel/mm/transparent_hugepage/enabled");
        final Matcher chosen = CHOSEN.matcher(text == null ? "[never]" : text);
        final String value = chosen.find() ? chosen.group(1) : text;
        return "always".equals(value)
                ? HostItem.fail(
                        "transparent_hugepages",
                        "always",
                        "the kernel stops threads to make and break large pages",
                        "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled; kernel command line: "
                                + "transparent_hugepage=madvise")
                : HostItem.pass("transparent_hugepages", value);
    }

    private long meminfo(final String key) {
        final String text = host.text("proc/meminfo");
        final Matcher lines = MEMINFO.matcher(text == null ? "" : text);
        while (lines.find()) {
            if (lines.group(1).equals(key)) {
                return Long.parseLong(lines.group(2));
            }
        }
        return 0;
    }

    private HostItem hugePages() {
        final long bytes = meminfo("HugePages_Free") * meminfo("Hugepagesize") * KIB;
        if (bytes > 0 && bytes >= wishes.hugePageBytes()) {
            return HostItem.pass("hugepages", (bytes >> 20) + " MiB free");
        }
        final long pages = Math.max(1, wishes.hugePageBytes() / Math.max(1, meminfo("Hugepagesize") * KIB));
        final String found =
                bytes == 0 ? "none free" : (bytes >> 20) + " MiB free of " + (wishes.hugePageBytes() >> 20) + " wanted";
        final String why = "buffers on small pages cost a table walk at each miss";
        final String fix = "sysctl -w vm.nr_hugepages=" + pages + ", or hugepages= on the kernel command line";
        return wishes.hugePageBytes() == 0
                ? HostItem.warn("hugepages", found, why, fix)
                : HostItem.fail("hugepages", found, why, fix);
    }

    private HostItem swap() {
        final String swaps = host.text("proc/swaps");
        return swaps == null || swaps.lines().count() <= 1
                ? HostItem.pass("swap", "off")
                : HostItem.fail(
                        "swap",
                        "on: " + swaps.lines().skip(1).findFirst().orElse("").split("\\s+", 2)[0],
                        "a page that was swapped out costs milliseconds",
                        "swapoff -a, and take it out of /etc/fstab");
    }

    private HostItem numaBalancing() {
        return host.number("proc/sys/kernel/numa_balancing", 0) == 0
                ? HostItem.pass("numa_balancing", "off")
                : HostItem.fail(
                        "numa_balancing",
                        "on",
                        "the kernel unmaps pages to sample which threads use them",
                        "sysctl -w kernel.numa_balancing=0");
    }

    private HostItem numaNode() {
        final long node = host.number(wishes.cardFiles() + "/numa_node", -1);
        final BitSet hot = wishes.hotCores();
        if (node < 0 || hot.isEmpty()) {
            return HostItem.pass("numa_node", node < 0 ? "the interface belongs to no node" : "node " + node);
        }
        final BitSet far = new BitSet();
        for (int core = hot.nextSetBit(0); core >= 0; core = hot.nextSetBit(core + 1)) {
            if (!host.has("sys/devices/system/cpu/cpu" + core + "/node" + node)) {
                far.set(core);
            }
        }
        return far.isEmpty()
                ? HostItem.pass("numa_node", "hot cores and interface on node " + node)
                : HostItem.fail(
                        "numa_node",
                        "the interface is on node " + node + ", cores " + CpuList.format(far) + " are not",
                        "every packet crosses between sockets",
                        "choose hot cores of node " + node + ": /sys/devices/system/node/node" + node + "/cpulist");
    }

    private HostItem lockedMemory() {
        final String limits = host.text("proc/self/limits");
        final String line = limits == null
                ? ""
                : limits.lines()
                        .filter(each -> each.startsWith("Max locked memory"))
                        .findFirst()
                        .orElse("");
        return line.contains("unlimited")
                ? HostItem.pass("locked_memory", "unlimited")
                : HostItem.warn(
                        "locked_memory",
                        line.isEmpty() ? "not known" : "limited to " + line.replaceAll("\\D+(\\d+).*", "$1") + " bytes",
                        "memory that is not locked may have to be fetched when it is touched",
                        "LimitMEMLOCK=infinity in the service's unit, or ulimit -l unlimited");
    }
}
