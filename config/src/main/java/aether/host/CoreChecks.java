package aether.host;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** Whether hot threads will have their cores to themselves. */
final class CoreChecks {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final long LONGEST_WAKE_UP_US = 10;
    private static final int SHOWN = 8;

    private final HostTree host;
    private final BitSet hot;
    private final String list;

    CoreChecks(final HostTree host, final BitSet hot) {
        this.host = host;
        this.hot = hot;
        list = CpuList.format(hot);
    }

    List<HostItem> all() {
        if (hot.isEmpty()) {
            return List.of(HostItem.warn(
                    "cores",
                    "no core is set aside for hot threads; "
                            + CpuList.parse(host.text(CPU + "online")).cardinality() + " online",
                    "threads that share cores are interrupted for milliseconds",
                    "name cores in host.hotCores, and isolate them"));
        }
        return List.of(
                online(),
                covered(
                        "isolated",
                        host.text(CPU + "isolated"),
                        "the scheduler puts other work on a core that is not isolated",
                        "isolcpus="),
                covered(
                        "nohz_full",
                        host.text(CPU + "nohz_full"),
                        "the timer interrupts a core up to a thousand times a second",
                        "nohz_full="),
                covered(
                        "rcu_nocbs",
                        ofCommandLine("rcu_nocbs="),
                        "the kernel's deferred work runs on the core",
                        "rcu_nocbs="),
                governor(),
                idleStates(),
                siblings(),
                interrupts(),
                balancer(),
                watchdog());
    }

    private HostItem online() {
        final BitSet missing = CpuList.missing(hot, CpuList.parse(host.text(CPU + "online")));
        return missing.isEmpty()
                ? HostItem.pass("cores", list + " are online")
                : HostItem.fail(
                        "cores",
                        CpuList.format(missing) + " not online",
                        "a thread cannot be pinned to a core that is not there",
                        "correct host.hotCores, or bring them online: echo 1 > /sys/devices/system/cpu/cpuN/online");
    }

    private String ofCommandLine(final String key) {
        final String line = host.text("proc/cmdline");
        if (line == null) {
            return null;
        }
        for (final String word : line.split("\\s+", -1)) {
            if (word.startsWith(key)) {
                return word.substring(key.length());
            }
        }
        return null;
    }

    private HostItem covered(final String name, final String present, final String why, final String parameter) {
        final BitSet missing = CpuList.missing(hot, cores(present));
        return missing.isEmpty()
                ? HostItem.pass(name, present)
                : HostItem.fail(
                        name,
                        "not " + CpuList.format(missing),
                        why,
                        "kernel command line: " + parameter + list + ", and reboot");
    }

    static BitSet cores(final String text) {
        try {
            return CpuList.parse(text);
        } catch (final IllegalArgumentException e) {
            // "(null)" is what some kernels say for none.
            return new BitSet();
        }
    }

    private HostItem governor() {
        final List<String> others = new ArrayList<>();
        boolean isKnown = true;
        for (int core = hot.nextSetBit(0); core >= 0; core = hot.nextSetBit(core + 1)) {
            final String governor = host.text(CPU + "cpu" + core + "/cpufreq/scaling_governor");
            isKnown &= governor != null;
            if (governor != null && !"performance".equals(governor)) {
                others.add(core + ": " + governor);
            }
        }
        if (!isKnown) {
            return HostItem.warn(
                    "governor",
                    "the kernel does not control the frequency",
                    "the firmware or hypervisor may slow the core down",
                    "set the firmware, or the hypervisor, to highest performance");
        }
        return others.isEmpty()
                ? HostItem.pass("governor", "performance")
                : HostItem.fail(
                        "governor",
                        String.join(", ", others),
                        "a core that has slowed down takes tens of microseconds to be fast again",
                        "for each: echo performance > /sys/devices/system/cpu/cpuN/cpufreq/scaling_governor");
    }

    private HostItem idleStates() {
        final List<String> deep = new ArrayList<>();
        for (int core = hot.nextSetBit(0); core >= 0; core = hot.nextSetBit(core + 1)) {
            final String states = CPU + "cpu" + core + "/cpuidle/";
            for (final String state : host.names(states)) {
                final long latencyUs = host.number(states + state + "/latency", 0);
                if (latencyUs > LONGEST_WAKE_UP_US && host.number(states + state + "/disable", 0) == 0) {
                    deep.add(core + ": " + host.text(states + state + "/name") + " " + latencyUs + " µs");
                }
            }
        }
        return deep.isEmpty()
                ? HostItem.pass("idle_states", "none that takes longer than " + LONGEST_WAKE_UP_US + " µs to leave")
                : HostItem.fail(
                        "idle_states",
                        shown(deep),
                        "a core that sleeps deeply misses the first packet of a burst",
                        "for each: echo 1 > /sys/devices/system/cpu/cpuN/cpuidle/stateM/disable");
    }

    private HostItem siblings() {
        final BitSet shared = new BitSet();
        for (int core = hot.nextSetBit(0); core >= 0; core = hot.nextSetBit(core + 1)) {
            final BitSet others = cores(host.text(CPU + "cpu" + core + "/topology/thread_siblings_list"));
            others.and(CpuList.parse(host.text(CPU + "online")));
            others.clear(core);
            shared.or(others);
        }
        return shared.isEmpty()
                ? HostItem.pass("siblings", "no hot core shares its execution units")
                : HostItem.fail(
                        "siblings",
                        "shared with " + CpuList.format(shared),
                        "the other thread of a core takes half of its caches and units",
                        "for each: echo 0 > /sys/devices/system/cpu/cpuN/online, or turn SMT off");
    }

    private HostItem interrupts() {
        final List<String> there = new ArrayList<>();
        for (final String irq : host.names("proc/irq")) {
            final BitSet cores = cores(host.text("proc/irq/" + irq + "/effective_affinity_list"));
            final BitSet allowed = cores.isEmpty() ? cores(host.text("proc/irq/" + irq + "/smp_affinity_list")) : cores;
            if (allowed.intersects(hot)) {
                there.add(irq);
            }
        }
        return there.isEmpty()
                ? HostItem.pass("interrupts", "none on hot cores")
                : HostItem.fail(
                        "interrupts",
                        there.size() + " may be handled on hot cores: " + shown(there),
                        "each handler stops the thread for microseconds, and empties its caches",
                        "for each: echo CORES > /proc/irq/N/smp_affinity_list, and irqaffinity= on the kernel command line");
    }

    private HostItem balancer() {
        return host.isRunning("irqbalance")
                ? HostItem.fail(
                        "irqbalance",
                        "running",
                        "it moves interrupts back onto hot cores",
                        "systemctl disable --now irqbalance")
                : HostItem.pass("irqbalance", "not running");
    }

    private HostItem watchdog() {
        return host.number("proc/sys/kernel/nmi_watchdog", 0) == 0
                ? HostItem.pass("nmi_watchdog", "off")
                : HostItem.warn(
                        "nmi_watchdog",
                        "on",
                        "it interrupts every core once a second",
                        "sysctl -w kernel.nmi_watchdog=0");
    }

    private static String shown(final List<String> all) {
        return all.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (all.size() > SHOWN ? ", …" : "");
    }
}
