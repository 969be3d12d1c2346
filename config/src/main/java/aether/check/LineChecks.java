package aether.check;

import aether.arbiter.LineArbiter;
import aether.config.SiteConfig;
import aether.console.Durations;
import aether.host.HostItem;
import aether.host.HostItem.Verdict;
import aether.lines.LiveLines;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.TransportException;
import aether.nic.socket.MulticastSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;

/** Whether the lines can be joined and bring something, and whether the names of all services lead somewhere. */
public final class LineChecks {
    private static final long PAUSE_NS = 100_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final int LIMIT = 16;

    private final SiteConfig config;

    public LineChecks(final SiteConfig config) {
        this.config = config;
    }

    /** Looks names up; opens nothing. */
    public List<HostItem> names() {
        final TreeSet<String> hosts = new TreeSet<>();
        if (config.orders() != null) {
            hosts.add(config.orders().host());
            if (config.orders().backup() != null) {
                hosts.add(config.orders().backup().getHostString());
            }
            if (config.orders().dropCopy() != null) {
                hosts.add(config.orders().dropCopy().host());
            }
        }
        if (config.channel().recovery().replay() != null) {
            hosts.add(config.channel().recovery().replay().host());
        }
        final List<String> unknown = new ArrayList<>();
        for (final String host : hosts) {
            try {
                InetAddress.getByName(host);
            } catch (final UnknownHostException e) {
                unknown.add(host);
            }
        }
        if (hosts.isEmpty()) {
            return List.of();
        }
        return List.of(
                unknown.isEmpty()
                        ? new HostItem("connections", Verdict.PASS, String.join(", ", hosts) + " known", "", "")
                        : new HostItem(
                                "connections",
                                Verdict.FAIL,
                                String.join(", ", unknown) + " not known",
                                "no session can be opened to a host that has no address",
                                "correct the host, or put it into /etc/hosts: a colocated machine should not depend on a "
                                        + "name server"));
    }

    /** Joins each line by an ordinary socket and waits for a first packet on all of them, for at most {@code patienceNs}. */
    public List<HostItem> firstPackets(final long patienceNs) {
        final List<SiteConfig.Line> lines = config.channel().lines();
        final List<HostItem> items = new ArrayList<>();
        final List<MulticastSource> sources = new ArrayList<>();
        final long[] firstNs = new long[lines.size()];
        final long startNs = System.nanoTime();
        try {
            for (final SiteConfig.Line line : lines) {
                sources.add(MulticastSource.open(
                        LiveLines.endpoint(config, line),
                        config.channel().receiveBuffer(),
                        new SystemEpochNanoClock()));
            }
            await(sources, firstNs, startNs, patienceNs);
            for (int i = 0; i < lines.size(); i++) {
                items.add(item(i, firstNs[i], patienceNs, sources.get(i)));
            }
        } catch (final TransportException e) {
            items.add(new HostItem(
                    "first_packet",
                    Verdict.FAIL,
                    e.getMessage(),
                    "a line that cannot be joined brings nothing",
                    "as said; channel.interface, channel.lines"));
        } finally {
            sources.forEach(MulticastSource::close);
        }
        return items;
    }

    private static void await(
            final List<MulticastSource> sources, final long[] firstNs, final long startNs, final long patienceNs) {
        int missing = sources.size();
        while (missing > 0 && System.nanoTime() - startNs < patienceNs) {
            missing = 0;
            for (int i = 0; i < firstNs.length; i++) {
                if (firstNs[i] == 0 && sources.get(i).poll((frame, length, timeNs) -> {}, LIMIT) > 0) {
                    firstNs[i] = Math.max(1, System.nanoTime() - startNs);
                }
                missing += firstNs[i] == 0 ? 1 : 0;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private HostItem item(final int index, final long firstNs, final long patienceNs, final FrameSource source) {
        final SiteConfig.Line line = config.channel().lines().get(index);
        final String name = "first_packet_" + LineArbiter.lineName(index);
        final MulticastGroup address = line.group();
        return firstNs > 0
                ? new HostItem(
                        name,
                        Verdict.PASS,
                        String.format(
                                "%s after %d ms; socket buffer %,d bytes",
                                address, firstNs / NS_PER_MS, source.receiveBufferLength()),
                        "",
                        "")
                : new HostItem(
                        name,
                        Verdict.FAIL,
                        address + ": nothing in " + Durations.format(patienceNs),
                        "a line that is silent leaves the other one alone, or the books empty",
                        "check the session's hours, the switch (IGMP), the group, the port and the sender's address");
    }
}
