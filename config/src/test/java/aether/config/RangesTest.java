package aether.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts know their ranges; what they say of one comes with the file and the setting's full name. */
class RangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arbiter: { ringPackets: 1000 } | arbiter.ringPackets must be a power of two from 2 to 1048576, not 1000",
                "arbiter: { ringPackets: 2097152 } | arbiter.ringPackets must be a power of two from 2 to 1048576, not 2097152",
                "arbiter: { maxPacketLength: 63 } | arbiter.maxPacketLength must be 64 to 65536, not 63",
                "arbiter: { reorderTolerance: -1 } | arbiter.reorderTolerance must be 0 to below ringPackets, not -1",
                "arbiter: { reorderTolerance: many } | arbiter.reorderTolerance: expected a whole number, found 'many'",
                "venue: { instruments: 0 } | 'venue: instruments must be 1 to 10000, not 0'",
                "venue: { spreads: 20 } | 'venue: spreads must be 0 to fewer than instruments, not 20'",
                "books: { depth: 31 } | books.depth must be 1 to 30, not 31",
                "books: { impliedDepth: 0 } | books.impliedDepth must be 1 to 30, not 0",
                "books: { maxInstruments: 0 } | books.maxInstruments must be 1 to 1000000, not 0",
                "books: { maxOrders: -1 } | books.maxOrders must be 0 to 100000000, not -1",
                "books: { queueEntries: 15 } | books.queueEntries must be 16 to 100000000, not 15",
                "transport: { xdp: { frames: 32 } } | transport.xdp.frames must be a power of two from 64 to 131072, not 32",
                "transport: { xdp: { busyPoll: 1h } } | transport.xdp.busyPoll must be at most 1000000 us, not 2147483647",
                "transport: { xdp: { busyPollBudget: 0 } } | transport.xdp.busyPollBudget must be 1 to 1024, not 0"
            })
    void shouldSayWhatASettingMayBe(final String setting, final String expected) {
        final String text = "channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }\n" + setting;
        final ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigReader.parse(text, "site.yaml"));
        assertEquals("site.yaml: " + expected, refused.getMessage());
    }
}
