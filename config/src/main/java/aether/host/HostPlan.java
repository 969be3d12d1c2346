package aether.host;

import aether.host.HostChange.Kind;
import aether.nic.TransportException;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Offload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What to change on a machine, so that hot threads have their cores, memory and NIC to themselves: what can be changed while it runs, and the
 * kernel command line for the rest.
 */
public final class HostPlan {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String CGROUP = "sys/fs/cgroup/";
    private static final long LONGEST_WAKE_UP_US = 10;
    private static final long LEAST_BACKLOG = 10_000;
    private static final long QUIET_STATISTICS_S = 120;
    private static final int MOST_RING = 4096;

    private final HostTree host;
    private final HostWishes wishes;
    private final BitSet hot;
    private final List<HostChange> changes = new ArrayList<>();

    private HostPlan(final HostTree host, final HostWishes wishes) {
        this.host = host;
        this.wishes = wishes;
        hot = wishes.hotCores();
    }

    /**
     * Makes a plan; nothing is changed.
     *
     * @param isThisMachine whether the interface may be asked as well, and not only files
     */
    public static HostPlan of(final HostTree host, final HostWishes wishes, final boolean isThisMachine) {
        final HostPlan plan = new HostPlan(host, wishes);
        // Who would undo the rest goes first: the service that moves interrupts, the card that makes its interrupts
        // anew with its rings.
        if (isThisMachine) {
            plan.services();
            plan.nic();
        }
        plan.interrupts();
        plan.cores();
        plan.shield();
        plan.memory();
        plan.kernel();
        return plan;
    }

    /** In the order in which they are to be made; they are undone from the last to the first. */
    public List<HostChange> changes() {
        return List.copyOf(changes);
    }

    /** What must be given to the kernel at boot; empty when no core is hot. */
    public String kernelCommandLine() {
        if (hot.isEmpty()) {
            return "";
        }
        final String cores = CpuList.format(hot);
        return "isolcpus=managed_irq,domain," + cores + " nohz_full=" + cores + " rcu_nocbs=" + cores + " irqaffinity="
                + CpuList.format(others()) + " transparent_hugepage=madvise nosoftlockup tsc=reliable"
                + (wishes.hugePageBytes() > 0 ? " hugepages=" + hugePages() : "")
                + " intel_idle.max_cstate=1 processor.max_cstate=1";
    }

    private void add(final Kind kind, final String target, final String before, final String wanted, final String why) {
        if (before != null && !before.equals(wanted)) {
            changes.add(new HostChange(kind, target, before, wanted, why));
        }
    }

    private void file(final String path, final String wanted, final String why) {
        add(Kind.FILE, path, host.text(path), wanted, why);
    }

    private BitSet others() {
        return CpuList.missing(CpuList.parse(host.text(CPU + "online")), hot);
    }

    private void services() {
        if (host.isRunning("irqbalance")) {
            add(Kind.SERVICE, "irqbalance", "active", "inactive", "it moves interrupts back onto hot cores");
        }
    }

    private void interrupts() {
        final String elsewhere = CpuList.format(others());
        if (hot.isEmpty() || elsewhere.isEmpty()) {
            return;
        }
        for (final String irq : host.names("proc/irq")) {
            final String path = "proc/irq/" + irq + "/smp_affinity_list";
            final String now = host.text(path);
            if (now != null && CoreChecks.cores(now).intersects(hot)) {
                file(path, elsewhere, "interrupt " + irq + " off the hot cores");
            }
        }
    }

    private void cores() {
        for (int core = hot.nextSetBit(0); core >= 0; core = hot.nextSetBit(core + 1)) {
            final String cpu = CPU + "cpu" + core + "/";
            file(cpu + "cpufreq/scaling_governor", "performance", "core " + core + " always at full speed");
            for (final String state : host.names(cpu + "cpuidle")) {
                if (host.number(cpu + "cpuidle/" + state + "/latency", 0) > LONGEST_WAKE_UP_US) {
                    file(cpu + "cpuidle/" + state + "/disable", "1", "core " + core + " never sleeps deeply");
                }
            }
        }
    }

