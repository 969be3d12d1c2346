package aether.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.EntryType;
import aether.console.UsageException;
import aether.feed.BookPolicy;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.venue.Side;
import aether.venue.entry.Matching.Entered;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.junit.jupiter.api.Test;

/** What happens to orders of ours in a market that has happened: by single orders, and by rows alone. */
class RecordedMarketTest {
    private static final int ES = 7;
    private static final long TICK = 250_000_000L;
    private static final long BID = 4_000 * 4 * TICK;
    private static final long OFFER = BID + TICK;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int OVERLAY = 5;
    private static final int BUYER = 1;
    private static final int SELLER = 2;
    private static final long OWN = 1L << 60;

    private final List<String> said = new ArrayList<>();
    private final LongHashSet recordedOwn = new LongHashSet();
    private final MarketMessage message = new MarketMessage();
    private RecordedMarket market;
    private BookBuilder books;
    private long packet;
    private long priority;

    private void open(final BookPolicy policy, final BacktestSetup.Impact impact) {
        market = new RecordedMarket(impact, recordedOwn, new RecordedMarket.Executed() {
            @Override
            public void onExecution(
                    final RecordedInstrument instrument, final OwnOrder rested, final long price, final int quantity) {
                // What the client is told counts.
            }

            @Override
            public void onGone(final OwnOrder order) {
                said.add("gone " + (order.orderId - OWN));
            }
        });
        market.tellTo((orderId, price, quantity, isAggressor) -> said.add((isAggressor ? "takes " : "rests, fills ")
                + quantity
                + " of " + (orderId - OWN)
                + " at " + (price - BID) / TICK));
        books = new BookBuilder(
                new BookContext().policy(policy).start(BookContext.Start.EMPTY).conclude(), market);
        event(() -> {
            final InstrumentDefinition definition = new InstrumentDefinition();
            definition.clear();
            definition.securityId(ES).priceExponent(-9).minPriceIncrement(TICK);
            books.onDefinition(definition);
        });
    }

    private void byOrder() {
        open(BookPolicy.SINGLE_ORDERS, BacktestSetup.Impact.ON);
        event(() -> {
            add(1, Side.BUY, BID, 10);
            add(2, Side.BUY, BID, 5);
            add(3, Side.BUY, BID - TICK, 20);
            add(4, Side.SELL, OFFER, 8);
            add(5, Side.SELL, OFFER + TICK, 30);
        });
    }

    private void byPrice() {
        open(BookPolicy.NUMBERED_ROWS, BacktestSetup.Impact.ON);
        event(() -> {
            row(EntryType.BID, 1, BID, 15);
            row(EntryType.BID, 2, BID - TICK, 20);
            row(EntryType.OFFER, 1, OFFER, 8);
        });
    }

    private void event(final Runnable content) {
        packet++;
        message.packet(packet, packet, packet);
        message.message(1, packet, MarketMessage.END_OF_EVENT, -9);
        books.onMessageStart(message);
        content.run();
        books.onMessageEnd(message);
    }

    private void order(final long id, final Side side, final long price, final long quantity, final int action) {
        books.onOrder(ES, id, ++priority, price, quantity, side == Side.BUY ? EntryType.BID : EntryType.OFFER, action);
    }

    private void add(final long id, final Side side, final long price, final long quantity) {
        order(id, side, price, quantity, NEW);
    }

    private void delete(final long id, final Side side, final long price) {
        order(id, side, price, 0, DELETE);
    }

    private void row(final byte type, final int level, final long price, final long size) {
        books.onBookLevel(ES, NullValue.SEQUENCE, type, OVERLAY, level, price, size, 1);
    }

    private void trade(final long price, final long size, final int aggressor) {
        books.onTrade(ES, NullValue.SEQUENCE, price, size, 0, aggressor, NEW, 0);
    }

    private void enter(final int own, final Side side, final long price, final int quantity) {
        market.limit(new Entered(OWN + own, ES, side, price, quantity), packet);
    }

    private OwnOrder own(final int own) {
        return market.know(books.find(ES)).find(OWN + own);
    }

