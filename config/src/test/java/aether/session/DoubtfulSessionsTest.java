package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.gateway.GatewayContext;
import aether.journal.JournalContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start goes on from after the machine has lost power: never from something older without a word. */
class DoubtfulSessionsTest {
    private static final String BEFORE = "the boot before";

    @TempDir
    Path base;

    private TradedSessions sessions;
    private GatewayContext context;

    @BeforeEach
    void prepare() throws IOException {
        sessions = new TradedSessions(base);
        context = ConfigReader.parse(sessions.configuration("ABC"), "test")
                .orders()
                .context();
    }

    private String before() {
        final OrderSessions.Before before =
                OrderSessions.before(sessions.journals(), sessions.session("present"), context);
        return before == null ? "none" : before.session().getFileName().toString();
    }

    private void assertRefused(final String name) {
        final ConfigException refused = assertThrows(ConfigException.class, this::before);
        assertTrue(refused.getMessage().contains("/" + name + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains("aether journal salvage"), refused.getMessage());
    }

    @Test
    void shouldGoOnFromTheNewest() {
        sessions.first("1", "ABC").next("2", "ABC").first("3", "XYZ");
        assertEquals("2", before());
    }

    @Test
    void shouldRefuseOneInDoubt() {
        sessions.first("1", "ABC").under(BEFORE).next("2", "ABC");
        assertRefused("2");
    }

    /** It may have traded: that its first digest is lost proves nothing. */
    @Test
    void shouldRefuseOneWhoseBeginningIsLost() throws IOException {
        sessions.first("1", "ABC").under(BEFORE).begin("2", "ABC").close();
        assertRefused("2");
        Files.createDirectories(sessions.session("3"));
        Files.writeString(sessions.session("3").resolve("boot"), BEFORE);
        assertRefused("2");
        Files.move(sessions.session("2"), base.resolve("away"));
        assertRefused("3");
    }

    @Test
    void shouldNotCareForOlderOnesOrThoseOfOthers() {
        sessions.under(BEFORE).first("1", "ABC").first("3", "XYZ").first("4", "");
        sessions.under(new JournalContext().boot()).next("2", "ABC");
        assertEquals("2", before());
    }

    /** Once: what it was salvaged from is not listed beside it. */
    @Test
    void shouldGoOnFromWhatWasKept() {
        sessions.first("1", "ABC").under(BEFORE).next("2", "ABC");
        OrderSessions.salvage(sessions.session("2"));
        assertEquals("2-kept", before());
        assertEquals(
                List.of("1", "2-kept"),
                OrderSessions.history(sessions.session("2-kept")).stream()
                        .map(path -> path.getFileName().toString())
                        .toList());
        assertEquals("2-kept", before());
    }
}
