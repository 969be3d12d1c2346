package aether.book;

import static aether.feed.deribit.DeribitPackets.changed;
import static aether.feed.deribit.DeribitPackets.created;
import static aether.feed.deribit.DeribitPackets.deleted;
import static aether.feed.deribit.DeribitPackets.live;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.LineArbiter;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.channel.RecoveryFeeds;
import aether.feed.AcceptedPacket;
import aether.feed.BookPolicy;
import aether.feed.PacketFramer;
import aether.feed.PacketKind;
import aether.feed.VenueAdapter;
import aether.feed.deribit.DeribitPackets;
import aether.feed.deribit.DeribitPackets.Level;
import aether.feed.deribit.DeribitVenue;
import aether.feed.sbe.SbeSchema;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Changes, trades, losses, queues and snapshots of books keyed by price: not one byte allocated. */
class KeyedAllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 60_000;
    private static final int WINDOWS = 4;
    private static final int PREVIOUS = 8 + 12 + 12;
    private static final int SNAPSHOT_TIME = 8 + 12 + 4 + 12 + 4;

    private final AcceptedPacket accepted = new AcceptedPacket();
    private final VenueAdapter venue = new DeribitVenue();
    private final SbeSchema schema = venue.schema();
    private final PacketFramer framer = venue.framer(schema);
    private final BookBuilder books = new BookBuilder(
            new BookContext()
                    .policy(BookPolicy.KEYED_BY_PRICE)
                    .recovery(true, false)
                    .maxInstruments(16)
                    .maxOrders(1000)
                    .queueEntries(1000)
                    .conclude(),
            new BookListener() {});
    private final Channel channel = new Channel(
            new ChannelContext().conclude(),
            venue.decoder(schema),
            books,
            new RecoveryFeeds(framer, venue.decoder(schema), venue.recoveryPolicy(), books));
    private final LineArbiter arbiter = new LineArbiter(
            new ArbiterContext()
                    .lines(1)
                    .lossTimeoutNs(0)
                    .sequencePolicy(venue.sequencePolicy())
                    .conclude(),
            framer,
            channel);
    private final UnsafeBuffer[] changes = {
        live(2, 1).book(7, 1, 1, 2, created(true, 50, 1), created(false, 51, 2)).build(),
        live(2, 1).book(7, 1, 1, 2, changed(true, 50, 3)).build(),
        live(2, 1).book(7, 1, 1, 2, deleted(true, 50), deleted(false, 51)).build()
    };
    private final UnsafeBuffer trade = live(2, 1).trade(9, 5, true, 50, 1).build();
    private final UnsafeBuffer snapshot = DeribitPackets.snapshots(2, 1)
            .passStart()
            .snapshot(7, 1, 1, new Level(true, 50, 3), new Level(false, 51, 2))
            .build();
    private long nowNs = 1_700_000_000_000_000_000L;
    private long sequence;
    private long change;

    @Test
    void shouldNotAllocate() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(WARM_UP);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            play(MEASURED);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated for " + MEASURED + " packets");
        assertTrue(books.counters().get(BookCounter.RECOVERED_BOOKS) > MEASURED / 100);
        assertTrue(books.counters().get(BookCounter.QUEUED_ENTRIES) > MEASURED / 100);
        assertTrue(books.counters().get(BookCounter.BOOK_CHANGES) > MEASURED);
        assertEquals(BookState.LIVE, books.find(7).state());
    }

    private void play(final int packets) {
        for (int i = 0; i < packets; i += 3) {
            send(trade);
            if (i % 30 == 0) {
                // Lost: the next change breaks the chain, and waits for the snapshot.
                sequence++;
                change++;
                send(trade);
                sendChange(changes[1]);
                sendSnapshot();
                sendChange(changes[2]);
            }
            for (final UnsafeBuffer next : changes) {
                sendChange(next);
            }
        }
    }

    private void sendChange(final UnsafeBuffer packet) {
        packet.putLong(PREVIOUS, change, ByteOrder.LITTLE_ENDIAN);
        packet.putLong(PREVIOUS + 8, ++change, ByteOrder.LITTLE_ENDIAN);
        send(packet);
    }

    private void send(final UnsafeBuffer packet) {
        nowNs += 1000;
        packet.putInt(4, (int) ++sequence, ByteOrder.LITTLE_ENDIAN);
        arbiter.onPacket(0, packet, 0, packet.capacity(), nowNs);
        arbiter.onTime(nowNs);
    }

    /** Taken before the change that waits. */
    private void sendSnapshot() {
        nowNs += 1000;
        snapshot.putLong(SNAPSHOT_TIME, Long.MAX_VALUE / 2_000_000, ByteOrder.LITTLE_ENDIAN);
        snapshot.putLong(SNAPSHOT_TIME + 8, change - 1, ByteOrder.LITTLE_ENDIAN);
        channel.onPacket(accepted.of(0, PacketKind.PRICE_SNAPSHOT, 1, nowNs).wrap(snapshot, 0, snapshot.capacity()));
    }
}
