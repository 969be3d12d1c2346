package aether.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ChannelCounter;
import aether.arbiter.LineCounter;
import aether.arbiter.RecoveryCounter;
import aether.book.BookCounter;
import aether.book.BookFault;
import aether.feed.DecoderCounter;
import aether.feed.PacketVerdict;
import aether.host.DutyCycle;
import aether.nic.CounterRegister;
import aether.nic.NicCounter;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.Trouble;
import aether.order.OrderCounter;
import aether.risk.RiskCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every counter has a metric, every metric is told of, and dashboard and alerts ask for none that does not exist. */
class MetricCatalogTest {
    private static final Pattern ADDED = Pattern.compile("\\.add\\(\\s*\"([a-z][a-z ]*)\",");
    private static final Pattern ASKED = Pattern.compile("aether_[a-z_]+");

    private static final Pattern CHOSEN = Pattern.compile("(stage|check)=\\\\?\"([^\"\\\\]*)");
    private static final Set<String> STAGES = Set.of("book", "order");
    private static final Set<String> CHECKS =
            Arrays.stream(RiskCheck.values()).map(CounterRegister::words).collect(Collectors.toSet());

    private final MetricCatalog catalog = MetricCatalog.load();

    private static Stream<String> words(final String owner, final Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> owner + " " + CounterRegister.words(constant));
    }

    /** Names that are put together of an owner and a constant. */
    private static Stream<String> families() {
        return Stream.of(
                        words("line A", LineCounter.values()),
                        words("channel", ChannelCounter.values()),
                        words("refused", PacketVerdict.values()),
                        words("recovery", RecoveryCounter.values()),
                        words("decoder", DecoderCounter.values()),
                        words("books", BookCounter.values()),
                        words("faults", BookFault.values()),
                        words("thread feed 320/receive", DutyCycle.Counter.values()),
                        words("orders", OrderCounter.values()),
                        words("orders refused", RiskCheck.values()),
                        words("card trouble", Trouble.values()),
                        Arrays.stream(NicCounter.values()).map(counter -> "transport " + counter.text()),
                        Arrays.stream(ChipCounter.values()).map(counter -> "card " + counter.text()),
                        Stream.of("latency below zero", "latency lowest ns", "alive"))
                .flatMap(names -> names);
    }

    /** Names that stand in the sources as they are. */
    private static Set<String> literals() throws IOException {
        final Set<String> names = new HashSet<>();
        for (final String module : List.of("config", "order-gateway", "feed-handler", "journal", "nic-driver")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (final Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    final String text = Files.readString(source);
                    if (text.contains("CounterRegister")) {
                        ADDED.matcher(text)
                                .results()
                                .map(found -> found.group(1))
                                .forEach(names::add);
                    }
                }
            }
        }
        names.removeIf(name -> families().anyMatch(each -> each.startsWith(name + " ")));
        assertTrue(names.size() > 30, names::toString);
        return names;
    }

    @Test
    void shouldHaveAMetricForEveryCounter() throws IOException {
        final Set<String> used = new HashSet<>();
        final Set<String> made = new HashSet<>();
        for (final String name : Stream.concat(families(), literals().stream()).toList()) {
            final MetricCatalog.Named named = catalog.of(name);
            assertNotNull(named, name + ": add it to metrics.tsv");
            assertTrue(used.add(named.metric().name() + named.labelValue()), name);
            made.add(named.metric().name());
        }
        final Set<String> metrics = new HashSet<>();
        for (final MetricCatalog.Metric metric : catalog.metrics()) {
            assertTrue(metrics.add(metric.name()), metric.name());
            assertTrue(made.contains(metric.name()), metric.name() + ": of no counter");
        }
    }

    @Test
    void shouldTellEachMetricWhereTheyAreDocumented() throws IOException {
        final List<String> expected = new ArrayList<>();
        for (final MetricCatalog.Metric metric : catalog.metrics()) {
            expected.add("| `" + metric.fullName() + "` | "
                    + (metric.type() == MetricCatalog.Type.COUNTER ? "counter" : "gauge") + " | " + metric.label()
                    + " | `" + metric.counter() + "` | " + metric.help() + " |");
        }
        final List<String> told = Files.readAllLines(Path.of("../docs/METRICS.md")).stream()
                .filter(line -> line.startsWith("| `aether_") && line.split("\\|").length > 5)
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", told));
    }

    private void assertThere(final String file) throws IOException {
        final Set<String> names = new HashSet<>();
        catalog.metrics().forEach(metric -> names.add(metric.fullName()));
        Stream.of("_bucket", "_sum", "_count").forEach(suffix -> names.add(MetricsResource.LATENCY + suffix));
        final Matcher asked = ASKED.matcher(Files.readString(Path.of("monitoring", file)));
        final Matcher chosen = CHOSEN.matcher(Files.readString(Path.of("monitoring", file)));
        while (chosen.find()) {
            final String value = chosen.group(2);
            assertTrue(
                    chosen.group(1).equals("stage")
                            ? STAGES.contains(value)
                            : catalog.of("orders refused " + value) != null && CHECKS.contains(value),
                    file + ": there is no " + chosen.group());
        }
        int count = 0;
        while (asked.find()) {
            assertTrue(names.contains(asked.group()), file + ": there is no " + asked.group());
            count++;
        }
        assertTrue(count > 15, file);
    }

    @Test
    void shouldAskForNothingElseInDashboardAndAlerts() throws IOException {
        assertThere("grafana.json");
        assertThere("alerts.yaml");
        final Object rules = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("monitoring", "alerts.yaml")));
        assertTrue(rules.toString().contains("alert=ApplianceSilent"), rules.toString());
    }
}
