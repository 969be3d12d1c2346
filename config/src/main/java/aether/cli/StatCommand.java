package aether.cli;

import aether.config.SharedMemory.Part;
import aether.console.ExitCode;
import aether.console.Json;
import aether.console.Times;
import aether.monitor.CounterFile;
import aether.monitor.MonitorAgent;
import aether.monitor.PublishedChannel;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aether stat}. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = "The counters of a running appliance, from shared memory: the appliance does not notice.",
        footer = {"", "Example: aether stat --channel 320"})
final class StatCommand implements Callable<Integer> {
    private static final long STOPPED_AFTER_NS = 2_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    @Mixin
    private PublishedChoice choice;

    @Option(names = "--all", description = "Counters that are zero as well.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        final PublishedChannel published = choice.find(Part.COUNTERS);
        final List<CounterFile.Value> values = CounterFile.read(published.file(Part.COUNTERS));
        if (json) {
            write(values);
        } else {
            print(values);
        }
        if (!published.isAlive()) {
            System.err.println("aether: " + published.death() + "; these are its last counters");
            return ExitCode.FAILED;
        }
        final long silentNs = System.currentTimeMillis() * NS_PER_MS
                - (values.isEmpty() ? 0 : values.getFirst().value());
        if (silentNs > STOPPED_AFTER_NS) {
            System.err.println("aether: " + published.directory() + ": process " + published.process()
                    + " is there, but has not counted for " + Times.wholeSeconds(silentNs) + " s; is it stopped?");
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }

    private static void write(final List<CounterFile.Value> values) {
        try (Json line = new Json(System.out)) {
            line.openObject();
            values.forEach(value -> line.key(value.name()).number(value.value()));
            line.closeObject().endLine();
        }
    }

    private void print(final List<CounterFile.Value> values) {
        for (final CounterFile.Value value : values) {
            if ((all || value.value() != 0) && !value.name().equals(MonitorAgent.ALIVE)) {
                System.out.printf("%,20d  %s%n", value.value(), value.name());
            }
        }
    }
}
