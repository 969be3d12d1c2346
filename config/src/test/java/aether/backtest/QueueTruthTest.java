package aether.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.feed.MarketEvents;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.session.ForwardingEvents;
import aether.venue.ChannelAddresses;
import aether.venue.Side;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.junit.jupiter.api.Test;

/**
 * Every order of a session has a twin of ours that comes in a moment before it: what stands in front of the one stands in front of the other, and
 * what fills the one fills the other, contract by contract.
 */
class QueueTruthTest {
    private static final long START_NS = 1_700_400_000_000_000_000L;
    private static final long STEP_NS = 20_000;
    private static final int COMMANDS = 12_000;
    private static final byte BID = '0';
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final MulticastGroup A = new MulticastGroup(0xEFFF4F01, 33_001);
    private static final MulticastGroup B = new MulticastGroup(0xEFFF4F02, 33_002);

    /** An order of the session, and ours in front of it. */
    private static final class Twin {
        private final RecordedMarket market;
        private final long id;
        private final Side side;
        private final InstrumentBook book;
        private long price;
        private long priority;
        private long quantity;
        private long realFilled;
        private long filled;

        Twin(final InstrumentBook book, final long id, final Side side) {
            this.book = book;
            this.id = id;
            this.side = side;
            market = new RecordedMarket(BacktestSetup.Impact.ON, new LongHashSet(), new RecordedMarket.Executed() {
                @Override
                public void onExecution(
                        final RecordedInstrument instrument, final OwnOrder rested, final long at, final int count) {
                    // Counted where everybody hears of it.
                }

                @Override
                public void onGone(final OwnOrder order) {
                    // It may have gone with its last fill.
                }
            });
            market.know(book);
            market.tellTo((orderId, at, count, isAggressor) -> filled += count);
        }

        /** Ours stands where the other would. */
        void enter(final long at, final long ofPriority, final long size) {
            price = at;
            priority = ofPriority;
            quantity = size;
            realFilled = 0;
            filled = 0;
            // The event under way may tell what it traded with afterwards.
            market.rest(market.know(book), id, side, at, (int) size);
        }

        void leave() {
            market.cancel(book.securityId(), id, START_NS);
        }

        OwnOrder own() {
            return market.know(book).find(id);
        }

        /** Contracts in front of the other by the session's own book; -1 when it is not there. */
        long truth() {
            final OrderSide orders =
                    side == Side.BUY ? book.orders().bid() : book.orders().offer();
            for (int level = 0; level < orders.levels(); level++) {
                long ahead = 0;
                for (int order = orders.firstOrder(level);
                        order != OrderSide.NO_ORDER;
                        order = orders.nextOrder(order)) {
                    if (orders.orderId(order) == id) {
                        return ahead;
                    }
                    ahead += orders.quantity(order);
                }
            }
            return -1;
        }
    }

    private final Map<Long, Twin> twins = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long compared;
    private long fills;
    private long orders;

    /** Makes and moves twins before the book has heard of what their orders do. */
    private final class Watcher extends ForwardingEvents implements BookListener {
        private Supplier<BookBuilder> books;

        MarketEvents around(final MarketEvents builder) {
            forwardTo(builder);
            return this;
        }

        @Override
        public void onOrder(
                final int securityId,
                final long orderId,
                final long priority,
                final long price,
                final long quantity,
                final byte entryType,
                final int action) {
            final Side side = entryType == BID ? Side.BUY : Side.SELL;
            final InstrumentBook book = books.get().find(securityId);
            final Twin known = twins.get(orderId);
            // Before the first of all, rows may be told already: in the middle of an event nobody enters.
            if (action == NEW && book != null && book.orders().size() > 0) {
                orders++;
                final Twin twin = new Twin(book, orderId, side);
                twin.enter(price, priority, quantity);
                twins.put(orderId, twin);
            } else if (action == CHANGE && known != null) {
                change(known, priority, price, quantity);
            } else if (known != null) {
                known.quantity = 0;
            }
            super.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
        }

