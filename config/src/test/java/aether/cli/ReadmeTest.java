package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.feed.BookKind;
import aether.nic.xdp.XdpContext;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README and the shipped profile promise is there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void shouldNameOnlyCommandsOptionsAndFilesThatExist() throws IOException {
        final String readme = Files.readString(ROOT.resolve("README.md"));
        final Set<String> seen = new TreeSet<>();
        final Matcher use = Pattern.compile("\\./aether ([a-z]+)([^#;\\n|]*)").matcher(readme);
        while (use.find()) {
            final String help = CommandLine.run(use.group(1), "--help").out();
            assertFalse(help.isEmpty(), use.group());
            final Matcher option = Pattern.compile("--[a-z-]+").matcher(use.group(2));
            while (option.find()) {
                assertTrue(help.contains(option.group()), use.group());
            }
            seen.add(use.group(1));
        }
        assertEquals(
                Set.of(
                        "backtest",
                        "book",
                        "books",
                        "check",
                        "decode",
                        "demo",
                        "export",
                        "host",
                        "journal",
                        "nic",
                        "orders",
                        "replay",
                        "run",
                        "stat",
                        "venue"),
                seen);
        final Matcher link = Pattern.compile("\\]\\(([^)]+)\\)").matcher(readme);
        while (link.find()) {
            assertTrue(Files.exists(ROOT.resolve(link.group(1))), link.group(1));
        }
        assertTrue(readme.lines().count() <= 80, "one screen, or nearly");
    }

    /** The profile writes the defaults out: taking them away must change nothing. */
    @Test
    void shouldShipAProfileThatShowsTheDefaults() throws IllegalAccessException {
        final SiteConfig shipped = ConfigReader.read(ROOT.resolve("config/profiles/loopback.yaml"));
        final SiteConfig bare = ConfigReader.parse("""
                channel:
                  id: 320
                  lines:
                    A: { group: 224.0.31.11, port: 14320 }
                    B: { group: 224.0.32.11, port: 15320 }
                books: { start: natural }
                journal: { directory: journal-data }
                """, "bare");
        assertEquals(bare.channel(), shipped.channel());
        assertEquals(told(bare.arbiterContext()), told(shipped.arbiterContext()));
        assertEquals(told(bare.channelContext()), told(shipped.channelContext()));
        assertEquals(told(bare.bookContext()), told(shipped.bookContext()));
        assertEquals(bare.journal(), shipped.journal());
        assertEquals(told(bare.transport()), told(shipped.transport()));
        assertEquals(bare.runtime(), shipped.runtime());
        assertEquals(bare.publication().depth(), shipped.publication().depth());
    }

    /** All that settings hold, by value. */
    private static String told(final Object settings) throws IllegalAccessException {
        final StringBuilder text = new StringBuilder();
        for (final Field field : settings.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                final Object value = field.get(settings);
                text.append(field.getName())
                        .append(": ")
                        .append(value instanceof XdpContext ? told(value) : value)
                        .append("; ");
            }
        }
        return text.toString();
    }

    @Test
    void shouldShipAProfileOfAVenueWithAllFeeds() {
        final SiteConfig venue = ConfigReader.read(ROOT.resolve("config/profiles/venue.yaml"));
        assertTrue(venue.bookContext().recovers(BookKind.BY_PRICE));
        assertTrue(venue.bookContext().recovers(BookKind.BY_ORDER));
        assertEquals(2, venue.channel().recovery().definitions().size());
        assertEquals(5, venue.venue().context().spreads());
    }
}
