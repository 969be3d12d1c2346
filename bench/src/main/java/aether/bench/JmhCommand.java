package aether.bench;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aether bench parts}. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description = "The parts of the path by themselves, under JMH, with what they allocate.",
        footer = {"", "Example: aether bench parts OrderPath"})
final class JmhCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            defaultValue = "aether.bench",
            paramLabel = "PATTERN",
            description = "Which: a regular expression over names (default: all).")
    private String pattern;

    @Option(names = "--forks", defaultValue = "2", description = "Processes, one after the other (default: 2).")
    private int forks;

    @Option(names = "--iterations", defaultValue = "5", description = "Measured seconds of each (default: 5).")
    private int iterations;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws RunnerException {
        final Runner runner = new Runner(new OptionsBuilder()
                .include(pattern)
                .forks(forks)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build());
        final Collection<RunResult> results;
        try {
            results = runner.run();
        } catch (final NoBenchmarksException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no part is called like '" + pattern + "'; without a name all of them are measured",
                    e);
        }
        for (final RunResult result : results) {
            final var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            System.out.printf(
                    "%s: %.1f ±%.1f ns, %.3f bytes allocated%n",
                    result.getParams().getBenchmark(),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    allocated == null ? Double.NaN : allocated.getScore());
        }
        return 0;
    }
}
