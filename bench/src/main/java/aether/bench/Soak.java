package aether.bench;

import aether.arbiter.ArbiterContext;
import aether.arbiter.ChannelCounter;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.feed.BookKind;
import aether.feed.PacketKind;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.BookComparison;
import aether.venue.ChannelAddresses;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The feed handler against the simulated venue with everything going wrong that can: loss on both lines, skew, bursts, damage,
 * duplicates, lines down, channel resets, new weeks, instruments that come and go. The venue checks every book that is
 * published as live; now and then everything comes to rest, and all books must be the venue's own. One thread, and a time of
 * its own: a seed gives the same soak everywhere.
 */
final class Soak implements FrameSink {
    private static final MulticastGroup[] LINES = new MulticastGroup[8];
    private static final int REST_EVERY = 100_000;
    private static final int RESET_EVERY = 700_000;
    private static final int WEEK_EVERY = 5_000_000;
    private static final int LINE_DOWN_EVERY = 150_000;
    private static final int SPREAD_EVERY = 230_000;
    private static final int REPLAY_ONE_GAP_IN = 3;
    private static final int MAX_REPLAYED = 16;
    private static final int MAX_SPREADS_MADE = 40;
    private static final int MAX_IDLE_STEPS = 200_000;
    private static final long STEP_NS = 20_000;
    private static final long IDLE_NS = 50_000;
    private static final long START_NS = 1_700_400_000_000_000_000L;

    static {
        for (int i = 0; i < LINES.length; i++) {
            LINES[i] = new MulticastGroup(0xEFFF4E01 + i, 32_001 + i);
        }
    }

    /** What to do. */
    record Plan(long packets, long seed, int instruments, int spreads, double loss) {}

    private final Plan plan;
    private final SimulatedVenue venue;
    private final BookComparison comparison;
    private final BookBuilder books;
    private final FeedHandler feed;
    private final SplittableRandom random;
    private final List<String> failures = new ArrayList<>();
    private final UnsafeBuffer replayed = new UnsafeBuffer(0, 0);
    private long nowNs = START_NS;
    private boolean isOpen;
    private long rests;
    private long resets;
    private long weeks;
    private long gapsSeen;
    private int spreadsMade;

    Soak(final Plan plan) {
        this.plan = plan;
        random = new SplittableRandom(plan.seed());
        venue = new SimulatedVenue(context(plan), this, addresses());
        comparison = new BookComparison(() -> nowNs);
        venue.observe(comparison);
        final ChannelPipeline pipeline = new ChannelPipeline(
                new Mdp3Venue(),
                new BookContext()
                        .recovery(true, true)
                        .verify(true)
                        .maxInstruments(4096)
                        .maxOrders(200_000)
                        .applId(1)
                        .conclude(),
                new ChannelContext().repairWindowNs(50_000_000).conclude(),
                comparison);
        books = pipeline.books();
        feed = pipeline.feed(new ArbiterContext().lossTimeoutNs(1_000_000).conclude(), lineTable(), pipeline.channel());
    }

    private static VenueContext context(final Plan plan) {
        return new VenueContext()
                .seed(plan.seed())
                .instruments(plan.instruments())
                .spreads(plan.spreads())
                .flow(0.35, 0.15, 0.08)
                .bursts(0.0005, 100)
                .orders(true)
                .statistics(true)
                .recoveryEvery(24)
                .loss(plan.loss(), plan.loss(), plan.loss() / 100)
                .recoveryLoss(plan.loss())
                .duplicates(0.002)
                .corruption(0.001)
                .delays(30_000, 15_000)
                .conclude();
    }

    private static ChannelAddresses addresses() {
        return new ChannelAddresses(feed(0), feed(2), feed(4), feed(6));
    }

    private static ChannelAddresses.Feed feed(final int first) {
        return new ChannelAddresses.Feed(LINES[first], LINES[first + 1]);
    }

    private static LineTable lineTable() {
        final LineTable table = new LineTable(LINES.length);
        final PacketKind[] kinds = {null, PacketKind.DEFINITION, PacketKind.PRICE_SNAPSHOT, PacketKind.ORDER_SNAPSHOT};
        for (int i = 0; i < LINES.length; i++) {
            table.set(i, LINES[i]);
            if (i >= 2) {
                table.recovery(i, kinds[i / 2]);
            }
        }
        return table;
    }

