package aether.appliance;

import aether.book.BookPublication;
import aether.nic.Counters;
import aether.feed.LineArbiter;
import aether.host.DutyCycle;
import aether.host.DutyCycle.Figure;
import aether.host.KernelClock;
import aether.lines.CardLines;
import aether.nic.NicCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.status.AtomicCounter;

/** Shows other processes that the appliance is alive, and what its counters are. On a host thread. */
final class MonitorAgent implements Agent {
    /** Name of the counter that holds the time of the last copy, nanoseconds since the epoch. */
    static final String ALIVE = "alive";

    /** One counter of a thread, and its copy. */
    private record Copy(Counters<?> counters, int ordinal, AtomicCounter target) {}

    /** A number that somebody knows, and its copy. */
    private record Sample(LongSupplier value, AtomicCounter target) {}

    private final BookPublication publication;
    private final CounterFile file;
    private final KernelClock clock;
    private final OrderDesk orders;
    private final List<Copy> copies = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final AtomicCounter alive;

    MonitorAgent(
            final Appliance appliance,
            final BookPublication publication,
            final CounterFile file,
            final KernelClock clock) {
        this.publication = publication;
        this.file = file;
        this.clock = clock;
        orders = appliance.orders();
        alive = file.add(ALIVE);
        for (int line = 0; line < appliance.lines(); line++) {
            add("line " + LineArbiter.lineName(line), appliance.arbiter().line(line));
        }
        add("channel", appliance.arbiter().counters());
        add("refused", appliance.arbiter().verdicts());
        add("recovery", appliance.feed().recoveryCounters());
        add("decoder", appliance.pipeline().decoder().counters());
        add("books", appliance.pipeline().books().counters());
        add("faults", appliance.pipeline().books().faults());
        for (final NicCounter counter : NicCounter.values()) {
            sample("transport " + counter.text(), () -> appliance.liveLines().counter(counter));
        }
        for (final DutyCycle account : appliance.threads().accounts()) {
            for (final Figure figure : Figure.values()) {
                sample("thread " + account.name() + " " + words(figure), () -> account.get(figure));
            }
        }
        sample("watchdog stalls", () -> appliance.threads().watchdog().stalls());
        sample("watchdog longest stall ns", () -> appliance.threads().watchdog().longestNs());
        sample("threads packets lost between", appliance::lostBetweenThreads);
        final CardLines card = appliance.liveLines().card();
        if (card != null) {
            card.figures().forEach(this::sample);
        }
        sample("clock times set", clock::steps);
        sample("latency below zero", () -> appliance.latency().negatives());
        sample("latency lowest ns", () -> appliance.latency().lowestNs());
        sample("recovery joins refused", () -> appliance.recoveryAgent().joinsRefused());
    }

    private void sample(final String name, final LongSupplier value) {
        samples.add(new Sample(value, file.add(name)));
    }

    private static String words(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private <E extends Enum<E>> void add(final String owner, final Counters<E> counters) {
        counters.snapshot()
                .keySet()
                .forEach(counter ->
                        copies.add(new Copy(counters, counter.ordinal(), file.add(owner + " " + words(counter)))));
    }

    @Override
    public int doWork() {
        if (clock.follow() != 0) {
            System.err.println("aether: the clock of this machine was set; times before and after do not compare");
        }
        final long nowNs = clock.nanoTime();
        for (final Copy copy : copies) {
            copy.target().setOrdered(copy.counters().valueAt(copy.ordinal()));
        }
        for (final Sample sample : samples) {
            sample.target().setOrdered(sample.value().getAsLong());
        }
        if (orders != null) {
            orders.operators().watch();
        }
        alive.setOrdered(nowNs);
        publication.alive(nowNs);
        return 0;
    }

    @Override
    public void onClose() {
        doWork();
    }

    @Override
    public String roleName() {
        return "monitor";
    }
}
