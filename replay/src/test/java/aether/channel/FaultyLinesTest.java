package aether.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.ChannelCounter;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookContext;
import aether.book.BookState;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameHandler;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.fault.FaultPlan;
import aether.nic.fault.FaultySource;
import aether.replay.Digest;
import aether.replay.StateHash;
import aether.venue.BookComparison;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever two lines do to a session, as long as one of them delivers each packet: the same books, event by event. */
class FaultyLinesTest {
    private static final MulticastGroup A = new MulticastGroup(0xEFFF4D01, 31_001);
    private static final MulticastGroup B = new MulticastGroup(0xEFFF4D02, 31_002);
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long INTERVAL_NS = 10_000;
    private static final int COMMANDS = 20_000;
    private static final FaultPlan NO_FAULT = FaultPlan.lossOf(0, 0);

    private final List<byte[]> lineA = new ArrayList<>();
    private final List<byte[]> lineB = new ArrayList<>();
    private final SimulatedVenue venue = session();
    private ChannelPipeline pipeline;
    private FeedHandler feed;

    private SimulatedVenue session() {
        final FrameSink sink = new FrameSink() {
            @Override
            public boolean offer(final DirectBuffer frame, final int length) {
                final byte[] bytes = new byte[length];
                frame.getBytes(0, bytes);
                (frame.getInt(30) == Integer.reverseBytes(A.address()) ? lineA : lineB).add(bytes);
                return true;
            }

            @Override
            public void close() {}
        };
        final SimulatedVenue exchange =
                new SimulatedVenue(new VenueContext().seed(99).instruments(12).conclude(), sink, A, B);
        exchange.open(START_NS);
        for (int i = 0; i < COMMANDS; i++) {
            exchange.step(START_NS + i * INTERVAL_NS);
        }
        exchange.close(START_NS + COMMANDS * INTERVAL_NS);
        return exchange;
    }

    @Test
    void shouldBuildTheExchangesBooksFromCleanLines() {
        play(NO_FAULT, NO_FAULT);
        assertEqualToTheExchange();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNotCareWhatTheLinesDoToPacketsThatArriveSomehow(final long seed) {
        final Digest clean = play(NO_FAULT, NO_FAULT);
        final Digest faulty =
                play(new FaultPlan(seed, 0.2, 0.1, 0.1, 0, 4), new FaultPlan(seed + 100, 0, 0.1, 0.1, 0, 4));
        assertEquals(clean, faulty, "seed " + seed);
        assertEquals(0, feed.arbiter().counters().get(ChannelCounter.GAPS), "seed " + seed);
        assertEqualToTheExchange();
    }

    /** With loss on both lines some books must go stale; those that do not must be right. */
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void shouldBeRightOrSayThatItIsNot(final long seed) {
        play(FaultPlan.lossOf(seed, 0.03), FaultPlan.lossOf(seed + 100, 0.03));
        assertTrue(feed.arbiter().counters().get(ChannelCounter.GAPS) > 0, "seed " + seed);
        int stale = 0;
        for (final VenueInstrument instrument : venue.instruments()) {
            final var book = pipeline.books().find(instrument.securityId());
            if (book.state() == BookState.LIVE) {
                assertTrue(BookComparison.areRowsEqual(book, instrument), "seed " + seed + ": " + instrument.symbol());
            } else {
                stale++;
            }
        }
        assertTrue(stale > 0, "seed " + seed);
    }

    private void assertEqualToTheExchange() {
        for (final VenueInstrument instrument : venue.instruments()) {
            final var book = pipeline.books().find(instrument.securityId());
            assertEquals(BookState.LIVE, book.state(), instrument.symbol());
            assertTrue(BookComparison.areRowsEqual(book, instrument), instrument.symbol());
        }
    }

    private Digest play(final FaultPlan planA, final FaultPlan planB) {
        final Recorded recordedA = new Recorded(lineA);
        final Recorded recordedB = new Recorded(lineB);
        final FrameSource a = new FaultySource(recordedA, planA);
        final FrameSource b = new FaultySource(recordedB, planB);
        final StateHash fresh = new StateHash();
        pipeline = new ChannelPipeline(
                new Mdp3Venue(),
                new BookContext().start(BookContext.Start.SNAPSHOT).conclude(),
                new ChannelContext().conclude(),
                fresh);
        feed = pipeline.feed(
                new ArbiterContext()
                        .reorderTolerance(16)
                        .lossTimeoutNs(1_000_000)
                        .conclude(),
                new LineTable(2).set(0, A).set(1, B),
                pipeline.channel());
        while (!recordedA.isExhausted() || !recordedB.isExhausted()) {
            // Faults must not make one line run away from the other: the one that is behind goes on.
            (recordedA.next <= recordedB.next ? a : b).poll(feed, 1);
        }
        while (a.poll(feed, 1) + b.poll(feed, 1) > 0) {
            // What the faults still hold back.
        }
        feed.onTime(Long.MAX_VALUE);
        return fresh.digest();
    }

    /** Frames at a steady pace. */
    private static final class Recorded implements FrameSource {
        private final List<byte[]> frames;
        private int next;

        Recorded(final List<byte[]> frames) {
            this.frames = frames;
        }

        @Override
        public int poll(final FrameHandler handler, final int limit) {
            int count = 0;
            while (count < limit && next < frames.size()) {
                final UnsafeBuffer frame = new UnsafeBuffer(frames.get(next));
                handler.onFrame(frame, frame.capacity(), START_NS + next * INTERVAL_NS);
                next++;
                count++;
            }
            return count;
        }

        @Override
        public boolean isExhausted() {
            return next == frames.size();
        }

        @Override
        public void close() {}
    }
}
