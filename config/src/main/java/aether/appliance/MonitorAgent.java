package aether.appliance;

import aether.book.BookPublication;
import aether.feed.Counters;
import aether.feed.LineArbiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/** Shows other processes that the appliance is alive, and what its counters are. On a host thread. */
final class MonitorAgent implements Agent {
    /** Name of the counter that holds the time of the last copy, nanoseconds since the epoch. */
    static final String ALIVE = "alive";

    /** One counter of a thread, and its copy. */
    private record Copy(Counters<?> counters, int ordinal, AtomicCounter target) {}

    private final BookPublication publication;
    private final CounterFile file;
    private final EpochNanoClock clock;
    private final OrderDesk orders;
    private final List<Copy> copies = new ArrayList<>();
    private final AtomicCounter alive;

    MonitorAgent(
            final Appliance appliance,
            final BookPublication publication,
            final CounterFile file,
            final EpochNanoClock clock) {
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
    }

    private <E extends Enum<E>> void add(final String owner, final Counters<E> counters) {
        counters.snapshot()
                .keySet()
                .forEach(counter -> copies.add(new Copy(
                        counters,
                        counter.ordinal(),
                        file.add(owner + " "
                                + counter.name().toLowerCase(Locale.ROOT).replace('_', ' ')))));
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        for (final Copy copy : copies) {
            copy.target().setOrdered(copy.counters().valueAt(copy.ordinal()));
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
