package aether.web;

import aether.config.SiteConfig;
import aether.console.UsageException;
import aether.host.Part;
import aether.monitor.Latencies;
import aether.monitor.Publishing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;

/** What can be read of a channel over HTTP: a page for people, its metrics, and whether it is well. Answers from when it is opened: also while what was recorded is played. */
public final class ChannelPage implements Part {
    private static final String METRICS = "/metrics";
    private static final String HEALTH = "/health";
    private static final String EVENTS = "/events";

    private final SiteConfig.Page config;
    private final MetricsResource metrics;
    private final PageState state;
    private final PageServer server;

    /** Takes its port; {@code config} with a page. */
    public ChannelPage(final SiteConfig config, final Publishing published, final EpochNanoClock clock) {
        this.config = config.page();
        final int channel = config.channel().id();
        metrics = new MetricsResource(channel, published::counterValues);
        state = new PageState(config, published, clock, System::nanoTime);
        final Map<String, Resource> resources = PageFiles.all();
        resources.put(METRICS, metrics);
        resources.put(HEALTH, new HealthResource(channel, published::counterValues, clock));
        try {
            server = PageServer.open(this.config, resources, Map.of(EVENTS, new StateStream(state)));
        } catch (final IOException e) {
            throw new UsageException("page: " + this.config.address().getHostAddress() + " port " + this.config.port()
                    + ": " + e.getMessage() + "; give another page.port, or page.enabled: false");
        }
    }

    /** How long a stage takes. */
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
