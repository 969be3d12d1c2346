package aether.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.EntryType;
import aether.book.InstrumentBook;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.gateway.Strategy;
import aether.session.CapturePlayer;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Price steps that somebody says, where the session says none. */
class BacktestTicksTest {
    private static final int NAMED = 7;
    private static final int DEFINED = 8;
    private static final int UNKNOWN = 9;
    private static final long TICK = 250_000_000L;

    private final MarketMessage message = new MarketMessage();
    private final InstrumentDefinition definition = new InstrumentDefinition();
    private final BookBuilder books;
    private final MarketEvents events;

    BacktestTicksTest() {
        final Backtest backtest = new Backtest(new BacktestSetup(
                () -> new Strategy() {},
                Map.of(),
                Map.of(),
                null,
                new Latency.Constant(0),
                new Latency.Constant(0),
                BacktestSetup.Impact.ON,
                1,
                new BacktestSetup.Money(
                        BigDecimal.ZERO,
                        Map.of(),
                        Map.of("7", new BigDecimal("0.25"), "8", new BigDecimal("0.25"), "9", new BigDecimal("0.25"))),
                RecordedOwn.nothing()));
        final CapturePlayer.Listener listener = backtest.market("one");
        books = new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), listener);
        events = listener.around(books, () -> books);
    }

    private void event(final Runnable content) {
        message.packet(1, 1, 1);
        message.message(1, 1, MarketMessage.END_OF_EVENT, -9);
        events.onMessageStart(message);
        content.run();
        events.onMessageEnd(message);
    }

    private void define(final int securityId, final String symbol, final long tick) {
        definition.clear();
        definition.securityId(securityId).priceExponent(-9).minPriceIncrement(tick);
        symbol.chars().forEach(character -> definition.appendSymbol((byte) character));
        event(() -> events.onDefinition(definition));
    }

    private void assertTick(final long tick, final String symbol, final int securityId) {
        final InstrumentBook book = books.find(securityId);
        assertEquals(tick, book.terms().minPriceIncrement());
        assertEquals(symbol, book.symbol());
    }

    @Test
    void shouldCompleteWhatIsNamedAndMakeUpWhatIsNot() {
        define(NAMED, "ESX", NullValue.PRICE);
        assertTick(TICK, "ESX", NAMED);
        define(NAMED, "ESY", NullValue.PRICE);
        assertTick(TICK, "ESY", NAMED);
        define(DEFINED, "NQ", 2 * TICK);
        assertTick(2 * TICK, "NQ", DEFINED);
        event(() -> events.onBookLevel(UNKNOWN, 1, EntryType.BID, 0, 1, TICK, 1, 1));
        assertTick(TICK, "", UNKNOWN);
        event(() -> events.onBookLevel(NAMED, 1, EntryType.BID, 0, 1, TICK, 1, 1));
        assertTick(TICK, "ESY", NAMED);
    }
}
