package aether.bench;

import aether.console.UsageException;
import aether.session.BenchSession;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench versus}. */
@Command(
        name = "versus",
        mixinStandardHelpOptions = true,
        description = {
            "Compares this build with another one: the same benchmarks in both, in turn, round after round, each in a process of "
                    + "its own; then the medians and their ratio, below 1 where this build needs less.",
            "The other build is a checkout of this project that was built (./aether bench --help builds it). Figures of a machine "
                    + "that others share mean little, their ratios in one run a good deal more."
        },
        footer = {
            "",
            "Example: git worktree add /tmp/before REVISION && /tmp/before/aether bench --help && "
                    + "aether bench versus /tmp/before --capture session.pcapng --raw ratios.txt"
        })
final class VersusCommand implements Callable<Integer> {
    private static final String LAUNCHER = "aether";

    @Parameters(index = "0", paramLabel = "OTHER", description = "Directory of the other build.")
    private Path other;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "BUILD",
            description = "Directory of the build that is compared with it (default: this one).")
    private Path build;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "A capture for bench feed; without it that is left out.")
    private Path capture;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only benchmarks whose name contains it.")
    private String only;

    @Option(names = "--raw", paramLabel = "FILE", description = "Every single result, as a text file.")
    private Path raw;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchSession.requireUsage(rounds >= 1 && rounds <= 100, "--rounds: give 1 to 100, not " + rounds);
        final Map<String, Path> builds = new LinkedHashMap<>();
        builds.put("other", launcher(other));
        builds.put("this", launcher(build == null ? home() : build));
        final List<VersusWork> works = VersusWork.all(capture).stream()
                .filter(work -> work.name().contains(only))
                .toList();
        BenchSession.requireUsage(
                !works.isEmpty(),
                "--only: no benchmark's name contains '" + only + "'; known: "
                        + VersusWork.all(capture).stream().map(VersusWork::name).toList());
        final Map<String, List<Double>> results = new LinkedHashMap<>();
        if (raw != null) {
            Files.deleteIfExists(raw);
        }
        for (int round = 1; round <= rounds; round++) {
            for (final VersusWork work : works) {
                for (final Map.Entry<String, Path> side : builds.entrySet()) {
                    System.err.printf("round %d of %d: %s, %s build%n", round, rounds, work.name(), side.getKey());
                    final String where = round + " " + side.getKey() + " ";
                    work.run(side.getValue()).forEach((figure, value) -> {
                        results.computeIfAbsent(figure + side.getKey(), key -> new ArrayList<>())
                                .add(value);
                        note(where + figure + value);
                    });
                }
            }
        }
        print(works, results, System.out);
        return 0;
    }

    /** At once: an evening's results are not lost with the last of them. */
    private void note(final String line) {
        if (raw != null) {
            try {
                Files.writeString(
                        raw, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (final IOException e) {
                throw new UsageException(raw + ": cannot be written: " + e.getMessage());
            }
        }
    }

    private static Path launcher(final Path directory) {
        final Path launcher = directory.resolve(LAUNCHER);
        BenchSession.requireUsage(
                Files.isExecutable(launcher),
                directory + ": no build of aether; it has no launcher (" + LAUNCHER + ") that could be started");
        return launcher.toAbsolutePath();
    }

    /** Of this build: its jar lies in bench/target. */
    private static Path home() {
        try {
            final Path jar = Path.of(VersusCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.getParent().getParent().getParent();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(
            final List<VersusWork> works, final Map<String, List<Double>> results, final PrintStream out) {
        out.printf("%-44s %10s %10s %7s%n", "CPU ns, medians", "other", "this", "ratio");
        for (final VersusWork work : works) {
            for (final String figure : work.figures()) {
                final double before = FeedBench.median(array(results.get(figure + "other")));
                final double after = FeedBench.median(array(results.get(figure + "this")));
                out.printf(Locale.ROOT, "%-44s %10.1f %10.1f %7.2f%n", figure.strip(), before, after, after / before);
            }
        }
    }

    private static double[] array(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
