package aether.bench.simulation;

import aether.book.BookBuilder;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.BookComparison;
import aether.venue.ChannelAddresses;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import aether.venue.entry.OrderEntryContext;
import aether.venue.entry.OrderEntryService;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** The simulated exchange, of the product, on the virtual network. */
final class SimulatedExchange implements FrameSink {
    static final int PORT = 9_000;
    private static final int FIRST_GROUP = 0xEFFF_4F01;
    private static final int FIRST_PORT = 33_001;
    private static final int LINES = 6;
    private static final int INSTRUMENTS = 2;
    private static final int RECOVERY_EVERY = 4;
    private static final double CUTS = 0.005;
    private static final double DELAYS = 0.02;
    private static final long DELAY_NS = 60_000_000;
    private static final long LEAST_TURN_NS = 200_000;
    private static final long MOST_TURN_NS = 800_000;
    private static final long LEAST_STEP_NS = 1_000_000;
    private static final long MOST_STEP_NS = 10_000_000;

    private final VirtualTime time;
    private final SimulatedVenue venue;
    private final OrderEntryService service;
    private final Consumer<byte[]> frames;
    private boolean isTrading = true;

    /**
     * Open from the first event on.
     *
     * @param frames takes each frame of market data; it must not change it
     */
    SimulatedExchange(
            final VirtualNetwork.Host host,
            final VirtualTime time,
            final SplittableRandom random,
            final String secretKey,
            final Consumer<byte[]> frames) {
        this.time = time;
        this.frames = frames;
        venue = new SimulatedVenue(
                new VenueContext()
                        .seed(random.nextLong())
                        .instruments(INSTRUMENTS)
                        .recoveryEvery(RECOVERY_EVERY)
                        .conclude(),
                this,
                new ChannelAddresses(feed(0), feed(2), feed(4), null));
        service = new OrderEntryService(venue, PORT, secretKey, habits(random), host);
        time.after(0, () -> venue.open(nowNs()));
        time.every(LEAST_TURN_NS, MOST_TURN_NS, this::turn);
        time.every(LEAST_STEP_NS, MOST_STEP_NS, this::step);
    }

    /** With cancel on disconnect or without, and, in some runs, connections that are cut in the middle of a frame, and frames that are late. */
    private static OrderEntryContext habits(final SplittableRandom random) {
        final OrderEntryContext habits = new OrderEntryContext().seed(random.nextLong());
        if (random.nextBoolean()) {
            habits.keepOrders();
        }
        if (random.nextBoolean()) {
            habits.cuts(CUTS, CUTS).delays(DELAYS, DELAY_NS);
        }
        return habits.conclude();
    }

    /** Of a line: increments, definitions and price snapshots, two each. */
    static MulticastGroup group(final int line) {
        return new MulticastGroup(FIRST_GROUP + line, FIRST_PORT + line);
    }

    static int lines() {
        return LINES;
    }

    private static ChannelAddresses.Feed feed(final int first) {
        return new ChannelAddresses.Feed(group(first), group(first + 1));
    }

    private long nowNs() {
        return VirtualTime.START_NS + time.nowNs();
    }

    private void turn() {
        service.poll(nowNs());
    }

    private void step() {
        if (isTrading) {
            venue.step(nowNs());
        } else {
            venue.idle(nowNs());
        }
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        final byte[] bytes = new byte[length];
        frame.getBytes(0, bytes);
        frames.accept(bytes);
        return true;
    }

    /** Ends the connection, as a fault. */
    void cut() {
        service.cut(nowNs());
    }

    /** Nobody but the machines trades any more. */
    void endFlow() {
        isTrading = false;
    }

    /** Instruments whose books are not live, or not as published. */
    List<Integer> differing(final BookBuilder books) {
        return venue.instruments().stream()
                .filter(instrument -> !isSame(instrument, books.find(instrument.securityId())))
                .map(VenueInstrument::securityId)
                .toList();
    }

    private static boolean isSame(final VenueInstrument instrument, final InstrumentBook built) {
        return built != null && built.state() == BookState.LIVE && BookComparison.difference(built, instrument) == null;
    }

    OrderEntryService orders() {
        return service;
    }

    @Override
    public void close() {
        service.close();
    }
}