    /** The wire: recovery feeds are listened to while they are of use, and only then. */
    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        nowNs = Math.max(nowNs, venue.sinkTimeNs());
        feed.onFrame(frame, length, venue.sinkTimeNs());
        return true;
    }

    @Override
    public void close() {}

    /** Packets of the incremental feed so far, over all weeks. */
    long packets() {
        final var channel = feed.arbiter().counters();
        return feed.arbiter().health().acceptedPackets()
                - channel.get(ChannelCounter.LATE_PACKETS)
                + channel.get(ChannelCounter.LOST_PACKETS);
    }

    boolean isDone() {
        return packets() >= plan.packets();
    }

    /** Goes on up to the next rest, and compares everything. */
    void run() {
        if (!isOpen) {
            isOpen = true;
            venue.open(nowNs);
        }
        for (int i = 0; i < REST_EVERY; i++) {
            nowNs += STEP_NS;
            venue.step(nowNs);
            feed.onTime(nowNs);
            disturb();
            replayAGap();
        }
        rest();
    }

    private void disturb() {
        final long before = venue.commands();
        // Between two rests: the loops say nothing while nothing has traded yet.
        if (before % RESET_EVERY == 0) {
            resets++;
            venue.channelReset(1, nowNs);
        }
        if (before % WEEK_EVERY == WEEK_EVERY / 2 + REST_EVERY / 2) {
            weeks++;
            nowNs = venue.startWeek(nowNs);
        }
        if (before % LINE_DOWN_EVERY == 0) {
            venue.lineDown(random.nextInt(2), true);
        } else if (before % LINE_DOWN_EVERY == LINE_DOWN_EVERY / 20) {
            venue.lineDown(0, false);
            venue.lineDown(1, false);
        }
        if (before % SPREAD_EVERY == 0 && spreadsMade < MAX_SPREADS_MADE) {
            spreadsMade++;
            venue.createSpread(nowNs);
        } else if (before % SPREAD_EVERY == SPREAD_EVERY / 2 && spreadsMade > 0 && random.nextBoolean()) {
            venue.delete(lastSpread(), nowNs);
        }
    }

    private VenueInstrument lastSpread() {
        return venue.instruments().getLast();
    }

    /** One gap in a few is small enough for the replay service, and asked of it. */
    private void replayAGap() {
        final long gaps = feed.arbiter().counters().get(ChannelCounter.GAPS);
        if (gaps == gapsSeen) {
            return;
        }
        gapsSeen = gaps;
        if (random.nextInt(REPLAY_ONE_GAP_IN) == 0) {
            final long newest = feed.arbiter().expected() - 1;
            for (long sequence = Math.max(1, newest - MAX_REPLAYED); sequence <= newest; sequence++) {
                final byte[] packet = venue.history().packet(sequence);
                if (packet != null) {
                    replayed.wrap(packet);
                    feed.arbiter().onReplayed(replayed, 0, packet.length, nowNs);
                }
            }
        }
    }

    /** Nothing trades until every book is live again, within a bounded time; then all must be the venue's own. */
    private void rest() {
        rests++;
        venue.lineDown(0, false);
        venue.lineDown(1, false);
        int steps = 0;
        do {
            nowNs += IDLE_NS;
            venue.idle(nowNs);
            if (steps % 100 == 0) {
                venue.heartbeat(nowNs);
            }
            feed.onTime(nowNs);
            steps++;
        } while (steps < MAX_IDLE_STEPS
                && (steps < 50 || books.needsSnapshots(BookKind.BY_PRICE) || books.needsSnapshots(BookKind.BY_ORDER)));
        for (final VenueInstrument instrument : venue.instruments()) {
            compare(instrument);
        }
    }

    private void compare(final VenueInstrument instrument) {
        if (instrument.isDeleted()) {
            return;
        }
        final var book = books.find(instrument.securityId());
        String difference = BookComparison.difference(book, instrument);
        if (difference == null) {
            difference = BookComparison.orderDifference(book, instrument);
        }
        if (difference != null && failures.size() < 20) {
            failures.add("rest " + rests + ", packet " + venue.sequence() + ": " + difference);
        }
    }

    SimulatedVenue venue() {
        return venue;
    }

    BookComparison comparison() {
        return comparison;
    }

    BookBuilder books() {
        return books;
    }

    FeedHandler feed() {
        return feed;
    }

    /** What was wrong at rests; empty when all was right. */
    List<String> failures() {
        return failures;
    }

    long rests() {
        return rests;
    }

    long resets() {
        return resets;
    }

    long weeks() {
        return weeks;
    }
}
