package aether.host;

import aether.host.HostItem.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What a machine can promise: every item that was looked at, in order. */
public final class HostReport {
    private final List<HostItem> items;

    private HostReport(final List<HostItem> items) {
        this.items = items;
    }

    /**
     * Looks at everything.
     *
     * @param javaVersion of the JVM that is to run, and {@code jvmArguments} those it was given
     */
    public static HostReport of(
            final HostTree host, final HostWishes wishes, final int javaVersion, final List<String> jvmArguments) {
        final List<HostItem> items = new ArrayList<>(new CoreChecks(host, wishes.hotCores()).all());
        items.addAll(new MemoryChecks(host, wishes).all());
        items.addAll(new NetworkChecks(host, wishes).all());
        items.addAll(new ClockChecks(host).all());
        items.addAll(new JvmChecks(javaVersion, jvmArguments).all());
        return new HostReport(items.stream()
                .map(item -> wishes.allowed().contains(item.name()) ? item.allowed() : item)
                .toList());
    }

    /** With more items behind. */
    public HostReport and(final List<HostItem> more) {
        final List<HostItem> all = new ArrayList<>(items);
        all.addAll(more);
        return new HostReport(all);
    }

    public List<HostItem> items() {
        return items;
    }

    public long count(final Verdict verdict) {
        return items.stream().filter(item -> item.verdict() == verdict).count();
    }
}
