package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.arbiter.ArbiterContext;
import aether.arbiter.LineArbiter;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.channel.RecoveryFeeds;
import aether.feed.AcceptedPacket;
import aether.feed.BookPolicy;
import aether.feed.PacketFramer;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.feed.VenueAdapter;
import aether.feed.deribit.DeribitPackets;
import aether.feed.deribit.DeribitVenue;
import aether.feed.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Deribit's packets → arbiter → decoder → books, and what came out as lines of text. Time is set by hand. */
final class KeyedHarness implements BookListener {
    private static final long PACKET_INTERVAL_NS = 1000;

    private final List<String> published = new ArrayList<>();
    private final PacketFramer framer;
    private final BookBuilder books;
    private final LineArbiter arbiter;
    private final Channel channel;
    private long nowNs = 1_700_000_000_000_000_000L;

    KeyedHarness(final BookContext context) {
        final VenueAdapter venue = new DeribitVenue();
        final SbeSchema schema = venue.schema();
        framer = venue.framer(schema);
        books = new BookBuilder(context.policy(BookPolicy.KEYED_BY_PRICE).conclude(), this);
        channel = new Channel(
                new ChannelContext().conclude(),
                venue.decoder(schema),
                books,
                new RecoveryFeeds(framer, venue.decoder(schema), venue.recoveryPolicy(), books));
        arbiter = new LineArbiter(
                new ArbiterContext()
                        .lines(1)
                        .resetAfter(4)
                        .sequencePolicy(venue.sequencePolicy())
                        .conclude(),
                framer,
                channel);
    }

    /** Snapshots are at hand, and compared with live books. */
    static KeyedHarness recovering() {
        return new KeyedHarness(new BookContext().recovery(true, false).verify(true));
    }

    /** Live packets, in the order of their arrival. */
    KeyedHarness live(final DeribitPackets... packets) {
        for (final DeribitPackets packet : packets) {
            final UnsafeBuffer bytes = packet.build();
            nowNs += PACKET_INTERVAL_NS;
            arbiter.onPacket(0, bytes, 0, bytes.capacity(), nowNs);
        }
        return this;
    }

    /** Packets of the snapshot channel. */
    KeyedHarness snapshots(final DeribitPackets... packets) {
        for (final DeribitPackets packet : packets) {
            final UnsafeBuffer bytes = packet.build();
            nowNs += PACKET_INTERVAL_NS;
            assertEquals(PacketVerdict.WHOLE, framer.validate(bytes, 0, bytes.capacity()));
            channel.onPacket(new AcceptedPacket()
                    .of(0, PacketKind.PRICE_SNAPSHOT, bytes.getInt(4), nowNs)
                    .wrap(bytes, 0, bytes.capacity()));
        }
        return this;
    }

    /** So much time passes that a hole counts as lost. */
    KeyedHarness loss() {
        nowNs += 2 * ArbiterContext.DEFAULT_LOSS_TIMEOUT_NS;
        arbiter.onTime(nowNs);
        return this;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        published.add("book " + instrument.securityId() + (event.isComplete() ? "" : " incomplete"));
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        published.add("state " + instrument.securityId() + " " + instrument.state());
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        published.add("trade " + instrument.securityId() + " " + price + " x " + size + " side " + aggressorSide);
    }

    /** What was published since the last call. */
    List<String> published() {
        final List<String> lines = List.copyOf(published);
        published.clear();
        return lines;
    }

    KeyedHarness expect(final int instrument, final BookState state, final String levels) {
        final InstrumentBook book = books.find(instrument);
        assertEquals(state + " " + levels, book.state() + " " + levels(book));
        return this;
    }

    KeyedHarness expect(final BookCounter counter, final long value) {
        assertEquals(value, books.counters().get(counter), counter.name());
        return this;
    }

    /** Best first: price x size, in ten-millionths to keep lines short. */
    static String levels(final InstrumentBook book) {
        return "bid " + levels(book.levels().bid()) + " ask "
                + levels(book.levels().offer());
    }

    private static List<String> levels(final OrderSide side) {
        final List<String> text = new ArrayList<>();
        for (int level = 0; level < side.levels(); level++) {
            text.add(side.price(level) / 1e8 + "x" + side.quantityAt(level) / 1e8);
        }
        return text;
    }

    BookBuilder books() {
        return books;
    }

    LineArbiter arbiter() {
        return arbiter;
    }
}