    @Test
    void shouldWaitForThoseInFrontAndHaveWhatTradesBehindThem() {
        byOrder();
        enter(1, Side.BUY, BID, 6);
        assertEquals(15, own(1).ahead);
        event(() -> add(6, Side.BUY, BID, 9));
        assertEquals(15, own(1).ahead);
        assertEquals(9, own(1).behind);
        event(() -> {
            trade(BID, 10, SELLER);
            delete(1, Side.BUY, BID);
        });
        assertEquals(5, own(1).ahead);
        event(() -> delete(2, Side.BUY, BID));
        assertEquals(0, own(1).ahead);
        event(() -> {
            trade(BID, 4, SELLER);
            books.onOrder(ES, 6, 7, BID, 5, EntryType.BID, CHANGE);
        });
        assertEquals(List.of("rests, fills 4 of 1 at 0"), said);
        assertEquals(10, own(1).tradedAhead);
        assertEquals(5, own(1).canceledAhead);
    }

    @Test
    void shouldFillByATradeAtAWorsePriceAndByWhatComesToRestAgainstIt() {
        byOrder();
        enter(1, Side.SELL, OFFER, 3);
        enter(2, Side.BUY, BID - TICK, 2);
        event(() -> {
            trade(OFFER, 8, BUYER);
            trade(OFFER + TICK, 1, BUYER);
            delete(4, Side.SELL, OFFER);
        });
        event(() -> add(7, Side.BUY, OFFER, 1));
        event(() -> trade(OFFER + TICK, 1, BUYER));
        assertEquals(
                List.of("rests, fills 1 of 1 at 1", "rests, fills 1 of 1 at 1", "rests, fills 1 of 1 at 1", "gone 1"),
                said);
        assertEquals(2, own(2).leaves);
    }

    @Test
    void shouldNotBeReachedByTradesOfTheOtherSide() {
        byOrder();
        enter(1, Side.BUY, BID, 6);
        event(() -> trade(OFFER, 5, BUYER));
        event(() -> trade(BID, 15, BUYER));
        assertEquals(List.of(), said);
    }

    @Test
    void shouldShareWhatReachesThemByPriceAndThenByTime() {
        byOrder();
        enter(1, Side.BUY, BID, 4);
        enter(2, Side.BUY, BID, 4);
        event(() -> {
            trade(BID, 20, SELLER);
            delete(1, Side.BUY, BID);
            delete(2, Side.BUY, BID);
        });
        assertEquals(List.of("rests, fills 4 of 1 at 0", "rests, fills 1 of 2 at 0", "gone 1"), said);
    }

    @Test
    void shouldTakeWhatTheBookShowsOnceWhileItsLevelsLast() {
        byOrder();
        enter(1, Side.BUY, OFFER + TICK, 12);
        assertEquals(List.of("takes 8 of 1 at 1", "takes 4 of 1 at 2"), said);
        assertEquals(26, market.available(ES, Side.BUY, OFFER + TICK));
        event(() -> delete(4, Side.SELL, OFFER));
        event(() -> add(8, Side.SELL, OFFER, 3));
        assertEquals(29, market.available(ES, Side.BUY, OFFER + TICK));
        open(BookPolicy.SINGLE_ORDERS, BacktestSetup.Impact.OFF);
        event(() -> add(4, Side.SELL, OFFER, 8));
        enter(2, Side.BUY, OFFER, 8);
        assertEquals(8, market.available(ES, Side.BUY, OFFER));
    }

    @Test
    void shouldKeepItsPlaceWhenItGetsSmallerAndLoseItOtherwise() {
        byOrder();
        enter(1, Side.BUY, BID, 6);
        event(() -> add(6, Side.BUY, BID, 9));
        market.replace(ES, OWN + 1, BID, 2, packet);
        assertEquals(15, own(1).ahead);
        market.replace(ES, OWN + 1, BID, 3, packet);
        assertEquals(24, own(1).ahead);
        market.cancel(ES, OWN + 1, packet);
        event(() -> trade(BID, 100, SELLER));
        assertEquals(List.of("gone 1", "gone 1"), said);
    }

    @Test
    void shouldLeaveOutOrdersThatWereOursWhenItWasRecorded() {
        recordedOwn.add(1);
        byOrder();
        enter(1, Side.BUY, BID, 6);
        assertEquals(5, own(1).ahead);
        event(() -> {
            trade(BID, 10, SELLER);
            delete(1, Side.BUY, BID);
        });
        assertEquals(List.of("rests, fills 5 of 1 at 0"), said);
    }