        private void change(final Twin twin, final long priority, final long price, final long quantity) {
            if (priority != twin.priority || price != twin.price) {
                twin.leave();
                twin.enter(price, priority, quantity);
            } else if (quantity < twin.quantity - twin.realFilled) {
                // Smaller than its fills make it: its owner wants less.
                twin.market.replace(twin.book.securityId(), twin.id, price, (int) (quantity), START_NS);
                twin.quantity = quantity + twin.realFilled;
            }
        }

        @Override
        public void onTradeOrder(
                final InstrumentBook instrument,
                final long price,
                final long orderId,
                final long quantity,
                final boolean isAggressor) {
            final Twin twin = twins.get(orderId);
            if (twin != null && !isAggressor) {
                twin.realFilled += quantity;
                fills++;
            }
        }

        @Override
        public void onTrade(
                final InstrumentBook instrument,
                final long price,
                final long size,
                final int aggressorSide,
                final int action) {
            of(instrument).forEach(twin -> twin.market.onTrade(instrument, price, size, aggressorSide, action));
        }

        @Override
        public void onBook(final InstrumentBook instrument, final BookEvent event) {
            of(instrument).forEach(twin -> twin.market.onBook(instrument, event));
        }

        @Override
        public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
            of(instrument).forEach(twin -> twin.market.onOrderBook(instrument, event));
        }

        private List<Twin> of(final InstrumentBook instrument) {
            return twins.values().stream()
                    .filter(twin -> twin.book == instrument)
                    .toList();
        }

        @Override
        public void onEventEnd(final BookEvent event) {
            final Iterator<Twin> all = twins.values().iterator();
            while (all.hasNext()) {
                final Twin twin = all.next();
                compare(twin);
                if (twin.truth() < 0) {
                    all.remove();
                }
            }
        }
    }

    private void compare(final Twin twin) {
        compared++;
        final OwnOrder own = twin.own();
        final long truth = twin.truth();
        if (twin.filled != twin.realFilled) {
            wrong.add("order " + twin.id + " filled " + twin.realFilled + ", ours " + twin.filled);
        } else if (own != null && truth >= 0 && own.ahead != truth) {
            wrong.add("order " + twin.id + " has " + truth + " in front of it, ours " + own.ahead);
        }
    }

    private void play(final long seed, final int commands) {
        final LineTable table = new LineTable(2);
        table.set(0, A);
        table.set(1, B);
        final Watcher watcher = new Watcher();
        final ChannelPipeline pipeline = new ChannelPipeline(
                new Mdp3Venue(),
                new BookContext().start(BookContext.Start.EMPTY).conclude(),
                new ChannelContext().conclude(),
                watcher,
                watcher::around);
        watcher.books = pipeline::books;
        final FeedHandler feed = pipeline.feed(new ArbiterContext().conclude(), table, pipeline.channel());
        final SimulatedVenue[] venue = new SimulatedVenue[1];
        venue[0] = new SimulatedVenue(
                new VenueContext()
                        .seed(seed)
                        .instruments(3)
                        .maxResting(60)
                        .orders(true)
                        .flow(0.25, 0.20, 0.20)
                        .conclude(),
                new FrameSink() {
                    @Override
                    public boolean offer(final DirectBuffer frame, final int length) {
                        feed.onFrame(frame, length, venue[0].sinkTimeNs());
                        return true;
                    }

                    @Override
                    public void close() {}
                },
                ChannelAddresses.incrementalOnly(A, B));
        long nowNs = START_NS;
        venue[0].open(nowNs);
        for (int i = 0; i < commands; i++) {
            nowNs += STEP_NS;
            venue[0].step(nowNs);
        }
        venue[0].close(nowNs);
    }

    @Test
    void shouldStandAndFillAsEachOrderOfASessionDid() {
        final long seed = new Random().nextLong();
        System.out.println("QueueTruthTest: seed " + seed);
        play(seed, COMMANDS);
        assertEquals(
                List.of(),
                wrong.subList(0, Math.min(5, wrong.size())),
                () -> "seed " + seed + ": " + wrong.size() + " of " + compared + " are wrong");
        assertTrue(
                orders > COMMANDS / 4 && fills > COMMANDS / 20 && compared > COMMANDS,
                Arrays.toString(new long[] {orders, fills, compared}));
    }
}
