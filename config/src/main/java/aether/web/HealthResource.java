package aether.web;

import aether.monitor.CounterFile;
import aether.monitor.MonitorAgent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.EpochNanoClock;

/** Whether the appliance counts: for whoever starts it anew when it does not. */
final class HealthResource implements Resource {
    private static final double NS_PER_SECOND = 1e9;
    private static final double MOST_SECONDS = 2;

    private final int channel;
    private final Path counters;
    private final EpochNanoClock clock;

    HealthResource(final int channel, final Path counters, final EpochNanoClock clock) {
        this.channel = channel;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Answer answer(final String accept) {
        final double silent = (clock.nanoTime() - aliveNs(CounterFile.read(counters))) / NS_PER_SECOND;
        final boolean isUp = silent <= MOST_SECONDS;
        return Answer.json(
                isUp ? Answer.OK : Answer.UNAVAILABLE,
                String.format(
                        Locale.ROOT,
                        "{\"channel\":%d,\"status\":\"%s\",\"silentSeconds\":%.3f}",
                        channel,
                        isUp ? "up" : "silent",
                        Math.max(0, silent)));
    }

    private static long aliveNs(final List<CounterFile.Value> values) {
        return values.stream()
                .filter(value -> value.name().equals(MonitorAgent.ALIVE))
                .mapToLong(CounterFile.Value::value)
                .findFirst()
                .orElse(0);
    }
}
