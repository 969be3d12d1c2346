package aether.monitor;

import aether.nic.CounterRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/** Copies all counters to where other processes see them, and updates the heartbeat. On a host thread. */
public final class MonitorAgent implements Agent, CounterRegister {
    /** Name of the counter that holds the time of the last copy, nanoseconds since the epoch. */
    public static final String ALIVE = "alive";

    /** A number that somebody knows, and its copy. */
    private record Sample(LongSupplier value, AtomicCounter target) {}

    private final CounterFile file;
    private final EpochNanoClock clock;
    private final LongConsumer heartbeat;
    private final List<Sample> samples = new ArrayList<>();
    private final AtomicCounter alive;

    /** {@code heartbeat}: told the time with each copy. */
    MonitorAgent(final CounterFile file, final EpochNanoClock clock, final LongConsumer heartbeat) {
        this.file = file;
        this.clock = clock;
        this.heartbeat = heartbeat;
        alive = file.add(ALIVE);
    }

    @Override
    public void add(final String name, final LongSupplier value) {
        samples.add(new Sample(value, file.add(name)));
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        for (final Sample sample : samples) {
            sample.target().setOrdered(sample.value().getAsLong());
        }
        alive.setOrdered(nowNs);
        heartbeat.accept(nowNs);
        return 0;
    }

    @Override
    public String roleName() {
        return "monitor";
    }
}
