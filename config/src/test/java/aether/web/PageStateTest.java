package aether.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketMessage;
import aether.monitor.Latencies;
import aether.monitor.Publishing;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page is told of published books and counters. Time is set by hand. */
class PageStateTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final byte BID = '0';

    @TempDir
    Path directory;

    private final Latencies latencies = new Latencies();
    private final MarketMessage message = new MarketMessage();
    private long nowNs = START_NS;
    private long ticks;
    private Publishing publishing;
    private BookBuilder books;
    private PageState state;
    private long packet;

    @BeforeEach
    void open() {
        final SiteConfig config = ConfigReader.parse("""
                channel: { id: 7, lines: { A: { group: 239.1.2.3, port: 5000 } } }
                publication: { directory: '%s' }
                """.formatted(directory), "test");
        publishing = new Publishing(config, () -> nowNs);
        books = new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), publishing.books());
        state = new PageState(config, publishing, () -> nowNs, () -> ticks);
        state.stage("book", latencies);
    }

    @AfterEach
    void close() {
        state.close();
        publishing.close();
    }

    private void event(final Runnable entries) {
        packet++;
        message.packet(packet, nowNs, nowNs);
        message.message(46, nowNs, MarketMessage.END_OF_EVENT, -9);
        books.onMessageStart(message);
        entries.run();
        books.onMessageEnd(message);
    }

    private void define(final int securityId, final String symbol) {
        final InstrumentDefinition definition = new InstrumentDefinition();
        definition.clear();
        definition.securityId(securityId).updateAction(InstrumentDefinition.ADD).priceExponent(-9);
        for (final byte character : symbol.getBytes(StandardCharsets.ISO_8859_1)) {
            definition.appendSymbol(character);
        }
        event(() -> books.onDefinition(definition));
    }

    private void bid(final int securityId, final long rptSeq, final long price) {
        event(() -> books.onBookLevel(securityId, rptSeq, BID, 0, 1, price, 3, 1));
    }

    private String at(final String symbol) throws IOException {
        return new String(state.at(symbol), StandardCharsets.UTF_8);
    }

    /** Half a second, for the page. */
    private void pass() {
        nowNs += SECOND_NS / 2;
        ticks += SECOND_NS / 2;
    }

    private static List<String> texts(final String json, final String key) throws IOException {
        final List<String> texts = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (key.equals(parser.currentName()) && parser.currentToken().isScalarValue()) {
                    texts.add(parser.getText());
                }
            }
        }
        return texts;
    }

    @Test
    void shouldTellOfBooksAndOneLadder() throws IOException {
        define(1, "ESZ6");
        define(2, "NQZ6");
        bid(2, 1, 5_000_000_000L);
        final String json = at("NQZ6");
        assertEquals(List.of("ESZ6", "NQZ6", "NQZ6"), texts(json, "symbol"));
        assertTrue(
                json.endsWith(
                        "\"ladder\":{\"symbol\":\"NQZ6\",\"state\":\"LIVE\",\"rows\":[{\"price\":\"5\",\"bid\":3,\"orders\":1}]}}"),
                json);
        assertTrue(at("2").contains("\"ladder\":{\"symbol\":\"NQZ6\""));
        assertTrue(at("ESU6").endsWith("\"ladder\":null}"));
    }

    /** Symbols come from the wire. */
    @Test
    void shouldStayOneLineOfJsonWhateverASymbolIs() throws IOException {
        final String hostile = "\"},{\n\r</script>\u0000";
        define(1, hostile);
        bid(1, 1, 1);
        final String json = at("1");
        assertFalse(json.contains("\n") || json.contains("\r"), json);
        assertEquals(List.of("7"), texts(json, "channel"));
        assertFalse(texts(json, "symbol").isEmpty());
    }

    /** All who look within a moment see the same; later ones see another, also when somebody has set the clock back. */
    @Test
    void shouldLookAgainThoughTheClockWasSetBack() throws IOException {
        define(1, "ESZ6");
        final String first = at("ESZ6");
        nowNs += 1_000;
        assertEquals(first, at("ESZ6"));
        pass();
        nowNs -= 3_600 * SECOND_NS;
        assertEquals(List.of(Long.toString(nowNs)), texts(at("ESZ6"), "time"));
    }

    @Test
    void shouldTellLatenciesOfTheMomentAlone() throws IOException {
        latencies.record(1_000);
        pass();
        at("");
        latencies.record(50_000);
        pass();
        final String json = at("");
        assertEquals(List.of("1"), texts(json, "count"));
        assertTrue(Long.parseLong(texts(json, "max").getFirst()) >= 50_000, json);
        // Nobody has looked for a minute.
        latencies.record(70_000);
        ticks += 60 * SECOND_NS;
        assertEquals(List.of("0"), texts(at(""), "count"));
    }

    @Test
    void shouldTellNothingOnceItIsClosed() throws IOException {
        at("");
        state.close();
        assertThrows(IOException.class, () -> at(""));
    }
}
