package aether.web;

import aether.monitor.CounterFile;
import aether.monitor.MonitorAgent;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;

/** Whether the appliance counts: for whoever starts it anew when it does not. */
final class HealthResource implements Resource {
    private static final double NS_PER_SECOND = 1e9;
    private static final double MOST_SECONDS = 2;

    private final int channel;
    private final Supplier<List<CounterFile.Value>> counters;
    private final EpochNanoClock clock;

    HealthResource(final int channel, final Supplier<List<CounterFile.Value>> counters, final EpochNanoClock clock) {
        this.channel = channel;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Answer answer(final String accept) {
        final long aliveNs = aliveNs();
        final double silent = aliveNs == 0 ? 0 : Math.max(0, (clock.nanoTime() - aliveNs) / NS_PER_SECOND);
        final boolean isUp = aliveNs != 0 && silent <= MOST_SECONDS;
        final String status = aliveNs == 0 ? "starting" : isUp ? "up" : "silent";
        return Answer.json(
                isUp ? Answer.OK : Answer.UNAVAILABLE,
                String.format(
                        Locale.ROOT,
                        "{\"channel\":%d,\"status\":\"%s\",\"silentSeconds\":%.3f}",
                        channel,
                        status,
                        silent));
    }

    /** When it counted last; 0 when it never has. */
    private long aliveNs() {
        return counters.get().stream()
                .filter(value -> value.name().equals(MonitorAgent.ALIVE))
                .mapToLong(CounterFile.Value::value)
                .findFirst()
                .orElse(0);
    }
}
