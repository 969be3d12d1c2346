package aether.backtest;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookListeners;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.console.UsageException;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.session.CapturePlayer;
import aether.session.ForwardingEvents;
import aether.session.JournalReplay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One run: hears a recorded session as it is played, lets the strategy hear it when it would have, and its orders reach the recorded market when they
 * would have. Between two messages of the session, what is under way arrives in the order of its times.
 */
public final class Backtest implements JournalReplay.Hearers {
    private final BacktestSetup setup;
    private final TradeLog log;
    private final RecordedMarket market;
    private final OrderPlaneAtPlay orders;
    private final SplittableRandom random;
    private final List<Channel> channels = new ArrayList<>();
    /** Before the part that is meant, books are built and nobody hears of them. */
    private boolean isHeard;

    private long messages;
    private long firstNs;
    private long venueNs = Long.MIN_VALUE;
    private long heardNs = Long.MIN_VALUE;

    /** Of a whole session. */
    public Backtest(final BacktestSetup setup) {
        this(setup, true);
    }

    /** Of a part of a session, that is still to {@link #begin}. */
    public static Backtest ofPart(final BacktestSetup setup) {
        return new Backtest(setup, false);
    }

    private Backtest(final BacktestSetup setup, final boolean isHeard) {
        this.setup = setup;
        this.isHeard = isHeard;
        random = new SplittableRandom(setup.seed());
        log = new TradeLog(setup.money());
        market = new RecordedMarket(setup.impact(), setup.own().orderIds(), log);
        orders = new OrderPlaneAtPlay(setup, market, log, random.split());
    }

    @Override
    public CapturePlayer.Listener market(final String channel) {
        channels.add(new Channel());
        return channels.getLast();
    }

    @Override
    public void forget() {
        channels.clear();
    }

    @Override
    public void begin(final long sessionNs) {
        isHeard = true;
    }

    /** A strategy that has failed is not played on. */
    @Override
    public boolean isEnough() {
        return orders.failure() != null;
    }

    /** A message begins: everything that arrives before it does so now. */
    private void onMessage(final MarketMessage message) {
        messages++;
        final long sentNs = message.sendingTimeNs() == 0 ? message.rxTimeNs() : message.sendingTimeNs();
        venueNs = Math.max(venueNs, sentNs);
        final long arrivesNs = setup.feed() == null
                ? message.rxTimeNs()
                : sentNs + setup.feed().nextNs(random);
        heardNs = Math.max(Math.max(heardNs, venueNs), arrivesNs);
        message.heardAt(heardNs);
        if (messages == 1) {
            firstNs = heardNs;
            orders.begin(heardNs);
            channels.forEach(Channel::introduce);
        }
        orders.advance(venueNs, heardNs);
        log.time(heardNs);
    }

    /** The session was played: what is under way still arrives. */
    public void finish() {
        if (messages > 0) {
            orders.end(heardNs);
            log.end(heardNs);
        }
    }

    /** What came of it. */
    public BacktestResult result() {
        return new BacktestResult(setup, log, orders, messages, firstNs, heardNs);
    }

    /** What the strategy threw, or null. */
    public Throwable failure() {
        return orders.failure();
    }

    /** One channel of the session. */
    private final class Channel extends ForwardingEvents implements CapturePlayer.Listener {
        private final BookListeners listeners = new BookListeners(market, log, orders.gateway());
        private final InstrumentDefinition definition = new InstrumentDefinition();
        private final Set<Integer> known = new HashSet<>();
        private Supplier<BookBuilder> books;
        private MarketMessage message;

        @Override
        public MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> lookup) {
            books = lookup;
            forwardTo(builder);
            return this;
        }

        /** Everybody hears of instruments that there are already: what they are, and how good their books. */
        void introduce() {
            for (int i = 0; i < books.get().instrumentCount(); i++) {
                final InstrumentBook instrument = books.get().instrumentAt(i);
                listeners.onDefinition(instrument, 0);
                listeners.onStatus(instrument);
                listeners.onState(instrument, instrument.state());
            }
        }

        @Override
        public void onMessageStart(final MarketMessage current) {
            message = current;
            if (isHeard) {
                onMessage(current);
            }
            super.onMessageStart(current);
        }

        @Override
        public void onMessageEnd(final MarketMessage current) {
            super.onMessageEnd(current);
            if (isHeard) {
                orders.advance(venueNs, heardNs);
            }
        }

        @Override
        public void onBookLevel(
                final int securityId,
                final long rptSeq,
                final byte entryType,
                final int action,
                final int level,
                final long price,
                final long size,
                final int count) {
            define(securityId);
            super.onBookLevel(securityId, rptSeq, entryType, action, level, price, size, count);
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
            define(securityId);
            super.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
        }

        /** Where the session has no definition of an instrument at all, one is made of what was said of it. */
        private void define(final int securityId) {
            if (!setup.money().ticks().isEmpty() && known.add(securityId)) {
                definition.clear();
                definition.securityId(securityId).priceExponent(message.priceExponent());
                if (completes(definition)) {
                    super.onDefinition(definition);
                }
            }
        }

        /** A definition that says nothing of the price step gets the one that was said. */
        @Override
        public void onDefinition(final InstrumentDefinition told) {
            known.add(told.securityId());
            completes(told);
            super.onDefinition(told);
        }

        /** Whether there was anything to complete it with. */
        private boolean completes(final InstrumentDefinition told) {
            final BigDecimal tick = setup.money().ticks().get(Integer.toString(told.securityId()));
            final boolean isWanting = tick != null && told.minPriceIncrement() == NullValue.PRICE;
            if (isWanting) {
                told.minPriceIncrement(mantissa(told, tick));
            }
            return isWanting;
        }

        private static long mantissa(final InstrumentDefinition told, final BigDecimal tick) {
            try {
                return tick.scaleByPowerOfTen(-told.priceExponent()).longValueExact();
            } catch (final ArithmeticException e) {
                throw new UsageException("--tick: prices of " + told.securityId() + " have " + -told.priceExponent()
                        + " digits behind the point; " + tick.toPlainString() + " has more");
            }
        }

        @Override
        public void onBook(final InstrumentBook instrument, final BookEvent event) {
            if (isHeard) {
                listeners.onBook(instrument, event);
            }
        }

        @Override
        public void onEventEnd(final BookEvent event) {
            if (isHeard) {
                listeners.onEventEnd(event);
            }
        }

        @Override
        public void onState(final InstrumentBook instrument, final BookState before) {
            if (isHeard) {
                listeners.onState(instrument, before);
            }
        }

        @Override
        public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
            if (isHeard) {
                listeners.onOrderBook(instrument, event);
            }
        }

        @Override
        public void onStatus(final InstrumentBook instrument) {
            if (isHeard) {
                listeners.onStatus(instrument);
            }
        }

        @Override
        public void onDefinition(final InstrumentBook instrument, final int changes) {
            if (isHeard) {
                listeners.onDefinition(instrument, changes);
            }
        }

        @Override
        public void onTrade(
                final InstrumentBook instrument,
                final long price,
                final long size,
                final int aggressorSide,
                final int action) {
            if (isHeard) {
                listeners.onTrade(instrument, price, size, aggressorSide, action);
            }
        }
    }
}