    @Test
    void shouldEstimateFromRowsThatWhatGoesWentInProportion() {
        byPrice();
        enter(1, Side.BUY, BID, 6);
        assertEquals(15, own(1).ahead);
        event(() -> row(EntryType.BID, 1, BID, 25));
        assertEquals(15, own(1).ahead);
        assertEquals(10, own(1).behind);
        event(() -> row(EntryType.BID, 1, BID, 20));
        assertEquals(12, own(1).ahead);
        event(() -> {
            trade(BID, 14, SELLER);
            row(EntryType.BID, 1, BID, 6);
        });
        assertEquals(List.of("rests, fills 2 of 1 at 0"), said);
        assertEquals(0, own(1).ahead);
        assertEquals(12, own(1).tradedAhead);
        assertEquals(3, own(1).canceledAhead);
    }

    @Test
    void shouldTakeAllThatComesIntoViewBelowTheRowsForInFrontOfIt() {
        open(BookPolicy.NUMBERED_ROWS, BacktestSetup.Impact.ON);
        event(() -> {
            for (int level = 1; level <= 10; level++) {
                row(EntryType.BID, level, BID - level * TICK, 5);
            }
        });
        enter(1, Side.BUY, BID - 12 * TICK, 1);
        assertEquals(-1, OwnQueue.ahead(own(1)));
        event(() -> row(EntryType.BID, 10, BID - 12 * TICK, 44));
        assertEquals(44, OwnQueue.ahead(own(1)));
    }

    /** Nothing is known of a book that is not believed, but what trades: what stood in front stands there until then. */
    @Test
    void shouldKeepItsPlaceWhileTheBookIsNotToBeBelieved() {
        for (final boolean isByOrder : new boolean[] {true, false}) {
            said.clear();
            if (isByOrder) {
                byOrder();
            } else {
                byPrice();
            }
            enter(1, Side.BUY, BID, 6);
            books.distrust(ES);
            event(() -> trade(BID, 1, SELLER));
            assertEquals(14, own(1).ahead);
            event(() -> trade(BID, 4, SELLER));
            assertEquals(10, own(1).ahead);
            assertEquals(0, own(1).canceledAhead);
            assertEquals(List.of(), said);
            event(() -> trade(BID, 12, SELLER));
            assertEquals(List.of("rests, fills 2 of 1 at 0"), said);
        }
    }

    /** Before the open, orders rest whatever they cross; what trades then is the auction. */
    @Test
    void shouldNotMeetOrTakeAnythingWhileTheMarketIsNotOpen() {
        byOrder();
        event(() -> books.onSecurityStatus(ES, 0, 0, 21, 0, 0));
        enter(1, Side.BUY, OFFER, 2);
        event(() -> add(9, Side.SELL, BID, 7));
        assertEquals(0, market.available(ES, Side.BUY, OFFER));
        assertEquals(List.of(), said);
        event(() -> trade(BID, 5, 0));
        assertEquals(List.of("rests, fills 2 of 1 at 0", "gone 1"), said);
        event(() -> books.onSecurityStatus(ES, 0, 0, 17, 0, 0));
        enter(2, Side.BUY, OFFER, 2);
        assertEquals("takes 2 of 2 at 0", said.getLast());
    }

    @Test
    void shouldRefuseAnInstrumentOfTwoChannels() {
        byOrder();
        final BookBuilder other =
                new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), market);
        final InstrumentDefinition definition = new InstrumentDefinition();
        definition.clear();
        definition.securityId(ES).priceExponent(-9).minPriceIncrement(TICK);
        assertThrows(UsageException.class, () -> other.onDefinition(definition));
    }

    @Test
    void shouldTradeInAnAuctionAtItsPriceAndOnlyThroughIt() {
        byOrder();
        enter(1, Side.BUY, BID, 2);
        event(() -> trade(BID, 100, 0));
        event(() -> trade(BID - 2 * TICK, 100, 0));
        assertEquals(List.of("rests, fills 2 of 1 at -2", "gone 1"), said);
    }
}
