package aether.config;

import aether.host.CorePlan;
import aether.host.CpuList;
import java.util.List;
import java.util.Set;
import org.agrona.BitUtil;

/** Reads what concerns the machine: its threads, and what it must have. */
final class MachineReader {
    private static final int DEFAULT_WARM_UP = 100_000;
    private static final int MOST_WARM_UP = 10_000_000;
    private static final int MOST_CORES = 1023;
    private static final int DEFAULT_RING = 4 * 1024 * 1024;
    private static final long SECOND_NS = 1_000_000_000L;

    private MachineReader() {}

    static SiteConfig.Runtime runtime(final YamlNode node) {
        final SiteConfig.Runtime runtime = new SiteConfig.Runtime(
                node.choice("idle", SiteConfig.Idle.BACKOFF, SiteConfig.Idle.class),
                node.choice("layout", SiteConfig.Layout.FUSED, SiteConfig.Layout.class),
                node.integer("receiveCore", CorePlan.ANY_CORE, CorePlan.ANY_CORE, MOST_CORES),
                node.integer("tradeCore", CorePlan.ANY_CORE, CorePlan.ANY_CORE, MOST_CORES),
                node.integer("fifoPriority", 0, 0, 99),
                node.flag("lockMemory", false),
                node.flag("keepAwake", false),
                node.duration("stall", SECOND_NS),
                BitUtil.findNextPositivePowerOfTwo(node.size("ring", DEFAULT_RING)),
                node.duration("statusInterval", SECOND_NS),
                node.duration("silence", 5 * SECOND_NS),
                node.integer("warmUp", DEFAULT_WARM_UP, 0, MOST_WARM_UP),
                node.duration("recoveryAlarm", 30 * SECOND_NS),
                node.text("user", ""));
        node.finish();
        return runtime;
    }

    static SiteConfig.Host host(final YamlNode node) {
        final String cores = node.text("hotCores", "");
        try {
            CpuList.parse(cores);
        } catch (final IllegalArgumentException e) {
            throw node.wrong("hotCores", cores, "cores such as 2-3,5");
        }
        final String allowed = node.text("allow", "");
        final SiteConfig.Host host = new SiteConfig.Host(
                cores,
                node.size("hugePages", 0),
                node.space("journalSpace", 1L << 30),
                allowed.isBlank()
                        ? Set.of()
                        : Set.copyOf(List.of(allowed.strip().split("[,\\s]+"))));
        node.finish();
        return host;
    }
}
