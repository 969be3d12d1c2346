package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.AcceptedPacketHandler;
import aether.feed.ArbiterContext;
import aether.feed.Channel;
import aether.feed.ChannelContext;
import aether.feed.LineArbiter;
import aether.feed.MarketEvents;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** Lines → arbiter → decoder → books, and everything that came out as lines of text. Time is set by hand. */
public final class BookHarness implements BookListener {
    private static final SbeSchema SCHEMA = Mdp3Schema.load();
    private static final long PACKET_INTERVAL_NS = 1000;

    private final List<String> published = new ArrayList<>();
    private final BookBuilder books;
    private final LineArbiter arbiter;
    private long nowNs = PacketBuilder.SUNDAY_OPEN;

    public BookHarness(final BookContext context) {
        books = new BookBuilder(context.conclude(), this);
        final AcceptedPacketHandler channel =
                new Channel(new ChannelContext().conclude(), new Mdp3Decoder(SCHEMA), books);
        arbiter = new LineArbiter(new ArbiterContext().conclude(), new Mdp3Framer(SCHEMA), channel);
    }

    /** Books that are empty at the start. */
    public static BookHarness empty() {
        return new BookHarness(new BookContext().start(BookContext.Start.EMPTY));
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        published.add("book " + instrument.securityId() + " event " + event.eventId()
                + (event.isComplete() ? "" : " incomplete"));
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        published.add("state " + instrument.securityId() + " " + instrument.state());
    }

    /** Feeds packets to line A. */
    public BookHarness a(final PacketBuilder... packets) {
        return send(0, packets);
    }

    /** Feeds packets to line B. */
    public BookHarness b(final PacketBuilder... packets) {
        return send(1, packets);
    }

    private BookHarness send(final int line, final PacketBuilder... packets) {
        for (final PacketBuilder packet : packets) {
            final UnsafeBuffer bytes = packet.toBuffer();
            arbiter.onPacket(line, bytes, 0, bytes.capacity(), nowNs);
            nowNs += PACKET_INTERVAL_NS;
        }
        return this;
    }

    /** Lets time pass. */
    public BookHarness pass(final long nanos) {
        nowNs += nanos;
        arbiter.onTime(nowNs);
        return this;
    }

    public BookBuilder books() {
        return books;
    }

    public MarketEvents events() {
        return books;
    }

    public InstrumentBook book(final int securityId) {
        return books.find(securityId);
    }

    public BookState state(final int securityId) {
        return book(securityId).state();
    }

    /** What was published since the last call. */
    public List<String> published() {
        final List<String> copy = List.copyOf(published);
        published.clear();
        return copy;
    }

    /** Prices of a side, best first, {@code ?} for an unknown row. */
    public static String prices(final BookSide side) {
        return NaiveBooks.rowsOf(side).stream()
                .map(row -> row == null ? "?" : Long.toString(row.price()))
                .collect(Collectors.joining(" "));
    }

    public void assertBid(final int securityId, final String prices) {
        assertEquals(prices, prices(book(securityId).book().bid()));
    }

    public void assertOffer(final int securityId, final String prices) {
        assertEquals(prices, prices(book(securityId).book().offer()));
    }
}
