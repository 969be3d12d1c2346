package aether.gateway.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookState;
import aether.book.EntryType;
import aether.book.InstrumentBook;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderListener;
import aether.order.OrderStateMachine;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.RiskCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the quoter wants of a market that a test makes, and what it makes of the answers. */
class TwoSidedQuoterTest implements StrategyContext, BookListener, OrderListener {
    private static final int ES = 7;
    private static final int OVERLAY = 5;
    private static final int EXPONENT = -9;
    private static final long TICK = 25;
    private static final long MS = 1_000_000;
    private static final long REQUOTE_NS = 50 * MS;

    private final Strategy quoter = new TwoSidedQuoter();
    private final BookBuilder books =
            new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), this);
    private final OrderStateMachine orders = new OrderStateMachine(32, 4, 64, this);
    private final MarketMessage message = new MarketMessage();
    private final List<String> wanted = new ArrayList<>();
    private final Map<Long, OrderTerms> submitted = new HashMap<>();
    private long nowNs = 1_000 * MS;
    private long rptSeq;
    private long packet;
    private long ids;
    private long position;

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "instruments",
                "1",
                "quantity",
                "2",
                "halfSpreadTicks",
                "2",
                "skewTicks",
                "1",
                "maxPosition",
                "10",
                "requoteMillis",
                "50");
    }

    @Override
    public long submit(
            final InstrumentBook book,
            final Side side,
            final long price,
            final int quantity,
            final TimeInForce timeInForce,
            final long tag) {
        wanted.add(++ids + ": " + side + " " + quantity + " at " + price / TICK + " " + timeInForce);
        submitted.put(
                ids,
                new OrderTerms()
                        .of(1, ids, tag)
                        .instrument(book.securityId())
                        .limit(side, price, quantity, timeInForce));
        return ids;
    }

    @Override
    public void replace(final InstrumentBook book, final long clOrdId, final long price, final int quantity) {
        wanted.add(clOrdId + " to " + quantity + " at " + price / TICK);
    }

    @Override
    public void cancel(final long clOrdId) {
        wanted.add(clOrdId + " away");
    }

    @Override
    public void cancelAll() {
        wanted.add("all away");
    }

    @Override
    public long quantityAhead(final InstrumentBook book, final long clOrdId) {
        return UNKNOWN;
    }

    @Override
    public long messagesLeft() {
        return Long.MAX_VALUE;
    }

    @Override
    public long position(final int securityId) {
        return position;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        quoter.onBook(instrument, event);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        quoter.onBookState(instrument);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        quoter.onOrder(order, event);
    }

    private List<String> wanted() {
        final List<String> lines = List.copyOf(wanted);
        wanted.clear();
        return lines;
    }

    private void event(final Runnable entries) {
        packet++;
        message.packet(packet, nowNs, nowNs);
        message.message(46, nowNs, MarketMessage.END_OF_EVENT, EXPONENT);
        books.onMessageStart(message);
        entries.run();
        books.onMessageEnd(message);
    }

    /** Best bid and offer, in ticks. */
    private void touch(final long bid, final long offer) {
        event(() -> {
            books.onBookLevel(ES, ++rptSeq, EntryType.BID, OVERLAY, 1, bid * TICK, 10, 1);
            books.onBookLevel(ES, ++rptSeq, EntryType.OFFER, OVERLAY, 1, offer * TICK, 10, 1);
        });
    }

    /** The order leaves and comes to rest. */
    private Order rest(final long clOrdId) {
        final Order order = orders.place(submitted.get(clOrdId), nowNs);
        orders.local(order, OrderEvent.SENT, 0, nowNs);
        orders.acknowledged(order, 100 + clOrdId, nowNs);
        return order;
    }

    @BeforeEach
    void open() {
        quoter.onStart(this);
        final InstrumentDefinition definition = new InstrumentDefinition();
        definition.clear();
        definition
                .securityId(ES)
                .updateAction(InstrumentDefinition.ADD)
                .priceExponent(EXPONENT)
                .depth(10)
                .minPriceIncrement(TICK);
        event(() -> books.onDefinition(definition));
        quoter.onSession(true);
    }

    @Test
    void shouldQuoteBothSidesAroundTheMiddle() {
        touch(1_000, 1_004);
        assertEquals(List.of("1: BUY 2 at 1000 DAY", "2: SELL 2 at 1004 DAY"), wanted());
    }

    @Test
    void shouldNotQuoteWithoutASession() {
        quoter.onSession(false);
        touch(1_000, 1_004);
        assertEquals(List.of(), wanted());
    }

    @Test
    void shouldWaitForAnAnswerBeforeItWantsMore() {
        touch(1_000, 1_004);
        wanted();
        nowNs += REQUOTE_NS;
        touch(1_010, 1_014);
        assertEquals(List.of(), wanted());
        rest(1);
        nowNs += REQUOTE_NS;
        touch(1_011, 1_015);
        assertEquals(List.of("1 to 2 at 1011"), wanted(), "the offer is not answered yet");
    }

    @Test
    void shouldFollowTheMarketButNotFasterThanItMay() {
        touch(1_000, 1_004);
        rest(1);
        rest(2);
        wanted();
        nowNs += REQUOTE_NS - 1;
        touch(1_002, 1_006);
        assertEquals(List.of(), wanted());
        nowNs += 1;
        touch(1_003, 1_007);
        assertEquals(List.of("1 to 2 at 1003", "2 to 2 at 1007"), wanted());
    }

    /** The side that reduces the position is the better one, and the other stops in time. */
    @Test
    void shouldLeanAgainstItsPosition() {
        position = 4;
        touch(1_000, 1_006);
        assertEquals(List.of("1: BUY 2 at 999 DAY", "2: SELL 2 at 1003 DAY"), wanted());
        rest(1);
        rest(2);
        position = 10;
        nowNs += REQUOTE_NS;
        touch(1_000, 1_008);
        assertEquals(List.of("1 away", "2 to 2 at 1001"), wanted());
    }

    @Test
    void shouldTakeItsQuotesOutWhereTheBookIsNotLive() {
        touch(1_000, 1_004);
        rest(1);
        rest(2);
        wanted();
        packet++;
        books.onGap(packet, 1);
        assertEquals(List.of("1 away", "2 away"), wanted());
    }

    /** What is under way when the book goes stale goes as soon as it is answered. */
    @Test
    void shouldTakeOutAQuoteThatWasUnderWayWhenTheBookWentStale() {
        touch(1_000, 1_004);
        rest(2);
        wanted();
        packet++;
        books.onGap(packet, 1);
        assertEquals(List.of("2 away"), wanted());
        rest(1);
        assertEquals(List.of("1 away"), wanted());
    }

    @Test
    void shouldQuoteAgainWhenItsOrderIsOver() {
        touch(1_000, 1_004);
        final Order bid = rest(1);
        rest(2);
        wanted();
        orders.filled(bid, bid.orderId(), 1, 1_000 * TICK, 2, -1, nowNs);
        nowNs += REQUOTE_NS;
        touch(1_000, 1_004);
        assertEquals(List.of("3: BUY 2 at 1000 DAY"), wanted());
    }

    /** An order that was refused before it was sent never was; the quote is free again. */
    @Test
    void shouldTryAgainAfterARefusal() {
        touch(1_000, 1_004);
        wanted();
        quoter.onRefused(1, ES, RiskCheck.MESSAGE_RATE);
        nowNs += REQUOTE_NS;
        touch(1_000, 1_004);
        assertEquals(List.of("3: BUY 2 at 1000 DAY"), wanted());
    }

    /** A replace that was refused leaves the order as it is. */
    @Test
    void shouldKeepItsOrderWhenAReplaceIsRefused() {
        touch(1_000, 1_004);
        rest(1);
        rest(2);
        nowNs += REQUOTE_NS;
        touch(1_010, 1_014);
        wanted();
        quoter.onRefused(1, ES, RiskCheck.COLLAR);
        nowNs += REQUOTE_NS;
        touch(1_020, 1_024);
        assertEquals(List.of("1 to 2 at 1020"), wanted());
    }

    @Test
    void shouldQuoteSoManyInstrumentsAndNoMore() {
        final InstrumentDefinition second = new InstrumentDefinition();
        second.clear();
        second.securityId(ES + 1)
                .updateAction(InstrumentDefinition.ADD)
                .priceExponent(EXPONENT)
                .depth(10)
                .minPriceIncrement(TICK);
        touch(1_000, 1_004);
        wanted();
        event(() -> books.onDefinition(second));
        event(() -> {
            books.onBookLevel(ES + 1, 1, EntryType.BID, OVERLAY, 1, 500 * TICK, 10, 1);
            books.onBookLevel(ES + 1, 2, EntryType.OFFER, OVERLAY, 1, 504 * TICK, 10, 1);
        });
        assertEquals(List.of(), wanted());
    }
}