    /**
     * Does while running, for processes, what isolcpus does at boot: all control groups but the appliance's own, which it enters by itself when
     * it starts, lose the hot cores. Not for cores that are isolated already, and for the second version of control groups only.
     */
    private void shield() {
        final String controllers = host.text(CGROUP + "cgroup.controllers");
        final String others = CpuList.format(others());
        final BitSet missing = CpuList.missing(hot, CoreChecks.cores(host.text(CPU + "isolated")));
        if (missing.isEmpty() || others.isEmpty() || controllers == null || !controllers.contains("cpuset")) {
            return;
        }
        final String enabled = host.text(CGROUP + "cgroup.subtree_control");
        if (enabled != null && !enabled.contains("cpuset")) {
            add(
                    Kind.FILE,
                    CGROUP + "cgroup.subtree_control",
                    "-cpuset",
                    "+cpuset",
                    "groups may have cores of their own");
        }
        for (final String group : host.names(CGROUP)) {
            if (host.has(CGROUP + group + "/cgroup.procs") && !CoreShield.GROUP.equals(CGROUP + group)) {
                final String cores = host.text(CGROUP + group + "/cpuset.cpus");
                add(
                        Kind.FILE,
                        CGROUP + group + "/cpuset.cpus",
                        cores == null ? "" : cores,
                        others,
                        "off the hot cores");
            }
        }
        if (!host.has(CoreShield.GROUP)) {
            add(
                    Kind.DIRECTORY,
                    CoreShield.GROUP,
                    "absent",
                    "there",
                    "where the appliance goes by itself, to use all cores");
        }
    }

    private long hugePages() {
        final long pageBytes = 2L << 20;
        return (wishes.hugePageBytes() + pageBytes - 1) / pageBytes;
    }

    private void memory() {
        final String pages = "proc/sys/vm/nr_hugepages";
        if (host.number(pages, Long.MAX_VALUE) < hugePages()) {
            file(pages, Long.toString(hugePages()), "frame buffers on huge pages");
        }
        final String transparent = "sys/kernel/mm/transparent_hugepage/enabled";
        final String now = host.text(transparent);
        if (now != null && now.contains("[always]")) {
            add(Kind.FILE, transparent, "always", "madvise", "no thread waits for large pages to be made");
        }
        if (host.number("proc/sys/kernel/numa_balancing", 0) != 0) {
            file("proc/sys/kernel/numa_balancing", "0", "no page is unmapped to sample who uses it");
        }
    }

    private void kernel() {
        if (host.number("proc/sys/net/core/rmem_max", Long.MAX_VALUE) < wishes.receiveBuffer()) {
            file(
                    "proc/sys/net/core/rmem_max",
                    Integer.toString(wishes.receiveBuffer()),
                    "socket buffers as configured");
        }
        if (host.number("proc/sys/net/core/netdev_max_backlog", LEAST_BACKLOG) < LEAST_BACKLOG) {
            file("proc/sys/net/core/netdev_max_backlog", Long.toString(LEAST_BACKLOG), "room for bursts");
        }
        if (hot.isEmpty()) {
            return;
        }
        if (host.number("proc/sys/kernel/nmi_watchdog", 0) != 0) {
            file("proc/sys/kernel/nmi_watchdog", "0", "no interrupt of every core once a second");
        }
        if (host.number("proc/sys/vm/stat_interval", QUIET_STATISTICS_S) < QUIET_STATISTICS_S) {
            file("proc/sys/vm/stat_interval", Long.toString(QUIET_STATISTICS_S), "no statistics work every second");
        }
    }

    private void nic() {
        final NetworkDevice device;
        try {
            device = NetworkDevice.named(wishes.networkInterface());
        } catch (final TransportException e) {
            return;
        }
        final NetworkDevice.Rings rings = device.rings();
        if (rings != null && rings.receive() < Math.min(MOST_RING, rings.mostReceive())) {
            final int receive = Math.min(MOST_RING, rings.mostReceive());
            add(
                    Kind.RINGS,
                    device.name(),
                    rings.receive() + " " + rings.send(),
                    receive + " " + rings.send(),
                    "room in the network card for bursts");
        }
        for (final Offload offload : new Offload[] {Offload.GRO, Offload.LRO}) {
            if (device.isOn(offload)) {
                add(
                        Kind.OFFLOAD,
                        device.name() + "/" + offload,
                        "on",
                        "off",
                        "frames do not wait to be merged (" + offload.text() + ")");
            }
        }
    }
}
