package aether.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookFault;
import aether.book.BookListener;
import aether.book.BookState;
import aether.feed.BookKind;
import aether.feed.PacketKind;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.replay.StateHash;
import aether.venue.BookComparison;
import aether.venue.ChannelAddresses;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Handlers of one session that start at different moments end with the same books. */
class RecoveryTest {
    private static final long START_NS = 1_700_400_000_000_000_000L;
    private static final long STEP_NS = 20_000;
    private static final MulticastGroup[] LINES = new MulticastGroup[8];

    static {
        for (int i = 0; i < LINES.length; i++) {
            LINES[i] = new MulticastGroup(0xEFFF4F01 + i, 33_001 + i);
        }
    }

    /** A handler, and whether it is listening. */
    private static final class Handler {
        private final ChannelPipeline pipeline;
        private final FeedHandler feed;
        private boolean isListening;

        Handler() {
            final LineTable table = new LineTable(LINES.length);
            for (int i = 0; i < LINES.length; i++) {
                table.set(i, LINES[i]);
            }
            table.recovery(2, PacketKind.DEFINITION).recovery(3, PacketKind.DEFINITION);
            table.recovery(4, PacketKind.PRICE_SNAPSHOT).recovery(5, PacketKind.PRICE_SNAPSHOT);
            table.recovery(6, PacketKind.ORDER_SNAPSHOT).recovery(7, PacketKind.ORDER_SNAPSHOT);
            pipeline = new ChannelPipeline(
                    new Mdp3Venue(),
                    new BookContext().recovery(true, true).conclude(),
                    new ChannelContext().conclude(),
                    new BookListener() {});
            feed = pipeline.feed(new ArbiterContext().conclude(), table, pipeline.channel());
        }

        BookBuilder books() {
            return pipeline.books();
        }

        boolean needsAnything() {
            return pipeline.needs(PacketKind.DEFINITION) || books().needsSnapshots(BookKind.BY_ORDER);
        }
    }

    private final List<Handler> handlers = new ArrayList<>();
    private final SimulatedVenue venue = new SimulatedVenue(
            new VenueContext()
                    .seed(17)
                    .instruments(12)
                    .spreads(3)
                    .orders(true)
                    .statistics(true)
                    .flow(0.35, 0.15, 0.08)
                    .recoveryEvery(10)
                    .conclude(),
            new FrameSink() {
                @Override
                public boolean offer(final DirectBuffer frame, final int length) {
                    for (final Handler handler : handlers) {
                        if (handler.isListening) {
                            handler.feed.onFrame(frame, length, venue().sinkTimeNs());
                        }
                    }
                    return true;
                }

                @Override
                public void close() {}
            },
            new ChannelAddresses(lines(0), lines(2), lines(4), lines(6)));
    private long nowNs = START_NS;

    private SimulatedVenue venue() {
        return venue;
    }

    private static ChannelAddresses.Feed lines(final int first) {
        return new ChannelAddresses.Feed(LINES[first], LINES[first + 1]);
    }

    private Handler start() {
        final Handler handler = new Handler();
        handler.isListening = true;
        handlers.add(handler);
        return handler;
    }

    private void trade(final int commands) {
        for (int i = 0; i < commands; i++) {
            nowNs += STEP_NS;
            venue.step(nowNs);
        }
    }

    private static long hash(final BookBuilder books) {
        long hash = StateHash.START;
        final List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < books.instrumentCount(); i++) {
            ids.add(books.instrumentAt(i).securityId());
        }
        for (final int id : ids.stream().sorted().toList()) {
            hash = books.find(id).hash(hash);
        }
        return hash;
    }

    @Test
    @DisplayName("Scenario 62: a restart in the middle of the session")
    void shouldEndWithTheBooksOfAHandlerThatNeverStopped() {
        final Handler always = start();
        venue.open(nowNs);
        trade(5_000);
        final Handler late = start();
        trade(5_000);
        assertTrue(!late.needsAnything(), "not recovered after 5,000 commands");
        final Handler latest = start();
        trade(5_000);
        venue.close(nowNs);
        for (final VenueInstrument instrument : venue.instruments()) {
            for (final Handler handler : handlers) {
                assertEquals(
                        BookState.LIVE,
                        handler.books().find(instrument.securityId()).state());
                assertEquals(
                        null, BookComparison.difference(handler.books().find(instrument.securityId()), instrument));
                assertEquals(
                        null,
                        BookComparison.orderDifference(handler.books().find(instrument.securityId()), instrument));
            }
        }
        assertEquals(hash(always.books()), hash(late.books()));
        assertEquals(hash(always.books()), hash(latest.books()));
    }

    /** Other machines have come to something else: the instrument's books are stale, and right again by snapshots; no other book is touched. */
    @Test
    void shouldBuildAnewWhatIsNotBelieved() {
        final Handler handler = start();
        venue.open(nowNs);
        trade(5_000);
        final int doubted = venue.instruments().getFirst().securityId();
        final int other = venue.instruments().get(1).securityId();
        handler.books().distrust(doubted);
        assertEquals(BookFault.MACHINES_DIFFER, handler.books().find(doubted).fault());
        assertEquals(BookFault.MACHINES_DIFFER, handler.books().find(doubted).orderFault());
        assertTrue(!handler.books().find(doubted).state().isPublished());
        assertEquals(BookState.LIVE, handler.books().find(other).state());
        handler.books().distrust(doubted);
        assertEquals(1, handler.books().faults().get(BookFault.MACHINES_DIFFER) / 2, "once each");
        handler.books().distrust(-1);
        trade(5_000);
        venue.close(nowNs);
        assertEquals(BookState.LIVE, handler.books().find(doubted).state());
        assertEquals(BookState.LIVE, handler.books().find(doubted).orderState());
        assertEquals(
                null,
                BookComparison.difference(
                        handler.books().find(doubted), venue.instruments().getFirst()));
        assertEquals(
                null,
                BookComparison.orderDifference(
                        handler.books().find(doubted), venue.instruments().getFirst()));
    }

    @Test
    @DisplayName("Scenario 61: nothing but heartbeats, then silence")
    void shouldCallOnlySilenceAlarming() {
        final Handler handler = start();
        venue.open(nowNs);
        final long limitNs = 60_000_000_000L;
        for (int i = 0; i < 120; i++) {
            nowNs += 30_000_000_000L;
            venue.heartbeat(nowNs);
            assertTrue(!handler.feed.arbiter().health().isChannelSilent(nowNs, limitNs));
        }
        assertTrue(handler.feed.arbiter().health().isChannelSilent(nowNs + limitNs + 1, limitNs));
    }
}
