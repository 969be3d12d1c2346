package aether.web;

import aether.monitor.CounterFile;
import aether.monitor.Latencies;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The counters of a channel, and the latencies of its stages, as Prometheus and its kin read them: OpenMetrics or Prometheus' own text, as they ask. What a
 * scrape costs is reading the file that other processes read as well.
 */
final class MetricsResource implements Resource {
    /** Of each stage, the time from where it begins to where it ends. */
    static final String LATENCY = "aether_stage_latency_seconds";

    static final String LATENCY_HELP =
            "How long stages take: book, from receipt of a frame to the end of its event in the books; order, from receipt to the order that was written.";

    /** Upper bounds, seconds. */
    static final double[] BOUNDS = {
        1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 1e-2, 1e-1, 1, Double.POSITIVE_INFINITY
    };

    private static final double NS_PER_SECOND = 1e9;
    private static final long FRESH_NS = 100_000_000L;

    private final MetricCatalog catalog = MetricCatalog.load();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final String channel;
    private final Supplier<List<CounterFile.Value>> counters;
    private final Map<String, Latencies> stages = new TreeMap<>();
    private final Histogram measured = Latencies.newHistogram();
    private final Map<String, Answer> newest = new HashMap<>();
    private long newestNs;

    /** {@code counters}: those of the channel, as they are. */
    MetricsResource(final int channel, final Supplier<List<CounterFile.Value>> counters) {
        this.channel = Integer.toString(channel);
        this.counters = counters;
    }

    /** How long a stage takes. */
    synchronized void stage(final String name, final Latencies latencies) {
        stages.put(name, latencies);
    }

    /** As often as counters are copied, and no more: whoever asks in between gets the same. */
    @Override
    public synchronized Answer answer(final String accept) throws IOException {
        final ExpositionFormatWriter writer = formats.findWriter(accept);
        final long nowNs = System.nanoTime();
        if (nowNs - newestNs >= FRESH_NS) {
            newest.clear();
            newestNs = nowNs;
        }
        Answer answer = newest.get(writer.getContentType());
        if (answer == null) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.write(out, collect(counters.get()));
            answer = new Answer(Answer.OK, writer.getContentType(), out.toByteArray());
            newest.put(writer.getContentType(), answer);
        }
        return answer;
    }

    /** What no metric is known of is left out (a test says that there is none), and a count below zero, which no format takes. */
    MetricSnapshots collect(final List<CounterFile.Value> values) {
        final Map<MetricCatalog.Metric, Map<Labels, Double>> byMetric = new LinkedHashMap<>();
        for (final CounterFile.Value value : values) {
            final MetricCatalog.Named named = catalog.of(value.name());
            if (named != null && (value.value() >= 0 || named.metric().type() == MetricCatalog.Type.GAUGE)) {
                byMetric.computeIfAbsent(named.metric(), metric -> new LinkedHashMap<>())
                        .put(labels(named), named.metric().value(value.value()));
            }
        }
        final MetricSnapshots.Builder all = MetricSnapshots.builder();
        byMetric.forEach((metric, points) -> {
            if (metric.type() == MetricCatalog.Type.COUNTER) {
                all.metricSnapshot(counter(metric, points));
            } else {
                all.metricSnapshot(gauge(metric, points));
            }
        });
        if (!stages.isEmpty()) {
            all.metricSnapshot(latencies());
        }
        return all.build();
    }

    private Labels labels(final MetricCatalog.Named named) {
        final Labels own = Labels.of("channel", channel);
        return named.labelValue().isEmpty() ? own : own.add(named.metric().label(), named.labelValue());
    }

    private static CounterSnapshot counter(final MetricCatalog.Metric metric, final Map<Labels, Double> points) {
        final CounterSnapshot.Builder snapshot =
                CounterSnapshot.builder().name(metric.name()).help(metric.help());
        points.forEach((labels, value) -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return snapshot.build();
    }

    private static GaugeSnapshot gauge(final MetricCatalog.Metric metric, final Map<Labels, Double> points) {
        final GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(metric.name()).help(metric.help());
        points.forEach((labels, value) -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        return snapshot.build();
    }

    private HistogramSnapshot latencies() {
        final HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(LATENCY).help(LATENCY_HELP);
        stages.forEach((stage, latencies) -> snapshot.dataPoint(point(stage, latencies)));
        return snapshot.build();
    }

    private HistogramSnapshot.HistogramDataPointSnapshot point(final String stage, final Latencies latencies) {
        latencies.copyInto(measured);
        final long[] counts = new long[BOUNDS.length];
        long before = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            final long upTo = i == BOUNDS.length - 1
                    ? measured.getTotalCount()
                    : measured.getCountBetweenValues(0, Math.round(BOUNDS[i] * NS_PER_SECOND));
            counts[i] = Math.max(0, upTo - before);
            before = Math.max(before, upTo);
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of("channel", channel, "stage", stage))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts))
                .sum(measured.getMean() * measured.getTotalCount() / NS_PER_SECOND)
                .build();
    }
}
