package aether.demo;

import aether.venue.SimulatedVenue;
import aether.venue.entry.OrderEntryService;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/** Drives the simulated exchange at a steady rate on a thread of its own. */
final class DemoVenue implements Agent {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MAX_BURST = 32;

    private final SimulatedVenue venue;
    private final OrderEntryService orderEntry;
    private final EpochNanoClock clock;
    private final int rate;
    private long startNs;

    DemoVenue(
            final SimulatedVenue venue,
            final OrderEntryService orderEntry,
            final EpochNanoClock clock,
            final int rate) {
        this.venue = venue;
        this.orderEntry = orderEntry;
        this.clock = clock;
        this.rate = rate;
    }

    @Override
    public void onStart() {
        startNs = clock.nanoTime();
        venue.open(startNs);
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        final long due = (long) ((double) (nowNs - startNs) * rate / NS_PER_SECOND) - venue.commands();
        final int steps = (int) Math.min(MAX_BURST, due);
        for (int i = 0; i < steps; i++) {
            venue.step(clock.nanoTime());
        }
        return Math.max(0, steps) + orderEntry.poll(clock.nanoTime());
    }

    @Override
    public String roleName() {
        return "venue";
    }
}
