package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookFault;
import aether.channel.ChannelPipeline;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.Terminal;
import aether.feed.PacketKind;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.replay.JournalingHandler;
import aether.replay.StateHash;
import aether.venue.ChannelAddresses;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A book that was not believed since other machines had another does not follow from packets: the journal says so, and a replay does the same. */
class DistrustReplayTest {
    private static final long STEP_NS = 20_000;
    private static final int DIGEST_EVERY = 100;
    private static final MulticastGroup[] LINES = IntStream.range(0, 6)
            .mapToObj(line -> new MulticastGroup(0xEFFF4F01 + line, 33_001 + line))
            .toArray(MulticastGroup[]::new);
    private static final String CONFIGURATION = """
            channel:
              id: 17
              lines: { A: { group: 239.255.79.1, port: 33001 }, B: { group: 239.255.79.2, port: 33002 } }
              recovery:
                definitions: { A: { group: 239.255.79.3, port: 33003 }, B: { group: 239.255.79.4, port: 33004 } }
                priceSnapshots: { A: { group: 239.255.79.5, port: 33005 }, B: { group: 239.255.79.6, port: 33006 } }
            books: { maxInstruments: 8, maxOrders: 1000 }
            """;

    @TempDir
    Path directory;

    private final SiteConfig config = ConfigReader.parse(CONFIGURATION, "test");
    private final StateHash hash = new StateHash();
    private final ChannelPipeline pipeline =
            new ChannelPipeline(config.channel().venue(), config.bookContext(), config.channelContext(), hash);
    private long nowNs = 1_700_400_000_000_000_000L;

    private SimulatedVenue venue(final FeedHandler feed) {
        return new SimulatedVenue(
                new VenueContext().seed(5).instruments(2).recoveryEvery(4).conclude(),
                new FrameSink() {
                    @Override
                    public boolean offer(final DirectBuffer frame, final int length) {
                        feed.onFrame(frame, length, nowNs);
                        return true;
                    }

                    @Override
                    public void close() {}
                },
                new ChannelAddresses(feedOf(0), feedOf(2), feedOf(4), null));
    }

    private static ChannelAddresses.Feed feedOf(final int first) {
        return new ChannelAddresses.Feed(LINES[first], LINES[first + 1]);
    }

    private static LineTable table() {
        final LineTable table = new LineTable(LINES.length);
        IntStream.range(0, LINES.length).forEach(line -> table.set(line, LINES[line]));
        return table.recovery(2, PacketKind.DEFINITION)
                .recovery(3, PacketKind.DEFINITION)
                .recovery(4, PacketKind.PRICE_SNAPSHOT)
                .recovery(5, PacketKind.PRICE_SNAPSHOT);
    }

    private void trade(final SimulatedVenue venue, final int commands) {
        for (int i = 0; i < commands; i++) {
            nowNs += STEP_NS;
            venue.step(nowNs);
        }
    }

    @Test
    void shouldReplayToTheSameState() {
        final Path session = directory.resolve("session");
        try (JournalWriter writer =
                JournalWriter.create(new JournalContext().directory(session).conclude())) {
            final UnsafeBuffer text = new UnsafeBuffer(CONFIGURATION.getBytes(StandardCharsets.UTF_8));
            writer.tap().offer(RecordType.CONFIGURATION, 0, 1, text, 0, text.capacity());
            final JournalingHandler journal =
                    new JournalingHandler(writer.tap(), pipeline.channel(), hash, DIGEST_EVERY);
            final SimulatedVenue venue = venue(pipeline.feed(config.arbiterContext(), table(), journal));
            venue.open(nowNs);
            trade(venue, 2_000);
            writer.drain();
            final int doubted = venue.instruments().getFirst().securityId();
            final UnsafeBuffer id = new UnsafeBuffer(new byte[Integer.BYTES]);
            id.putInt(0, doubted, ByteOrder.LITTLE_ENDIAN);
            writer.tap().offer(RecordType.DISTRUST, 0, nowNs, id, 0, Integer.BYTES);
            pipeline.books().distrust(doubted);
            assertEquals(
                    BookFault.MACHINES_DIFFER, pipeline.books().find(doubted).fault());
            trade(venue, 2_000);
            journal.end(nowNs);
            writer.drain();
        }
        final JournalReplay.Result result =
                JournalReplay.replay(session, new Pacer(0, new Terminal(System.err), "packets"));
        assertEquals(null, result.firstDifference());
        assertTrue(result.compared() > 20, result.compared() + " digests");
        assertEquals(hash.digest(), result.digest());
    }
}
