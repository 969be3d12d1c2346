package aether.bench;

import aether.console.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A benchmark that two builds are compared by.
 *
 * @param name what it measures
 * @param arguments of {@code aether bench}
 * @param patterns figure by figure, what stands around its value in the output
 */
record VersusWork(String name, List<String> arguments, Map<String, Pattern> patterns) {
    private static final long MAX_MINUTES = 20;
    private static final String NUMBER = "(-?[0-9.]+)";

    /** Those that every build since 2026-11-28 has; {@code capture} may be null. */
    static List<VersusWork> all(final Path capture) {
        final List<VersusWork> works = new ArrayList<>();
        if (capture != null) {
            works.add(feed("capture, line A", capture, "A"));
            works.add(feed("capture, both lines", capture, "both"));
        }
        works.add(orders("orders, 50 instruments, 1,200 live", "--instruments", "50", "--orders", "1200"));
        works.add(orders(
                "orders, 8,000 and 1 M, skewed",
                "--instruments",
                "8000",
                "--orders",
                "1000000",
                "--skew",
                "1",
                "--young",
                "0.9"));
        works.add(orders("orders, 8,000 and 1 M, evenly", "--instruments", "8000", "--orders", "1000000"));
        works.add(new VersusWork(
                "session, 50 and 1,200",
                List.of("session", "--events", "5000000", "--json"),
                Map.of("", Pattern.compile("\"cpuNsPerEvent\":" + NUMBER))));
        works.add(new VersusWork(
                "publication, one row",
                List.of("publication", "--seconds", "1", "--readers", "0"),
                Map.of("", Pattern.compile("one row: .* " + NUMBER + " ns for publishing"))));
        return works;
    }

    private static VersusWork feed(final String name, final Path capture, final String line) {
        return new VersusWork(
                name,
                List.of("feed", capture.toAbsolutePath().toString(), "--loops", "900", "--line", line, "--json"),
                Map.of("", Pattern.compile("\"cpuNsPerPacket\":" + NUMBER)));
    }

    private static VersusWork orders(final String name, final String... options) {
        final List<String> arguments =
                new ArrayList<>(List.of("orders", "--passes", "3", "--events", "1000000", "--json"));
        arguments.addAll(List.of(options));
        final Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (final String contender : List.of("book", "wire", "parity")) {
            patterns.put(": " + contender, Pattern.compile("\"" + contender + "\":\\{\"cpuNsPerEvent\":" + NUMBER));
        }
        return new VersusWork(name, List.copyOf(arguments), patterns);
    }

    /** Names of its figures, as {@link #run} has them. */
    List<String> figures() {
        return patterns.keySet().stream().map(this::figure).toList();
    }

    private String figure(final String suffix) {
        return name + suffix + " ";
    }

    /**
     * Runs it once.
     *
     * @param launcher of a build
     * @throws UsageException when it fails, or says something else than expected
     */
    Map<String, Double> run(final Path launcher) throws IOException, InterruptedException {
        final Path output = Files.createTempFile("aether-versus-", ".txt");
        try {
            final List<String> command = new ArrayList<>(List.of(launcher.toString(), "bench"));
            command.addAll(arguments);
            final ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            // Numbers with a point, whatever the user's language is.
            builder.environment()
                    .merge("AETHER_JAVA_OPTS", "-Duser.language=en", (own, english) -> own + " " + english);
            final Process process = builder.start();
            if (!isDone(process)) {
                throw new UsageException(String.join(" ", command) + ": not done in " + MAX_MINUTES + " minutes");
            }
            final String text = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new UsageException(String.join(" ", command) + ": exit code " + process.exitValue()
                        + "; the last it said: " + text.lines().reduce("nothing", (before, line) -> line));
            }
            return values(text, String.join(" ", command));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** A process that is not done in time, or that nobody waits for any more, is ended. */
    private static boolean isDone(final Process process) throws InterruptedException {
        try {
            return process.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, Double> values(final String text, final String command) {
        final Map<String, Double> values = new LinkedHashMap<>();
        for (final Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            final Matcher matcher = pattern.getValue().matcher(text);
            if (!matcher.find()) {
                throw new UsageException(command + ": printed no figure for "
                        + figure(pattern.getKey()).strip());
            }
            values.put(figure(pattern.getKey()), Double.valueOf(matcher.group(1)));
        }
        return values;
    }
}
