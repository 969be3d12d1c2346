package aether.web;

import aether.config.SiteConfig;
import aether.console.UsageException;
import aether.host.Part;
import aether.monitor.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;

/** What can be read of a channel over HTTP: a page for people, its metrics, and whether it is well. */
public final class ChannelPage implements Part {
    private static final String METRICS = "/metrics";
    private static final String HEALTH = "/health";
    private static final String EVENTS = "/events";

    private final SiteConfig.Page config;
    private final MetricsResource metrics;
    private final PageState state;
    private final PageServer server;

    /** Takes its port; {@code counters} and {@code books}: the files that the channel publishes. */
    public ChannelPage(
            final SiteConfig.Page config,
            final int channel,
            final Path counters,
            final Path books,
            final EpochNanoClock clock) {
        this.config = config;
        metrics = new MetricsResource(channel, counters);
        state = new PageState(channel, counters, books, clock);
        final Map<String, Resource> resources = PageFiles.all();
        resources.put(METRICS, metrics);
        resources.put(HEALTH, new HealthResource(channel, counters, clock));
        try {
            server = new PageServer(config.address(), config.port(), resources, Map.of(EVENTS, new StateStream(state)));
        } catch (final IOException e) {
            throw new UsageException("page.address: " + config.address().getHostAddress() + ": " + e.getMessage());
        }
    }

    /** How long a stage takes, before the start. */
    public void stage(final String name, final Latencies latencies) {
        metrics.stage(name, latencies);
        state.stage(name, latencies);
    }

    /** Where it is answered. */
    public String address() {
        final String host = config.address().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public List<String> describe() {
        return List.of("page " + address() + "/ (metrics: " + METRICS + ")"
                + (config.port() == 0 || config.port() == server.port()
                        ? ""
                        : " (port " + config.port() + " is taken)"));
    }

    @Override
    public void close() {
        server.close();
        state.close();
    }
}
