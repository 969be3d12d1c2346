package aether.config;

import aether.cluster.ClusterContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what this machine is among those that trade as one. */
final class ClusterReader {
    private static final int MOST_SNAPSHOTS = 1_000;

    private ClusterReader() {}

    /** {@code shared} is where this appliance has its files in shared memory. */
    static ClusterContext read(final YamlNode node, final Path shared, final SiteConfig.Orders orders) {
        final ClusterContext settings = new ClusterContext();
        final int member = node.integer("member", -1, 0, Integer.MAX_VALUE);
        if (member < 0) {
            throw node.failed("member is missing; give the place of this machine in 'members', from 0");
        }
        settings.memberId(member)
                .members(members(node))
                .directory(Path.of(
                        node.requiredText("directory", "where the cluster's log is kept, on a disk of this machine")))
                .aeronDirectory(shared.resolve("cluster-" + member))
                .heartbeatNs(node.duration("heartbeat", settings.heartbeatNs()))
                .electionNs(node.duration("election", settings.electionNs()))
                .parkNs(node.duration("park", settings.parkNs()))
                .keepSnapshots(node.integer("keepSnapshots", settings.keepSnapshots(), 0, MOST_SNAPSHOTS))
                .version(version(orders));
        final String cut = node.text("trialCut", null);
        if (cut != null) {
            settings.cut(TrialCut.of(Path.of(cut)));
        }
        node.finish();
        return node.settings(settings::conclude);
    }

    /** Machines whose builds or settings decide differently do not find each other. */
    private static int version(final SiteConfig.Orders orders) {
        return orders == null ? 1 : 1 + orders.context().fingerprint() % ClusterContext.MOST_VERSIONS;
    }

    private static List<ClusterContext.Member> members(final YamlNode node) {
        final List<ClusterContext.Member> members = new ArrayList<>();
        for (final String text : node.texts("members")) {
            final ClusterContext.Member member = ClusterContext.Member.parse(text);
            if (member == null) {
                throw node.wrong("members", text, "host:port for each, such as [ \"10.0.0.1:20100\", ... ]");
            }
            members.add(member);
        }
        return members;
    }

    /** Of the rest of the file. */
    static void requireNeeds(final SiteConfig config, final String name) {
        if (config.cluster() == null) {
            return;
        }
        if (config.orders() == null || config.journal().directory() == null) {
            throw new ConfigException(
                    name + ": cluster: needs 'orders' and 'journal.directory': orders are what it replicates, and "
                            + "each machine journals them");
        }
        if (config.orders().backup() != null) {
            throw new ConfigException(
                    name + ": cluster: leave out orders.backup: the machine that takes over connects by itself");
        }
    }
}
