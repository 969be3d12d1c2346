package aether.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metric each counter becomes. A table of the resources: counter, metric, type, help, with tabs between them. A counter's name may hold one label in
 * braces, {@code line {line} packets}; times are nanoseconds where they are counted, and seconds in a metric whose name says so.
 */
final class MetricCatalog {
    /** What a metric's values are. */
    enum Type {
        COUNTER,
        GAUGE
    }

    /**
     * A metric.
     *
     * @param counter name of the counters that it is made of, a label in braces
     * @param name without what its type adds to it
     * @param label empty where it has none but the channel
     */
    record Metric(String counter, String name, Type type, String help, String label) {
        private static final double NS_PER_SECOND = 1e9;

        /** As it is asked for. */
        String fullName() {
            return type == Type.COUNTER ? name + "_total" : name;
        }

        /** In the metric's own unit. */
        double value(final long counted) {
            return name.endsWith("_seconds") ? counted / NS_PER_SECOND : counted;
        }
    }

    /** A counter's metric, and the value of its label; empty where it has none. */
    record Named(Metric metric, String labelValue) {}

    private static final String TABLE = "metrics.tsv";
    private static final Pattern LABEL = Pattern.compile("\\{(\\w+)}");

    /** A label, in any place of a name. */
    private record Labelled(Pattern pattern, Metric metric) {}

    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, Metric> plain = new HashMap<>();
    private final List<Labelled> labelled = new ArrayList<>();
    private final Map<String, Named> known = new HashMap<>();

    private MetricCatalog() {}

    static MetricCatalog load() {
        final MetricCatalog catalog = new MetricCatalog();
        try (InputStream in = MetricCatalog.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("\t")).forEach(catalog::add);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return catalog;
    }

    private void add(final String[] row) {
        final Matcher label = LABEL.matcher(row[0]);
        final boolean hasLabel = label.find();
        final Metric metric = new Metric(
                row[0], row[1], Type.valueOf(row[2].toUpperCase(Locale.ROOT)), row[3], hasLabel ? label.group(1) : "");
        metrics.add(metric);
        if (hasLabel) {
            final String before = Pattern.quote(row[0].substring(0, label.start()));
            final String behind = Pattern.quote(row[0].substring(label.end()));
            labelled.add(new Labelled(Pattern.compile(before + "(.+)" + behind), metric));
        } else {
            plain.put(row[0], metric);
        }
    }

    List<Metric> metrics() {
        return metrics;
    }

    /** The metric of a counter; null when there is none. One thread at a time: names are looked for once. */
    Named of(final String counter) {
        return known.computeIfAbsent(counter, this::find);
    }

    private Named find(final String counter) {
        final Metric metric = plain.get(counter);
        if (metric != null) {
            return new Named(metric, "");
        }
        for (final Labelled each : labelled) {
            final Matcher matcher = each.pattern().matcher(counter);
            if (matcher.matches()) {
                return new Named(each.metric(), matcher.group(1));
            }
        }
        return null;
    }
}
