package aether.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.ExchangeChannels.Channel;
import aether.feed.BookKind;
import aether.nic.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeChannelsTest {
    private static final Path SHARED =
            Path.of(System.getProperty("aether.shared", "../../shared")).resolve("schemas/cme-config");

    @TempDir
    Path directory;

    private Path file(final String connections) throws IOException {
        return Files.writeString(directory.resolve("config.xml"), """
                <configuration environment="Test">
                  <channel id="7" label="Seven">
                    <products><product code="AB"><group code="AB"/></product></products>
                    <connections>%s</connections>
                  </channel>
                </configuration>
                """.formatted(connections));
    }

    private static String connection(final String type, final String feed, final String group, final String port) {
        return """
                <connection id="7%s%s"><type feed-type="%s">x</type><protocol>UDP/IP</protocol><ip>%s</ip>
                <host-ip>10.0.0.1</host-ip><host-ip>10.0.0.2</host-ip><port>%s</port><feed>%s</feed></connection>
                """.formatted(type, feed, type, group, port, feed);
    }

    @Test
    void shouldReadLinesWithTheHostsThatSendThem() throws IOException {
        final ExchangeChannels channels = ExchangeChannels.read(file(connection("I", "B", "224.0.1.2", "2")
                + connection("I", "A", "224.0.1.1", "1")
                + connection("SMBO", "A", "224.0.1.3", "3")
                + connection("H", "A", "10.0.0.9", "10000")));
        final Channel channel = channels.channel(7);
        assertEquals("Seven", channel.label());
        assertEquals(List.of("AB"), channel.products());
        assertEquals(
                List.of(1, 2),
                channel.lines().stream().map(line -> line.group().port()).toList());
        assertEquals(
                List.of(Ipv4.parse("10.0.0.1"), Ipv4.parse("10.0.0.2")),
                channel.lines().getFirst().sources());
        assertEquals(1, channel.recovery().orderSnapshots().size());
        assertEquals(List.of(), channel.recovery().priceSnapshots());
        assertEquals(List.of(), channels.warnings());
    }

    @Test
    void shouldLeaveOutWhatItDoesNotUnderstandAndSaySo() throws IOException {
        final ExchangeChannels channels = ExchangeChannels.read(file(connection("I", "A", "224.0.1.1", "1")
                + connection("X9", "A", "224.0.1.5", "5")
                + connection("S", "A", "10.1.1.1", "5")
                + connection("S", "B", "224.0.1.6", "many")));
        assertEquals(1, channels.channel(7).lines().size());
        assertEquals(3, channels.warnings().size());
        assertTrue(
                channels.warnings().getFirst().contains("unknown feed type 'X9'"),
                channels.warnings().toString());
    }

    @Test
    void shouldNameTheFileThatIsNone() throws IOException {
        final Path other = Files.writeString(directory.resolve("x.xml"), "<other/>");
        final Path broken = Files.writeString(directory.resolve("y.xml"), "<configuration>");
        final Path hostile = Files.writeString(
                directory.resolve("z.xml"), "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><configuration/>");
        for (final Path file : List.of(other, broken, hostile, directory.resolve("none.xml"))) {
            final ConfigException thrown = assertThrows(ConfigException.class, () -> ExchangeChannels.read(file));
            assertTrue(thrown.getMessage().contains(file.getFileName().toString()), thrown.getMessage());
        }
        final ExchangeChannels good = ExchangeChannels.read(file(connection("I", "A", "224.0.1.1", "1")));
        assertTrue(assertThrows(ConfigException.class, () -> good.channel(8))
                .getMessage()
                .contains("it has channels 7"));
    }

    @Test
    void shouldTakeAChannelFromTheExchangesFile() throws IOException {
        final Path file = file(connection("I", "A", "224.0.1.1", "1") + connection("S", "A", "224.0.1.3", "3"));
        final SiteConfig config = ConfigReader.parse(
                "channel: { id: 7, exchangeFile: '" + file + "' }\njournal: { directory: x }\n", "test");
        assertEquals(1, config.channel().lines().size());
        assertTrue(config.bookContext().recovers(BookKind.BY_PRICE));
        assertTrue(assertThrows(
                        ConfigException.class,
                        () -> ConfigReader.parse(
                                "channel: { id: 7, exchangeFile: '" + file + "', lines: { A: { group: 224.1.1.1 } } }",
                                "test"))
                .getMessage()
                .contains("leave out"));
    }

    @Test
    void shouldReadTheFilesAsTheExchangeDeliversThem() {
        if (!Files.isDirectory(SHARED)) {
            System.out.println("skipped: no exchange files at " + SHARED);
        }
        Assumptions.assumeTrue(Files.isDirectory(SHARED));
        final ExchangeChannels production = ExchangeChannels.read(SHARED.resolve("epam_prod_config_2016.xml"));
        assertEquals(40, production.channels().size());
        final Channel channel = production.channel(320);
        assertEquals("224.0.31.11:14320", channel.lines().getFirst().group().toString());
        assertEquals(2, channel.lines().size());
        assertEquals(2, channel.recovery().priceSnapshots().size());
        final ExchangeChannels test = ExchangeChannels.read(SHARED.resolve("epam_autocert_config_20180904.xml"));
        assertEquals(66, test.channels().size());
        assertTrue(test.channels().stream()
                .anyMatch(c -> !c.recovery().orderSnapshots().isEmpty()));
    }
}
